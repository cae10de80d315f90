/*
 * fuzz_license.c: any bytes as a license document.
 *
 * What must hold: a refusal has an issue with an id and a place; a license
 * that is read has a pair on every ladder for each text; leaving out a term
 * that was stated only widens the pairs, which is tested on the whole document
 * with all terms left out.
 */
#include "../../lib/database.h"
#include "../../lib/json_read.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static openness_database *database;
static opn_license unread; /* nothing but its lists is known */
static opn_arena unread_arena;

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void read_text(const char *text, opn_license *out, opn_arena *arena)
{
    opn_issues issues = {0};
    opn_json *json = NULL;

    require(opn_json_parse(text, strlen(text), &json, &issues) == OPENNESS_OK);
    require(opn_license_read(out, &database->license_vocabulary, opn_json_root(json), arena,
                             &issues) == OPENNESS_OK);
    opn_json_free(json);
    opn_issues_free(&issues);
}

static void start(void)
{
    require(openness_database_open(&database, NULL) == OPENNESS_OK);
    read_text("{\"format\":\"openness-license/1\",\"id\":\"unread\",\"name\":\"U\","
              "\"texts\":[{\"terms\":{}}]}",
              &unread, &unread_arena);
}

static void check_license(const opn_license *license, bool listed, bool assigned)
{
    const opn_license_vocabulary *v = &database->license_vocabulary;

    require(license->text_count > 0);
    for (size_t i = 0; i < license->text_count; i++) {
        for (size_t k = 0; k < v->ladder_count; k++) {
            opn_pair pair = license->texts[i].levels[k];
            opn_pair widest = unread.texts[0].levels[k];

            require(pair.lo >= 0 && pair.lo <= pair.hi);
            require((size_t)pair.hi < v->ladders[k].level_count);
            if (!listed && !assigned) {
                require(pair.lo >= widest.lo && pair.hi <= widest.hi);
            }
        }
        require(opn_license_text_on(license, license->texts[i].date) != NULL);
    }
}

static bool is_assigned(const char *id)
{
    const opn_license_vocabulary *v = &database->license_vocabulary;

    for (size_t k = 0; k < v->ladder_count; k++) {
        for (size_t i = 0; i < v->ladders[k].assigned_count; i++) {
            if (opn_streq(v->ladders[k].assigned[i], id)) {
                return true;
            }
        }
    }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    opn_issues issues = {0};
    opn_arena arena = {0};
    opn_json *json = NULL;
    opn_license license;
    char *text;
    int status;

    if (database == NULL) {
        start();
    }
    if (size > 65536) {
        return 0;
    }
    text = malloc(size == 0 ? 1 : size);
    require(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    status = opn_json_parse(text, size, &json, &issues);
    if (status == OPENNESS_OK) {
        status = opn_license_read(&license, &database->license_vocabulary, opn_json_root(json),
                                  &arena, &issues);
    }
    if (status == OPENNESS_OK) {
        const opn_node *lists = opn_node_member(opn_json_root(json), "lists");

        check_license(&license, opn_node_count(lists) > 0, is_assigned(license.id));
    } else {
        require(status != OPENNESS_E_NOMEM && issues.errors > 0 && issues.count > 0);
        for (size_t i = 0; i < issues.count; i++) {
            require(*issues.items[i].id != '\0' && *issues.items[i].message != '\0');
            require(issues.items[i].place.pointer != NULL);
        }
    }
    opn_json_free(json);
    opn_arena_free(&arena);
    opn_issues_free(&issues);
    free(text);
    return 0;
}
