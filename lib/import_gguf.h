/*
 * import_gguf.h: what a GGUF header holds, before anybody decides what it means.
 */
#ifndef OPN_IMPORT_GGUF_H
#define OPN_IMPORT_GGUF_H

#include "import.h"

enum {
    OPN_GGUF_PAIRS = 4096,   /* kept; real headers have below a hundred */
    OPN_GGUF_ELEMENTS = 1000 /* kept of one list */
};

typedef struct {
    /* A map of the pairs whose keys begin with "general.", "adapter." or "split.": texts
     * are quoted scalars, whole numbers and booleans plain ones, lists of texts lists, and
     * anything else is null. No node has a line. */
    const opn_tree *root;
    uint32_t version;
    uint64_t tensors;
    uint64_t pairs; /* as stated */
    size_t read;    /* of these, before the bytes ended */
    size_t dropped; /* wanted, and beyond what is kept */
    bool cut;       /* the bytes end within the header */
} opn_gguf;

/* Whether it is one, of whatever version. */
bool opn_gguf_sniff(const char *bytes, size_t size);

/* Reads the header of the job's bytes; the tree lives in the job's arena. False after a
 * problem, which is an issue of the job or its out_of_memory. */
bool opn_gguf_read(opn_import_job *job, opn_gguf *out);

#endif
