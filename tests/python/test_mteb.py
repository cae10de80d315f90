"""The example that replaces mteb's own score, against what mteb's own program answers."""
import importlib.util
import json

import pytest


def test_every_model(root):
    path = root.parent / "shared" / "conformance" / "mteb" / "expected.json"
    if not path.exists():
        pytest.skip("the set is not beside the project")
    spec = importlib.util.spec_from_file_location("mteb_score", root / "examples/python/mteb_score.py")
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    models = json.loads(path.read_text(encoding="utf-8"))["models"]
    wrong = [model["name"] for model in models
             if example.mteb_openness(model) != (model["openness"], model["openness_score"])]
    assert not wrong and len(models) > 0
    print(f"{len(models)} of {len(models)}")
