"""Builds the wheel of a checkout, installs it into a fresh environment and runs the tests there.

usage: run_wheel.py SOURCE_ROOT [COMMAND]   (exit 77: mesonpy, pip, venv or pytest is missing)

The sources are copied first, so that nothing is written into the checkout. The environment sees neither
the checkout nor the system's packages; pytest is lent to it by its folders alone.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PYTHON = sys.executable
NEEDED = ("mesonpy", "pip", "venv", "ensurepip", "pytest")
LENT = ("pytest", "_pytest", "pluggy", "iniconfig", "packaging", "attr", "attrs", "py")


def missing(program):
    """The modules that an interpreter lacks."""
    code = ("import importlib.util as u, sys; "
            "print(*[n for n in sys.argv[1:] if u.find_spec(n) is None])")
    run = subprocess.run([program, "-c", code, *NEEDED], capture_output=True, text=True)
    return run.stdout.split() if run.returncode == 0 else list(NEEDED)


def pick():
    """An interpreter that has all: this one, else the system's, which sees the system's packages."""
    for program in (PYTHON, "/usr/bin/python3"):
        if not missing(program):
            return program
    print(f"missing: {', '.join(missing(PYTHON))}")
    sys.exit(77)


def copy_sources(root, into):
    keep = ("data", "docs", "examples", "include", "lib", "subprojects", "tests", "LICENSE", "README.md",
            "meson.build", "meson_options.txt", "pyproject.toml")
    for name in keep:
        if (root / name).is_dir():
            shutil.copytree(root / name, into / name,
                            ignore=shutil.ignore_patterns("__pycache__", "golden", "libopenness*"))
        elif (root / name).exists():
            shutil.copy(root / name, into / name)


def lend(python, folder):
    """A folder with pytest and what it imports, and nothing else of the system."""
    code = ("import importlib.util as u, sys\n"
            "for n in sys.argv[1:]:\n"
            "    s = u.find_spec(n)\n"
            "    if s and s.origin: print(n, s.origin)")
    found = subprocess.run([python, "-c", code, *LENT], capture_output=True, text=True, check=True)
    folder.mkdir()
    for line in found.stdout.splitlines():
        name, origin = line.split(" ", 1)
        source = pathlib.Path(origin)
        source = source.parent if source.name == "__init__.py" else source
        (folder / source.name).symlink_to(source)
        for info in source.parent.glob(f"{name}-*.*-info"):
            if not (folder / info.name).exists():
                (folder / info.name).symlink_to(info)


def main(root, command):
    python = pick()
    with tempfile.TemporaryDirectory() as name:
        top = pathlib.Path(name)
        (top / "checkout").mkdir()
        copy_sources(root, top / "checkout")
        quiet = {"check": True, "stdout": subprocess.DEVNULL}
        subprocess.run([python, "-m", "pip", "wheel", "-q", "--no-build-isolation", "--no-deps",
                        "--no-cache-dir", "-w", str(top / "dist"), str(top / "checkout")], **quiet)
        [wheel] = (top / "dist").glob("*.whl")
        subprocess.run([python, "-m", "venv", str(top / "venv")], **quiet)
        own = str(top / "venv" / "bin" / "python")
        subprocess.run([own, "-m", "pip", "install", "-q", "--no-index", "--no-deps", str(wheel)],
                       **quiet)
        lend(python, top / "lent")
        env = {key: value for key, value in os.environ.items() if not key.startswith("OPENNESS_")}
        env.update(PYTHONPATH=str(top / "lent"), PYTHONDONTWRITEBYTECODE="1")
        where = subprocess.run([own, "-c", "import openness; print(openness.versions()['path'])"],
                               env=env, check=True, capture_output=True, text=True, cwd=name)
        assert where.stdout.startswith(str(top / "venv")), where.stdout
        if command:
            env["OPENNESS_COMMAND"] = os.path.abspath(command)
        print(f"{wheel.name} in a fresh environment")
        sys.stdout.flush()
        return subprocess.run([own, "-m", "pytest", "-q", "-p", "no:cacheprovider",
                               str(root / "tests" / "python")], env=env, cwd=name).returncode


sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2] if len(sys.argv) > 2 else None))
