/*
 * import_hub_parts.h: what the files of import_hub*.c share among themselves.
 */
#ifndef OPN_IMPORT_HUB_PARTS_H
#define OPN_IMPORT_HUB_PARTS_H

#include "import_hub.h"

/* One line in the arena of the job; "" without memory, the job's flag set then. */
const char *opn_hub_message(opn_import_job *job, const char *format, ...) OPN_PRINTF(2, 3);

/* The trimmed spelling of a scalar; NULL for anything else and for one that is
 * null or blank. */
const char *opn_hub_text(opn_import_job *job, const opn_tree *node);

/* What stands behind a prefix; NULL when the text does not begin with it. */
const char *opn_hub_behind(const char *text, const char *prefix);

/* The scalars of a list, of the lists in a map, or the one that stands alone, up to
 * twenty by name: "a, b and 3 more". *count gets how many there are. "" for none. */
const char *opn_hub_names(opn_import_job *job, const opn_tree *node, size_t *count);

/* import_hub_license.c: license, license_name and license_link. */
void opn_hub_read_license(opn_import_job *job, opn_hub_card *card, const opn_tree *data);

/* What a "license:" tag of the Hub names, where cardData names nothing. */
void opn_hub_license_tag(opn_import_job *job, opn_hub_card *card, const opn_tree *tag,
                         const char *name);

/* import_hub_bases.c: base_model and base_model_relation. */
void opn_hub_read_bases(opn_import_job *job, opn_hub_card *card, const opn_tree *data);

/* The "base_model:" tags of a list. Those that the Hub made count in place of what
 * base_model says; those of a card stand beside it. */
void opn_hub_base_tags(opn_import_job *job, opn_hub_card *card, const opn_tree *tags,
                       bool of_hub);

/* Bases and kind. */
void opn_hub_put_bases(opn_import_job *job, const opn_hub_card *card, opn_draft *draft);

#endif
