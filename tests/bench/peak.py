#!/usr/bin/env python3
"""Runs a command and says how long it took, how much processor time, and how much memory it and all
that it started held at most (Pss: what is shared counts once), looked at every 20 ms."""
import os
import re
import subprocess
import sys
import time


def tree(root):
    """The process and all below it."""
    parents = {}
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                parents.setdefault(int(file.read().rsplit(")", 1)[1].split()[1]), []).append(name)
        except (OSError, ValueError, IndexError):
            continue
    found, line = [], [str(root)]
    while line:
        found.append(line.pop())
        line += parents.get(int(found[-1]), [])
    return found


def pss(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as file:
            return int(re.search(r"^Pss:\s+(\d+)", file.read(), re.M)[1])
    except (OSError, TypeError):
        return 0


began, most, largest = time.monotonic(), 0, 0
with subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
    while run.poll() is None:
        sizes = [pss(pid) for pid in tree(run.pid)]
        most, largest = max(most, sum(sizes)), max([largest, *sizes])
        time.sleep(0.02)
took, usage = time.monotonic() - began, os.times()
print(f"{sys.argv[1]:<44} {took:7.2f} s {usage.children_user + usage.children_system:7.2f} s"
      f" {most / 1024:7.1f} MiB {largest / 1024:7.1f} MiB   status {run.returncode}")
