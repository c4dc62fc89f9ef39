#!/usr/bin/env python3
"""The rows of the bench: what is measured, and beside whom. run.sh starts it.

Each row gives {contestant: {quantity: number}}; PEER says whom its ratios are to. A contestant that is
absent is None."""
import argparse
import datetime
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import measure
import start as terminal

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.abspath(os.path.join(HERE, "../../build/release"))
PROGRAM = os.path.join(BUILD, "printseal")
HOST = "print01.corp.example.com"
LYNIS = 120  # seconds
FORM = ["--form", "Server", "12", "60", "4", "Name", "1", "1", "x", "1", "12", "30", "0", "Port", "2", "1", "443", "2", "12", "30", "0"]


class Bench:
    def __init__(self, given, room):
        self.turns, self.quick, self.room = given.turns, given.quick, room
        self.count = not given.no_instructions

    def path(self, name):
        return os.path.join(self.room, name)

    def small(self):
        """A configuration with a certificate and nothing else."""
        folder = self.path("small")
        if not os.path.isdir(folder):
            with open(self.path("answers"), "w", encoding="utf-8") as file:
                file.write(f'server : {{ fqdn = "{HOST}"; }};\n')
            subprocess.run([PROGRAM, "-C", folder, "init", "--answers", self.path("answers")], check=True, capture_output=True)
        return folder

    def printers(self, number, typed=False):
        """A CSV file, with another password for each if typed."""
        name = self.path(f"{'passwords' if typed else 'plain'}{number}.csv")
        with open(name, "w", encoding="utf-8") as file:
            file.write("name,host,port,model,user,password,snmp\n")
            for i in range(number):
                password = f"Zx{i * 7919 % 1000003:06}qvK-{i:06}" if typed else ""
                file.write(f"p{i:06},p{i:06}.corp.example.com,443,Example 3060ci,admin,{password},\n")
        return name

    def large(self, number, typed=False):
        """A configuration of so many printers, with a password each if typed."""
        folder = self.path(f"{'typed' if typed else 'large'}{number}")
        if not os.path.isdir(folder):
            shutil.copytree(self.small(), folder, symlinks=True)
            subprocess.run([PROGRAM, "-C", folder, "import", "printers", self.printers(number, typed)], check=True, capture_output=True)
        return folder

    def runs(self):
        return measure.Runs(self.room)

    def finish(self, runs, turns=None, warm=1):
        found = runs.measure(turns or self.turns, self.count, warm)
        found.update({name: None for name in runs.absent})
        return found

    def script(self, *argv, **more):
        return subprocess.run(argv, check=True, text=True, stdout=subprocess.PIPE, env={**os.environ, "PRINTSEAL": PROGRAM, **more},
                              cwd=os.path.join(HERE, "../..")).stdout


# ------------------------------------------------ terminals

def wizards(bench):
    boxes = dict(terminal.OTHERS)
    yield "printseal", [PROGRAM, "-C", bench.small()]
    for name in ("whiptail", "dialog"):
        yield name, boxes[name]
    yield "nmtui", ["nmtui"]


DOWN, UP, ESC = b"\x1bOB", b"\x1bOA", b"\x1b"  # as terminals send them to who has set the keypad
ARROWS = [DOWN if i % 6 < 3 else UP for i in range(24)]
# What is pressed before, and what is measured. A printer's form opens at the password that is missing, else at
# its first setting; taking a value is what leaves its field.
PRESSED = {
    "arrows": ((), ARROWS),
    "list": ((), ARROWS),
    "form": ((b"\r", DOWN, DOWN, DOWN), [b"x", DOWN, UP] * 8),
    "meter": ((b"\r", UP, UP, DOWN, DOWN, DOWN, DOWN, DOWN), [bytes([c]) for c in b"Zx7-qvK.summer printers!"]),
    "Esc": ((), [b"\r", ESC] * 8),
    "dialog form": ((), [b"x", DOWN, UP] * 8),
}


def on_terminal(bench, programs):
    """programs: (name, argv, which of PRESSED or None)"""
    found = {name: {column: [] for column in terminal.COLUMNS} for name, *_ in programs}
    there = [program for program in programs if shutil.which(program[1][0])]
    for _ in range(bench.turns + 1):
        for name, argv, pressed in there:
            opening, keys = PRESSED.get(pressed, ((), ()))
            forget_drafts(bench)
            terminal.measure(argv, found[name], keys, opening)
    # One that ended at once, as nmtui does without NetworkManager, has no memory to look at.
    return {program[0]: columns if program in there and any(columns["peak KiB"]) else None
            for program, columns in zip(programs, found.values())}


