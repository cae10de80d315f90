"""Headers, version script and the shared library name the same functions.

usage: check_exports.py LIBRARY SOURCE_ROOT
"""
import pathlib
import re
import subprocess
import sys

library, root = sys.argv[1], pathlib.Path(sys.argv[2])
headers = set()
for header in (root / "include" / "openness").glob("*.h*"):
    code = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.S)
    headers |= set(re.findall(r"OPENNESS_API[^;]*?\b(openness_\w+)\(", code))
script = set(re.findall(r"^\s+(openness_\w+);", (root / "lib" / "openness.map").read_text(),
                        flags=re.M))
listing = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True,
                         check=True).stdout
symbols = {line.split()[2].split("@")[0] for line in listing.splitlines()
           if len(line.split()) == 3 and line.split()[1] != "A"}
failed = False
for name, names in [("version script", script), ("library", symbols)]:
    for odd in sorted(headers ^ names):
        failed = True
        where = "headers" if odd in headers else name
        print(f"{odd}: only in the {where}")
print(f"{len(headers)} functions")
sys.exit(1 if failed or len(headers) < 50 else 0)
