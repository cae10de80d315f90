"""Asks the library every question of questions.json and compares the answers.

    python3 tests/may/run_may.py LIBRARY [QUESTIONS.json]

One line per wrong answer, then the count; the exit code is 1 when there is any. An answer is right
when its verdict is the one written by hand, every term of `because` stands among the lines that give
that verdict, and every term of `conditions` among the conditions. An answer that is `allowed` has no
lines at all.
"""

import ctypes
import json
import pathlib
import sys

HANDLE = ctypes.c_void_p


class LibraryError(Exception):
    """A call failed: its status, its message and the ids of its issues."""

    def __init__(self, status, message, issues):
        super().__init__(f"{status}: {message}")
        self.status, self.issues = status, issues


class Library:
    """The calls that the tests of this folder need."""

    def __init__(self, path):
        self.c = ctypes.CDLL(path)
        self.c.openness_constants_json.restype = ctypes.c_char_p
        for name in ("error_message", "error_issue_id", "answer_line_term", "answer_line_text",
                     "answer_line_clause", "answer_line_license", "text_data", "database_id"):
            getattr(self.c, "openness_" + name).restype = ctypes.c_char_p
        for name in ("error_issue_count", "answer_line_count", "text_size", "database_count"):
            getattr(self.c, "openness_" + name).restype = ctypes.c_size_t
        self.constants = json.loads(self.c.openness_constants_json())
        names = {"ALLOWED": "allowed", "CONDITIONAL": "conditional", "FORBIDDEN": "forbidden",
                 "UNDECIDED": "unknown"}
        self.verdicts = {self.constants["OPENNESS_" + k]: v for k, v in names.items()}
        self.database = self.call("database_open")

    def call(self, name, *arguments):
        out, error = HANDLE(), HANDLE()
        status = getattr(self.c, "openness_" + name)(
            *arguments, ctypes.byref(out), ctypes.byref(error))
        if status == 0:
            return out
        count = self.c.openness_error_issue_count(error)
        issues = [self.c.openness_error_issue_id(error, ctypes.c_size_t(i)).decode()
                  for i in range(count)]
        message = self.c.openness_error_message(error).decode()
        self.c.openness_error_free(error)
        raise LibraryError(status, message, issues)

    def extend(self, documents, database=None):
        """A database with more documents, to be freed by free_database."""
        text = json.dumps(documents).encode()
        return self.call("database_extend", database or self.database, text,
                         ctypes.c_size_t(len(text)), ctypes.c_uint32(0))

    def free_database(self, database):
        self.c.openness_database_free(database)

    def document(self, kind, name):
        text = self.call("database_show", self.database, ctypes.c_int(kind), name.encode())
        document = json.loads(self.c.openness_text_data(text))
        self.c.openness_text_free(text)
        return document

    def ids(self, kind):
        count = self.c.openness_database_count(self.database, ctypes.c_int(kind))
        return [self.c.openness_database_id(self.database, ctypes.c_int(kind),
                                            ctypes.c_size_t(i)).decode() for i in range(count)]

    def read(self, answer):
        """The verdict and the lines of an answer, which is freed."""
        lines = []
        for i in range(self.c.openness_answer_line_count(answer)):
            at = ctypes.c_size_t(i)
            lines.append({
                "verdict": self.verdicts[self.c.openness_answer_line_verdict(answer, at)],
                "term": self.c.openness_answer_line_term(answer, at).decode(),
                "text": self.c.openness_answer_line_text(answer, at).decode(),
                "clause": self.c.openness_answer_line_clause(answer, at).decode(),
                "license": self.c.openness_answer_line_license(answer, at).decode(),
            })
        verdict = self.verdicts[self.c.openness_answer_verdict(answer)]
        self.c.openness_answer_free(answer)
        return verdict, lines

    def may_license(self, expression, question, database=None):
        text = json.dumps(question).encode()
        return self.read(self.call("may_license", database or self.database, expression.encode(),
                                   text, ctypes.c_size_t(len(text))))

    def may_release(self, release, artifact, question):
        text = json.dumps(question).encode()
        return self.read(self.call("may_release", release, artifact.encode(), text,
                                   ctypes.c_size_t(len(text))))

    def release(self, name):
        return self.call("release_get", self.database, name.encode())

    def record(self, record, database=None):
        text = json.dumps(record).encode()
        return self.call("release_parse", database or self.database, text,
                         ctypes.c_size_t(len(text)), ctypes.c_uint32(0))

    def free_release(self, release):
        self.c.openness_release_free(release)


def parse(library, record):
    """A record of the table. One whose base nobody knows is refused until it says so itself."""
    try:
        return library.record(record)
    except LibraryError as error:
        if "unknown-release" not in error.issues:
            raise
    record = json.loads(json.dumps(record))
    for base in record["based_on"]:
        base.setdefault("license", "unknown")
    return library.record(record)


def answer(library, target, question):
    """The answer to one question of the table; its target is an expression or an object."""
    if isinstance(target, str):
        return library.may_license(target, question)
    release = parse(library, target["record"]) if "record" in target else library.release(target["release"])
    try:
        return library.may_release(release, target["artifact"], question)
    finally:
        library.free_release(release)


def faults(case, verdict, lines):
    """What is wrong with an answer, in words."""
    found = []
    if verdict != case["verdict"]:
        found.append(f"is {verdict}, not {case['verdict']}")
    deciding = {line["term"] for line in lines if line["verdict"] == case["verdict"]}
    asked = {line["term"] for line in lines if line["verdict"] == "conditional"}
    for term in case["because"]:
        if term not in deciding:
            found.append(f"not because of {term}")
    for term in case["conditions"]:
        if term not in asked:
            found.append(f"without the condition {term}")
    if verdict == "allowed" and lines:
        found.append("is allowed and asks for something")
    return found


def main(path, questions):
    library = Library(path)
    cases = json.loads(pathlib.Path(questions).read_text(encoding="utf-8"))["questions"]
    wrong = 0
    for case in cases:
        try:
            verdict, lines = answer(library, case["target"], case["question"])
            found = faults(case, verdict, lines)
        except LibraryError as error:
            lines, found = [], [f"failed with {error} {error.issues}"]
        if found:
            wrong += 1
            target = case["target"]
            name = target if isinstance(target, str) else target.get("release") or target["record"]["id"]
            print(f"{case['id']} {name} {json.dumps(case['question'])}: {'; '.join(found)}; "
                  f"lines: {', '.join(line['verdict'][0] + ':' + line['term'] for line in lines) or 'none'}")
    print(f"{len(cases) - wrong} of {len(cases)} questions answered as by hand")
    return 1 if wrong else 0


if __name__ == "__main__":
    here = pathlib.Path(__file__).parent
    sys.exit(main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else here / "questions.json"))
