#!/usr/bin/env python3
"""Writes vocabulary/spdx.json: every id of the SPDX License List, its name and its marks.

usage: spdx.py FOLDER > vocabulary/spdx.json

FOLDER holds four npm packages, unpacked beside each other:

    for p in @cyclonedx/cyclonedx-library spdx-license-ids spdx-exceptions spdx-license-list; do
        npm pack "$p" && mkdir -p "${p##*/}" && tar xzf "$(ls -t *.tgz | head -n 1)" -C "${p##*/}"
    done

The first names every license and exception of one version of the list, the
next two say which ids are deprecated, the last which licenses the Open Source
Initiative has approved. Where they are of different versions, APPROVED below
tells what changed; no package carries the mark of the Free Software
Foundation, so FREE below does. Standard library only; the output depends on
the packages alone.
"""

import json
import os
import re
import sys

DATES = {"3.28.0": "2026-02-20", "3.29.0": "2026-09-16"}

# Approved by the OSI's board on 2025-07-18; marked in the list since 3.29.0.
APPROVED = {"CDDL-1.1"}

# isFsfLibre in the list's own licenses.json; the same ids in 3.27.0 and 3.28.0.
FREE = frozenset("""
AFL-1.1 AFL-1.2 AFL-2.0 AFL-2.1 AFL-3.0 AGPL-1.0 AGPL-3.0 AGPL-3.0-only AGPL-3.0-or-later
Apache-1.0 Apache-1.1 Apache-2.0 APSL-2.0 Artistic-2.0 BitTorrent-1.1 BSD-2-Clause
BSD-2-Clause-FreeBSD BSD-2-Clause-NetBSD BSD-3-Clause BSD-3-Clause-Clear BSD-4-Clause BSL-1.0
CC-BY-4.0 CC-BY-SA-4.0 CC0-1.0 CDDL-1.0 CECILL-2.0 CECILL-B CECILL-C ClArtistic Condor-1.1
CPAL-1.0 CPL-1.0 ECL-2.0 eCos-2.0 EFL-2.0 EPL-1.0 EPL-2.0 EUDatagrid EUPL-1.1 EUPL-1.2 FSFAP FTL
GFDL-1.1 GFDL-1.1-only GFDL-1.1-or-later GFDL-1.2 GFDL-1.2-only GFDL-1.2-or-later GFDL-1.3
GFDL-1.3-only GFDL-1.3-or-later gnuplot GPL-2.0 GPL-2.0+ GPL-2.0-only GPL-2.0-or-later GPL-3.0
GPL-3.0+ GPL-3.0-only GPL-3.0-or-later HPND IJG iMatix Imlib2 Intel IPA IPL-1.0 ISC LGPL-2.1
LGPL-2.1+ LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0 LGPL-3.0+ LGPL-3.0-only LGPL-3.0-or-later
LPL-1.02 LPPL-1.2 LPPL-1.3a MIT MPL-1.1 MPL-2.0 MS-PL MS-RL NCSA Nokia NOSL NPL-1.0 NPL-1.1
Nunit ODbL-1.0 OFL-1.0 OFL-1.1 OLDAP-2.3 OLDAP-2.7 OpenSSL OSL-1.0 OSL-1.1 OSL-2.0 OSL-2.1
OSL-3.0 PHP-3.01 Python-2.0 QPL-1.0 RPSL-1.0 Ruby SGI-B-2.0 SISSL Sleepycat SMLNJ SPL-1.0
StandardML-NJ Unlicense UPL-1.0 Vim W3C WTFPL X11 XFree86-1.1 xinetd YPL-1.1 Zend-2.0 Zimbra-1.3
Zlib ZPL-2.0 ZPL-2.1
""".split())


class Broken(Exception):
    """Packages that do not fit together."""


def load(folder, *parts):
    with open(os.path.join(folder, *parts), encoding="utf-8") as file:
        return json.load(file)


def package(folder, name):
    """The folder of an unpacked package and its version."""
    path = os.path.join(name, "package")
    return path, load(folder, path, "package.json")["version"]


def read(folder):
    library, library_version = package(folder, "cyclonedx-library")
    ids, ids_version = package(folder, "spdx-license-ids")
    exceptions, exceptions_version = package(folder, "spdx-exceptions")
    osi, osi_version = package(folder, "spdx-license-list")
    schema = load(folder, library, "res", "schema", "spdx.SNAPSHOT.schema.json")
    names = schema["meta:enum"]
    version = re.search(r"(\d+\.\d+(\.\d+)?)\Z", schema["$comment"])
    if version is None or set(names) != set(schema["enum"]):
        raise Broken("the schema of the SPDX ids has another form than expected")
    source = ("SPDX License List %s; npm: @cyclonedx/cyclonedx-library %s (ids and names), "
              "spdx-license-ids %s and spdx-exceptions %s (deprecated), spdx-license-list %s "
              "(OSI); FSF: licenses.json of the list, 3.28.0"
              % (version[1], library_version, ids_version, exceptions_version, osi_version))
    approved = {key for key, row in load(folder, osi, "spdx.json").items() if row["osiApproved"]}
    return {
        "version": version[1],
        "source": source,
        "names": names,
        "listed": set(load(folder, ids, "index.json")),
        "old": set(load(folder, ids, "deprecated.json")),
        "old_exceptions": set(load(folder, exceptions, "deprecated.json")),
        "approved": approved | APPROVED,
    }


def rows(found):
    """Licenses and exceptions, each sorted by id without regard to case."""
    names = found["names"]
    # The packages leave out ids that end in "+": the list deprecates them all.
    old = found["old"] | {key for key in names if key.endswith("+")}
    licenses = [key for key in names if key in found["listed"] or key in old]
    exceptions = [key for key in names if key not in found["listed"] and key not in old]
    for wrong in (found["listed"] | found["old"] | found["approved"] | FREE) - set(licenses):
        raise Broken("%s is not in the list of names" % wrong)
    for wrong in (key for key in exceptions if not re.search(
            r"exception|^SHL-2|^GPL-CC|^LLGPL|syscall-note|^Google-Patent", key)):
        raise Broken("%s may be a license: spdx-license-ids is older than the names" % wrong)

    def row(key, deprecated):
        flags = [("o", key in found["approved"]), ("f", key in FREE), ("d", key in deprecated)]
        return [key, names[key], "".join(flag for flag, holds in flags if holds)]

    return ([row(key, old) for key in sorted(licenses, key=str.lower)],
            [row(key, found["old_exceptions"]) for key in sorted(exceptions, key=str.lower)])


def table(name, entries):
    lines = ["    " + json.dumps(entry, ensure_ascii=False) for entry in entries]
    return '  "%s": [\n%s\n  ]' % (name, ",\n".join(lines))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        found = read(sys.argv[1])
        licenses, exceptions = rows(found)
        if found["version"] not in DATES:
            raise Broken("when was version %s of the list released?" % found["version"])
    except (Broken, KeyError, OSError, ValueError) as error:
        sys.exit("%s: %s" % (sys.argv[1], error))
    head = {"format": "openness-spdx/1", "list_version": found["version"],
            "date": DATES[found["version"]], "source": found["source"]}
    parts = ['  "%s": %s' % (key, json.dumps(value)) for key, value in head.items()]
    parts += [table("licenses", licenses), table("exceptions", exceptions)]
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write("{\n%s\n}\n" % ",\n".join(parts))


if __name__ == "__main__":
    main()
