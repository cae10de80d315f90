/*
 * describe.c: everything on record about the licenses of an expression.
 *
 * Takes an expression and a date, gives each license once with the terms of
 * the text that was in force, and the readings of the whole expression. The
 * public call at the end prints it.
 *
 * Must not word anything (term_words.c) nor lay it out (render_license.c).
 */
#include "describe.h"
#include "reader.h"

static const char *member_text(opn_reader *r, const opn_node *object, const char *key)
{
    return opn_reader_string(r, opn_node_string(opn_node_member(object, key)));
}

/* Members of the document that stand beside its terms; "" where it has none. */
static void read_members(opn_reader *r, opn_license_part *part, const opn_node *root,
                         size_t number)
{
    const opn_node *text = opn_node_first(opn_node_member(root, "texts"));

    for (; number > 0; number--) {
        text = opn_node_next(text);
    }
    part->spdx = member_text(r, root, "spdx");
    part->licensor = member_text(r, root, "licensor");
    part->confidence = member_text(r, root, "confidence");
    part->note = member_text(r, text, "note");
    part->read = member_text(r, opn_node_first(opn_node_member(text, "sources")), "read");
}

/* A license without a document is known by its id and its lists. */
static void read_identity(opn_license_part *part, const opn_license *license)
{
    part->spdx = license->id;
    part->licensor = "";
    part->confidence = "unread";
    part->note = "Known from the SPDX License List by its id only.";
    part->read = "";
}

static int read_document(opn_license_part *part, const openness_database *database,
                         opn_arena *arena)
{
    const opn_license *license = &database->licenses[part->license];
    const opn_document *document = opn_database_license(database, part->license);
    opn_json *json = NULL;
    opn_issues issues = {0};
    opn_reader reader = opn_reader_begin(arena, &issues);
    int status;

    if (document == NULL) {
        read_identity(part, license);
        return OPENNESS_OK;
    }
    status = opn_json_parse(document->text, document->size, &json, &issues);
    if (status == OPENNESS_OK) {
        read_members(&reader, part, opn_json_root(json), (size_t)(part->text - license->texts));
        status = opn_reader_status(&reader);
    }
    opn_json_free(json);
    opn_issues_free(&issues);
    /* Whatever stands in a database was checked when it came in. */
    return status == OPENNESS_OK ? OPENNESS_OK : OPENNESS_E_NOMEM;
}

/* Of several tags of one license the first in order; all of them mean it. */
static const char *find_tag(const openness_database *database, size_t license)
{
    const opn_name_book *book = &database->names;

    for (size_t i = 0; i < book->count; i++) {
        if (book->names[i].kind == OPN_NAME_TAG &&
            opn_name_license(book, &book->names[i]) == &database->licenses[license]) {
            return book->names[i].key;
        }
    }
    return "";
}

const opn_license_part *opn_description_part(const opn_description *description, size_t license)
{
    for (size_t i = 0; i < description->part_count; i++) {
        if (description->parts[i].license == license) {
            return &description->parts[i];
        }
    }
    return NULL;
}

static int read_parts(opn_description *out)
{
    opn_license_part *parts = opn_arena_alloc(&out->arena, out->expr.count, sizeof *parts);
    int status = parts == NULL ? OPENNESS_E_NOMEM : OPENNESS_OK;

    out->parts = parts;
    for (size_t i = 0; i < out->expr.count && status == OPENNESS_OK; i++) {
        const opn_expr_op *op = &out->expr.ops[i];
        opn_license_part *part = &parts[out->part_count];

        if (op->kind != OPN_EXPR_LICENSE || opn_description_part(out, op->license) != NULL) {
            continue;
        }
        part->license = op->license;
        part->text = opn_license_text_on(&out->database->licenses[op->license], out->as_of);
        status =
            opn_terms_read(&part->terms, out->database, op->license, out->as_of, &out->arena);
        if (status == OPENNESS_OK) {
            status = read_document(part, out->database, &out->arena);
        }
        part->tag = find_tag(out->database, op->license);
        out->part_count++;
    }
    return status;
}

