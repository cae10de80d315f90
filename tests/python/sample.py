"""A record of ordinary size: 2.5 kB as compact JSON, with artifacts, licenses and evidence."""
import struct


def artifact(kind, license, **more):
    return {"kind": kind, "access": "public", "extent": "full", "license": license,
            "evidence": [{"source": "https://example.org/middle/" + kind, "read": "2026-11-21",
                          "shows": "the " + kind.replace("_", " ") + " with its license"}], **more}


def record():
    """A new object each time."""
    return {
        "format": "openness-release/1", "id": "example/middle", "name": "Middle", "producer": "Example",
        "kind": "base", "release_date": "2026-05-02",
        "artifacts": [
            artifact("weights", "Apache-2.0"), artifact("architecture", "Apache-2.0"),
            artifact("inference_code", "Apache-2.0"), artifact("tokenizer", "Apache-2.0"),
            artifact("training_code", "MIT", stage="pretraining"),
            artifact("training_code", "MIT", stage="posttraining"),
            artifact("training_data", "CC-BY-4.0", stage="pretraining", extent="partial"),
            artifact("evaluation_code", "MIT"), artifact("model_card", "CC-BY-4.0"),
            artifact("technical_report", "CC-BY-4.0"),
            artifact("evaluation_results", "CC-BY-4.0"),
        ],
    }


def policy():
    """Asks for weights that anyone can get."""
    return {"format": "openness-policy/1", "name": "public-weights", "requirements": [
        {"fact": "weights_access", "at_least": "public", "id": "public", "why": "it has to run here"}]}


CARD = """---
license: apache-2.0
base_model: example-org/base
---
# Small
"""


def answer():
    """An answer of the Hub about the same model, which states another license."""
    return {"id": "example-org/small", "author": "example-org", "gated": False, "private": False,
            "disabled": False, "cardData": {"license": "mit"},
            "siblings": [{"rfilename": "README.md"}, {"rfilename": "model.safetensors"}]}


def bom():
    """A bill of materials with one model."""
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
        {"type": "machine-learning-model", "bom-ref": "small", "name": "small",
         "publisher": "Example", "licenses": [{"license": {"id": "MIT"}}]}]}


def gguf():
    """The header of a file of weights."""
    def text(value):
        return struct.pack("<Q", len(value)) + value.encode()
    keys = {"general.architecture": "llama", "general.name": "Small", "general.license": "mit",
            "general.organization": "Example"}
    return (b"GGUF" + struct.pack("<IQQ", 3, 1, len(keys))
            + b"".join(text(key) + struct.pack("<I", 8) + text(value) for key, value in keys.items())
            + text("output.weight") + struct.pack("<IQIQ", 1, 8, 0, 0))


def foreign():
    """A document of the Model Openness Tool, as JSON, which needs no YAML reader."""
    return {"framework": {"name": "Model Openness Framework", "version": "1.0"},
            "release": {"name": "Theirs", "version": "1.0", "license": {}, "type": "language",
                        "producer": "Example", "contact": "",
                        "components": [{"name": "Model parameters (Final)",
                                        "description": "", "license": "Apache-2.0"},
                                       {"name": "Model card", "description": "",
                                        "license": "CC-BY-4.0"}]}}
