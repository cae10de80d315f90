"""What ctypes must know of the C interface. Written by signatures.py from the headers."""

from ctypes import POINTER, c_char_p, c_int, c_int64, c_size_t, c_uint32, c_void_p
from typing import Any, Dict, Tuple

ABI_VERSION = 0

BADGE_JSON = 1
BADGE_SVG = 2
OK = 0
E_ARGUMENT = -1
E_NOMEM = -2
E_JSON = -3
E_SCHEMA = -4
E_NOT_FOUND = -5
E_VERSION = -6
E_LIMIT = -7
E_VECTOR = -8
E_INTERNAL = -99
STRICT = 1
CORPUS = 2
PREFIX = 4
SEVERITY_WARNING = 1
SEVERITY_ERROR = 2
LIMIT_INPUT_BYTES = 1
LIMIT_DEPTH = 2
LIMIT_VALUES = 3
LIMIT_ISSUES = 4
LIMIT_BATCH_BYTES = 5
KIND_RELEASE = 1
KIND_RUBRIC = 2
KIND_LICENSE = 3
KIND_FACT = 4
IMPORT_READ = 1
IMPORT_IGNORED = 2
IMPORT_CONTRADICTED = 3
ALLOWED = 0
CONDITIONAL = 1
FORBIDDEN = 2
UNDECIDED = 3
MERGE_WIDEN = 0
MERGE_NEWEST = 1
MERGE_SPECIFIC = 2
MERGE_RESTRICTIVE = 3
MERGE_DATA_COMPLETE = 1
CHECK_PASS = 0
CHECK_FAIL = 1
CHECK_INDETERMINATE = 2
CHECK_ERROR = 3
CHECK_EXCEPTED = 4
INDETERMINATE_PASS = 1
INDETERMINATE_FAIL = 2
FORMAT_JUNIT = 5
FORMAT_SARIF = 6
MODE_RECORD = 0
MODE_FILL = 1
MODE_ASSESSED = 2
LOWER = 0
UPPER = 1
NO = 0
YES = 1
UNKNOWN = 2
FORMAT_JSON = 1
FORMAT_TEXT = 2
FORMAT_MARKDOWN = 3
FORMAT_VECTOR = 4
COLOR = 1
BRIEF = 2
COMPACT = 4

OUT = POINTER(c_void_p)

