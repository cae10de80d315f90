/**
 * @file openness.h
 * The one header to include: everything of the openness library.
 */
#ifndef OPENNESS_OPENNESS_H
#define OPENNESS_OPENNESS_H

#include <openness/analyze.h>
#include <openness/annotate.h>
#include <openness/base.h>
#include <openness/database.h>
#include <openness/error.h>
#include <openness/import.h>
#include <openness/license.h>
#include <openness/release.h>
#include <openness/report.h>
#include <openness/rubric.h>
#include <openness/text.h>
#include <openness/version.h>

#endif
