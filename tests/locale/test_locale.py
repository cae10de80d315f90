"""The same bytes under any locale.

usage: test_locale.py COMMAND SOURCE_ROOT   (exit 77: localedef is missing)
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

command, root = sys.argv[1], pathlib.Path(sys.argv[2])
arguments = ["compare", "-f", "json"]


def run(env):
    return subprocess.run([command, *arguments], capture_output=True, check=True,
                          env={**os.environ, **env}).stdout


if shutil.which("localedef") is None:
    print("localedef is missing")
    sys.exit(77)
plain = run({"LC_ALL": "C"})
with tempfile.TemporaryDirectory() as folder:
    made = []
    for name in ("de_DE", "tr_TR"):
        target = pathlib.Path(folder) / f"{name}.UTF-8"
        result = subprocess.run(["localedef", "-i", name, "-f", "UTF-8", str(target)],
                                capture_output=True)
        if target.exists():
            made.append(target.name)
    if not made:
        print("no locale could be made")
        sys.exit(77)
    for name in made:
        for variable in ("LC_ALL", "LC_NUMERIC", "LC_CTYPE"):
            assert run({"LOCPATH": folder, variable: name}) == plain, (name, variable)
print(f"{len(made)} locales, {len(plain)} equal bytes")
