#!/usr/bin/env python3
"""What building and testing take of a processor (user and system), in seconds: no load of the machine is in it but that of
caches and frequencies, so what is compared is measured in turn.

    processor.py builds          the three builds of tests/run.sh, each into an empty folder with an empty ccache
    processor.py tests [REGEX]   tests of build/debug one after the other, the dearest first; and their sum
"""
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

TREE = pathlib.Path(__file__).resolve().parents[2]


def taken(command, **how):
    """Seconds of it and of all its children, and how it ended."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, **how)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, status.returncode


def builds():
    for preset in ("release", "debug", "fuzz"):
        with tempfile.TemporaryDirectory() as room:
            env = dict(os.environ, CCACHE_DIR=room + "/ccache")
            subprocess.run(["cmake", "--preset", preset, "-B", room + "/build"], cwd=TREE, env=env, stdout=subprocess.DEVNULL, check=True)
            target = ["--target", "fuzzers"] if preset == "fuzz" else []
            yield preset, *taken(["cmake", "--build", room + "/build", "-j2", *target], env=env)


def tests(wanted):
    listed = subprocess.run(["ctest", "--test-dir", "build/debug", "--show-only=json-v1"], cwd=TREE, capture_output=True, check=True).stdout
    found = [test for test in json.loads(listed)["tests"] if re.search(wanted, test["name"])]
    for test in sorted(found, key=lambda test: test["name"] != "cert/make"):  # others need what it makes
        properties = {row["name"]: row["value"] for row in test["properties"]}
        env = dict(os.environ, ASAN_OPTIONS="quarantine_size_mb=16", **dict(row.split("=", 1) for row in properties.get("ENVIRONMENT", [])))
        yield test["name"], *taken(test["command"], cwd=properties.get("WORKING_DIRECTORY", TREE), env=env)


def main():
    rows = list(builds() if sys.argv[1] == "builds" else tests(sys.argv[2] if len(sys.argv) > 2 else ""))
    for name, seconds, status in sorted(rows, key=lambda row: -row[1]):
        print(f"{seconds:8.2f} {name}{'' if status in (0, 77) else f' ended with {status}'}")
    print(f"{sum(row[1] for row in rows):8.2f} all {len(rows)}")


if __name__ == "__main__":
    main()
