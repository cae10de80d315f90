/*
 * describe.h: the result model of what a license says.
 *
 * Built once (describe.c), printed in three formats (render_license.c) and
 * compared term by term (license_diff.c): all of them show the same facts.
 */
#ifndef OPN_DESCRIBE_H
#define OPN_DESCRIBE_H

#include "buf.h"
#include "readings.h"
#include "terms.h"
#include <openness/license.h>
#include <openness/report.h>

/* One license of the expression, in the text that counts. */
typedef struct {
    size_t license; /* of the database */
    opn_terms terms;
    const opn_license_text *text;
    const char *spdx; /* id on the SPDX license list, "none" or "" */
    const char *licensor;
    const char *tag; /* on Hugging Face, "" where it has none there ("other") */
    const char *confidence;
    const char *note;
    const char *read; /* when the source was read, "" */
} opn_license_part;

typedef struct {
    opn_arena arena;
    const openness_database *database; /* borrowed: a description outlives no call */
    opn_expr expr;
    const char *as_of;             /* NULL = the latest texts */
    const opn_license_part *parts; /* each license once, in the order of the expression */
    size_t part_count;
    opn_readings readings;
} opn_description;

/* Parses and reads an expression; *err is set on failure (E_SCHEMA, E_NOT_FOUND
 * or E_NOMEM). Released with opn_description_free either way. */
int opn_description_make(opn_description *out, const openness_database *database,
                         const char *expression, const char *as_of, openness_error **err);
void opn_description_free(opn_description *description);

/* Sets *err for an expression that did not parse: E_SCHEMA, or E_NOT_FOUND when
 * only an id is not known. */
int opn_expression_refuse(const openness_database *database, const opn_expr_fault *fault,
                          openness_error **err);

/* Whether the text that counts is younger than the date that was asked for. */
bool opn_part_too_young(const opn_description *description, const opn_license_part *part);

/* The part of a license, NULL for a number that none has. */
const opn_license_part *opn_description_part(const opn_description *description, size_t license);

/* Whether a list holds the license. */
bool opn_part_listed(const opn_description *description, const opn_license_part *part,
                     size_t list);

/* Whether nobody has looked if a list holds the license. */
bool opn_part_list_open(const opn_description *description, const opn_license_part *part,
                        size_t list);

/* E_ARGUMENT with a message when a format, width or date is not one that
 * describing and comparing know, else OPENNESS_OK. */
int opn_description_arguments(int format, int width, const char *as_of, openness_error **err);

/* Renderers; all output ends in a line break. */
void opn_description_text(opn_buf *buf, const opn_description *description, int width);
void opn_description_markdown(opn_buf *buf, const opn_description *description);
void opn_description_json(opn_buf *buf, const opn_description *description);

#endif
