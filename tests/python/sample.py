"""A record of ordinary size: 2.5 kB as compact JSON, with artifacts, licenses and evidence."""


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


def foreign():
    """A document of the Model Openness Tool, as JSON, which needs no YAML reader."""
    return {"framework": {"name": "Model Openness Framework", "version": "1.0"},
            "release": {"name": "Theirs", "version": "1.0", "license": {}, "type": "language",
                        "producer": "Example", "contact": "",
                        "components": [{"name": "Model parameters (Final)",
                                        "description": "", "license": "Apache-2.0"},
                                       {"name": "Model card", "description": "",
                                        "license": "CC-BY-4.0"}]}}
