"""Finding and binding the library: the order, the message, the signatures."""
import ctypes
import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

import openness
from openness import _signatures
from openness._library import lib

PACKAGE = pathlib.Path(openness.__file__).resolve().parent


def test_signatures_are_those_of_the_headers(root):
    run = subprocess.run([sys.executable, str(root / "examples/python/signatures.py"), "--check"],
                         capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert (PACKAGE / "_signatures.py").read_bytes() \
        == (root / "examples/python/openness/_signatures.py").read_bytes()


def test_constants_are_those_of_the_library():
    constants = json.loads(lib().openness_constants_json())
    for name, value in constants.items():
        if isinstance(value, int) and not name.startswith("OPENNESS_VERSION"):
            short = name[len("OPENNESS_"):]
            if hasattr(_signatures, short):
                assert getattr(_signatures, short) == value, name
    ours = {"OPENNESS_" + name for name in vars(_signatures)
            if name.isupper() and name not in ("OUT", "FUNCTIONS", "ABI_VERSION", "POINTER")}
    assert ours <= set(constants), ours - set(constants)


def test_the_library_has_every_function():
    missing = [name for name in _signatures.FUNCTIONS if not lib().has(name)]
    assert not missing


def test_a_function_that_is_missing():
    with pytest.raises(openness.LibraryError, match="has no openness_future"):
        lib().openness_future()


def python(folder, code="import openness; print(openness.versions()['path'])", **env):
    """Runs code with the package in a folder; (exit code, output and errors)."""
    clean = {name: value for name, value in os.environ.items()
             if name not in ("OPENNESS_LIBRARY", "OPENNESS_BUILD", "LD_LIBRARY_PATH")}
    run = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True,
                         env={**clean, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1",
                              **{name: str(value) for name, value in env.items()}})
    return run.returncode, run.stdout + run.stderr


@pytest.fixture
def checkout(tmp_path):
    """A checkout with the package and no library in it."""
    package = tmp_path / "examples" / "python" / "openness"
    package.mkdir(parents=True)
    for path in PACKAGE.glob("*.py"):
        shutil.copy(path, package)
    (tmp_path / "include" / "openness").mkdir(parents=True)
    (tmp_path / "include" / "openness" / "openness.h").touch()
    return tmp_path


def on_the_system():
    try:
        ctypes.CDLL(f"libopenness.so.{_signatures.ABI_VERSION}")
    except OSError:
        return False
    return True


linux = pytest.mark.skipif(sys.platform != "linux", reason="names of Linux")
alone = pytest.mark.skipif(on_the_system(), reason="the system has the library")


@linux
def test_the_order(checkout):
    folder, loaded = checkout / "examples" / "python", lib().path
    for build in ("build-old", "build"):
        (checkout / build / "lib").mkdir(parents=True)
        shutil.copy(loaded, checkout / build / "lib" / "libopenness.so")
        code, said = python(folder)
        assert (code, said.strip()) == (0, str(checkout / build / "lib" / "libopenness.so"))
    named = checkout / "elsewhere" / "lib" / "libopenness.so"
    named.parent.mkdir(parents=True)
    shutil.copy(loaded, named)
    assert python(folder, OPENNESS_BUILD="elsewhere")[1].strip() == str(named)
    shutil.copy(loaded, folder / "openness" / "libopenness.so")
    assert python(folder)[1].strip() == str(folder / "openness" / "libopenness.so")
    assert python(folder, OPENNESS_LIBRARY=named)[1].strip() == str(named)


@linux
@alone
def test_nowhere(checkout):
    (checkout / "build" / "lib").mkdir(parents=True)
    (checkout / "build" / "lib" / "libopenness.so").write_text("no library", encoding="utf-8")
    code, said = python(checkout / "examples" / "python")
    assert code == 1 and "LibraryError: libopenness was not found. Looked in:" in said
    assert "the package: " in said and "the system: libopenness.so." in said
    assert f"the build folder: {checkout}/build/lib/libopenness.so: " in said
    assert "pip install ." in said and "OPENNESS_LIBRARY" in said


@linux
def test_a_named_library_is_the_only_one(checkout):
    code, said = python(checkout / "examples" / "python", OPENNESS_LIBRARY="/nowhere/lib.so")
    assert code == 1 and "OPENNESS_LIBRARY: /nowhere/lib.so: no such file" in said
    assert "the package:" not in said


@linux
def test_another_abi(checkout):
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("no compiler")
    for name, body, said in (
            ("new", "int openness_abi_version(void); int openness_abi_version(void) { return 99; }",
             f"has ABI 99, this package needs ABI {_signatures.ABI_VERSION}"),
            ("other", "int other;", "is not libopenness")):
        source = checkout / (name + ".c")
        source.write_text(body + "\n", encoding="utf-8")
        library = checkout / (name + ".so")
        subprocess.run([compiler, "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
        code, output = python(checkout / "examples" / "python", OPENNESS_LIBRARY=library)
        assert code == 1 and said in output


def test_importing_needs_no_library(checkout):
    assert python(checkout / "examples" / "python", "import openness", OPENNESS_LIBRARY="/no")[0] == 0