# Function -> the type of its result, and its parameters by name.
FUNCTIONS: Dict[str, Tuple[Any, Tuple[Tuple[str, Any], ...]]] = {
    "openness_abi_version": (c_int, (
    )),
    "openness_analyze_agreement": (c_int, (
        ("reports", OUT), ("count", c_size_t), ("format", c_int), ("width", c_int),
        ("out", OUT), ("err", OUT),
    )),
    "openness_analyze_claim": (c_int, (
        ("release", c_void_p), ("as_of", c_char_p), ("format", c_int), ("width", c_int),
        ("out", OUT), ("err", OUT),
    )),
    "openness_analyze_diff": (c_int, (
        ("a", c_void_p), ("b", c_void_p), ("format", c_int), ("width", c_int), ("out",
        OUT), ("err", OUT),
    )),
    "openness_analyze_dominance": (c_int, (
        ("reports", OUT), ("count", c_size_t), ("format", c_int), ("width", c_int),
        ("out", OUT), ("err", OUT),
    )),
    "openness_analyze_lineage": (c_int, (
        ("release", c_void_p), ("as_of", c_char_p), ("format", c_int), ("width", c_int),
        ("out", OUT), ("err", OUT),
    )),
    "openness_analyze_plan": (c_int, (
        ("report", c_void_p), ("to", c_char_p), ("format", c_int), ("width", c_int),
        ("out", OUT), ("err", OUT),
    )),
    "openness_analyze_timeline": (c_int, (
        ("releases", OUT), ("count", c_size_t), ("rubric", c_void_p), ("mode", c_int),
        ("flags", c_uint32), ("format", c_int), ("width", c_int), ("out", OUT), ("err",
        OUT),
    )),
    "openness_analyze_unknowns": (c_int, (
        ("report", c_void_p), ("format", c_int), ("width", c_int), ("out", OUT), ("err",
        OUT),
    )),
    "openness_analyze_weights": (c_int, (
        ("reports", OUT), ("count", c_size_t), ("factor", c_int), ("samples", c_int),
        ("seed", c_int64), ("format", c_int), ("width", c_int), ("out", OUT), ("err",
        OUT),
    )),
    "openness_analyze_why": (c_int, (
        ("a", c_void_p), ("b", c_void_p), ("format", c_int), ("width", c_int), ("out",
        OUT), ("err", OUT),
    )),
    "openness_annotate": (c_int, (
        ("database", c_void_p), ("rubrics", OUT), ("count", c_size_t), ("as_of",
        c_char_p), ("bytes", c_char_p), ("size", c_size_t), ("flags", c_uint32), ("out",
        OUT), ("err", OUT),
    )),
    "openness_answer_free": (None, (
        ("answer", c_void_p),
    )),
    "openness_answer_line_clause": (c_char_p, (
        ("answer", c_void_p), ("index", c_size_t),
    )),
    "openness_answer_line_count": (c_size_t, (
        ("answer", c_void_p),
    )),
    "openness_answer_line_license": (c_char_p, (
        ("answer", c_void_p), ("index", c_size_t),
    )),
    "openness_answer_line_term": (c_char_p, (
        ("answer", c_void_p), ("index", c_size_t),
    )),
    "openness_answer_line_text": (c_char_p, (
        ("answer", c_void_p), ("index", c_size_t),
    )),
    "openness_answer_line_verdict": (c_int, (
        ("answer", c_void_p), ("index", c_size_t),
    )),
    "openness_answer_render": (c_int, (
        ("answer", c_void_p), ("format", c_int), ("flags", c_uint32), ("width", c_int),
        ("out", OUT), ("err", OUT),
    )),
    "openness_answer_verdict": (c_int, (
        ("answer", c_void_p),
    )),
    "openness_badge": (c_int, (
        ("report", c_void_p), ("format", c_int), ("out", OUT), ("err", OUT),
    )),
    "openness_check_free": (None, (
        ("check", c_void_p),
    )),
    "openness_check_item_count": (c_size_t, (
        ("check", c_void_p), ("release", c_size_t),
    )),
    "openness_check_item_reason": (c_char_p, (
        ("check", c_void_p), ("release", c_size_t), ("item", c_size_t),
    )),
    "openness_check_item_requirement": (c_char_p, (
        ("check", c_void_p), ("release", c_size_t), ("item", c_size_t),
    )),
    "openness_check_item_verdict": (c_int, (
        ("check", c_void_p), ("release", c_size_t), ("item", c_size_t),
    )),
    "openness_check_join": (c_int, (
        ("checks", OUT), ("count", c_size_t), ("out", OUT), ("err", OUT),
    )),
    "openness_check_release": (c_int, (
        ("policy", c_void_p), ("release", c_void_p), ("source", c_char_p), ("as_of",
        c_char_p), ("today", c_char_p), ("flags", c_uint32), ("out", OUT), ("err", OUT),
    )),
    "openness_check_release_count": (c_size_t, (
        ("check", c_void_p),
    )),
    "openness_check_release_id": (c_char_p, (
        ("check", c_void_p), ("release", c_size_t),
    )),
    "openness_check_release_verdict": (c_int, (
        ("check", c_void_p), ("release", c_size_t),
    )),
    "openness_check_render": (c_int, (
        ("check", c_void_p), ("format", c_int), ("flags", c_uint32), ("width", c_int),
        ("out", OUT), ("err", OUT),
    )),
    "openness_check_unread": (c_int, (
        ("policy", c_void_p), ("source", c_char_p), ("problem", c_void_p), ("as_of",
        c_char_p), ("today", c_char_p), ("flags", c_uint32), ("out", OUT), ("err", OUT),
    )),
    "openness_check_verdict": (c_int, (
        ("check", c_void_p),
    )),
    "openness_constants_json": (c_char_p, (
    )),
    "openness_data_digest": (c_char_p, (
    )),
    "openness_data_version": (c_char_p, (
    )),
    "openness_database_count": (c_size_t, (
        ("database", c_void_p), ("kind", c_int),
    )),
    "openness_database_digest": (c_char_p, (
        ("database", c_void_p),
    )),
    "openness_database_extend": (c_int, (
        ("base", c_void_p), ("json", c_char_p), ("size", c_size_t), ("flags", c_uint32),
        ("out", OUT), ("err", OUT),
    )),
    "openness_database_free": (None, (
        ("database", c_void_p),
    )),
    "openness_database_id": (c_char_p, (
        ("database", c_void_p), ("kind", c_int), ("index", c_size_t),
    )),
    "openness_database_open": (c_int, (
        ("out", OUT), ("err", OUT),
    )),
    "openness_database_show": (c_int, (
        ("database", c_void_p), ("kind", c_int), ("id", c_char_p), ("out", OUT), ("err",
        OUT),
    )),
    "openness_database_title": (c_char_p, (
        ("database", c_void_p), ("kind", c_int), ("index", c_size_t),
    )),
    "openness_error_code": (c_int, (
        ("error", c_void_p),
    )),
    "openness_error_free": (None, (
        ("error", c_void_p),
    )),
    "openness_error_issue_column": (c_size_t, (
        ("error", c_void_p), ("index", c_size_t),
    )),
    "openness_error_issue_count": (c_size_t, (
        ("error", c_void_p),
    )),
    "openness_error_issue_id": (c_char_p, (
        ("error", c_void_p), ("index", c_size_t),
    )),
    "openness_error_issue_line": (c_size_t, (
        ("error", c_void_p), ("index", c_size_t),
    )),
    "openness_error_issue_message": (c_char_p, (
        ("error", c_void_p), ("index", c_size_t),
    )),
    "openness_error_issue_pointer": (c_char_p, (
        ("error", c_void_p), ("index", c_size_t),
    )),
    "openness_error_issue_severity": (c_int, (
        ("error", c_void_p), ("index", c_size_t),
    )),
    "openness_error_message": (c_char_p, (
        ("error", c_void_p),
    )),
    "openness_evaluate": (c_int, (
        ("release", c_void_p), ("rubric", c_void_p), ("mode", c_int), ("as_of", c_char_p),
        ("out", OUT), ("err", OUT),
    )),
    "openness_import_bytes": (c_int, (
        ("database", c_void_p), ("format", c_char_p), ("source", c_char_p), ("read",
        c_char_p), ("bytes", c_char_p), ("size", c_size_t), ("flags", c_uint32), ("out",
        OUT), ("err", OUT),
    )),
    "openness_import_count": (c_size_t, (
        ("import", c_void_p),
    )),
    "openness_import_format": (c_char_p, (
        ("import", c_void_p),
    )),
    "openness_import_formats": (c_char_p, (
    )),
    "openness_import_free": (None, (
        ("import", c_void_p),
    )),
    "openness_import_note_count": (c_size_t, (
        ("import", c_void_p),
    )),
    "openness_import_note_kind": (c_int, (
        ("import", c_void_p), ("index", c_size_t),
    )),
    "openness_import_record": (c_char_p, (
        ("import", c_void_p), ("index", c_size_t),
    )),
    "openness_import_release": (c_int, (
        ("import", c_void_p), ("index", c_size_t), ("out", OUT), ("err", OUT),
    )),
    "openness_import_render": (c_int, (
        ("import", c_void_p), ("format", c_int), ("width", c_int), ("out", OUT), ("err",
        OUT),
    )),
    "openness_license_describe": (c_int, (
        ("database", c_void_p), ("expression", c_char_p), ("as_of", c_char_p), ("format",
        c_int), ("width", c_int), ("out", OUT), ("err", OUT),
    )),
    "openness_license_diff": (c_int, (
        ("database", c_void_p), ("a", c_char_p), ("b", c_char_p), ("as_of", c_char_p),
        ("format", c_int), ("width", c_int), ("out", OUT), ("err", OUT),
    )),
    "openness_license_resolve": (c_int, (
        ("database", c_void_p), ("text", c_char_p), ("size", c_size_t), ("out", OUT),
        ("err", OUT),
    )),
    "openness_limit": (c_int64, (
        ("limit", c_int),
    )),
    "openness_may_license": (c_int, (
        ("database", c_void_p), ("expression", c_char_p), ("question", c_char_p), ("size",
        c_size_t), ("out", OUT), ("err", OUT),
    )),
    "openness_may_release": (c_int, (
        ("release", c_void_p), ("artifact", c_char_p), ("question", c_char_p), ("size",
        c_size_t), ("out", OUT), ("err", OUT),
    )),
    "openness_merge": (c_int, (
        ("database", c_void_p), ("imports", OUT), ("count", c_size_t), ("policy", c_int),
        ("id", c_char_p), ("data_stage", c_char_p), ("flags", c_uint32), ("out", OUT),
        ("err", OUT),
    )),
    "openness_merged_conflict_count": (c_size_t, (
        ("merged", c_void_p),
    )),
    "openness_merged_free": (None, (
        ("merged", c_void_p),
    )),
    "openness_merged_record": (c_char_p, (
        ("merged", c_void_p),
    )),
    "openness_merged_release": (c_int, (
        ("merged", c_void_p), ("out", OUT), ("err", OUT),
    )),
    "openness_merged_render": (c_int, (
        ("merged", c_void_p), ("format", c_int), ("width", c_int), ("out", OUT), ("err",
        OUT),
    )),
    "openness_policy_free": (None, (
        ("policy", c_void_p),
    )),
    "openness_policy_name": (c_char_p, (
        ("policy", c_void_p),
    )),
    "openness_policy_parse": (c_int, (
        ("database", c_void_p), ("source", c_char_p), ("bytes", c_char_p), ("size",
        c_size_t), ("out", OUT), ("err", OUT),
    )),
    "openness_policy_requirement_count": (c_size_t, (
        ("policy", c_void_p),
    )),
    "openness_policy_requirement_id": (c_char_p, (
        ("policy", c_void_p), ("index", c_size_t),
    )),
    "openness_policy_requirement_text": (c_char_p, (
        ("policy", c_void_p), ("index", c_size_t),
    )),
    "openness_release_date": (c_char_p, (
        ("release", c_void_p),
    )),
    "openness_release_forget": (c_int, (
        ("release", c_void_p), ("as_of", c_char_p), ("days", c_int), ("out", OUT), ("err",
        OUT),
    )),
    "openness_release_forgotten_count": (c_size_t, (
        ("release", c_void_p),
    )),
    "openness_release_free": (None, (
        ("release", c_void_p),
    )),
    "openness_release_get": (c_int, (
        ("database", c_void_p), ("id", c_char_p), ("out", OUT), ("err", OUT),
    )),
    "openness_release_id": (c_char_p, (
        ("release", c_void_p),
    )),
    "openness_release_name": (c_char_p, (
        ("release", c_void_p),
    )),
    "openness_release_parse": (c_int, (
        ("database", c_void_p), ("json", c_char_p), ("size", c_size_t), ("flags",
        c_uint32), ("out", OUT), ("err", OUT),
    )),
    "openness_release_producer": (c_char_p, (
        ("release", c_void_p),
    )),
    "openness_release_warning": (c_char_p, (
        ("release", c_void_p), ("index", c_size_t),
    )),
    "openness_release_warning_count": (c_size_t, (
        ("release", c_void_p),
    )),
    "openness_report_applies": (c_int, (
        ("report", c_void_p),
    )),
    "openness_report_criterion_count": (c_size_t, (
        ("report", c_void_p),
    )),
    "openness_report_criterion_id": (c_char_p, (
        ("report", c_void_p), ("index", c_size_t),
    )),
    "openness_report_criterion_level": (c_char_p, (
        ("report", c_void_p), ("index", c_size_t), ("end", c_int),
    )),
    "openness_report_decided_count": (c_size_t, (
        ("report", c_void_p),
    )),
    "openness_report_free": (None, (
        ("report", c_void_p),
    )),
    "openness_report_from_vector": (c_int, (
        ("database", c_void_p), ("vector", c_char_p), ("out", OUT), ("err", OUT),
    )),
    "openness_report_level": (c_char_p, (
        ("report", c_void_p),
    )),
    "openness_report_level_at": (c_char_p, (
        ("report", c_void_p), ("end", c_int),
    )),
    "openness_report_release": (c_char_p, (
        ("report", c_void_p),
    )),
    "openness_report_render": (c_int, (
        ("report", c_void_p), ("format", c_int), ("flags", c_uint32), ("width", c_int),
        ("out", OUT), ("err", OUT),
    )),
    "openness_report_rubric": (c_char_p, (
        ("report", c_void_p),
    )),
    "openness_report_score_milli": (c_int64, (
        ("report", c_void_p), ("end", c_int),
    )),
    "openness_report_score_text": (c_char_p, (
        ("report", c_void_p), ("end", c_int),
    )),
    "openness_report_vector": (c_char_p, (
        ("report", c_void_p),
    )),
    "openness_rubric_free": (None, (
        ("rubric", c_void_p),
    )),
    "openness_rubric_get": (c_int, (
        ("database", c_void_p), ("id", c_char_p), ("out", OUT), ("err", OUT),
    )),
    "openness_rubric_id": (c_char_p, (
        ("rubric", c_void_p),
    )),
    "openness_rubric_parse": (c_int, (
        ("database", c_void_p), ("json", c_char_p), ("size", c_size_t), ("flags",
        c_uint32), ("out", OUT), ("err", OUT),
    )),
    "openness_rubric_title": (c_char_p, (
        ("rubric", c_void_p),
    )),
    "openness_rubric_version": (c_int, (
        ("rubric", c_void_p),
    )),
    "openness_score_json": (c_int, (
        ("database", c_void_p), ("json", c_char_p), ("size", c_size_t), ("rubric",
        c_char_p), ("format", c_int), ("flags", c_uint32), ("out", OUT), ("err", OUT),
    )),
    "openness_score_lines": (c_int, (
        ("database", c_void_p), ("rubric", c_void_p), ("mode", c_int), ("as_of",
        c_char_p), ("lines", c_char_p), ("size", c_size_t), ("flags", c_uint32), ("out",
        OUT), ("err", OUT),
    )),
    "openness_status_name": (c_char_p, (
        ("status", c_int),
    )),
    "openness_text_data": (c_char_p, (
        ("text", c_void_p),
    )),
    "openness_text_free": (None, (
        ("text", c_void_p),
    )),
    "openness_text_size": (c_size_t, (
        ("text", c_void_p),
    )),
    "openness_validate": (c_int, (
        ("database", c_void_p), ("json", c_char_p), ("size", c_size_t), ("flags",
        c_uint32), ("out", OUT), ("err", OUT),
    )),
    "openness_version": (c_char_p, (
    )),
}
