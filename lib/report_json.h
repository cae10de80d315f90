/*
 * report_json.h: parts of openness-report/1 that other documents share.
 *
 * Written by render_json.c. Each call adds members to the object that is open,
 * in the order of the report's schema.
 */
#ifndef OPN_REPORT_JSON_H
#define OPN_REPORT_JSON_H

#include "json_write.h"
#include "report.h"

/* The id of a level, "not_applicable" below 0. */
const char *opn_report_level_id(const openness_report *report, size_t node, int16_t level);

/* key: {"num", "den", "text"}. */
void opn_write_rational(opn_writer *w, const char *key, opn_rational value, int decimals);

/* "rubric": {...} and "release": {...}. */
void opn_write_rubric(opn_writer *w, const openness_report *report);
void opn_write_release(opn_writer *w, const openness_report *report);

/* "mode": "record". */
void opn_write_mode(opn_writer *w, int mode);

/* "applies", "level" and "score" of the headline; null where there is none. Reads
 * levels and scores only, no reasons. */
void opn_write_result(opn_writer *w, const openness_report *report);

/* "fact", "question", "lower", "upper". */
void opn_write_fact(opn_writer *w, const openness_report *report, size_t fact, opn_pair has);

/* One piece of evidence: an object. */
void opn_write_claim(opn_writer *w, const opn_claim *claim);

/* The entry of the record and "claims". */
void opn_write_source(opn_writer *w, const openness_report *report,
                      const opn_fact_source *source);

#endif