def forget_drafts(bench):
    """What was typed before is kept as a draft, which the next start would ask about."""
    for name in os.listdir(bench.room):
        draft = os.path.join(bench.room, name, "draft.vault")
        if os.path.exists(draft):
            os.unlink(draft)


def median(values):
    return statistics.median(values) if values else None


def row_start(bench):
    found = on_terminal(bench, [(name, argv, None) for name, argv in wizards(bench)])
    return {name: columns and {"wall ms": median(columns["stable ms"]), "cpu ms": median(columns["cpu ms"]),
                               "peak KiB": median(columns["peak KiB"])} for name, columns in found.items()}


def row_keys(bench):
    programs = [(name, argv, "arrows") for name, argv in wizards(bench)]
    for n in [1000] if bench.quick else [1000, 100000]:
        for what, words in (("list", "in a list"), ("form", "in a form"), ("meter", "in the meter"), ("Esc", "Enter and Esc")):
            programs.append((f"{words}, {n} printers", [PROGRAM, "-C", bench.large(n, typed=True), "printers"], what))
    programs.append(("dialog form", ["dialog", *FORM], "dialog form"))
    found = on_terminal(bench, programs)
    return {name: columns and {"wall ms": median(columns["key ms"]), "p99 ms": late(columns["key ms"]),
                               "cpu ms": (median(columns["key us cpu"]) or 0) / 1000,
                               "cpu p99 ms": (late(columns["key us cpu"]) or 0) / 1000} for name, columns in found.items()}


