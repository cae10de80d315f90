/*
 * small_facts.h: a vocabulary of eight facts, in memory.
 *
 * For tests and fuzz targets that need names to resolve and nothing more.
 */
#ifndef OPN_TEST_SMALL_FACTS_H
#define OPN_TEST_SMALL_FACTS_H

#include "../../lib/license.h"
#include "../../lib/vocabulary.h"

enum {
    SMALL_WEIGHTS,
    SMALL_CODE,
    SMALL_DATA,
    SMALL_ACCESS,
    SMALL_JUDGMENT,
    SMALL_TUNED,
    SMALL_OSI,
    SMALL_TIER,
    SMALL_FACTS
};

static const char *const small_extent[] = {"none", "described", "partial", "full"};
static const char *const small_access[] = {"none", "api", "public"};
static const char *const small_yesno[] = {"no", "yes"};
static const char *const small_tier[] = {"none", "bounded", "open"};

static const opn_ladder small_ladders[] = {{"extent", small_extent, 4},
                                           {"access", small_access, 3},
                                           {"yesno", small_yesno, 2},
                                           {"license:osi", small_yesno, 2},
                                           {"license:tier", small_tier, 3}};

static const opn_fact small_facts[SMALL_FACTS] = {
    {.id = "weights", .read = OPN_READ_OBTAINABLE, .ladder = 0, .license_ladder = OPN_NONE},
    {.id = "code", .read = OPN_READ_OBTAINABLE, .ladder = 0, .license_ladder = OPN_NONE},
    {.id = "data", .read = OPN_READ_OBTAINABLE, .ladder = 0, .license_ladder = OPN_NONE},
    {.id = "access", .read = OPN_READ_ACCESS, .ladder = 1, .license_ladder = OPN_NONE},
    {.id = "judgment", .read = OPN_READ_FIELD, .ladder = 2, .license_ladder = OPN_NONE},
    {.id = "tuned", .read = OPN_READ_KIND, .ladder = 2, .license_ladder = OPN_NONE},
    {.id = "license_osi", .read = OPN_READ_LICENSE, .ladder = 3, .license_ladder = 0},
    {.id = "license_tier", .read = OPN_READ_LICENSE, .ladder = 4, .license_ladder = 1}};

static const opn_license_ladder small_license_ladders[] = {
    {.id = "osi", .levels = small_yesno, .level_count = 2, .external_from = 1},
    {.id = "tier", .levels = small_tier, .level_count = 3, .external_from = 2}};

/* False without memory. The caller frees vocabulary->arena. */
static inline bool small_facts_open(opn_vocabulary *vocabulary, opn_license_vocabulary *licenses)
{
    vocabulary->ladders = small_ladders;
    vocabulary->ladder_count = OPN_ARRAY_LEN(small_ladders);
    vocabulary->facts = small_facts;
    vocabulary->fact_count = SMALL_FACTS;
    licenses->ladders = small_license_ladders;
    licenses->ladder_count = OPN_ARRAY_LEN(small_license_ladders);
    if (opn_table_init(&vocabulary->fact_table, &vocabulary->arena, SMALL_FACTS) != OPENNESS_OK) {
        return false;
    }
    for (size_t i = 0; i < SMALL_FACTS; i++) {
        opn_table_put(&vocabulary->fact_table, small_facts[i].id, i);
    }
    return opn_table_sort(&vocabulary->fact_table) == NULL;
}

static inline size_t small_fact_levels(size_t fact)
{
    return small_ladders[small_facts[fact].ladder].count;
}

#endif
