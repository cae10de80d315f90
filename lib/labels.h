/*
 * labels.h: the words that makers use, and the definitions that define them.
 *
 * Read from data/vocabulary/claims.json when somebody asks about a label; no
 * verdict needs it.
 */
#ifndef OPN_LABELS_H
#define OPN_LABELS_H

#include "error.h"

typedef struct {
    const char *rubric;
    const char *level; /* of its headline: from there on the word is earned */
    const char *cite;
    const char *reading;
} opn_label_definition;

typedef struct {
    const char *id;
    const char *title;
    const char *undefined; /* why no definition defines it; "" where some do */
    const opn_label_definition *definitions;
    size_t definition_count;
} opn_label_word;

typedef enum {
    OPN_STANCE_CLAIMS,   /* claims the words */
    OPN_STANCE_DENIES,   /* says that the release is not open, or claims nothing */
    OPN_STANCE_NOT_KNOWN /* what the maker claims is not known */
} opn_label_stance;

typedef struct {
    const char *phrase;
    opn_label_stance stance;
    const char *note; /* our reading of the phrase, "" where it is its words */
    const size_t *words;
    size_t word_count;
} opn_label_phrase;

typedef struct {
    const char *const *rubrics; /* whose labels are shown beside the one claimed */
    size_t rubric_count;
    const opn_label_word *words;
    size_t word_count;
    const opn_label_phrase *phrases;
    size_t phrase_count;
} opn_label_book;

/* Everything lives in the arena. OPENNESS_OK or E_NOMEM; E_INTERNAL where the
 * document that was built in is not right. */
int opn_label_book_read(opn_label_book *out, opn_arena *arena);

/* The phrase that a text is, by the key of names (normalize.h), else NULL: no
 * part of a text is ever taken for the whole. */
const opn_label_phrase *opn_label_find(const opn_label_book *book, const char *text);

#endif
