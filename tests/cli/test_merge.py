"""The command import --merge: two cases that were seen in the wild, and how it is asked.

usage: test_merge.py COMMAND SOURCE_ROOT
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

COMMAND, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
CASES = ROOT / "tests/cli/merge"
SOURCES = ["--source", "https://huggingface.co/example-org/small/raw/main/README.md",
           "--source", "https://huggingface.co/api/datasets/example-org/corpus"]
INDEX = ROOT / "tests/fuzz/corpus/import/hub-list.json"


def run(*arguments):
    return subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True)


def merge(*arguments):
    """The record and the report, in JSON."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "release.json"
        result = run("import", "--merge", "--read", "2026-11-22", "-o", path, "--report", "json", *arguments)
        assert result.returncode == 0, result.stderr
        return json.loads(path.read_text(encoding="utf-8")), json.loads(result.stdout)


needs_yaml = unittest.skipIf("built without libyaml" in run("import", CASES / "gated.md").stderr,
                             "built without libyaml, and cards are YAML")


def artifact(record, kind):
    (found,) = [a for a in record["artifacts"] if a["kind"] == kind]
    return found


@needs_yaml
class Gated(unittest.TestCase):
    """A card asks for an agreement; the repository is open to all. Only the answer of the Hub tells."""

    FILES = CASES / "gated.md", CASES / "gated.api.json"

    def test_the_answer_decides_and_nothing_is_in_conflict(self):
        for files in (self.FILES, self.FILES[::-1]):
            record, report = merge(*files)
            weights = artifact(record, "weights")
            self.assertEqual([weights["access"], weights["extent"], weights["license"]],
                             ["public", "full", "Apache-2.0"])
            self.assertNotIn("conflicts", record)
            self.assertEqual(report["counts"]["widened"], 0)
            self.assertEqual(record["id"], "example-org/small")

    def test_a_base_stands_once(self):
        record, _ = merge(*self.FILES)
        self.assertEqual([(b["id"], b["relation"]) for b in record["based_on"]],
                         [("example-org/small-base", "finetune")])
        self.assertGreaterEqual(len(record["based_on"][0]["evidence"]), 2)

    def test_evidence_is_for_what_its_source_states(self):
        record, _ = merge(*self.FILES)
        for piece in artifact(record, "weights")["evidence"]:
            if piece["source"].endswith(".md"):
                self.assertEqual(piece.get("for"), ["license"])


