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
    const char *access;     /* of the files; NULL: unknown */
    const opn_tree *gate;   /* the member that decides it */
    const char *gate_shows; /* what it shows */
    bool hidden;            /* private or disabled, or not said plainly */
    bool adapter;           /* by its files */
    /* Claims that further ones point to: they outlive the draft. */
    opn_draft_claim gate_claim;
    opn_draft_claim weights_gate;
    opn_draft_claim license_claim;
} opn_hub_reader;

/* A member as the API spells it, or as the Python client does. */
const opn_tree *opn_hub_member(const opn_tree *body, const char *key, const char *snake);

/* import_hf_hub_model.c: adds the record of a body about a model. */
void opn_hub_read_model(opn_hub_reader *r);

#endif
