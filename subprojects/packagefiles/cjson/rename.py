"""Writes one #define per function that cJSON.h exports."""
import re
import sys

with open(sys.argv[1], encoding="utf-8") as header:
    names = re.findall(r"CJSON_PUBLIC\([^)]*\)\s*(cJSON_\w+)", header.read())
with open(sys.argv[2], "w", encoding="utf-8") as out:
    for name in sorted(set(names)):
        out.write(f"#define {name} opn_{name}\n")
