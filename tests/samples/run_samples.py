"""Real documents of other projects: every one imports or is refused at a place, and labels hold.

usage: run_samples.py COMMAND SAMPLES [--table]

SAMPLES is a folder of folders, one for each format; what is labeled in labels.json is compared,
label by label. --table prints the files, refusals and facts per folder. Exit 77 without SAMPLES.

A fact is a value of a record with evidence: a member of an artifact, a field, a base, an assessment.
"""
import json
import pathlib
import re
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
DAY = "2026-11-22"


def run(command, path, source):
    """(records, None), or (None, the lines that refuse it)"""
    call = [command, "import", str(path), "--read", DAY, "--source", source]
    done = subprocess.run(call, capture_output=True, text=True)
    if done.returncode not in (0, 2):
        raise SystemExit(f"{path}: exit {done.returncode}\n{done.stderr}")
    if done.returncode == 2:
        return None, done.stderr
    found = json.loads(done.stdout)
    return found if isinstance(found, list) else [found], None


def facts(record):
    """How many values of a record have evidence."""
    count = len(record.get("based_on", [])) + len(record.get("assessments", []))
    count += sum("value" in f for f in record.get("fields", {}).values())
    count += "label_claimed" in record
    count += sum(member in record for member in ("release_date", "revision", "version"))
    count += any("modalities" in member for member in record)
    for artifact in record["artifacts"]:
        count += sum(artifact.get(m, "unknown") not in ("unknown", "not_applicable")
                     for m in ("access", "extent", "license"))
    return count


def artifact(record, kind):
    found = [a for a in record["artifacts"] if a["kind"] == kind]
    return found[0] if found else {}


def value(record, name):
    if name == "bases":
        return sorted(f"{b['id']} {b.get('relation', '?')}" for b in record.get("based_on", []))
    if "." in name:
        kind, member = name.split(".")
        return artifact(record, kind).get(member, "unknown")
    return record.get(name, "unknown")


def differences(label, records, refusal):
    expect = label["expect"]
    if expect.get("refused"):
        return [] if records is None else ["imported, expected a refusal"]
    if records is None:
        return [f"refused: {refusal.strip()}"]
    if len(records) != expect.get("count", 1):
        return [f"{len(records)} records, expected {expect.get('count', 1)}"]
    wrong = []
    for record in records:
        for name, want in expect.items():
            if name == "count":
                continue
            want = sorted(want) if name == "bases" else want
            got = value(record, name)
            if got != want:
                wrong.append(f"{name}: {json.dumps(got)}, expected {json.dumps(want)}")
    return wrong


def placed(refusal, path):
    """A refusal names file, line and column, and the id of the issue."""
    return re.search(re.escape(str(path)) + r":\d+:\d+: .*\[[a-z0-9-]+\]", refusal) is not None


def print_table(rows):
    print(f"{'folder':<16} {'files':>5} {'imported':>8} {'refused':>7} {'facts (median)':>15}")
    for folder, results in sorted(rows.items()):
        counts = [facts(record) for records, _ in results for record in records or []]
        imported = sum(records is not None for records, _ in results)
        median = statistics.median(counts) if counts else "-"
        print(f"{folder:<16} {len(results):>5} {imported:>8} {len(results) - imported:>7} "
              f"{median!s:>15}")


def main():
    command, samples = sys.argv[1], pathlib.Path(sys.argv[2])
    if not samples.is_dir():
        print(f"{samples} is not here")
        return 77
    labels = {label["file"]: label
              for label in json.loads((HERE / "labels.json").read_text())["labels"]}
    rows, wrong, compared = {}, 0, 0
    for path in sorted(p for p in samples.glob("*/*") if p.is_file()):
        name = path.relative_to(samples).as_posix()
        label = labels.pop(name, None)
        source = label.get("source") if label else None
        records, refusal = run(command, path, source or f"samples/{name}")
        rows.setdefault(path.parent.name, []).append((records, refusal))
        if records is None and not placed(refusal, path):
            wrong += 1
            print(f"{name}: refused without a place: {refusal.strip()}")
        if label:
            compared += len(label["expect"])
            for difference in differences(label, records, refusal):
                wrong += 1
                print(f"{name}: {difference}")
    for name in labels:
        wrong += 1
        print(f"{name}: labeled, and not here")
    if "--table" in sys.argv:
        print_table(rows)
    files = sum(map(len, rows.values()))
    print(f"{files} documents, {compared} labels compared, {wrong} wrong")
    return wrong != 0


if __name__ == "__main__":
    sys.exit(main())
