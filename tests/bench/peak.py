#!/usr/bin/env python3
"""Runs commands and says how long each took, how much processor time, and how much memory it and all
that it started held at most (Pss: what is shared counts once), looked at every 20 ms.

  peak.py [--turns N] NAME COMMAND... [-- NAME COMMAND...]

To look takes a fifth of a second of each second that thirty processes run. With turns the times are
medians of N runs, in turns, at which nobody looks; memory is that of one more run."""
import itertools
import os
import re
import subprocess
import sys
import time

import measure


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


def look(argv):
    """(wall, processor) in seconds, (all, largest) in KiB at most, status"""
    began, most, largest, before = time.monotonic(), 0, 0, os.times()
    with subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None:
            sizes = [pss(pid) for pid in tree(run.pid)]
            most, largest = max(most, sum(sizes)), max([largest, *sizes])
            time.sleep(0.02)
    took, usage = time.monotonic() - began, os.times()
    return (took, usage.children_user + usage.children_system - before.children_user - before.children_system), (most, largest), run.returncode


def main():
    turns, words = (int(sys.argv[2]), sys.argv[3:]) if sys.argv[1] == "--turns" else (0, sys.argv[1:])
    contestants = [(name, argv) for name, *argv in (list(group) for dashes, group in itertools.groupby(words, "--".__eq__) if not dashes)]
    runs = measure.Runs(".")
    for name, argv in contestants:
        runs.add(name, argv, fine=range(256))
    undisturbed = runs.measure(turns, False) if turns else {}
    for name, argv in contestants:
        times, sizes, status = look(argv)
        if name in undisturbed:
            times = [undisturbed[name][quantity] / 1e3 for quantity in ("wall ms", "cpu ms")]
        print(f"{name:<44} {times[0]:7.2f} s {times[1]:7.2f} s {sizes[0] / 1024:7.1f} MiB {sizes[1] / 1024:7.1f} MiB   status {status}", flush=True)


main()
