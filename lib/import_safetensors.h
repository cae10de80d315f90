/*
 * import_safetensors.h: what a safetensors header or the index of a set holds, before
 * anybody decides what it means.
 */
#ifndef OPN_IMPORT_SAFETENSORS_H
#define OPN_IMPORT_SAFETENSORS_H

#include "import.h"

typedef struct {
    /* A map whose one member, "__metadata__" or "metadata", is a map of scalars; both NULL
     * when there is none. No node has a line. */
    const opn_tree *metadata;
    size_t tensors;
    size_t files; /* of an index: how many it names */
    bool cut;     /* the bytes end within the header */
} opn_safetensors;

bool opn_safetensors_sniff(const char *bytes, size_t size);
bool opn_safetensors_index_sniff(const char *bytes, size_t size);

/* Read the job's bytes; the tree lives in the job's arena. False after a problem, which
 * is an issue of the job or its out_of_memory. */
bool opn_safetensors_read(opn_import_job *job, opn_safetensors *out);
bool opn_safetensors_index_read(opn_import_job *job, opn_safetensors *out);

#endif
