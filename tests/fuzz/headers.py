"""Writes the seeds of binary formats into the corpus of fuzz_import; they are committed.

usage: headers.py FOLDER
"""
import json
import pathlib
import struct
import sys

UINT32, STRING, ARRAY = 4, 8, 9


def text(value):
    data = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(data)) + data


def pair(key, value):
    if isinstance(value, list):
        body = struct.pack("<IIQ", ARRAY, STRING, len(value)) + b"".join(map(text, value))
    elif isinstance(value, int):
        body = struct.pack("<II", UINT32, value)
    else:
        body = struct.pack("<I", STRING) + text(value)
    return text(key) + body


def gguf(pairs, tensors=1, version=3, count=None):
    head = b"GGUF" + struct.pack("<IQQ", version, tensors, len(pairs) if count is None else count)
    return head + b"".join(pair(*each) for each in pairs.items()) + bytes(24) * tensors


def safetensors(header, length=None):
    data = json.dumps(header).encode()
    return struct.pack("<Q", len(data) if length is None else length) + data + bytes(16)


NAMED = {"general.name": "Model", "general.license": "apache-2.0"}
FULL = {
    **NAMED,
    "general.license.name": "llama3.1",
    "general.license.link": "https://example.org/LICENSE",
    "general.base_model.count": 2,
    "general.base_model.0.repo_url": "https://huggingface.co/example-org/base",
    "general.base_model.1.name": "Other",
    "general.datasets": ["example-org/corpus"],
    "general.dataset.0.name": "Corpus",
    "general.quantized_by": "Somebody",
    "general.type": "adapter",
    "split.count": 2,
    "tokenizer.ggml.tokens": ["a", "b"],
}
NESTED = text("general.tags") + struct.pack("<I", ARRAY) + struct.pack("<IQ", ARRAY, 1) * 6
TENSOR = {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}
SPEC = {
    "modelspec.title": "Model", "modelspec.license": "mit", "modelspec.author": "Somebody",
    "modelspec.merged_from": "One,Two", "modelspec.date": "2024-02-01", "ss_steps": "1",
    "modelspec.architecture": "example/lora",
}
SEEDS = {
    "named.gguf": gguf(NAMED),
    "full.gguf": gguf(FULL),
    "cut.gguf": gguf(FULL)[:300],
    "count.gguf": gguf(NAMED, count=2 ** 64 - 1),
    "tensors.gguf": gguf(NAMED, tensors=0)[:8] + struct.pack("<Q", 2 ** 63) + gguf(NAMED)[16:],
    "length.gguf": gguf({}, count=1) + struct.pack("<Q", 2 ** 63),
    "nested.gguf": gguf({}, tensors=0, count=1) + NESTED,
    "big-endian.gguf": b"GGUF" + struct.pack(">IQQ", 3, 0, 0),
    "first.gguf": gguf({}, version=1),
    "plain.safetensors": safetensors({"__metadata__": {"format": "pt"}, "w": TENSOR}),
    "spec.safetensors": safetensors({"__metadata__": SPEC, "w": TENSOR}),
    "length.safetensors": safetensors({}, length=2 ** 31),
    "offsets.safetensors": safetensors({"w": {"data_offsets": [0, 2 ** 63]}}),
    "twice.safetensors": safetensors({})[:8] + b'{"__metadata__":{},"__metadata__":{}}',
}


def main(folder):
    for name, data in SEEDS.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
