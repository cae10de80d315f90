"""Runs the programs of docs/bindings.md and compares what they print with the library's report.

usage: run_bindings.py PROGRAM LIBRARY SOURCE_ROOT BUILD_ROOT
       run_bindings.py --page SOURCE_ROOT

PROGRAM is a heading of the page. Exit 77 when its tool is not here; BUILD_ROOT/npm is where npm
has put koffi (npm install --prefix BUILD_ROOT/npm koffi). --page checks that the table of the page
says of every program whether this script runs it.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

RUN = ("Python, ctypes", "Python, cffi", "Rust", "Go", "Node")
NOT_RUN = ("Java", "Julia")
RECORD, RUBRIC = "data/releases/bigscience/bloom.json", "g7-2026"


def skip(why):
    print(why)
    sys.exit(77)


def programs(root):
    """{heading: program} of the page."""
    page = (root / "docs/bindings.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^## ([^\n]+)\n\n```\w+\n(.*?)^```$", page, flags=re.M | re.S))


def check_page(root):
    page = (root / "docs/bindings.md").read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| \[([^\]]+)\]\([^)]*\) \| [^|]* \| (yes|not run) \|$", page,
                            flags=re.M))
    wanted = {**{name: "yes" for name in RUN}, **{name: "not run" for name in NOT_RUN}}
    print(f"{len(table)} programs, {len(RUN)} of them run")
    return table != wanted or set(programs(root)) != set(wanted)


def python_with(module):
    """A Python that has the module: this one, or another on the path."""
    for name in (sys.executable, "python3", "/usr/bin/python3"):
        found = shutil.which(name)
        if found and subprocess.run([found, "-c", f"import {module}"],
                                    capture_output=True).returncode == 0:
            return found
    return skip(f"the Python module {module} is missing")


def tool(name):
    return shutil.which(name) or skip(f"{name} is missing")


def prepare(program, source, folder, library, environment, root, build):
    """The command that runs a program, compiled where it must be."""
    def write(name):
        (folder / name).write_text(source, encoding="utf-8")
        return str(folder / name)

    if program == "Python, ctypes":
        return [sys.executable, write("score.py")]
    if program == "Python, cffi":
        tool("pkg-config")
        return [python_with("cffi"), write("score.py")]
    if program == "Rust":
        compile_with = [tool("rustc"), "--edition", "2021", "-D", "warnings", "-L",
                        str(library.parent), "-o", str(folder / "score"), write("score.rs")]
    elif program == "Go":
        environment.update({"GOCACHE": str(folder / "cache"), "GO111MODULE": "off",
                            # Meson's file for what is not installed lacks the headers.
                            "CGO_CFLAGS": f"-I{root / 'include'} -I{build / 'include'}"})
        compile_with = [tool("go"), "build", "-o", str(folder / "score"), write("score.go")]
    else:
        modules = build / "npm" / "node_modules"
        if not (modules / "koffi").is_dir():
            skip(f"koffi is missing: npm install --prefix {modules.parent.name} koffi in the build")
        environment["NODE_PATH"] = str(modules)
        return [tool("node"), write("score.js")]
    run = subprocess.run(compile_with, env=environment, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{program} does not compile:\n{run.stdout}{run.stderr}")
    return [str(folder / "score")]


def main():
    if sys.argv[1] == "--page":
        return check_page(pathlib.Path(sys.argv[2]))
    library, root, build = (pathlib.Path(path).resolve() for path in sys.argv[2:5])
    program = sys.argv[1]
    source = programs(root)[program]
    sys.path.insert(0, str(root / "tests"))
    from binding.calls import Library
    binding = Library(str(library))
    database = binding.open()
    record = (root / RECORD).read_bytes()
    release = binding.make("release", "release_parse", database, record, len(record), 0)
    report = binding.evaluate(release, binding.rubric(database, RUBRIC))
    expected = binding.render(report, flags=0)
    environment = {**os.environ, "LD_LIBRARY_PATH": str(library.parent),
                   "PKG_CONFIG_PATH": str(build / "meson-uninstalled")}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        command = prepare(program, source, folder, library, environment, root, build)
        good = subprocess.run([*command, str(root / RECORD), RUBRIC], env=environment,
                              capture_output=True)
        assert good.returncode == 0, good
        assert good.stdout.decode() == expected, "another report"
        broken = folder / "broken.json"
        broken.write_text('{"format": ', encoding="utf-8")
        bad = subprocess.run([*command, str(broken), RUBRIC], env=environment, capture_output=True)
        assert bad.returncode == 1 and not bad.stdout and bad.stderr.strip(), bad
    print(f"{program}: {len(expected)} bytes of report, and refused: {bad.stderr.decode().strip()}")
    return 0


sys.exit(main())
