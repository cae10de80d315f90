"""Runs the tests of the Python package against a library that was built.

usage: run_tests.py LIBRARY [COMMAND]   (exit 77: pytest is missing)
"""
import importlib.util
import os
import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
if importlib.util.find_spec("pytest") is None:
    print("pytest is missing")
    sys.exit(77)
env = {**os.environ, "OPENNESS_LIBRARY": os.path.abspath(sys.argv[1]), "PYTHONDONTWRITEBYTECODE": "1",
       "PYTHONPATH": str(here.parents[1] / "examples" / "python")}
if len(sys.argv) > 2:
    env["OPENNESS_COMMAND"] = os.path.abspath(sys.argv[2])
sys.exit(subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(here)],
                        env=env).returncode)