def late(values):
    return sorted(values)[min(len(values) - 1, len(values) * 99 // 100)] if values else None


# ------------------------------------------------ commands

def row_check(bench):
    runs, small = bench.runs(), bench.small()
    cert = os.path.join(small, "current/cert")
    files = [os.path.join(cert, name) for name in ("server.cer", "ca-myq.crt", "ca-root.crt")]
    look = " && ".join([f"openssl x509 -noout -text -in {file}" for file in files] +
                       [f"openssl pkey -noout -in {cert}/server.key",
                        f"openssl verify -CAfile {files[2]} -untrusted {files[1]} -verify_hostname {HOST} {files[0]}"])
    runs.add("printseal check", [PROGRAM, "-C", small, "check"], fine=(0, 1))
    runs.add("openssl x509, pkey, verify", ["sh", "-c", look], needs="openssl")
    runs.add("printseal get", [PROGRAM, "-C", small, "get", "server.fqdn"])
    runs.add("printseal --version", [PROGRAM, "--version"])
    found = bench.finish(runs)
    if not bench.quick:  # it looks at a whole machine; what it says of certificates is one of its groups
        once = bench.runs()
        once.add(f"lynis, group crypto (once, {LYNIS} s at most)", ["timeout", str(LYNIS), "lynis", "audit", "system", "--quick",
                 "--tests-from-group", "crypto"], needs="lynis", fine=range(256), counted=False)
        found.update(bench.finish(once, turns=1, warm=0))
    found["testssl (asks servers, not files)"] = None
    return found


def exponent(got, name, sizes):
    """How the time grows between the two largest: the start counts less there."""
    least, most = (got[f"{name}, {size}"]["cpu ms"] for size in sizes[-2:])
    got[f"{name}, {sizes[-1]}"]["exponent"] = math.log(most / least) / math.log(sizes[-1] / sizes[-2])


def row_scale(bench):
    sizes, found = [1000, 10000] if bench.quick else [1000, 10000, 100000], {}
    works = {"check": ["check"], "list": ["list", "printers"], "get": ["get", "printers.p000007.host"],
             "set": ["set", "printers.p000007.model=Example %d"]}  # another one each time, or nothing is saved
    count, bench.count = bench.count, False  # minutes under callgrind
    for work, words in works.items():
        runs = bench.runs()
        for size in sizes:
            runs.add(f"{work}, {size}", [PROGRAM, "-C", bench.large(size), *words], fine=(0, 1), numbered="%d" in words[-1])
        got = bench.finish(runs)
        exponent(got, work, sizes)
        found.update(got)
    bench.count = count
    found.update(inside(bench, sizes))
    return found


def inside(bench, sizes):
    """What loads and saves, without the rest of a command: store_bench says it, each time in a process of its own."""
    names = {"open and load": "load", "second save": "save", "vault opened": "vault opened", "vault sealed": "vault sealed"}
    times = {f"{name}, {size}": [] for name in names.values() for size in sizes}
    for _ in range(bench.turns):
        for size in sizes:
            for what, wall, cpu in re.findall(r"^(\S[^\n]*?) +([\d.]+) ms +([\d.]+) ms", bench.script(os.path.join(BUILD, "tests/store_bench"), str(size)), re.M):
                if what in names:
                    times[f"{names[what]}, {size}"].append((float(wall), float(cpu)))
    found = {name: dict(zip(("wall ms", "cpu ms"), map(statistics.median, zip(*all)))) for name, all in times.items()}
    for name in names.values():
        exponent(found, name, sizes)
    return found


def row_import(bench):
    number = 1000 if bench.quick else 100000
    text, folder = bench.printers(number, typed=True), bench.path("import")

    def fresh():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(bench.small(), folder, symlinks=True)

    runs = bench.runs()
    command = [PROGRAM, "-C", folder, "import", "printers", text]
    runs.add(f"{number} different passwords", command, before=fresh, counted=False)
    runs.add("the same on one processor", ["taskset", "-c", "0", *command], needs="taskset", before=fresh, counted=False)
    return bench.finish(runs)


def row_report(bench):
    number, folder = (500 if bench.quick else 10000), bench.path("reports")
    os.mkdir(folder)
    one = json.loads(subprocess.run([PROGRAM, "-C", bench.small(), "check", "--format", "json"], text=True, check=False,
                                    stdout=subprocess.PIPE).stdout)
    for i in range(number):
        with open(f"{folder}/s{i:05}.json", "w", encoding="utf-8") as file:
            json.dump(one, file)
    runs = bench.runs()
    runs.add(f"printseal report, {number} files", [PROGRAM, "report", folder], fine=(0, 1), counted=False)
    runs.add("jq, three fields of each", ["sh", "-c", f"find {folder} -name '*.json' | xargs jq -r '[.score, .grade, .generation] | @tsv'"],
             needs="jq", counted=False)
    return bench.finish(runs)


def row_vault(bench):
    """One secret replaced, beside the whole of them encrypted anew, which is what a file of theirs needs."""
    found = {}
    for size in [100, 1000] if bench.quick else [100, 10000, 100000]:
        folder = bench.large(size, typed=True)
        vault = os.path.join(folder, "current/secrets.vault")
        key = bench.path("age.key")
        runs = bench.runs()
        runs.add(f"rotate one of {size}", [PROGRAM, "-C", folder, "secret", "rotate", "printers.p000007.password"], fine=(0, 1), counted=False)
        if shutil.which("age-keygen") and not os.path.exists(key):
            subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
        runs.add(f"age of {size}", ["sh", "-c", f"age -e -i {key} {vault} > sealed && age -d -i {key} sealed > open"], needs="age", counted=False)
        runs.add(f"gpg of {size}", ["sh", "-c", f"gpg --batch --yes --homedir {bench.room} --passphrase summer -c -o sealed {vault} &&"
                                    f" gpg --batch --yes --homedir {bench.room} --passphrase summer -d -o open sealed"], needs="gpg", counted=False)
        found.update(bench.finish(runs))
    return found


# ------------------------------------------------ what has a script of its own

def row_cert(bench):
    text = bench.script("bash", os.path.join(HERE, "cert.sh"), PROGRAM, str(bench.turns))
    lines = [line.split() for line in text.splitlines()[1:]]
    found = {line[0]: {"wall ms": float(line[5]), "cpu ms": float(line[6]), "steps": float(line[4])} for line in lines if len(line) == 7}
    found.update({line[0].rstrip(":"): None for line in lines if len(line) != 7})
    return found


def row_printers(bench):
    text = bench.script("bash", os.path.join(HERE, "printers.sh"), "20" if bench.quick else "300", TURNS=str(bench.turns))
    row = re.compile(r"^(.{44}) +([\d.]+) s +([\d.]+) s +([\d.]+) MiB", re.M)
    return {name.strip(): {"wall ms": float(wall) * 1e3, "cpu ms": float(cpu) * 1e3, "peak KiB": float(peak) * 1024}
            for name, wall, cpu, peak in row.findall(text)}


def row_strength(bench):
    """A key of the meter, and beside zxcvbn alone: of each length the kind of password that takes most of it. All are in `detail`."""
    text = bench.script(os.path.join(BUILD, "tests/strength_bench"), "0")
    keys, beside = text.split("zxcvbn", 1)
    found = {}
    for kind, size, middle, late_one in re.findall(r"^(\S[^\n]*?) +(\d+) +\d+ +(\d+) +(\d+) +\d+$", keys, re.M):
        if int(size) in (8, 32, 100, 256):
            found[f"a key of the meter: {kind}, {size} characters"] = {"cpu ms": int(middle) / 1000, "cpu p99 ms": int(late_one) / 1000, "size": int(size), "detail": True}
    for kind, size, ours, alone, times in re.findall(r"^(\S[^\n]*?) +(\d+) +(\d+) +(\d+) +([\d.]+)$", beside, re.M):
        found[f"{kind}, {size} characters"] = {"cpu ms": int(ours) / 1000, "alone ms": int(alone) / 1000, "times": float(times), "size": int(size), "detail": True}
    for quantity in ("times", "cpu p99 ms"):
        those = [values for values in found.values() if quantity in values]
        for size in {values["size"] for values in those}:
            max((values for values in those if values["size"] == size), key=lambda values: values[quantity]).pop("detail", None)
    return found


PEER = {"start": "whiptail", "keys": "dialog", "check": "openssl x509, pkey, verify", "cert": "openssl",
        "report": "jq, three fields of each", "printers": "logins alone: curl, snmpget, xargs -P16"}
ROWS = {name[4:]: row for name, row in list(globals().items()) if name.startswith("row_")}
TITLES = {
    "start": "start to stable first frame",
    "keys": "a key",
    "check": "check, small configuration",
    "scale": "many printers",
    "import": "import of 100,000 printers with different passwords",
    "report": "report over 10,000 files",
    "vault": "vault: one secret rotated",
    "cert": "certificates, nothing to verified PFX",
    "printers": "300 printers, HTTPS and SNMP (all questions and the loop: once)",
    "strength": "strength of a password, beside zxcvbn-c alone",
}
# What is aimed at: contestant (or how its name begins), quantity ("x" behind it: times the peer's), at most.
GOALS = {
    "start": [("printseal", "wall ms x", 0.7), ("printseal", "cpu ms x", 1.2), ("printseal", "peak KiB", 6144)],
    "keys": [("in a", "p99 ms", 1), ("in the meter", "p99 ms", 1)],
    "check": [("printseal check", "wall ms", 40)],
    "scale": [("", "exponent", 1.05), ("check, 100000", "wall ms", 2000), ("get, 100000", "wall ms", 300)],
    "import": [("100000", "wall ms", 20000)],
    "report": [("printseal", "wall ms x", 1)],
    "cert": [("printseal", "wall ms x", 1)],
    "printers": [("printseal", "wall ms x", 0.25)],
    "strength": [("", "times", 4), ("a key", "cpu p99 ms", 1)],
}


# ------------------------------------------------ what is printed

def shown(value):
    return "" if value is None else f"{value:.2f}" if value < 100 else f"{value:.0f}"


def print_row(name, found):
    columns = list(dict.fromkeys(c for values in found.values() if values for c in values))
    columns = [c for c in columns if c not in ("size", "detail") and any(v and v.get(c) is not None for v in found.values())]
    peer = found.get(PEER.get(name)) or {}
    print(f"\n{name:44}" + "".join(f"{c:>16}" for c in columns) + (f"   wall and processor, times {PEER[name].split(',')[0].split(':')[0]}" if peer else ""))
    for contestant, values in found.items():
        if not values:
            print(f"  {contestant:42} not here")
            continue
        ratios = [values[c] / peer[c] for c in ("wall ms", "cpu ms") if values.get(c) and peer.get(c)]
        print(f"  {contestant:42}" + "".join(f"{shown(values.get(c)):>16}" for c in columns) +
              "   " + " ".join(f"{ratio:6.2f}" for ratio in ratios))
    sys.stdout.flush()


# Of a table for people: what is in it, and as what.
COLUMNS = (("wall ms", "wall ms"), ("cpu ms", "processor ms"), ("p99 ms", "p99 ms"), ("cpu p99 ms", "p99 processor ms"),
           ("instructions", "million instructions"), ("peak KiB", "peak KiB"), ("exponent", "exponent"))


def peer_of(row, contestant, found):
    """Whom its ratios are to; of the vault, age with as many secrets, and of certificates with RSA the two keys alone."""
    if row == "cert" and "rsa" in contestant.split("_"):
        return found.get("rsa_keys")
    return found.get(f"age of {contestant.split()[-1]}" if row == "vault" else PEER.get(row))


def times(values, peer, quantity):
    return values[quantity] / peer[quantity] if values and peer and values.get(quantity) and peer.get(quantity) else None


def goal(row, contestant, values, peer):
    """\"<= 40: met\", of all that is aimed at."""
    said = []
    for begin, quantity, most in GOALS.get(row, []):
        is_times = quantity.endswith(" x")
        got = times(values, peer, quantity[:-2]) if is_times else values.get(quantity)
        if contestant.startswith(begin) and got is not None:
            word = quantity[:-2] + " of the peer's" if is_times else quantity
            said.append(f"{word} <= {most}: {'met' if got <= most else f'**no, {shown(got)}**'}")
    return "; ".join(said)


def markdown(result):
    """One table of all rows, for the README."""
    about_it = result["about"]
    lines = [f"{about_it['date']}, {about_it['processors']} x {about_it['processor']}, commit {about_it['commit']}, load {about_it['load']:.1f}; "
             f"medians of {result['turns']} turns, lynis and what takes longest of `printers` once. Ratios (x) are to the contestant marked with =.", "",
             "| row | " + " | ".join(title for _, title in COLUMNS) + " | wall x | processor x | goal |",
             "| --- |" + " ---: |" * (len(COLUMNS) + 2) + " --- |"]
    for row, found in result["rows"].items():
        lines.append(f"| **{TITLES[row]}** |" + " |" * (len(COLUMNS) + 3))
        if "error" in found:
            lines.append(f"| could not be measured: {found['error']} |" + " |" * (len(COLUMNS) + 3))
            continue
        lines += [markdown_line(row, name, values, peer_of(row, name, found)) for name, values in found.items() if not (values or {}).get("detail")]
    return "\n".join(lines)


def markdown_line(row, name, values, peer):
    if not values:
        return f"| {name}: not here |" + " |" * (len(COLUMNS) + 3)
    cells = [shown(values[c] / 1e6 if c == "instructions" and values.get(c) else values.get(c)) for c, _ in COLUMNS]
    if values.get("times"):  # zxcvbn's time
        cells += ["", shown(values["times"])]
    else:
        cells += [shown(times(values, peer, c)) if values is not peer else "=" for c in ("wall ms", "cpu ms")]
    return f"| {name} | " + " | ".join([*cells, goal(row, name, values, peer)]) + " |"


def about():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        cpu = re.search(r"^model name\s*: (.*)", file.read(), re.M)
    commit = subprocess.run(["git", "-C", HERE, "describe", "--always", "--dirty"], capture_output=True, text=True, check=False).stdout
    return {"date": datetime.date.today().isoformat(), "processor": cpu[1] if cpu else os.uname().machine,
            "processors": len(os.sched_getaffinity(0)), "load": os.getloadavg()[0], "commit": commit.strip(),
            "instructions": "perf" if measure.perf_counts() else "callgrind, without workers in the sandbox"}


def main():
    options = argparse.ArgumentParser(prog="run.sh", description="rows: " + " ".join(ROWS))
    options.add_argument("--quick", action="store_true", help="three turns and small sizes, to try")
    options.add_argument("--turns", type=int)
    options.add_argument("--json", metavar="FILE")
    options.add_argument("--no-instructions", action="store_true")
    options.add_argument("--list", action="store_true")
    options.add_argument("rows", nargs="*", metavar="ROW")
    given = options.parse_args()
    wrong = [row for row in given.rows if row not in ROWS]
    if given.list or wrong:
        print(*(f"no row {row}" for row in wrong), *ROWS, sep="\n")
        sys.exit(2 if wrong else 0)
    given.turns = given.turns or (3 if given.quick else 9)
    measure.limit_children()
    result = {"about": about(), "turns": given.turns, "quick": given.quick, "rows": {}}
    print(*(f"{key}: {value}" for key, value in result["about"].items()), sep=", ")
    with tempfile.TemporaryDirectory() as room:
        bench = Bench(given, room)
        for name in given.rows or ROWS:
            began = time.monotonic()
            try:
                result["rows"][name] = ROWS[name](bench)
                print_row(name, result["rows"][name])
                print(f"  ({time.monotonic() - began:.0f} s)")
            except (RuntimeError, subprocess.CalledProcessError, OSError) as error:
                print(f"\n{name}: could not be measured: {error}")
                result["rows"][name] = {"error": str(error)}
    print("", markdown(result), sep="\n")
    if given.json:
        with open(given.json, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1)


if __name__ == "__main__":
    main()
