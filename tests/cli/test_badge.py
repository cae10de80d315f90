"""The command badge, and what a browser, a screen reader and an endpoint find in it.

usage: test_badge.py COMMAND SOURCE_ROOT
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET

COMMAND, ROOT = sys.argv[1], sys.argv[2]
SVG = "{http://www.w3.org/2000/svg}"
MEMBERS = ["schemaVersion", "label", "message", "color", "labelColor"]
RUBRICS = ["g7-2026", "spectrum-1", "mof-1.0", "osaid-1.0", "fmti-2025", "debian-gr-a"]


def run(*arguments, stdin=None):
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8",
                          input=stdin, check=False)


def light(color):
    """Relative luminance, WCAG 2.2."""
    channels = [int(color[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class Badge(unittest.TestCase):
    def good(self, *arguments, stdin=None):
        result = run("badge", *arguments, stdin=stdin)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def check_image(self, text):
        root = ET.fromstring(text)
        self.assertEqual(root.tag, SVG + "svg")
        self.assertEqual(root.get("role"), "img")
        self.assertEqual([child.tag for child in root],
                         [SVG + name for name in ("title", "desc", "path", "path", "g")])
        self.assertEqual(root.get("aria-label"), root.find(SVG + "title").text)
        self.assertNotRegex(text, r"href|url\(|@import|<script|<style|\son\w+=\"")
        width = int(root.get("width"))
        self.assertEqual(root.get("viewBox"), f"0 0 {width} 20")
        label, message = root.findall(f".//{SVG}text")
        for part, end in [(label, int(message.get("x")) - 5), (message, width)]:
            inside = int(part.get("x")) + float(part.get("textLength")) + 5
            self.assertTrue(end - 1 <= inside <= end, text)
        for half in root.findall(SVG + "path"):
            self.assertGreaterEqual(1.05 / (light(half.get("fill")) + 0.05), 4.5)
        return label.text, message.text

    def test_every_release_under_several_rubrics(self):
        ids = [line.split()[0] for line in run("list", "releases").stdout.splitlines()]
        self.assertGreater(len(ids), 20)
        for number, release in enumerate(ids):
            rubric = RUBRICS[number % len(RUBRICS)]
            label, message = self.check_image(self.good(release, "-r", rubric))
            answer = json.loads(self.good(release, "-r", rubric, "--json"))
            self.assertEqual(list(answer), MEMBERS)
            self.assertEqual((answer["label"], answer["message"]), (label, message))
            self.assertRegex(label, rf"^{re.escape(rubric)}@\d+$")
            self.assertRegex(message, r"\d{4}-\d{2}-\d{2}$")
            self.assertRegex(answer["color"], "^[0-9a-f]{6}$")

    def test_hostile_names(self):
        name = "\"'/><script>alert(1)</script>]]>&amp;<!--\u001b[31m\u202e\u0000\ufffe\u6f22\U0001f600"
        record = {"format": "openness-release/1", "id": "acme/evil", "name": name,
                  "producer": "Acme", "kind": "base", "artifacts": [
                      {"kind": "weights", "access": "none", "extent": "none", "evidence": [
                          {"source": "https://example.org/>", "read": "2026-11-20"}]}]}
        record["name"] = name.replace("\0", "")
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "evil.json"
            file.write_text(json.dumps(record), encoding="utf-8")
            text = self.good(str(file), "-r", "g7-2026")
        self.check_image(text)
        title = ET.fromstring(text).find(SVG + "title").text
        self.assertIn("\"'/><script>alert(1)</script>]]>&amp;<!--?[31m?", title)
        self.assertIn("\u6f22\U0001f600", title)
        self.assertNotRegex(text, "[\u202a-\u202e\u0000-\u0009\u000b-\u001f\u007f-\u009f]")

    def test_a_rubric_of_the_callers_with_a_long_title(self):
        rubric = {"format": "openness-rubric/1", "id": "mine", "version": 7, "date": "2026-01-02",
                  "title": "Mine & <yours>", "authority": "Me", "url": "https://example.org/?a=1&b=2",
                  "purpose": "x", "note": "x", "unknown": "no", "not_applicable": "skip",
                  "criteria": [{"id": "w", "code": "W", "title": "W", "cite": "1",
                                "when": {"weights": "full"}, "next": "n"}],
                  "combine": [{"id": "label", "title": "L", "cite": "1", "levels": [
                      {"id": "no", "title": "<" * 59 + "\u00e4" * 40},
                      {"id": "yes", "title": "Yes", "when": {"w": "yes"}}]}],
                  "result": {"level": "label"}}
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "mine.json"
            file.write_text(json.dumps(rubric), encoding="utf-8")
            text = self.good("microsoft/MAI-Voice-1", "-r", str(file))
        label, message = self.check_image(text)
        self.assertEqual(label, "mine@7")
        # Cut between characters, not within one.
        self.assertTrue(message.startswith("<" * 59 + "\u2026 \u00b7 "), message)

    def test_output_file(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "badge.svg"
            self.assertEqual(self.good("LLM360/Amber", "-r", "g7-2026", "-o", str(file)), "")
            first = file.read_bytes()
            self.assertEqual(first.decode(), self.good("LLM360/Amber", "-r", "g7-2026"))
            # What cannot be made leaves the file that is in use alone.
            self.assertEqual(run("badge", "LLM360/Amber", "-r", "worldline-2023", "-o",
                                 str(file)).returncode, 1)
            self.assertEqual(file.read_bytes(), first)
            bad = run("badge", "LLM360/Amber", "-r", "g7-2026", "-o", folder + "/none/x.svg")
            self.assertEqual(bad.returncode, 2)
            self.assertIn("none/x.svg", bad.stderr)
        self.assertEqual(self.good("LLM360/Amber", "-r", "g7-2026", "-o", "-"), first.decode())

    def test_refusals(self):
        for arguments, words in [
                (["LLM360/Amber"], "-r"),
                (["-r", "g7-2026"], "one release"),
                (["LLM360/Amber", "bigscience/bloom", "-r", "g7-2026"], "one release"),
                (["LLM360/Amber", "-r", "g7-2026", "-r", "mof-1.0"], "one rubric"),
                (["LLM360/Amber", "-r", "worldline-2023"], "verdict")]:
            result = run("badge", *arguments)
            self.assertEqual(result.returncode, 1, arguments)
            self.assertIn(words, result.stderr)
            self.assertEqual(result.stdout, "")
        self.assertEqual(run("badge", "nobody/nothing", "-r", "g7-2026").returncode, 2)

    def test_day_and_record_from_standard_input(self):
        record = run("show", "release", "openai/gpt-oss-120b").stdout
        answer = json.loads(self.good("-", "-r", "g7-2026", "--as-of", "2026-01-31", "--json",
                                      stdin=record))
        self.assertTrue(answer["message"].endswith(" \u00b7 2026-01-31"))


unittest.main(argv=sys.argv[:1])
