"""Loads the shared library with ctypes alone and scores a record.

usage: test_smoke.py LIBRARY [RECORD.json]
"""
import ctypes
import json
import sys

library = ctypes.CDLL(sys.argv[1])
library.openness_text_data.restype = ctypes.c_char_p
library.openness_error_message.restype = ctypes.c_char_p
library.openness_constants_json.restype = ctypes.c_char_p
library.openness_report_vector.restype = ctypes.c_char_p
for name in ("text_data", "error_message", "text_free", "error_free", "database_free"):
    getattr(library, "openness_" + name).argtypes = [ctypes.c_void_p]

RECORD = {
    "format": "openness-release/1", "id": "example/tiny", "name": "Tiny", "producer": "Example",
    "kind": "base",
    "artifacts": [
        {"kind": "weights", "access": "public", "extent": "full", "license": "MIT",
         "evidence": [{"source": "https://example.org/tiny", "shows": "the weights"}]},
        {"kind": "inference_code", "access": "public", "extent": "full", "license": "MIT",
         "evidence": [{"source": "https://example.org/tiny", "shows": "the code"}]},
    ],
}

constants = json.loads(library.openness_constants_json())
database, text, error = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
assert library.openness_database_open(ctypes.byref(database), ctypes.byref(error)) == 0
record = json.dumps(RECORD).encode()


def score(data, rubric):
    """The report of a record, or the status and the message."""
    status = library.openness_score_json(
        database, data, ctypes.c_size_t(len(data)), rubric,
        constants["OPENNESS_FORMAT_JSON"], ctypes.c_uint32(0), ctypes.byref(text),
        ctypes.byref(error))
    if status != 0:
        message = library.openness_error_message(error).decode()
        library.openness_error_free(error)
        return status, message
    report = json.loads(library.openness_text_data(text))
    library.openness_text_free(text)
    return status, report


status, report = score(record, b"g7-2026")
assert status == 0, report
assert report["level"]["lower"] == "open_weights", report["level"]
status, message = score(b'{"format": "openness-release/1",}', b"g7-2026")
assert status == constants["OPENNESS_E_JSON"] and message, (status, message)
status, message = score(record, b"g7-2062")
assert status == constants["OPENNESS_E_NOT_FOUND"] and "g7-2026" in message, (status, message)
library.openness_database_free(database)
print("ok:", report["level"]["lower"])
