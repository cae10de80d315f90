/*
 * places.c: countries, and the groups of countries that licenses name.
 *
 * Takes two-letter codes, says which exist and which lie in a group. The
 * tables are facts with a date; licenses that exclude a group are all younger.
 *
 * Must not know what follows from a place.
 */
#include "places.h"

enum { STEP = 3 }; /* two letters and a space */

/* ISO 3166-1 alpha-2, officially assigned, as of 2026-11-21; XK is user-assigned
 * and the code that Kosovo goes by. EU is reserved by ISO 3166-1. */
static const char countries[] =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN "
    "BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ "
    "DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI "
    "GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD "
    "ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO "
    "NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC "
    "SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN "
    "TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW ";

/* The members since 2020-02-01: Treaty on European Union, Article 52(1), without
 * the United Kingdom. Then the parts of them that have a code of their own and
 * belong to the Union: Treaty on the Functioning of the European Union, Articles
 * 349 (GF GP MF MQ RE YT) and 355(4) (AX). */
static const char union_members[] =
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK "
    "AX GF GP MF MQ RE YT EU ";

/* Agreement on the European Economic Area, Articles 2 and 126: the Union and three more. */
static const char area_members[] = "IS LI NO ";

static bool listed(const char *list, const char *code)
{
    for (const char *at = list; *at != '\0'; at += STEP) {
        if (strncmp(at, code, 2) == 0 && strlen(code) == 2) {
            return true;
        }
    }
    return false;
}

bool opn_place_valid(const char *code)
{
    return listed(countries, code);
}

const char *opn_place_suggest(const char *code)
{
    static const char *const mistakes[][2] = {{"UK", "GB"}, {"EL", "GR"}};

    for (size_t i = 0; i < OPN_ARRAY_LEN(mistakes); i++) {
        if (opn_streq(mistakes[i][0], code)) {
            return mistakes[i][1];
        }
    }
    return NULL;
}

bool opn_place_within(const char *code, const char *place)
{
    if (opn_streq(place, "EU")) {
        return listed(union_members, code);
    }
    if (opn_streq(place, "EEA")) {
        return listed(union_members, code) || listed(area_members, code);
    }
    return opn_streq(code, place);
}
