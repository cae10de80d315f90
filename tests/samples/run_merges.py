"""Real documents about one model, merged: the conflicts are those that a person expects.

usage: run_merges.py COMMAND SAMPLES

SAMPLES is a folder of folders, one for each format; merges.json says which of them are merged and
what must come of it. Exit 77 without SAMPLES.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CONFLICTS = ("widened", "resolved", "kept_apart")


def merge(command, samples, case, day):
    """(record, report), or what went wrong"""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "release.json"
        call = [command, "import", "--merge", "--read", day, "-o", str(path), "--report", "json",
                *case.get("arguments", [])]
        for one in case["files"]:
            call += ["--source", one["source"]]
        done = subprocess.run(call + [str(samples / one["file"]) for one in case["files"]],
                              capture_output=True, text=True)
        if done.returncode != 0:
            return None, done.stderr.strip()
        return json.loads(path.read_text(encoding="utf-8")), json.loads(done.stdout)


def value(record, report, name):
    if name == "conflicts":
        return sorted(v["about"] for v in report["values"] if v["outcome"] in CONFLICTS)
    if name == "bases":
        return sorted(f"{b['id']} {b['relation']}" for b in record.get("based_on", []))
    if name in record:
        return record[name]
    kind, _, member = name.partition(".")
    found = [a for a in record["artifacts"] if a["kind"] == kind]
    if not member:
        return len(found)
    return found[0].get(member, "unknown") if found else "no artifact"


def differences(record, report, expect):
    for name, want in expect.items():
        got = value(record, report, name)
        if got != want:
            yield f"{name}: {json.dumps(got)}, expected {json.dumps(want)}"
    # What is in conflict stands in the record too.
    told = [c["about"] for c in record.get("conflicts", [])]
    for about in value(record, report, "conflicts"):
        if not any(t.startswith(about + " (") for t in told):
            yield f"the conflict about {about} is not told in the record"


def main():
    command, samples = sys.argv[1], pathlib.Path(sys.argv[2])
    if not samples.is_dir():
        print(f"{samples} is not here")
        return 77
    table = json.loads((HERE / "merges.json").read_text(encoding="utf-8"))
    wrong, compared = 0, 0
    for case in table["cases"]:
        record, report = merge(command, samples, case, table["read"])
        found = [report] if record is None else list(differences(record, report, case["expect"]))
        compared += len(case["expect"])
        wrong += len(found)
        for difference in found:
            print(f"{' + '.join(one['file'] for one in case['files'])} "
                  f"{' '.join(case.get('arguments', []))}\n  {difference}")
    print(f"{len(table['cases'])} merges, {compared} values compared, {wrong} wrong")
    return wrong != 0


if __name__ == "__main__":
    sys.exit(main())
