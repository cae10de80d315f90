"""Every public header compiles alone as C99, C11, C17 and C++11 without a warning.

usage: check_headers.py CC CXX_OR_EMPTY INCLUDE_DIR...
"""
import pathlib
import subprocess
import sys
import tempfile

compiler, cxx, *folders = sys.argv[1:]
flags = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"] + [f"-I{f}" for f in folders]
headers = sorted({h.name for f in folders for h in (pathlib.Path(f) / "openness").glob("*.h")})
failed = 0
with tempfile.TemporaryDirectory() as folder:
    for header in headers:
        for standard, command, suffix in [("c99", compiler, "c"), ("c11", compiler, "c"),
                                          ("c17", compiler, "c"), ("c++11", cxx, "cpp")]:
            if not command:
                continue
            source = pathlib.Path(folder) / f"one.{suffix}"
            source.write_text(f"#include <openness/{header}>\nint main(void) {{ return 0; }}\n")
            run = subprocess.run([command, f"-std={standard}", *flags, str(source)],
                                 capture_output=True, text=True)
            if run.returncode != 0:
                failed += 1
                print(f"{header} as {standard}:\n{run.stderr}")
print(f"{len(headers)} headers, {failed} failures")
sys.exit(1 if failed or len(headers) < 9 else 0)
