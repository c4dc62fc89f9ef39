#!/usr/bin/env python3
"""Names that say where they are from.

A static function's name stands in one file; a struct or enum is defined once; what a file exports
begins with the first word of its file's name or with its folder's. With a limit, fails below that
percentage of static names, and on any other find.

    tests/house/names.py [PERCENT]
"""
import collections
import re
import subprocess
import sys

# The words that every file of the tree is written in: base/err.h, mem.h, wiped.h, text.h.
BASE = {"fail", "fail_errno", "fail_in", "copy", "format", "grow", "must", "wipe", "buf_add", "buf_free", "buf_print", "base62",
        "tr", "trn", "tr_list"}

DEFINITION = re.compile(r"^(?!static|extern|typedef|struct \w+$|enum \w+$)[a-z][\w ]*?[ *]+(\w+)\([^;{}]*?\)\n\{", re.M)
DATA = re.compile(r"^(?!static|extern|typedef)(?:const |struct |enum )*\w+ (?:\*?const )?\*?(\w+)(?:\[[^\]]*\])* = ", re.M)
STATIC = re.compile(r"^static [^=;(]*?\b(\w+)\(", re.M)
TAG = re.compile(r"^(?:struct|enum) (\w+)(?: \{|$)", re.M)

listed = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard", "backend", "tui", "screens"], text=True)
files = {file: open(file).read() for file in listed.split() if file.endswith((".c", ".h"))}


def in_files(pattern, ending):
    where = collections.defaultdict(set)
    for file, text in files.items():
        for name in pattern.findall(text) if file.endswith(ending) else ():
            where[name].add(file)
    return where


def prefixes(file):
    """certify_facts.c in certificates/: certify, certificates, certificate."""
    *folders, last = file[: -len(".c")].split("/")
    words = {last, last.split("_")[0], *folders}
    return words | {word.rstrip("s") for word in words} | {word + "s" for word in words}


def strangers():
    for pattern in (DEFINITION, DATA):
        for name, where in sorted(in_files(pattern, ".c").items()):
            for file in where:
                if name not in BASE | {"main"} and not any(name == p or name.startswith(p + "_") for p in prefixes(file)):
                    yield f"{file}: {name} has no prefix of its file or folder"


def twins():
    for name, where in sorted(in_files(TAG, (".c", ".h")).items()):
        if len(where) > 1:
            yield f"{name}: defined in {' '.join(sorted(where))}"


static = in_files(STATIC, ".c")
shared = [f"{name}: {' '.join(sorted(where))}" for name, where in sorted(static.items()) if len(where) > 1]
percent = 100 * (1 - len(shared) / len(static))
wrong = [*strangers(), *twins()]
print(*shared, *wrong, sep="\n")
print(f"{percent:.1f} % of {len(static)} static functions have a name of their own; {len(wrong)} other names to change")
sys.exit(len(sys.argv) > 1 and (percent < float(sys.argv[1]) or bool(wrong)))
