"""Checks the types of the Python package.

usage: run_types.py SOURCE_ROOT   (exit 77: mypy is missing)
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1]).resolve()
mypy = shutil.which("mypy", path="/usr/bin") or shutil.which("mypy")
if mypy is None:
    print("mypy is missing")
    sys.exit(77)
with tempfile.TemporaryDirectory() as cache:
    sys.exit(subprocess.run([mypy, "--strict", "--python-version", "3.9", "--cache-dir", cache,
                             str(root / "examples" / "python" / "openness")], cwd=cache).returncode)
