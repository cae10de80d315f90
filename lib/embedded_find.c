/*
 * embedded_find.c: one of the documents that the build put into the library.
 *
 * Takes a kind and an id, gives the document. A handful of look-ups per
 * database or import: not worth a table.
 */
#include "embedded.h"

const opn_embedded *opn_embedded_find(const char *kind, const char *id)
{
    for (size_t i = 0; i < opn_embedded_count; i++) {
        if (opn_streq(opn_embedded_documents[i].kind, kind) &&
            opn_streq(opn_embedded_documents[i].id, id)) {
            return &opn_embedded_documents[i];
        }
    }
    return NULL;
}
