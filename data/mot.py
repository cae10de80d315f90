#!/usr/bin/env python3
"""Writes vocabulary/mot-licenses.json: which license strings the Model Openness Tool knows.

usage: mot.py FOLDER > vocabulary/mot-licenses.json

FOLDER is a clone of https://github.com/lfai/model_openness_tool (MIT) at 8b5d30e:

    git clone https://github.com/lfai/model_openness_tool FOLDER
    git -C FOLDER checkout 8b5d30e

The tool loads licenses.json (the SPDX License List of 2024-05-21) and then
mof-licenses.json, of which each row replaces the whole row of the same id; so
the last row says what type of content a license is made for. Open is what is
marked as approved by the OSI or free for the FSF there, and what stands in two
lists of LicenseHandler.php. Standard library only.
"""

import json
import os
import re
import sys

REVISION = "8b5d30e"
MODULE = "web/modules/mof"
TYPES = ("code", "data", "document")


def load(folder, name):
    with open(os.path.join(folder, MODULE, name), encoding="utf-8") as file:
        return json.load(file)["licenses"]


def constant(source, name):
    """The strings of a PHP array constant."""
    body = re.search(r"const %s = \[(.*?)\];" % name, source, flags=re.S).group(1)
    return set(re.findall(r"'([^']+)'", body))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    rows = {}
    for name in ("licenses.json", "mof-licenses.json"):
        for row in load(folder, name):
            rows[row["licenseId"]] = row
    with open(os.path.join(folder, MODULE, "src", "LicenseHandler.php"), encoding="utf-8") as file:
        source = file.read()
    known = constant(source, "OPEN_DATA_LICENSES") | constant(source, "OPEN_LICENSES")
    known |= {i for i, row in rows.items() if row.get("isOsiApproved") or row.get("isFsfLibre")}
    typed = {t: set() for t in TYPES}
    for i, row in rows.items():
        found = row.get("ContentType") or []
        for t in [found] if isinstance(found, str) else found:
            typed[t].add(i)
    document = {
        "format": "openness-mot-licenses/1",
        "date": "2026-05-11",
        "source": "github.com/lfai/model_openness_tool@%s: %s/licenses.json, mof-licenses.json, "
                  "src/LicenseHandler.php, src/LicenseImporter.php" % (REVISION, MODULE),
        "open": sorted(known),
    }
    document.update({t: sorted(typed[t]) for t in TYPES})
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