@needs_yaml
class Tuned(unittest.TestCase):
    """A Llama tuned and tagged apache-2.0, with the text of its base beside it."""

    FILES = CASES / "tuned.md", CASES / "tuned.license.json"

    def test_the_license_is_one_of_two(self):
        record, report = merge(*self.FILES)
        self.assertEqual(artifact(record, "weights")["license"], {"one_of": ["Apache-2.0", "llama-3.1"]})
        (conflict,) = record["conflicts"]
        self.assertIn("license of weights (/artifacts/0/license): Apache-2.0", conflict["about"])
        self.assertEqual(len(conflict["evidence"]), 2)
        self.assertEqual(report["counts"]["widened"], 1)

    def test_the_base_binds_whatever_the_tag_says(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "release.json"
            run("import", "--merge", "--id", "example-org/tuned", "-o", path, *self.FILES)
            answer = run("may", path, "--mau", "800000000", "-f", "json")
            self.assertEqual(answer.returncode, 11, answer.stderr)
            self.assertIn("Apache-2.0 or perhaps llama-3.1", answer.stdout)
            lineage = run("lineage", path, "-f", "json")
            self.assertIn("meta-llama/Llama-3.1-8B-Instruct", lineage.stdout)
        alone = run("may", CASES / "tuned.md", "--mau", "800000000")
        self.assertEqual(alone.returncode, 11, "own AND base's, by the card alone")

    def test_policies(self):
        for policy, license_of in (("restrictive", "llama-3.1"), ("specific", "llama-3.1")):
            record, report = merge("--policy", policy, *self.FILES)
            self.assertEqual(artifact(record, "weights")["license"], license_of)
            self.assertEqual((report["policy"], report["counts"]["resolved"]), (policy, 1))
            self.assertIn("policy " + policy, record["conflicts"][0]["about"])


@needs_yaml
class Dataset(unittest.TestCase):
    """A card of a model beside an answer about a corpus that it was trained on."""

    FILES = CASES / "gated.md", CASES / "corpus.api.json"

    def test_nothing_but_its_data(self):
        for files, sources in ((self.FILES, SOURCES), (self.FILES[::-1], SOURCES[2:] + SOURCES[:2])):
            record, report = merge(*sources, *files)
            self.assertEqual((record["id"], record["kind"]), ("example-org/small", "finetune"))
            self.assertNotEqual(artifact(record, "weights").get("access"), "not_applicable")
            data = artifact(record, "dataset")
            self.assertEqual([data["name"], data["access"], data["license"]],
                             ["example-org/corpus", "public", "ODC-By-1.0"])
            self.assertIn("only its data is taken", " ".join(report["notes"]))

    def test_what_it_was_used_for(self):
        record, _ = merge("--data-stage", "pretraining", *SOURCES, *self.FILES)
        data, rest = [a for a in record["artifacts"] if a["kind"] == "training_data"]
        self.assertEqual([data["stage"], data["name"], data["license"], rest.get("license")],
                         ["pretraining", "example-org/corpus", "ODC-By-1.0", None])
        self.assertEqual((data["evidence"][-1]["by"], data["evidence"][-1]["confidence"]),
                         ("whoever merged the records", "low"))
        record, _ = merge("--data-stage", "evaluation", "--data-complete", *SOURCES, *self.FILES)
        self.assertEqual(artifact(record, "evaluation_data")["access"], "public")

    def test_it_counts(self):
        """With the rest open, the data may be public; with nothing besides, it is."""
        with tempfile.TemporaryDirectory() as folder:
            path, policy = pathlib.Path(folder) / "release.json", pathlib.Path(folder) / "policy.json"
            policy.write_text(json.dumps({
                "format": "openness-policy/1", "name": "data", "requirements": [
                    {"fact": "pretraining_data_access", "at_least": "public"}]}))
            for arguments, code in (([], 2), (["--data-stage", "pretraining"], 2),
                                    (["--data-stage", "pretraining", "--data-complete"], 0)):
                result = run("import", "--merge", *arguments, *SOURCES, "-o", path, *self.FILES)
                self.assertEqual(result.returncode, 0, result.stderr)
                check = run("check", policy, path)
                self.assertEqual(check.returncode, code, check.stdout + check.stderr)


class Usage(unittest.TestCase):
    def test_what_belongs_to_merging(self):
        for arguments, says in ((["--id", "a/b"], "--id belongs to --merge"),
                                (["--policy", "newest"], "--policy belongs to --merge"),
                                (["--data-stage", "sft"], "--data-stage belongs to --merge"),
                                (["--merge", "--data-complete"], "--data-complete belongs to --data-stage"),
                                (["--merge", "--data-stage", "cooking"], "or evaluation, not 'cooking'"),
                                (["--merge", "--policy", "best"], "not 'best'")):
            result = run("import", *arguments, CASES / "tuned.md")
            self.assertEqual(result.returncode, 1)
            self.assertIn(says, result.stderr)

    def test_a_source_that_cannot_be_read_stops_it(self):
        result = run("import", "--merge", CASES / "tuned.md", CASES / "no such file")
        self.assertEqual((result.returncode, result.stdout), (2, ""))

    @needs_yaml
    def test_the_report_goes_apart_from_the_record(self):
        result = run("import", "--merge", *Tuned.FILES)
        self.assertEqual(json.loads(result.stdout)["format"], "openness-release/1")
        self.assertIn("Conflicts", result.stderr)
        markdown = run("import", "--merge", "--report", "markdown", *Tuned.FILES)
        self.assertTrue(markdown.stdout.startswith("###"), markdown.stdout)

    @needs_yaml
    def test_a_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            result = run("import", "--merge", "-o", folder + "/", *Tuned.FILES)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertTrue((pathlib.Path(folder) / "example-org/tuned.json").exists())

    def test_one_of_a_file_of_several(self):
        several = run("import", INDEX)
        records = json.loads(several.stdout)
        if not isinstance(records, list) or len(records) < 2:
            self.skipTest("the table has one release")
        none = run("import", "--merge", INDEX)
        self.assertEqual(none.returncode, 1)
        self.assertIn("give the id of one", none.stderr)
        other = run("import", "--merge", "--id", "no/such", INDEX)
        self.assertIn("none is", other.stderr)
        record, _ = merge("--id", records[1]["id"], INDEX)
        self.assertEqual(record["id"], records[1]["id"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
