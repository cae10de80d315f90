/*
 * import_hf_hub.h: one answer of the Hub while it is read.
 */
#ifndef OPN_IMPORT_HF_HUB_H
#define OPN_IMPORT_HF_HUB_H

#include "import_hf_hub_files.h"
#include "import_hub.h"

typedef struct {
    opn_import_job *job;
    const opn_tree *body;
    opn_hub_files files;
    opn_hub_card card; /* its repository is known */
    opn_draft draft;
    bool hidden;                 /* private or disabled, or not said plainly */
    const char *access_at_least; /* NULL: access is exactly so */
    const char *access;          /* of the files; NULL: unknown */
    bool adapter;                /* by its files */
    /* Claims that further ones point to: they outlive the draft. */
    opn_draft_claim gate_claim; /* no source: no gate is stated */
    opn_draft_claim main_gate;
    opn_draft_claim license_claim;
} opn_hub_reader;

/* A member as the API spells it, or as the Python client does. */
const opn_tree *opn_hub_member(const opn_tree *body, const char *key, const char *snake);

/* import_hf_hub_access.c: whether files can be had, and how. */
void opn_hub_read_access(opn_hub_reader *r);

/* import_hf_hub_record.c: adds the record of a body. */
void opn_hub_read_record(opn_hub_reader *r);

#endif
