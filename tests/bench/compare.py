#!/usr/bin/env python3
"""Two results of run.sh --json: compare.py BEFORE AFTER. Ratios below 1 are better now. Of wall times only
those of one quiet machine say anything; instructions are the same on a busy one."""
import json
import sys

QUANTITIES = ("instructions", "cpu ms", "wall ms", "p99 ms", "cpu p99 ms", "peak KiB", "exponent", "times")


def load(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    before, after = map(load, sys.argv[1:])
    for word, result in (("before", before), ("after", after)):
        print(f"{word:7}", ", ".join(f"{key}: {value}" for key, value in result["about"].items()))
    print(f"\n{'':52}" + "".join(f"{q:>14}" for q in QUANTITIES))
    for row in before["rows"]:
        for name, old in before["rows"][row].items():
            new = after["rows"].get(row, {}).get(name)
            if not isinstance(old, dict) or not isinstance(new, dict):
                continue
            cells = [f"{new[q] / old[q]:14.2f}" if old.get(q) and new.get(q) else " " * 14 for q in QUANTITIES]
            print(f"{row + ': ' + name:52}" + "".join(cells))


if __name__ == "__main__":
    main()
