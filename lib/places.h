/*
 * places.h: countries, and the groups of countries that licenses name.
 */
#ifndef OPN_PLACES_H
#define OPN_PLACES_H

#include "common.h"

/* Whether a text is a code of ISO 3166-1 alpha-2, or EU for a user who says no more. */
bool opn_place_valid(const char *code);

/* The code that a common mistake stands for ("UK" for "GB"), or NULL. */
const char *opn_place_suggest(const char *code);

/* Whether a place of a question lies in a place of a license: the same code, or
 * a member of the group "EU" or "EEA". */
bool opn_place_within(const char *code, const char *place);

#endif
