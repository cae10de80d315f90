/*
 * import_weights.h: what the headers of weights share.
 *
 * Such a file proves that weights exist. It proves nothing of who can get
 * them, nor of how many of them there are: access and extent stay unknown.
 */
#ifndef OPN_IMPORT_WEIGHTS_H
#define OPN_IMPORT_WEIGHTS_H

#include "import_hub.h"
#include "import_stated.h"

/* Statements about one license, of equal rank; members that are absent are NULL. */
typedef struct {
    const opn_tree *license;
    const opn_tree *name; /* a license's own name, where the id is "other" */
    const opn_tree *link;
} opn_weights_license;

/* Names the draft: after the repository of the Hub that the source of the job lies in, else
 * after what the file states (address: of the model's repository; all may be NULL), else
 * after the file itself. */
void opn_weights_name(opn_import_job *job, opn_draft *draft, const char *address,
                      const char *producer, const char *name);

/* Adds the artifact of the weights, when proof (what shows that there are any) is not NULL
 * or a license is stated; and a conflict where two of these statements differ. */
void opn_weights_put(opn_import_job *job, opn_draft *draft, const opn_weights_license *said,
                     const char *proof, const char *note);

#endif
