/*
 * license_diff.c: two licenses, term by term.
 *
 * Takes two descriptions, gives the terms, lists and readings in which they
 * differ. What was not read differs from everything that was: it must not pass
 * for agreement.
 *
 * Must not print; render_diff.c does.
 */
#include "license_diff.h"

static bool same_tags(const char *const *a, size_t a_count, const char *const *b, size_t b_count)
{
    size_t found = 0;

    for (size_t i = 0; i < a_count; i++) {
        for (size_t k = 0; k < b_count; k++) {
            if (opn_streq(a[i], b[k])) {
                found++;
                break;
            }
        }
    }
    return found == a_count && a_count == b_count;
}

static bool same_member(const opn_term_member *a, const opn_term_member *b)
{
    if (b == NULL || a->has_number != b->has_number || (a->text == NULL) != (b->text == NULL)) {
        return false;
    }
    return (!a->has_number || a->number == b->number) &&
           (a->text == NULL || opn_streq(a->text, b->text)) &&
           same_tags(a->tags, a->tag_count, b->tags, b->tag_count);
}

static bool same_object(const opn_term_object *a, const opn_term_object *b)
{
    bool same = a->count == b->count;

    for (size_t i = 0; i < a->count && same; i++) {
        same = same_member(&a->members[i], opn_term_member_find(b, a->members[i].key));
    }
    return same;
}

static bool same_value(const opn_term_value *a, const opn_term_value *b)
{
    bool same = a->state == b->state && opn_streq(a->word, b->word) &&
                same_tags(a->tags, a->tag_count, b->tags, b->tag_count) &&
                a->object_count == b->object_count;

    for (size_t i = 0; i < a->object_count && same; i++) {
        same = same_object(&a->objects[i], &b->objects[i]);
    }
    return same;
}

int opn_license_diff_make(opn_license_diff *out, const opn_description *a,
                          const opn_description *b, opn_arena *arena)
{
    const opn_license_vocabulary *vocabulary = &a->database->license_vocabulary;
    size_t *terms = opn_arena_alloc(arena, vocabulary->term_count, sizeof *terms);
    size_t *lists = opn_arena_alloc(arena, vocabulary->list_count, sizeof *lists);
    size_t *readings = opn_arena_alloc(arena, a->readings.count, sizeof *readings);

    *out = (opn_license_diff){{a, b}, terms, 0, lists, 0, readings, 0};
    if (terms == NULL || lists == NULL || readings == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        if (!same_value(&a->parts[0].terms.values[i], &b->parts[0].terms.values[i])) {
            terms[out->term_count++] = i;
        }
    }
    for (size_t i = 0; i < vocabulary->list_count; i++) {
        if (opn_part_listed(a, &a->parts[0], i) != opn_part_listed(b, &b->parts[0], i) ||
            opn_part_list_open(a, &a->parts[0], i) != opn_part_list_open(b, &b->parts[0], i)) {
            lists[out->list_count++] = i;
        }
    }
    for (size_t i = 0; i < a->readings.count; i++) {
        opn_pair left = a->readings.items[i].level;
        opn_pair right = b->readings.items[i].level;

        if (left.lo != right.lo || left.hi != right.hi) {
            readings[out->reading_count++] = i;
        }
    }
    return OPENNESS_OK;
}

/* An id: one license and nothing around it. */
static int make_side(opn_description *out, const openness_database *database, const char *id,
                     const char *as_of, openness_error **err)
{
    int status = opn_description_make(out, database, id, as_of, err);

    if (status == OPENNESS_E_SCHEMA ||
        (status == OPENNESS_OK && (out->part_count != 1 || out->expr.count != 1))) {
        openness_error_free(err == NULL ? NULL : *err);
        status = opn_error_message(err, OPENNESS_E_ARGUMENT,
                                   "two ids of licenses are compared, not \"%s\"", id);
    }
    return status;
}

static int render(const opn_description *a, const opn_description *b, int format, int width,
                  openness_text **out)
{
    opn_arena arena = {0};
    opn_license_diff diff;
    opn_buf buf = {0};
    int status = opn_license_diff_make(&diff, a, b, &arena);

    if (status == OPENNESS_OK) {
        if (format == OPENNESS_FORMAT_JSON) {
            opn_license_diff_json(&buf, &diff);
        } else if (format == OPENNESS_FORMAT_TEXT) {
            opn_license_diff_text(&buf, &diff, width);
        } else {
            opn_license_diff_markdown(&buf, &diff);
        }
        status = opn_buf_finish(&buf, out);
    }
    opn_arena_free(&arena);
    return status;
}

int openness_license_diff(const openness_database *database, const char *a, const char *b,
                          const char *as_of, int format, int width, openness_text **out,
                          openness_error **err)
{
    opn_description left = {0};
    opn_description right = {0};
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || a == NULL || b == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, both ids and out must not be NULL");
    }
    status = opn_description_arguments(format, width, as_of, err);
    if (status != OPENNESS_OK) {
        return status;
    }
    status = make_side(&left, database, a, as_of, err);
    if (status == OPENNESS_OK) {
        status = make_side(&right, database, b, as_of, err);
    }
    if (status == OPENNESS_OK) {
        status = opn_error_set(err, render(&left, &right, format, width, out), NULL);
    }
    opn_description_free(&left);
    opn_description_free(&right);
    return status;
}
