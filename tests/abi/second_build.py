"""Builds the library again, by the other compiler and as an archive, and looks at its names.

usage: second_build.py system|bundled LIBRARY SOURCE_ROOT CC

system   with the cJSON of the system and as the subproject of another Meson project, whose
         program finds it by dependency('openness') and runs: the shared library exports the
         same symbols and the same interface as LIBRARY, which CC built; the archive defines
         openness_* and opn_* only.
bundled  with cJSON as a subproject, renamed so that two copies in one program cannot clash: the
         same two things, and every function of cJSON is there under its new name.

Exit 77 where nothing can be built: bundled needs the network or a copy below subprojects/.
"""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.parse

import gate

kind, library, root, compiler = sys.argv[1:]
root = pathlib.Path(root)
OWN = ("openness_", "opn_")


def symbols(path, *options):
    """{name} of what a library or archive defines for others."""
    run = subprocess.run(["nm", "-g", "--defined-only", *options, str(path)], capture_output=True,
                         text=True, check=True)
    return {fields[2] for fields in map(str.split, run.stdout.splitlines())
            if len(fields) == 3 and fields[1] != "A"}


def other_compiler():
    version = subprocess.run([compiler, "--version"], capture_output=True, text=True).stdout
    wanted = "gcc" if "clang" in version else "clang"
    return shutil.which(wanted) or compiler


def resolves(address):
    """Asked first, because Meson tries for half a minute."""
    try:
        return bool(socket.getaddrinfo(urllib.parse.urlsplit(address).hostname, 443))
    except OSError:
        return False


def prepare(folder):
    """A source tree with the subproject in it; None when it cannot be had."""
    wrap = (root / "subprojects/cjson.wrap").read_text(encoding="utf-8")
    values = dict(line.split(" = ", 1) for line in wrap.splitlines() if " = " in line)
    there = (root / "subprojects" / values["directory"]).is_dir()
    if not there and not resolves(values["source_url"]):
        return None
    copy = folder / "source"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".git", "build*", "golden"))
    place = copy / "subprojects" / values["directory"]
    if there:
        shutil.copytree(copy / "subprojects/packagefiles/cjson", place, dirs_exist_ok=True)
        return copy
    run = subprocess.run(["meson", "subprojects", "download", "cjson"], cwd=copy,
                         capture_output=True, text=True, timeout=120)
    return copy if run.returncode == 0 and place.is_dir() else None


def enclose(folder):
    """Another project, with this one below subprojects/."""
    outside = folder / "outside"
    (outside / "subprojects").mkdir(parents=True)
    (outside / "subprojects/openness").symlink_to(root)
    shutil.copy(root / "examples/c/score_release.c", outside / "program.c")
    (outside / "meson.build").write_text(
        "project('outside', 'c', default_options: ['c_std=c11', 'werror=true'])\n"
        "subproject('openness')\n"
        "executable('program', 'program.c', dependencies: dependency('openness'))\n",
        encoding="utf-8")
    return outside


def run_outside(made):
    """What is wrong with the program that was built on the subproject."""
    record = root / "data/releases/bigscience/bloom.json"
    run = subprocess.run([str(made / "program"), str(record), "osaid-1.0"], capture_output=True,
                         text=True)
    if run.returncode == 0 and "osaid-1.0@1" in run.stdout:
        return []
    return [f"the outside program: {run}"]


def build(source, folder, *options):
    made = folder / "build"
    env = {**os.environ, "CC": other_compiler()}
    for command in (["meson", "setup", str(made), str(source), "-Dbuildtype=debug",
                     "-Ddefault_library=both", *options],
                    ["ninja", "-C", str(made)]):
        run = subprocess.run(command, env=env, capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"{' '.join(command)}:\n{run.stdout[-4000:]}{run.stderr[-2000:]}")
    return made


def compare_interfaces(shared, folder):
    """Names always; types where libabigail is there and both carry debug information."""
    mine, theirs = symbols(library, "-D"), symbols(shared, "-D")
    wrong = [f"{name}: exported by one compiler only" for name in sorted(mine ^ theirs)]
    tools = shutil.which("abidw") and shutil.which("abidiff")
    if not tools or not all(map(gate.has_debug_information, (library, shared))):
        print("types were not compared: abigail-tools or debug information is missing")
        return wrong
    for name, path in (("mine", library), ("theirs", shared)):
        gate.dump(path, folder / f"{name}.abi")
    code, report = gate.compare(folder / "mine.abi", folder / "theirs.abi")
    return wrong + ([report] if code != 0 else [])


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        bundled = kind == "bundled"
        source = prepare(folder) if bundled else enclose(folder)
        if source is None:
            print("the subproject cjson cannot be downloaded here")
            return 77
        options = (["--force-fallback-for=libcjson", "-Dtests=disabled", "-Dexamples=disabled"]
                   if bundled else [])
        made = build(source, folder, *options)
        place = made if bundled else made / "subprojects/openness"
        shared, archive = place / "lib/libopenness.so", place / "lib/libopenness.a"
        defined = symbols(archive)
        wrong = [f"{name}: defined by the archive" for name in sorted(defined)
                 if not name.startswith(OWN)]
        renamed = {name for name in defined if name.startswith("opn_cJSON_")}
        if bundled != (len(renamed) > 50):
            wrong.append(f"{len(renamed)} functions of cJSON in the archive")
        wrong += compare_interfaces(shared, folder)
        wrong += [] if bundled else run_outside(made)
    print("\n".join(wrong))
    print(f"{pathlib.Path(other_compiler()).name}: {len(defined)} names in the archive, "
          f"{len(renamed)} of cJSON, {len(wrong)} wrong")
    return 1 if wrong else 0


sys.exit(main())
