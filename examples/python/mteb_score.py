"""mteb's openness of an embedding model, 1 to 6, from the fields of its ModelMeta.

Six booleans and the list of 17 license names, as mteb v2.20.0 computes them, on the package: the rest
of the report (every other definition, reasons, next steps) comes with the same record.
"""

import openness

NAMES = {"open_weights": "open weights", "open_license": "open license",
         "open_training_code": "open training code", "open_training_data": "open training data",
         "paper": "paper", "model_card": "model card"}


def mteb_openness(meta):
    """({name: bool}, how many hold); meta: a mapping with the fields of ModelMeta."""
    def released(kind, **more):
        return {"kind": kind, "access": "public", "extent": "full", "license": "unknown", **more}

    text = meta["license"] or ""  # mteb counts names only: an address stays unknown
    named = None if "://" in text else openness.License.resolve(text)["expression"]
    weights = {"kind": "weights", "license": named or "unknown"}
    if meta["open_weights"]:
        weights.update(access="public", extent="full")
    artifacts = [weights]
    artifacts += [released(kind, stage="posttraining") for kind, link in (
        ("training_code", "public_training_code"), ("training_data", "public_training_data"))
        if meta[link]]
    artifacts += [released("preprint")] if meta["has_citation"] else []
    report = openness.score({"format": "openness-release/1", "id": "mteb/model", "name": "Model",
                             "producer": "?", "kind": "finetune", "artifacts": artifacts}, "mteb-6")
    return {NAMES[row["criterion"]]: row["lower"] == "yes" for row in report.rows()}, int(report.lower)


if __name__ == "__main__":
    print(*mteb_openness({"license": "apache-2.0", "open_weights": True, "has_citation": True,
                          "public_training_code": "https://github.com/embeddings-benchmark/mteb",
                          "public_training_data": None}))