/* Two failures with two cures: an expression is rewritten, an unknown license
 * is added to the database. */
int opn_expression_refuse(const openness_database *database, const opn_expr_fault *fault,
                          openness_error **err)
{
    const char *nearest;

    if (!fault->unknown_license) {
        return opn_error_message(err, OPENNESS_E_SCHEMA,
                                 "at byte %zu of the expression, \"%s\": %s", fault->offset,
                                 fault->token, fault->message);
    }
    nearest = opn_database_suggest(database, OPENNESS_KIND_LICENSE, fault->token);
    if (nearest == NULL) {
        return opn_error_message(err, OPENNESS_E_NOT_FOUND, "there is no license \"%s\"",
                                 fault->token);
    }
    return opn_error_message(err, OPENNESS_E_NOT_FOUND,
                             "there is no license \"%s\", did you mean \"%s\"?", fault->token,
                             nearest);
}

int opn_description_make(opn_description *out, const openness_database *database,
                         const char *expression, const char *as_of, openness_error **err)
{
    opn_expr_fault fault;
    int status;

    *out = (opn_description){.database = database, .as_of = as_of};
    status =
        opn_expr_parse(&out->expr, expression, &database->license_table, &out->arena, &fault);
    if (status == OPENNESS_E_SCHEMA) {
        return opn_expression_refuse(database, &fault, err);
    }
    if (status == OPENNESS_OK) {
        status = read_parts(out);
    }
    if (status == OPENNESS_OK) {
        status = opn_readings_make(&out->readings, database, &out->expr, as_of, &out->arena);
    }
    return opn_error_set(err, status, NULL);
}

void opn_description_free(opn_description *description)
{
    opn_arena_free(&description->arena);
}

bool opn_part_too_young(const opn_description *description, const opn_license_part *part)
{
    return description->as_of != NULL && strcmp(part->text->date, description->as_of) > 0;
}

bool opn_part_listed(const opn_description *description, const opn_license_part *part,
                     size_t list)
{
    const opn_license_vocabulary *vocabulary = &description->database->license_vocabulary;

    return part->text->values[vocabulary->ordered_count + list].lo > 0;
}

bool opn_part_list_open(const opn_description *description, const opn_license_part *part,
                        size_t list)
{
    const opn_license_vocabulary *vocabulary = &description->database->license_vocabulary;

    return !opn_pair_decided(part->text->values[vocabulary->ordered_count + list]);
}

int opn_description_arguments(int format, int width, const char *as_of, openness_error **err)
{
    if (format < OPENNESS_FORMAT_JSON || format > OPENNESS_FORMAT_MARKDOWN || width < 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "format or width is not one that a license has");
    }
    /* A partial date would make "the text in force then" several. */
    if (as_of != NULL && (strlen(as_of) != 10 || !opn_date_valid(as_of))) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "as_of must be a day, YYYY-MM-DD");
    }
    return OPENNESS_OK;
}

int openness_license_describe(const openness_database *database, const char *expression,
                              const char *as_of, int format, int width, openness_text **out,
                              openness_error **err)
{
    opn_description description;
    opn_buf buf = {0};
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || expression == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, expression and out must not be NULL");
    }
    status = opn_description_arguments(format, width, as_of, err);
    if (status != OPENNESS_OK) {
        return status;
    }
    status = opn_description_make(&description, database, expression, as_of, err);
    if (status == OPENNESS_OK) {
        if (format == OPENNESS_FORMAT_JSON) {
            opn_description_json(&buf, &description);
        } else if (format == OPENNESS_FORMAT_TEXT) {
            opn_description_text(&buf, &description, width);
        } else {
            opn_description_markdown(&buf, &description);
        }
        /* Writers never fail one by one: the buffer remembers that it ran short. */
        status = opn_error_set(err, opn_buf_finish(&buf, out), NULL);
    }
    opn_description_free(&description);
    return status;
}
