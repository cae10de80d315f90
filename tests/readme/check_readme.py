"""The commands in README.md, or another page, print what the page shows.

usage: check_readme.py COMMAND SOURCE_ROOT [PAGE.md] [--update]
A fenced block whose first line is "$ openness ..." is compared with the real
output; a line "[...]" stands for lines left out. The digest of the data may be
an older one: it moves with every change of data/.
"""
import pathlib
import re
import shlex
import subprocess
import sys

command, root = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
pages = [argument for argument in sys.argv[3:] if argument.endswith(".md")] or ["README.md"]
readme = root / pages[0]
text = readme.read_text(encoding="utf-8")
failures = blocks = 0


def output(line):
    return subprocess.run([command, *shlex.split(line)[2:]], capture_output=True, text=True,
                          cwd=root).stdout.rstrip("\n")


def matches(shown, actual):
    """Every shown stretch between "[...]" lines stands in the output, in order."""
    shown, actual = (re.sub(r"\b[0-9a-f]{12}\b", "DIGEST", s) for s in (shown, actual))
    at = 0
    for part in shown.split("[...]\n"):
        found = actual.find(part.rstrip("\n"), at)
        if found < 0:
            return False
        at = found + len(part.rstrip("\n"))
    return True


parts = re.split(r"(?m)^```.*\n", text)
for part in parts[1::2]:
    commands = re.match(r"(?:\$ .*\n)+", part)
    line = commands.group().splitlines()[-1] if commands else ""
    if not line.startswith("$ openness "):
        continue
    blocks += 1
    shown, actual = part[commands.end():], output(line)
    if "--update" in sys.argv and "[...]" not in shown:
        text = text.replace(part, commands.group() + actual + "\n")
    elif not matches(shown, actual):
        failures += 1
        print(f"{line}\nprints:\n{actual}\n")
if "--update" in sys.argv:
    readme.write_text(text, encoding="utf-8")
print(f"{blocks} blocks, {failures} differ")
sys.exit(1 if failures or blocks < 2 else 0)
