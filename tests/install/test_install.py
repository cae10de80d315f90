"""Installs into a folder, compares the manifest, builds and runs an outside program, uninstalls.

usage: test_install.py BUILD_DIR SOURCE_ROOT CC   (exit 77: pkg-config is missing)
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

build, root, compiler = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
if shutil.which("pkg-config") is None:
    print("pkg-config is missing")
    sys.exit(77)

HEADERS = {f"include/openness/{n}.h" for n in
           ("analyze", "annotate", "badge", "base", "database", "error", "import", "license", "merge", "openness",
            "policy", "release", "report", "rubric", "text", "version")} | {"share/openness/openness.cdef.h"}
# What Meson remembers of an installation is the user's: it is put back.
log = pathlib.Path(build) / "meson-logs" / "install-log.txt"
kept = log.read_bytes() if log.exists() else None
with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--destdir", folder],
                   check=True, stdout=subprocess.DEVNULL)
    top = pathlib.Path(folder)
    pc = next(top.rglob("openness.pc"))
    prefix = pc.parent.parent
    while not (prefix / "include" / "openness").is_dir():
        prefix = prefix.parent
    files = {str(p.relative_to(prefix)) for p in prefix.rglob("*") if not p.is_dir()}
    assert HEADERS <= files, HEADERS - files
    extra = {f for f in files - HEADERS
             if not (f == "bin/openness" or f.endswith("openness.pc") or "libopenness." in f)}
    assert not extra, extra
    cdef = subprocess.run(["pkg-config", "--variable=cdef", str(pc)], check=True,
                          capture_output=True, text=True).stdout.strip()
    assert (top / cdef.lstrip("/")).is_file(), cdef
    env = {**os.environ, "PKG_CONFIG_PATH": str(pc.parent), "PKG_CONFIG_SYSROOT_DIR": folder}
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "openness"], env=env, check=True,
                           capture_output=True, text=True).stdout.split()
    library = next(top.rglob("libopenness.so")).parent
    program = top / "score_release"
    subprocess.run([compiler, "-std=c11", "-Wall", "-Wextra", "-Werror",
                    str(root / "examples/c/score_release.c"), "-o", str(program), *flags],
                   check=True)
    run = subprocess.run([str(program), str(root / "data/releases/bigscience/bloom.json"),
                          "osaid-1.0"], env={**os.environ, "LD_LIBRARY_PATH": str(library)},
                         capture_output=True, text=True)
    assert run.returncode == 0 and "osaid-1.0@1" in run.stdout, run
    program.unlink()
    run = subprocess.run(["ninja", "-C", build, "uninstall"], capture_output=True, text=True)
    assert run.returncode == 0, run
    left = [str(p) for p in top.rglob("*") if not p.is_dir()]
    assert not left, left
    if kept is None:
        log.unlink()
    else:
        log.write_bytes(kept)
print(f"{len(files)} files installed, outside program ran, all files uninstalled")
