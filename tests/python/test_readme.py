"""The Python in README.md and examples/python/README.md runs, and gives what its comments say."""
import re
from fractions import Fraction

import pytest


@pytest.mark.parametrize("name, least", [("README.md", 2), ("examples/python/README.md", 3)])
def test_every_line(root, name, least, capsys):
    text = (root / name).read_text(encoding="utf-8")
    checked = 0
    for block in re.findall(r"(?ms)^```python\n(.*?)^```", text):
        names = {}
        for line in block.splitlines():
            code, _, said = (part.strip() for part in line.partition("  # "))
            try:
                expected = eval(said, {"Fraction": Fraction})
            except SyntaxError:
                exec(code, names)
                continue
            assert eval(code, names) == expected, line
            checked += 1
    assert checked >= least
