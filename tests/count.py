"""Adds up Meson's test logs: "N passed, N failed, N skipped"; exit 1 on a failure.

usage: count.py BROKEN_BUILDS testlog.json...
"""
import json
import sys

passed = skipped = 0
failed = int(sys.argv[1])
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as log:
        results = [json.loads(line)["result"] for line in log]
    passed += results.count("OK")
    skipped += results.count("SKIP")
    failed += len(results) - results.count("OK") - results.count("SKIP")
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed or not passed else 0)
