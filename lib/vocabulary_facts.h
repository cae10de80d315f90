/*
 * vocabulary_facts.h: the second half of reading the vocabulary.
 */
#ifndef OPN_VOCABULARY_FACTS_H
#define OPN_VOCABULARY_FACTS_H

#include "license.h"
#include "reader.h"
#include "vocabulary.h"

/* Reads facts.json into a vocabulary whose record part is complete. Problems
 * go to the reader. */
void opn_vocabulary_read_facts(opn_vocabulary *vocabulary, const opn_node *document,
                               const opn_license_vocabulary *licenses, opn_reader *r);

#endif
