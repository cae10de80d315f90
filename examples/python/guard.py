"""Holds every model card of a folder, and what else lies in it, against a policy.

usage: guard.py POLICY FOLDER   (ends as `openness check` does: 0 pass, 1 fail, 2 indeterminate, 3 error)

Prints a line per requirement that does not pass, with what to look up or change, and why a file could not
be read. A card proves no access by itself: put the answer of the Hub's API beside it, or merge the two.
"""

import sys

import openness


def main(arguments):
    policy_file, folder = arguments
    policy = openness.Policy(policy_file)
    check = policy.check([folder])
    for row in check.rows():
        if row["counts_as"] not in ("pass", "excepted"):
            print(f"{row['source']}: {row['verdict']}: {row['requirement'] or row['reason']}"
                  + (f"; {row['next']}" if row["next"] else ""))
    for problem in check.problems:
        print(problem, file=sys.stderr)
    print(f"{policy.name}: {check.verdict}")
    return check.exit_code


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
