/*
 * import_hf_hub_files.h: what the names of a repository's files tell.
 */
#ifndef OPN_IMPORT_HF_HUB_FILES_H
#define OPN_IMPORT_HF_HUB_FILES_H

#include "import.h"

typedef enum {
    OPN_HUB_WEIGHTS,    /* final weights, an adapter's too */
    OPN_HUB_CHECKPOINT, /* weights in a folder named for a step of training */
    OPN_HUB_OPTIMIZER,  /* state of an optimizer, a scheduler or a generator of numbers */
    OPN_HUB_TOKENIZER,  /* enough to encode with, alone or with another */
    OPN_HUB_MODELING,   /* code that defines a network */
    OPN_HUB_LICENSE,    /* at the root */
    OPN_HUB_CARD,       /* README.md at the root */
    OPN_HUB_ADAPTER,    /* adapter_config.json at the root */
    OPN_HUB_SCRIPT,     /* other code */
    OPN_HUB_DATA,       /* a table, texts, an archive, pictures, sound */
    OPN_HUB_OTHER,
    OPN_HUB_FILE_KINDS
} opn_hub_file_kind;

typedef struct {
    bool listed; /* the source lists files at all, be it none */
    size_t count;
    const opn_tree *first[OPN_HUB_FILE_KINDS]; /* the node of the name; NULL: none */
    size_t counts[OPN_HUB_FILE_KINDS];
    size_t adapters;      /* of the weights: those of an adapter by their name */
    const opn_tree *torn; /* weights, one of N parts of which not all are listed */
    size_t nameless;
} opn_hub_files;

/* The list of files of a repository; node NULL or null: not listed. */
opn_hub_files opn_hub_files_read(opn_import_job *job, const opn_tree *node);

/* What a file is by its name. */
opn_hub_file_kind opn_hub_file_kind_of(const char *name);

/* The last part of a path. */
const char *opn_hub_file_base(const char *name);

#endif
