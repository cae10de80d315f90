"""What the tests of the Python package share. pytest; run_tests.py says against which library."""
import json
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A program of its own, which takes the path of a library.
collect_ignore = ["test_smoke.py"]
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import sample  # noqa: E402


@pytest.fixture
def record():
    """A record as an object that a test may change."""
    return sample.record()


@pytest.fixture
def text():
    """The same as compact JSON, 2.5 kB."""
    return json.dumps(sample.record(), separators=(",", ":"))


@pytest.fixture
def root():
    """The checkout that the tests are in."""
    return ROOT
