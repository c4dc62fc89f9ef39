#!/usr/bin/env python3
"""Includes point downward: each folder may include those above it in README's tour, and itself; and none is crowded."""
import collections
import os
import re
import subprocess
import sys

rows = re.findall(r"^\| `([a-z0-9/]+)/` \|", open("README.md").read(), re.M)
rank = {folder: n for n, folder in enumerate(rows)}
files = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard", "backend", "tui", "screens"], text=True).split()
wrong = [f"README's tour lists {folder} twice" for folder in rank if rows.count(folder) > 1]
wrong += [f"no file is in {folder}, which README's tour lists"
          for folder in rank if not any(os.path.dirname(f) == folder for f in files)]
for file in (f for f in files if f.endswith((".c", ".h"))):
    folder = os.path.dirname(file)
    if folder not in rank:
        wrong.append(f"{file}: README's tour does not list {folder}/")
        continue
    for included in re.findall(r'^#include "([^"]+)"', open(file).read(), re.M):
        other = os.path.dirname(included)
        if rank.get(other, len(rows)) > rank[folder]:
            wrong.append(f"{file}: includes {included}, which is above it")
MOST = 30  # sources in one folder: more are two subjects
crowds = collections.Counter(os.path.dirname(f) for f in files if f.endswith(".c"))
wrong += [f"{folder}/ has {count} sources, more than {MOST}" for folder, count in crowds.items() if count > MOST]
print("\n".join(wrong) or f"{len(rows)} folders, no include points upward")
sys.exit(bool(wrong))
