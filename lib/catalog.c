/*
 * catalog.c: builds a database from documents.
 *
 * Takes what the library carries, or another database, and additions; gives a
 * sorted catalog with licenses and rubrics ready to use. Licenses come before
 * rubrics and releases are left unread: each only looks at what stands above.
 *
 * Must not know what a release holds; whoever adds releases checks them
 * against the finished catalog, since they may be based on one another.
 */
#include "catalog.h"
#include "ascii.h"
#include "embedded.h"
#include "reader.h"
#include "rubric_read.h"
#include "sha256.h"

#include <stdlib.h>

/* One document on its way into the catalog. */
typedef struct {
    opn_document document;
    const opn_node *root; /* NULL: its text is still to be parsed */
    size_t order;         /* later ones replace earlier ones */
} entry;

typedef struct {
    openness_database *database;
    opn_issues *issues;
    entry *entries;
    size_t count;
    size_t added_from; /* order of the first addition */
} builder;

/* In the order of the digest, which is that of the names. */
static const int kinds[] = {OPENNESS_KIND_LICENSE, OPENNESS_KIND_RELEASE, OPENNESS_KIND_RUBRIC};
static const char *const kind_names[] = {"license", "release", "rubric"};
static const char *const formats[] = {"openness-license/1", "openness-release/1",
                                      "openness-rubric/1"};

const char *opn_catalog_kind_name(int kind)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(kinds); i++) {
        if (kinds[i] == kind) {
            return kind_names[i];
        }
    }
    return "";
}

/* The format decides; a near miss ("openness-license/2") is reported against
 * the kind that was meant. */
int opn_catalog_kind(const opn_node *root, int *kind, opn_issues *issues)
{
    const char *format = opn_node_string(opn_node_member(root, "format"));
    size_t nearest = 1; /* without any hint it is taken for a release */

    for (size_t i = 0; format != NULL && i < OPN_ARRAY_LEN(kinds); i++) {
        size_t stem = (size_t)(strchr(formats[i], '/') - formats[i]) + 1;

        if (opn_streq(format, formats[i])) {
            *kind = kinds[i];
            return OPENNESS_OK;
        }
        if (strncmp(format, formats[i], stem) == 0) {
            nearest = i;
        }
    }
    return opn_document_format(root, formats[nearest], issues);
}

/* A part that is missing is a bug of the build, not of any user. */
static int parse_vocabulary(const char *id, opn_json **out, opn_issues *issues)
{
    const opn_embedded *document = opn_embedded_find("vocabulary", id);

    *out = NULL;
    if (document == NULL) {
        return OPENNESS_E_INTERNAL;
    }
    return opn_json_parse(document->text, document->size, out, issues);
}

/* License ladders come first: the ladders of the record include them. */
static int read_vocabulary(openness_database *database, opn_issues *issues)
{
    opn_json *licenses = NULL;
    opn_json *record = NULL;
    opn_json *facts = NULL;
    int status = parse_vocabulary("licenses", &licenses, issues);

    if (status == OPENNESS_OK) {
        status = parse_vocabulary("record", &record, issues);
    }
    if (status == OPENNESS_OK) {
        status = parse_vocabulary("facts", &facts, issues);
    }
    if (status == OPENNESS_OK) {
        status = opn_license_vocabulary_read(&database->license_vocabulary,
                                             opn_json_root(licenses), issues);
    }
    if (status == OPENNESS_OK) {
        status = opn_vocabulary_read(&database->vocabulary, opn_json_root(record),
                                     opn_json_root(facts), &database->license_vocabulary, issues);
    }
    opn_json_free(facts);
    opn_json_free(record);
    opn_json_free(licenses);
    return status;
}

static void add_entry(builder *b, const opn_document *document, const opn_node *root)
{
    b->entries[b->count] = (entry){*document, root, b->count};
    b->count++;
}

/* Vocabulary documents are not entries: they cannot be replaced, since the
 * rules of this library are written against them. */
static void add_carried(builder *b)
{
    for (size_t i = 0; i < opn_embedded_count; i++) {
        const opn_embedded *from = &opn_embedded_documents[i];
        size_t kind = opn_names_find(kind_names, OPN_ARRAY_LEN(kind_names), from->kind);

        if (kind != SIZE_MAX) {
            opn_document document = {kinds[kind], from->id,   from->title,
                                     from->text,  from->size, false};

            add_entry(b, &document, NULL);
        }
    }
}

/* What a user added to base lives in base's arena: copied, so that the new
 * database does not need the old one. */
