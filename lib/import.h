/*
 * import.h: what an importer is, and what all of them share.
 *
 * An importer takes the tree of a document and adds records and notes to a job.
 * It decides nothing about openness: it says what the source states, in the
 * words of the record, and where the source judges, it passes the judgment on.
 */
#ifndef OPN_IMPORT_H
#define OPN_IMPORT_H

#include "database.h"
#include "draft.h"
#include "tree.h"
#include <openness/import.h>

typedef struct {
    int kind; /* OPENNESS_IMPORT_* */
    opn_place place;
    const char *message; /* one line */
    size_t order;        /* among all notes: which of two at one place came first */
} opn_import_note;

/* One record, as openness-release/1. */
typedef struct {
    const char *text;
    const char *id;
    const char *name;
    size_t artifacts;
    size_t fields;
    size_t assessments;
} opn_import_record;

enum { OPN_MOST_NOTES = 10000 };

/* One document being read. */
typedef struct {
    const openness_database *database;
    opn_arena *arena; /* of the import: everything that is kept */
    opn_issues *issues;
    const char *format; /* id */
    const char *source; /* never NULL */
    const char *read;   /* YYYY-MM-DD */
    const char *bytes;  /* the document, for formats that are no tree or need no change */
    size_t size;
    bool strict;
    bool prefix; /* the bytes are the beginning of a longer document */
    bool out_of_memory;
    bool broken; /* a record that was written cannot be read: a bug of the importer */
    opn_import_record *records;
    size_t record_count;
    size_t record_capacity;
    opn_import_note *notes;
    size_t note_count;
    size_t note_capacity;
    size_t notes_dropped; /* beyond OPN_MOST_NOTES */
} opn_import_job;

typedef enum {
    OPN_SOURCE_YAML,
    OPN_SOURCE_JSON,
    OPN_SOURCE_CSV,
    OPN_SOURCE_CARD,  /* Markdown after YAML between two lines "---"; the YAML is the tree */
    OPN_SOURCE_BYTES, /* no tree: a header that its first bytes give away */
    OPN_SOURCE_TEXT   /* no tree: prose, known when it is nothing else */
} opn_source_syntax;

/* One format. import.c lists them all, in the order in which they are tried. */
typedef struct {
    const char *id;
    opn_source_syntax syntax; /* a YAML format takes JSON too, which is YAML */
    /* Whether a document looks like one of this format. Never reports. NULL where
     * there is no tree. */
    bool (*detect)(const opn_tree *root);
    /* Adds records and notes, and errors to issues; the caller looks there. root is
     * NULL where there is no tree, and for a card without metadata. */
    void (*read)(opn_import_job *job, const opn_tree *root);
    /* In place of detect where there is no tree. */
    bool (*sniff)(const char *bytes, size_t size);
} opn_importer;

extern const opn_importer opn_import_own;
extern const opn_importer opn_import_mot;
extern const opn_importer opn_import_osai;
extern const opn_importer opn_import_musgo;
extern const opn_importer opn_import_ouc;
extern const opn_importer opn_import_os_ai_map;
extern const opn_importer opn_import_fmti;
extern const opn_importer opn_import_hf_card;
extern const opn_importer opn_import_hf_hub;
extern const opn_importer opn_import_spdx3;
extern const opn_importer opn_import_cyclonedx;
extern const opn_importer opn_import_gguf;
extern const opn_importer opn_import_safetensors;
extern const opn_importer opn_import_safetensors_index;
extern const opn_importer opn_import_license_text;
extern const opn_importer opn_import_croissant;

/* Adds a note about a node; %s %d %zu only. */
void opn_import_note_at(opn_import_job *job, int kind, const opn_tree *node, const char *format,
                        ...) OPN_PRINTF(4, 5);

/* Adds an error about a node: the document is refused. */
void opn_import_fail(opn_import_job *job, const char *issue, const opn_tree *node,
                     const char *format, ...) OPN_PRINTF(4, 5);

/* The claim that a node of the source supports; locator is its pointer. */
opn_draft_claim opn_import_claim(opn_import_job *job, const opn_tree *node, const char *shows);

/* "producer/name" made an id: what no id may hold becomes "-". producer may be
 * NULL ("unknown"). Never "". */
const char *opn_import_id(opn_import_job *job, const char *producer, const char *name);

/* The last part of the source without its extension: "Apertus" of
 * "https://…/systems/Apertus.yaml". */
const char *opn_import_file_name(opn_import_job *job);

/* What a license string in the wild means, as a record says it: an expression,
 * "none" (the source says that there is none), "proprietary", or NULL
 * (unknown). A string that nobody knows is noted as ignored, with its text. */
const char *opn_import_license(opn_import_job *job, const opn_tree *node);

/* Two licenses (or choices) as opn_import_license gives them, of which one source states
 * both: one of them holds. NULL when either is, or when more would be left than a record
 * can name: then it may be any. */
const char *opn_import_either(opn_import_job *job, const char *some, const char *more);

/* Whether a license, or each of a choice, is one of those. */
bool opn_import_among(const char *license, const char *some);

/* The end of a note about licenses that differ: what is known of it. */
const char *opn_import_left(const char *license);

/* A copy in the arena with white space trimmed at both ends; "" without memory. */
const char *opn_import_trimmed(opn_import_job *job, const char *text);

/* A date as a record may state it (YYYY, YYYY-MM or YYYY-MM-DD), in the arena;
 * NULL when there is none. Anything else is noted as ignored. */
const char *opn_import_date(opn_import_job *job, const opn_tree *node);

/* Writes a finished draft as a record of the import and reads it back. A base
 * that the database does not know gets the license "unknown". */
void opn_import_finish(opn_import_job *job, opn_draft *draft);

/* Adds a record that has been read already; text is copied. */
void opn_import_add_record(opn_import_job *job, const char *text, size_t size,
                           const openness_release *release);

struct openness_import {
    opn_arena arena;
    openness_database *database; /* one reference */
    opn_import_job job;
};

/* render_import.c */
void opn_import_json(opn_buf *buf, const openness_import *import);
void opn_import_text(opn_buf *buf, const openness_import *import, int width);
void opn_import_markdown(opn_buf *buf, const openness_import *import);

#endif
