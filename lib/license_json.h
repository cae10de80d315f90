/*
 * license_json.h: the JSON that descriptions and comparisons of licenses share.
 */
#ifndef OPN_LICENSE_JSON_H
#define OPN_LICENSE_JSON_H

#include "describe.h"
#include "json_write.h"

/* The first members of a document: format, library, data and date. */
void opn_write_origin(opn_writer *w, const char *format, const opn_description *description);

/* Members that say which license, in which text. */
void opn_write_part_head(opn_writer *w, const opn_description *description,
                         const opn_license_part *part);

/* Each writes one object. */
void opn_write_term(opn_writer *w, const opn_license_term *term, const opn_term_value *value);
void opn_write_reading(opn_writer *w, const opn_description *description,
                       const opn_reading *reading);
void opn_write_license_reason(opn_writer *w, const opn_description *description,
                              const opn_reading *reading, size_t at);

#endif
