#!/usr/bin/env python3
"""How many static functions have a name of their own in the tree; with a limit, fails below it.

    tests/house/names.py [PERCENT]
"""
import collections
import re
import subprocess
import sys

files = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard", "backend", "tui", "screens"], text=True).split()
where = collections.defaultdict(set)
for file in (f for f in files if f.endswith(".c")):
    for name in re.findall(r"^static [^=;(]*?\b(\w+)\(", open(file).read(), re.M):
        where[name].add(file)
shared = {name: found for name, found in where.items() if len(found) > 1}
percent = 100 * (1 - len(shared) / len(where))
for name, found in sorted(shared.items()):
    print(f"{name}: {' '.join(sorted(found))}")
print(f"{percent:.1f} % of {len(where)} static functions have a name of their own")
sys.exit(len(sys.argv) > 1 and percent < float(sys.argv[1]))
