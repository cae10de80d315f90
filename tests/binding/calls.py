"""The calls of the C interface that the tests need, through ctypes.

Takes the path of the shared library. Handles free themselves; a call that fails raises LibraryError
with its status and issues. The calls of import.h are bound when the library exports them.
"""

import ctypes
import json

RECORD, FILL, ASSESSED = 0, 1, 2
FORMAT_JSON, FORMAT_VECTOR, COMPACT = 1, 4, 4
KIND_RELEASE, KIND_RUBRIC = 1, 2

POINTER, TEXT = ctypes.c_void_p, ctypes.c_char_p
INT, SIZE, FLAGS = ctypes.c_int, ctypes.c_size_t, ctypes.c_uint32
OUT = ctypes.POINTER(ctypes.c_void_p)
SIGNATURES = {
    "database_open": (INT, [OUT, OUT]),
    "database_extend": (INT, [POINTER, TEXT, SIZE, FLAGS, OUT, OUT]),
    "database_free": (None, [POINTER]),
    "database_count": (SIZE, [POINTER, INT]),
    "database_id": (TEXT, [POINTER, INT, SIZE]),
    "release_parse": (INT, [POINTER, TEXT, SIZE, FLAGS, OUT, OUT]),
    "release_get": (INT, [POINTER, TEXT, OUT, OUT]),
    "release_free": (None, [POINTER]),
    "rubric_get": (INT, [POINTER, TEXT, OUT, OUT]),
    "rubric_free": (None, [POINTER]),
    "evaluate": (INT, [POINTER, POINTER, INT, TEXT, OUT, OUT]),
    "report_from_vector": (INT, [POINTER, TEXT, OUT, OUT]),
    "report_render": (INT, [POINTER, INT, FLAGS, INT, OUT, OUT]),
    "report_level": (TEXT, [POINTER]),
    "report_level_at": (TEXT, [POINTER, INT]),
    "report_score_text": (TEXT, [POINTER, INT]),
    "report_score_milli": (ctypes.c_int64, [POINTER, INT]),
    "report_applies": (INT, [POINTER]),
    "report_vector": (TEXT, [POINTER]),
    "report_free": (None, [POINTER]),
    "text_data": (TEXT, [POINTER]),
    "text_free": (None, [POINTER]),
    "error_message": (TEXT, [POINTER]),
    "error_issue_count": (SIZE, [POINTER]),
    "error_issue_id": (TEXT, [POINTER, SIZE]),
    "error_issue_pointer": (TEXT, [POINTER, SIZE]),
    "error_issue_message": (TEXT, [POINTER, SIZE]),
    "error_free": (None, [POINTER]),
}
IMPORT_SIGNATURES = {
    "import_bytes": (INT, [POINTER, TEXT, TEXT, TEXT, TEXT, SIZE, FLAGS, OUT, OUT]),
    "import_free": (None, [POINTER]),
    "import_formats": (TEXT, []),
    "import_format": (TEXT, [POINTER]),
    "import_count": (SIZE, [POINTER]),
    "import_record": (TEXT, [POINTER, SIZE]),
    "import_release": (INT, [POINTER, SIZE, OUT, OUT]),
    "import_render": (INT, [POINTER, INT, INT, OUT, OUT]),
}


class LibraryError(Exception):
    """A call failed; the message lists the issues, `ids` holds their stable ids."""

    def __init__(self, message, status, ids):
        super().__init__(message)
        self.status, self.ids = status, ids


class Handle:
    """One handle of the library, freed when the last reference goes."""

    def __init__(self, library, pointer, kind):
        self.binding, self.pointer, self.kind = library, pointer, kind

    def __del__(self):
        self.binding.call(self.kind + "_free", self.pointer)


class Library:
    """The few calls of the C interface that the tests need."""

    def __init__(self, path):
        loaded = ctypes.CDLL(path)
        self.imports = hasattr(loaded, "openness_import_bytes")
        self.functions = {}
        for name, (result, arguments) in dict(SIGNATURES, **IMPORT_SIGNATURES if self.imports else {}).items():
            function = getattr(loaded, "openness_" + name)
            function.restype, function.argtypes = result, arguments
            self.functions[name] = function

    def call(self, name, *arguments):
        return self.functions[name](*[a.pointer if isinstance(a, Handle) else a for a in arguments])

    def make(self, kind, name, *arguments):
        """Call a function with `out` and `err`; a Handle, or LibraryError."""
        out, err = ctypes.c_void_p(), ctypes.c_void_p()
        status = self.call(name, *arguments, ctypes.byref(out), ctypes.byref(err))
        if status == 0:
            return Handle(self, out.value, kind)
        issues, ids = [self.call("error_message", err)], []
        for index in range(self.call("error_issue_count", err)):
            ids.append(self.call("error_issue_id", err, index).decode())
            issues += [self.call("error_issue_" + part, err, index) for part in ("pointer", "message")]
        self.call("error_free", err)
        raise LibraryError("%s: %d %s" % (name, status, b"; ".join(issues).decode()), status, ids)

    def open(self):
        return self.make("database", "database_open")

    def extend(self, database, document):
        data = json.dumps(document).encode()
        return self.make("database", "database_extend", database, data, len(data), 0)

    def ids(self, database, kind):
        count = self.call("database_count", database, kind)
        return [self.call("database_id", database, kind, index).decode() for index in range(count)]

    def rubric(self, database, name):
        return self.make("rubric", "rubric_get", database, name.encode())

    def release(self, database, name):
        return self.make("release", "release_get", database, name.encode())

    def parse(self, database, record, **layout):
        data = json.dumps(record, **layout).encode()
        return self.make("release", "release_parse", database, data, len(data), 0)

    def evaluate(self, release, rubric, mode=RECORD, as_of=None):
        return self.make("report", "evaluate", release, rubric, mode, as_of.encode() if as_of else None)

    def from_vector(self, database, vector):
        return self.make("report", "report_from_vector", database, vector.encode())

    def render(self, report, form=FORMAT_JSON, flags=COMPACT):
        text = self.make("text", "report_render", report, form, flags, 0)
        return self.call("text_data", text).decode()

    def getters(self, report):
        """What the typed getters say, which must be what the JSON says."""
        ends = (0, 1)
        return {
            "level": self.call("report_level", report).decode(),
            "level_at": [self.call("report_level_at", report, end).decode() for end in ends],
            "score_text": [self.call("report_score_text", report, end).decode() for end in ends],
            "score_milli": [self.call("report_score_milli", report, end) for end in ends],
            "applies": ("no", "yes", "unknown")[self.call("report_applies", report)],
            "vector": self.call("report_vector", report).decode(),
        }

    def import_bytes(self, database, form, data, source, read):
        """A foreign document as a handle of kind "import"; `form` None has it detected."""
        return self.make("import", "import_bytes", database, form.encode() if form else None,
                         source.encode() if source else None, read.encode(), data, len(data), 0)

    def import_records(self, imported):
        return [json.loads(self.call("import_record", imported, index))
                for index in range(self.call("import_count", imported))]

    def import_release(self, imported, index):
        return self.make("release", "import_release", imported, index)

    def import_report(self, imported):
        text = self.make("text", "import_render", imported, FORMAT_JSON, 0)
        return json.loads(self.call("text_data", text))
