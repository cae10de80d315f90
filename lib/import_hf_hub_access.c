/*
 * import_hf_hub_access.c: whether the files of a repository can be had, and how.
 *
 * Takes private, disabled and gated of an answer, gives the access that every file
 * of the repository has. Whether the repository is there for others is decided
 * first: a gate before what nobody gets means nothing. What the card says about a
 * gate is no part of it.
 *
 * Must not know which files there are.
 */
#include "import_hf_hub.h"

static void note(opn_hub_reader *r, int kind, const opn_tree *node, const char *text)
{
    opn_import_note_at(r->job, kind, node, "%s", text);
}

typedef enum { SAID_NOTHING, SAID_NO, SAID_YES, SAID_ELSE } said;

/* A boolean of JSON; a quoted "false" is none. */
static said boolean(const opn_tree *node)
{
    if (node == NULL || opn_tree_is_null(node)) {
        return SAID_NOTHING;
    }
    if (node->kind != OPN_TREE_SCALAR || node->quoted) {
        return SAID_ELSE;
    }
    return opn_streq(node->text, "false")  ? SAID_NO
           : opn_streq(node->text, "true") ? SAID_YES
                                           : SAID_ELSE;
}

/* Either true: nobody outside can get a file of it here. */
static void read_existence(opn_hub_reader *r)
{
    static const char *const keys[] = {"private", "disabled"};
    static const char *const shows[] = {
        "private: nobody but its owners gets a file from here, and nothing shows a release; what "
        "can be had elsewhere stays unknown",
        "disabled by the Hub: nobody gets a file from here; what can be had elsewhere stays "
        "unknown"};

    for (size_t i = 0; i < OPN_ARRAY_LEN(keys); i++) {
        const opn_tree *node = opn_tree_member(r->body, keys[i]);
        said value = boolean(node);

        if (value == SAID_YES) {
            note(r, OPENNESS_IMPORT_READ, node, shows[i]);
        } else if (value == SAID_ELSE) {
            opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, node,
                               "\"%s\" is neither true nor false: whether files can be had stays "
                               "unknown",
                               keys[i]);
        }
        r->hidden = r->hidden || value == SAID_YES || value == SAID_ELSE;
    }
}

/* The API says false, "auto" or "manual"; true in answers from before these words. Only
 * "auto" says that anyone passes: behind "manual" a person may decide, and often a
 * program answers at once. */
static void read_gate(opn_hub_reader *r)
{
    const opn_tree *node = opn_tree_member(r->body, "gated");
    const char *word = node != NULL && node->quoted && node->text != NULL ? node->text : "";
    const char *shows = NULL;
    said value = boolean(node);

    if (value == SAID_NO) {
        r->access = "public";
        shows = "no gate: gated is false";
    } else if (opn_streq(word, "auto")) {
        r->access = "gated";
        shows = "behind a gate that opens by itself: gated is \"auto\"";
    } else if (value == SAID_YES || opn_streq(word, "manual")) {
        r->access = "gated";
        r->access_at_least = "request";
        shows = value == SAID_YES ? "behind a gate: gated is true"
                                  : "behind a gate that the maker opens: gated is \"manual\"";
        note(r, OPENNESS_IMPORT_READ, node,
             "whether a person or a program opens this gate is not said: request or gated");
    } else if (value == SAID_ELSE) {
        note(r, OPENNESS_IMPORT_IGNORED, node,
             "no value that the Hub gives: whether there is a gate stays unknown");
    }
    if (shows != NULL) {
        r->gate_claim = opn_import_claim(r->job, node, shows);
    }
}

void opn_hub_read_access(opn_hub_reader *r)
{
    read_existence(r);
    read_gate(r);
    if (r->hidden) {
        r->access = NULL;
    }
}
