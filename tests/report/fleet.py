"""Makes a folder of reports: fleet.py make FOLDER SERVERS REPORT; or holds what came of it against it: fleet.py hold FILE SERVERS."""
import csv
import json
import random
import sys
from pathlib import Path

import formats

GRADES = "ABCDF"
BROKEN = {
    "cut.json": b'{"version": 1, "gra',
    "empty.json": b"",
    "other.json": b'{"version": 1, "results": []}',
    "newer.json": b'{"version": 2}',
    "types.json": b'{"version": 1, "grade": ["F"], "score": "high", "counts": {"fail": -1, "warn": {}}, "findings": 3}',
    "deep.json": b"[" * 100000,
    "bytes.json": bytes(range(256)),
    "evil\033[31m\n\u202e.json": b'{"version": 1, "grade": "\\u001b[31m"}',
}


def make(folder, servers, report):
    base = json.loads(Path(report).read_text())
    chance = random.Random(7)
    for i in range(servers):
        grade = chance.choice(GRADES)
        fail = 0 if grade in "AB" else chance.randint(1, 9)
        base.update(host=f"print{i:05}.corp.example.com", grade=grade, score=chance.randint(0, 1000) / 10)
        base["counts"].update(fail=fail, warn=0 if grade == "A" else chance.randint(1, 9))
        base["certificate"] = None if i % 97 == 5 else dict(base["certificate"] or {}, days_left=chance.randint(-20, 397))
        (folder / f"{i:05}.json").write_text(json.dumps(base))
    base.update(host="\033]0;owned\a\r\nprint\u202e<b>", grade="A")
    (folder / "hostile.json").write_text(json.dumps(base))
    for name, content in BROKEN.items():
        (folder / name).write_bytes(content)
    (folder / "notes.txt").write_text("not a report")
    (folder / "sub.json").mkdir()


def order(host):
    days = float("-inf") if host["days_left"] is None else host["days_left"]
    return (-ord(host["grade"]), -host["fail"], -host["warn"], days)


def hold(file, servers):
    value = formats.check_report(file)
    assert len(value["hosts"]) == servers + 1, len(value["hosts"])
    assert [order(h) for h in value["hosts"]] == sorted(order(h) for h in value["hosts"])
    assert len(value["broken"]) == len(BROKEN) + 1  # and the folder that is called sub.json
    for text in [h["host"] for h in value["hosts"]] + [b["file"] + b["why"] for b in value["broken"]]:
        assert text.isprintable(), repr(text)


def table(file, servers):
    text = Path(file).read_bytes().decode()
    assert text.endswith("\r\n") and text.count("\r\n") == text.count("\n")
    rows = list(csv.DictReader(text.splitlines(), strict=True))
    assert len([r for r in rows if r["host"]]) == servers + 1
    assert len([r for r in rows if r["error"]]) == len(BROKEN) + 1
    assert all(None not in r for r in rows)
    for row in rows:
        for cell in (row["host"], row["file"], row["error"]):
            assert cell[:1] not in ("=", "+", "-", "@") and cell.isprintable(), cell


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    elif sys.argv[1] == "csv":
        table(sys.argv[2], int(sys.argv[3]))
    else:
        hold(sys.argv[2], int(sys.argv[3]))
