"""data/concordance.py refuses what its explanations do not hold.

usage: test_concordance.py COMMAND SOURCE_ROOT
Each case plants one fault into one published verdict and expects its line alone;
the verdicts as they are pass.
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

command, root = sys.argv[1], pathlib.Path(sys.argv[2])
document = json.loads((root / "data/verdicts.json").read_text(encoding="utf-8"))
failures = cases = 0

# A verdict that no unknown fact moves, and one that differs for a single fact.
DECIDED = {"release": "bigscience/bloom", "rubric": "osaid-1.0"}
DIFFERS = {"release": "mistralai/Mistral-7B-v0.1", "rubric": "mof-1.0", "part": "share_iii"}
WHY = {"cause": "fact", "facts": ["weights_license_osi_terms"], "why": "Planted."}


def find(verdicts, like):
    """The one verdict with these members; a part only where one is asked for."""
    found = [verdict for verdict in verdicts if verdict.get("part") == like.get("part")
             and all(verdict[key] == value for key, value in like.items())]
    assert len(found) == 1, like
    return found[0]


def outcome(planted):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "verdicts.json"
        path.write_text(json.dumps(planted), encoding="utf-8")
        return subprocess.run(
            [sys.executable, str(root / "data/concordance.py"), "--check", "--verdicts", str(path),
             command], capture_output=True, text=True, encoding="utf-8", check=False)


def case(name, expected, like, **changes):
    """Change one verdict; None takes a member away."""
    global failures, cases
    cases += 1
    verdict = copy.deepcopy(find(document["verdicts"], like))
    planted = {**document, "verdicts": [verdict]}
    for key, value in changes.items():
        if value is None:
            del verdict[key]
        else:
            verdict[key] = value
    run = outcome(planted)
    lines = run.stdout.splitlines()
    if run.returncode != 1 or len(lines) != 1 or expected not in lines[0] or (
            not lines[0].startswith(like["release"])):
        failures += 1
        print("%s: exit %d\n%s%s" % (name, run.returncode, run.stdout, run.stderr))


def differs(**changes):
    return {**find(document["verdicts"], DIFFERS)["difference"], **changes}


case("unexplained difference", "nothing explains it", DECIDED, verdict="passes")
case("explanation taken away", "nothing explains it", DIFFERS, difference=None)
case("stale explanation", "explained, and does not differ", DECIDED, difference=WHY)
case("stale after the verdict came round", "explained, and does not differ", DIFFERS,
     verdict="50.0")
case("unknown fact", "there is no fact", DIFFERS, difference=differs(facts=["no_such_fact"]))
case("fact of another rubric", "the rubric does not ask", DIFFERS,
     difference=differs(facts=["sdg_relevance"]))
case("fact that is not the cause", "do not explain it", DIFFERS,
     difference=differs(facts=["training_code"]))
case("fact too many", "training_code changes nothing", DIFFERS,
     difference=differs(facts=["model_card", "training_code"]))
case("unknown cause", "cause is one of", DIFFERS, difference=differs(cause="taste"))
case("level that is none", "has no level", DECIDED, verdict="nearly")
case("number that is none", "is a number", DIFFERS, verdict="class_i")
case("part that is none", "has no part", DIFFERS, part="share_iv")
case("release that is none", "no such release", DECIDED, release="bigscience/bloom-2")
case("object of no kind", "about is one of", DECIDED,
     about={"kind": "vibe", "name": "BLOOM", "same": True})

clean = outcome(document)
cases += 1
if clean.returncode != 0:
    failures += 1
    print("the verdicts as they are:\n%s%s" % (clean.stdout, clean.stderr))
print("%d cases, %d failures" % (cases, failures))
sys.exit(1 if failures or cases < 12 else 0)