static int add_base(builder *b, const openness_database *base)
{
    opn_arena *arena = &b->database->arena;

    for (size_t i = 0; i < base->document_count; i++) {
        opn_document document = base->documents[i];

        if (document.added) {
            document.id = opn_arena_string(arena, document.id);
            document.title = opn_arena_string(arena, document.title);
            document.text = opn_arena_copy(arena, document.text, document.size);
            if (document.id == NULL || document.title == NULL || document.text == NULL) {
                return OPENNESS_E_NOMEM;
            }
        }
        add_entry(b, &document, NULL);
    }
    return OPENNESS_OK;
}

/* Drops the white space between tokens: two users who indent differently get
 * one digest. */
static const char *compact(opn_arena *arena, const char *text, size_t size, size_t *out_size)
{
    char *copy = opn_arena_alloc(arena, size + 1, 1);
    size_t to = 0;
    bool quoted = false;

    for (size_t i = 0; copy != NULL && i < size; i++) {
        char c = text[i];

        if (!quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
            continue;
        }
        copy[to++] = c;
        if (quoted && c == '\\') {
            copy[to++] = text[++i]; /* the tree was checked: a byte follows */
        } else if (c == '"') {
            quoted = !quoted;
        }
    }
    *out_size = to;
    return copy;
}

/* Texts are copied, because the caller's bytes are not kept. */
static int add_additions(builder *b, const opn_addition *additions, size_t count)
{
    opn_arena *arena = &b->database->arena;

    b->added_from = b->count;
    for (size_t i = 0; i < count; i++) {
        const opn_addition *from = &additions[i];
        size_t size = 0;
        const char *source = opn_node_source(from->root, &size);
        opn_document document = {from->kind,
                                 opn_arena_string(arena, from->id),
                                 opn_arena_string(arena, from->title),
                                 NULL,
                                 0,
                                 true};

        document.text = compact(arena, source, size, &document.size);
        if (document.id == NULL || document.title == NULL || document.text == NULL) {
            return OPENNESS_E_NOMEM;
        }
        add_entry(b, &document, from->root);
    }
    return OPENNESS_OK;
}

static int compare_documents(const opn_document *a, const opn_document *b)
{
    return a->kind != b->kind ? (a->kind > b->kind) - (a->kind < b->kind) : strcmp(a->id, b->id);
}

/* A total order: equal ids follow the order in which they came, so that the
 * last one wins on every platform. */
