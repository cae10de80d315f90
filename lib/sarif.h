/*
 * sarif.h: the parts of a SARIF document that its results, rules and notifications
 * share.
 *
 * Texts are put together in `line`; a call writes what stands there and empties it.
 */
#ifndef OPN_SARIF_H
#define OPN_SARIF_H

#include "check.h"
#include "json_write.h"

/* Zero-initialize before use. */
typedef struct {
    const openness_check *check;
    opn_writer w;
    opn_buf line;
    bool brief; /* only what somebody has to act on */
    const size_t *ordinals; /* of each release: how many before it are called the same */
} opn_sarif;

/* Frees the line; that it failed fails the document. */
void opn_sarif_keep(opn_sarif *p);

/* The line, or a text, as a member {"text": ...}. */
void opn_sarif_message(opn_sarif *p, const char *key);
void opn_sarif_text(opn_sarif *p, const char *key, const char *text);

/* Whether a source is a file that an annotation can stand in. */
bool opn_sarif_is_path(const char *source);

/* The artifactLocation of a path; members physicalLocation and, in the policy, a list
 * of one location. line 0 = unknown. */
void opn_sarif_file(opn_sarif *p, const char *path);
void opn_sarif_physical(opn_sarif *p, const char *path, size_t line, size_t column);
void opn_sarif_in_policy(opn_sarif *p, const char *key, size_t line, size_t column);

/* The id of a release, else where it was looked for. */
const char *opn_sarif_name(const opn_check_release *release);

/* Members locations and relatedLocations of a result. rule: NULL for none. */
void opn_sarif_locations(opn_sarif *p, const opn_check_release *release,
                         const opn_check_rule *rule);
void opn_sarif_places(opn_sarif *p, const opn_check_release *release, const opn_check_rule *rule,
                      const opn_check_item *item);

/* Compares what names two releases across runs: the id, and the file where the id says
 * no more than that there is none. */
int opn_sarif_compare(const opn_check_release *a, const opn_check_release *b);

/* Member partialFingerprints. */
void opn_sarif_fingerprints(opn_sarif *p, const char *rule, const opn_check_release *release);

#endif