static int compare_entries(const void *a, const void *b)
{
    const entry *x = a;
    const entry *y = b;
    int order = compare_documents(&x->document, &y->document);

    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

/* Sorts, and keeps the last of those that share kind and id. Two additions of
 * one id are a mistake; those without an id are reported by their readers. */
static void sort_entries(builder *b)
{
    size_t kept = 0;

    qsort(b->entries, b->count, sizeof *b->entries, compare_entries);
    for (size_t i = 0; i < b->count; i++) {
        const entry *at = &b->entries[i];
        bool twice = kept > 0 && *at->document.id != '\0' &&
                     compare_documents(&b->entries[kept - 1].document, &at->document) == 0;

        if (twice && b->entries[kept - 1].order >= b->added_from) {
            opn_issue_node(b->issues, "duplicate-id", OPENNESS_SEVERITY_ERROR, at->root,
                           "\"%s\" was added before", at->document.id);
        }
        if (!twice) {
            kept++;
        }
        b->entries[kept - 1] = *at;
    }
    b->count = kept;
}

/* first[] has one place more than there are kinds, so that every kind ends
 * where the next begins. */
static int store_documents(builder *b)
{
    openness_database *database = b->database;
    size_t at = 0;

    database->documents =
        opn_arena_alloc(&database->arena, b->count, sizeof *database->documents);
    if (database->documents == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < b->count; i++) {
        database->documents[i] = b->entries[i].document;
    }
    database->document_count = b->count;
    for (int kind = 0; kind <= OPENNESS_KIND_LICENSE + 1; kind++) {
        while (at < b->count && b->entries[at].document.kind < kind) {
            at++;
        }
        database->first[kind] = at;
    }
    return OPENNESS_OK;
}

/* The tree of an entry: that of the addition, or a new one in *owned. */
static int entry_root(const entry *from, const opn_node **root, opn_json **owned,
                      opn_issues *issues)
{
    int status = OPENNESS_OK;

    *owned = NULL;
    *root = from->root;
    if (from->root == NULL) {
        status = opn_json_parse(from->document.text, from->document.size, owned, issues);
        *root = opn_json_root(*owned);
    }
    return status;
}

/* Strings of the license go to the database's arena; the tree is gone after
 * this. */
static int read_license(builder *b, const entry *from, opn_license *out)
{
    openness_database *database = b->database;
    const opn_node *root;
    opn_json *owned;
    int status = entry_root(from, &root, &owned, b->issues);

    if (status == OPENNESS_OK) {
        status = opn_license_read(out, &database->license_vocabulary, root, &database->arena,
                                  b->issues);
    }
    opn_json_free(owned);
    return status;
}

/* Ids of expressions match without regard to case; keys are folded once, here. */
static const char *lower_copy(opn_arena *arena, const char *id)
{
    char *copy = opn_arena_alloc(arena, strlen(id) + 1, 1);

    for (size_t i = 0; copy != NULL && id[i] != '\0'; i++) {
        copy[i] = opn_lower(id[i]);
    }
    return copy;
}

/* Remembers the worst status while going on, so that all problems are shown;
 * memory that ran out ends everything. */
static int worse(int so_far, int status)
{
    return so_far == OPENNESS_OK || status == OPENNESS_E_NOMEM ? status : so_far;
}

/* The SPDX list is read first: each of its ids may need a place. */
static int make_room(openness_database *database, size_t documents, opn_license **out)
{
    const opn_embedded *list = opn_embedded_find("vocabulary", "spdx");
    opn_arena *arena = &database->arena;
    size_t most;
    int status;

    if (list == NULL) {
        return OPENNESS_E_INTERNAL;
    }
    status = opn_spdx_list_read(&database->spdx, list->text, list->size, arena);
    if (status != OPENNESS_OK) {
        return status;
    }
    most = documents + database->spdx.count;
    *out = opn_arena_alloc(arena, most, sizeof **out);
    if (*out == NULL) {
        return OPENNESS_E_NOMEM;
    }
    return opn_table_init(&database->license_table, arena,
                          most + database->spdx.exception_count);
}

/* What the SPDX list knows besides the documents, then the names of all. */
static int read_names(openness_database *database, opn_license *licenses)
{
    const opn_embedded *names = opn_embedded_find("vocabulary", "license-names");
    size_t documents = database->license_count;
    int status;

    if (names == NULL) {
        return OPENNESS_E_INTERNAL;
    }
    status = opn_spdx_list_add(&database->spdx, &database->license_vocabulary, licenses,
                               &database->license_count, &database->license_table,
                               &database->arena);
    if (status != OPENNESS_OK) {
        return status;
    }
    database->names.licenses = licenses;
    database->names.license_table = &database->license_table;
    database->names.spdx = &database->spdx;
    return opn_name_book_read(&database->names, names->text, names->size, documents,
                              &database->arena);
}

/* The index in the table is that in the array, which expressions keep: both are
 * built in one pass. */
static int read_licenses(builder *b)
{
    openness_database *database = b->database;
    size_t first = database->first[OPENNESS_KIND_LICENSE];
    size_t count = database->first[OPENNESS_KIND_LICENSE + 1] - first;
    opn_license *licenses = NULL;
    int status = make_room(database, count, &licenses);
    const char *twice;

    if (status != OPENNESS_OK) {
        return status;
    }
    for (size_t i = 0; i < count && status != OPENNESS_E_NOMEM; i++) {
        const char *key = lower_copy(&database->arena, b->entries[first + i].document.id);

        if (key == NULL) {
            return OPENNESS_E_NOMEM;
        }
        opn_table_put(&database->license_table, key, i);
        status = worse(status, read_license(b, &b->entries[first + i], &licenses[i]));
    }
    database->licenses = licenses;
    database->license_count = count;
    twice = opn_table_sort(&database->license_table);
    if (twice != NULL && status == OPENNESS_OK) {
        opn_issue_add(b->issues, "duplicate-id", OPENNESS_SEVERITY_ERROR, NULL,
                      "two licenses differ from \"%s\" only by case", twice);
        status = OPENNESS_E_SCHEMA;
    }
    return status == OPENNESS_OK ? read_names(database, licenses) : status;
}

/* The array is in place before the first is read: whatever fails later, freeing
 * the database frees those that were made. */
static int read_rubrics(builder *b)
{
    openness_database *database = b->database;
    size_t first = database->first[OPENNESS_KIND_RUBRIC];
    size_t count = database->first[OPENNESS_KIND_RUBRIC + 1] - first;
    opn_rubric **rubrics = opn_arena_alloc(&database->arena, count, sizeof *rubrics);
    int status = OPENNESS_OK;

    if (rubrics == NULL) {
        return OPENNESS_E_NOMEM;
    }
    database->rubrics = rubrics;
    database->rubric_count = count;
    for (size_t i = 0; i < count && status != OPENNESS_E_NOMEM; i++) {
        const opn_node *root;
        opn_json *owned;
        int one = entry_root(&b->entries[first + i], &root, &owned, b->issues);

        if (one == OPENNESS_OK) {
            one = opn_rubric_read(&rubrics[i], &database->vocabulary, root, b->issues);
        }
        opn_json_free(owned);
        status = worse(status, one);
    }
    return status;
}

/* The NUL keeps "ab", "c" apart from "a", "bc". */
static void digest_part(opn_sha256 *sha, const char *text, size_t size)
{
    opn_sha256_add(sha, text, size);
    opn_sha256_add(sha, "", 1);
}

static void digest_document(opn_sha256 *sha, const char *kind, const char *id, const char *text,
                            size_t size)
{
    digest_part(sha, kind, strlen(kind));
    digest_part(sha, id, strlen(id));
    digest_part(sha, text, size);
}

/* The algorithm of data/embed.py: kind, id and text of each document, all
 * sorted by bytes, a NUL after each. */
static void digest(openness_database *database)
{
    opn_sha256 sha;

    opn_sha256_init(&sha);
    for (size_t k = 0; k < OPN_ARRAY_LEN(kinds); k++) {
        for (size_t i = database->first[kinds[k]]; i < database->first[kinds[k] + 1]; i++) {
            const opn_document *document = &database->documents[i];

            digest_document(&sha, kind_names[k], document->id, document->text, document->size);
        }
    }
    for (size_t i = 0; i < opn_embedded_count; i++) {
        const opn_embedded *document = &opn_embedded_documents[i];

        if (opn_streq(document->kind, "vocabulary")) {
            digest_document(&sha, document->kind, document->id, document->text, document->size);
        }
    }
    opn_sha256_finish(&sha, database->digest);
}

/* Everything is put in one list first and sorted once; replacing is then a
 * matter of neighbors. */
static int collect(builder *b, const openness_database *base, const opn_addition *additions,
                   size_t count)
{
    size_t most = (base == NULL ? opn_embedded_count : base->document_count) + count;
    int status = OPENNESS_OK;

    b->entries = opn_alloc(most, sizeof *b->entries);
    if (b->entries == NULL) {
        return OPENNESS_E_NOMEM;
    }
    if (base == NULL) {
        add_carried(b);
    } else {
        status = add_base(b, base);
    }
    if (status == OPENNESS_OK) {
        status = add_additions(b, additions, count);
    }
    if (status == OPENNESS_OK) {
        sort_entries(b);
        status = store_documents(b);
    }
    return status;
}

/* Rubrics are read even when licenses have problems, so that a user sees both
 * kinds at once; a vocabulary that cannot be read ends it. */
int opn_catalog_build(openness_database **out, const openness_database *base,
                      const opn_addition *additions, size_t count, opn_issues *issues)
{
    builder b = {opn_alloc(1, sizeof *b.database), issues, NULL, 0, 0};
    size_t errors_before = issues->errors;
    int status;

    *out = NULL;
    if (b.database == NULL) {
        return OPENNESS_E_NOMEM;
    }
    opn_refcount_init(&b.database->references);
    b.database->self = b.database;
    status = read_vocabulary(b.database, issues);
    if (status == OPENNESS_OK) {
        status = collect(&b, base, additions, count);
    }
    if (status == OPENNESS_OK) {
        status = read_licenses(&b);
    }
    if (status == OPENNESS_OK || status == OPENNESS_E_SCHEMA) {
        status = worse(status, read_rubrics(&b));
    }
    if (status == OPENNESS_OK && issues->errors > errors_before) {
        status = OPENNESS_E_SCHEMA;
    }
    if (status == OPENNESS_OK && base == NULL && count == 0) {
        memcpy(b.database->digest, opn_embedded_digest, sizeof b.database->digest);
    } else if (status == OPENNESS_OK) {
        digest(b.database);
    }
    opn_free(b.entries);
    if (status != OPENNESS_OK) {
        openness_database_free(b.database);
        b.database = NULL;
    }
    *out = b.database;
    return status;
}
