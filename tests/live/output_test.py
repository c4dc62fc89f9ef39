#!/usr/bin/env python3
"""probe as it runs: results come one by one, a signal prints what is finished, equal ones are told
together, what is unreachable is tried again."""
import fcntl
import json
import os
import pathlib
import pty
import re
import signal
import struct
import subprocess
import termios

import lib

lib.isolate()
import late  # noqa: E402
import peers  # noqa: E402

room = lib.Room()
root = lib.CA(room, "root", "Root of the tests")
pair = root.issue("quick", ["quick.example.com"])
TRUST = 'trust : { system_store = false; ca_files = [ "%s" ]; };\n' % root.cert
lib.hosts({"quick.example.com": ["127.0.12.1"]})
silent = late.dead("127.0.12.9", 443)
peers.Peer(peers.tls(pair), 443, "127.0.12.1")

rows = [{"name": "slow", "host": "127.0.12.9"}, {"name": "quick", "host": "quick.example.com"},
        {"name": "off1", "host": "127.0.12.2"}, {"name": "off2", "host": "127.0.12.3"}]
site = lib.Site(room, TRUST + lib.records("printers", rows))


def start(*words, **more):
    return subprocess.Popen([lib.PROGRAM, "-C", str(site.folder / "etc"), "probe", *words],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


def check(name, wrong, said):
    lib.endpoints += 1
    if wrong:
        lib.fail(f"{name}: {wrong}\n{said}")


# What is finished comes at once, though the first of all is not; then a signal.
for name, number in (("TERM", signal.SIGTERM), ("INT", signal.SIGINT), ("HUP", signal.SIGHUP)):
    probe = start("--format", "jsonl", "--timeout", "300", "printers")
    came = [json.loads(probe.stdout.readline()) for _ in range(3)]
    probe.send_signal(number)
    rest, errors = probe.communicate(timeout=60)
    check(f"jsonl, {name}: three came", {one["path"] for one in came} !=
          {"printers.quick", "printers.off1", "printers.off2"}, came)
    last = json.loads(rest.splitlines()[-1])
    check(f"jsonl, {name}: the last line", last != {"version": 1, "cut_short": True, "tested": 3, "of": 4},
          rest)
    check(f"jsonl, {name}: status", probe.returncode != 128 + number, probe.returncode)

for form in ("json", "text"):
    probe = start("--format", form, "--timeout", "300", "--jobs", "1", "printers.quick", "printers.slow")
    if form == "text":
        first = probe.stdout.readline()
        check("text: streams", "pass  printers.quick" not in first, first)
        probe.send_signal(signal.SIGINT)
    else:
        lib.await_children(probe.pid, 2)
        probe.send_signal(signal.SIGTERM)
    out, _ = probe.communicate(timeout=60)
    if form == "json":
        document = json.loads(out)
        check("json: cut short", document.get("cut_short") is not True, out)
        lib.jsonschema.Draft7Validator(lib.SCHEMA).validate(document)
        check("json: status", probe.returncode != 128 + signal.SIGTERM, probe.returncode)
    else:
        check("text: marked", "cut short by a signal (Interrupt): 1 of 2 tested: 1 pass" not in out, out)
        check("text: status", probe.returncode != 128 + signal.SIGINT, probe.returncode)

# Failures alone; equal ones are told together; the order in a pipe is that of the configuration.
out = start("--timeout", "2", "printers").communicate(timeout=60)[0]
heads = [line for line in out.splitlines() if "  printers." in line and " ms" in line]
check("order", [line.split("printers.")[1].split(",")[0] for line in heads] !=
      ["slow", "quick", "off1", "off2"], out)
check("groups", "2 printers: ... port 443: refused" not in out, out)
check("sums", "4 tested: 1 pass, 0 warn, 0 fail, 3 unreachable" not in out, out)
out = start("--timeout", "2", "--failed", "printers").communicate(timeout=60)[0]
check("--failed", "printers.quick" in out or "4 tested: 1 pass" not in out, out)
out = start("--timeout", "2", "--failed", "--format", "json", "printers").communicate(timeout=60)[0]
check("--failed, json", len(json.loads(out)["results"]) != 3, out)



def resize(terminal, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def on_terminal(columns, seconds="2", until=None, narrow=None):
    """What a terminal of so many columns shows while four are tested; or until it has shown that. narrow: of so
    many once one is over."""
    ours, theirs = pty.openpty()
    resize(theirs, columns)
    probe = subprocess.Popen([lib.PROGRAM, "-C", str(site.folder / "etc"), "probe", "--timeout", seconds, "printers"],
                             stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 65536):
            seen += piece
            if narrow and b"3 of 4 tested" in seen:
                resize(ours, narrow)
            if until and re.search(until, seen.decode(errors="replace")):
                probe.send_signal(signal.SIGINT)
                until = None
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    probe.wait(60)
    return seen.decode()


# On a terminal a line tells how far it is, and how long it may take; a result overwrites it.
said = on_terminal(80)
check("terminal: done, left, time left", not re.search(r"\r[123] of 4 tested, (less than 10|(about|at most) \d+) s left: printers\.", said), said)
check("terminal: who is waited for", "3 of 4 tested" not in said or re.search(r"3 of 4 tested[^:]*: printers\.(?!slow)", said), said)
check("terminal: results", "printers.quick" not in said or "4 tested: 1 pass" not in said, said)

# The window may become narrower.
said = on_terminal(80, "6", narrow=30)
painted = [len(row) for row in said.split("\r") if " of 4 tested, " in row]
check("narrower", not painted or painted[-1] >= 30, said)

# When nothing happens any more it goes on, and does not stay with what was said before that.
said = on_terminal(80, "60", r"3 of 4 tested, at most \d+ s left")
check("terminal: time goes by", "cut short by a signal" not in said, said)

# It may be closed, which is a signal, though nothing can be written any more.
ours, theirs = pty.openpty()
probe = subprocess.Popen([lib.PROGRAM, "-C", str(site.folder / "etc"), "probe", "--timeout", "300", "printers"], stdin=theirs,
                         stdout=theirs, stderr=theirs, start_new_session=True,
                         preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
os.close(theirs)
seen = b""
while b"3 of 4 tested" not in seen:
    seen += os.read(ours, 65536)
os.close(ours)
check("closed: status", probe.wait(60) != 128 + signal.SIGHUP, probe.returncode)

# In a narrow window it keeps to one row, or it could not be overwritten.
said = on_terminal(40)
rows_of_40 = [len(re.sub(r"\x1b\[[0-9;]*m", "", row)) for row in re.split(r"[\r\n]+", said) if re.match(r"\d+ of 4 tested", row)]
check("narrow: rows", not rows_of_40 or max(rows_of_40) >= 40, said)

# No more side by side than --jobs says: one has ended, and so many of the others may run.
JOBS = 3
full = lib.Site(room, TRUST + lib.records("printers", [rows[1]] + [{"name": f"slow{n}", "host": "127.0.12.9"}
                                                                  for n in range(9)]))
probe = subprocess.Popen([lib.PROGRAM, "-C", str(full.folder / "etc"), "probe", "--format", "jsonl", "--timeout", "300",
                          "--jobs", str(JOBS), "printers"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
probe.stdout.readline()
lib.await_children(probe.pid, JOBS)
running = pathlib.Path(f"/proc/{probe.pid}/task/{probe.pid}/children").read_text().split()
check("--jobs", len(running) != JOBS, running)
probe.send_signal(signal.SIGTERM)
probe.communicate(timeout=60)

# A signal is obeyed between two results, however many are ready. What has been written when it comes is
# read away while the program is stopped; after it comes the one in hand, and how far it got.
MANY, IN_HAND = 1000, 1
site = lib.Site(room, TRUST + lib.records("printers", [{"name": f"p{n}", "host": "127.0.12.2"}
                                                       for n in range(MANY)]))
probe = subprocess.Popen([lib.PROGRAM, "-C", str(site.folder / "etc"), "probe", "--format", "jsonl", "printers"],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
before = probe.stdout.read(65536)
probe.send_signal(signal.SIGSTOP)
os.waitpid(probe.pid, os.WUNTRACED)
os.set_blocking(probe.stdout.fileno(), False)
while piece := probe.stdout.read(65536):
    before += piece
os.set_blocking(probe.stdout.fileno(), True)
workers = pathlib.Path(f"/proc/{probe.pid}/task/{probe.pid}/children").read_text().split()
probe.send_signal(signal.SIGTERM)
probe.send_signal(signal.SIGCONT)
after = probe.communicate(timeout=60)[0]
lines = (before + after).splitlines()
check("many: after the signal", after.count(b"\n") > IN_HAND + 1, after)
check("many: the last line", json.loads(lines[-1]) !=
      {"version": 1, "cut_short": True, "tested": len(lines) - 1, "of": MANY}, lines[-1])
check("many: status", probe.returncode != 128 + signal.SIGTERM, probe.returncode)
check("many: workers are gone", [pid for pid in workers if os.path.exists(f"/proc/{pid}")], workers)

# What cannot be written is told once, with why; a reader who has gone is told nothing.
def piped(form, what, end):
    return subprocess.run(["bash", "-c", '"$0" -C "$1" probe --timeout 5 --format "$2" "$3" ' + end, lib.PROGRAM,
                           str(site.folder / "etc"), form, what], capture_output=True, text=True, timeout=120)


for form in ("text", "jsonl", "json"):
    full = piped(form, "printers.p0", ">/dev/full")
    check(f"full, {form}", (full.returncode, full.stderr) !=
          (3, "printseal: cannot write the output: No space left on device\n"), full)
for form in ("text", "jsonl"):
    gone = piped(form, "printers", "| head -n 1 >/dev/null; exit ${PIPESTATUS[0]}")
    check(f"reader gone, {form}", (gone.returncode, gone.stderr) != (128 + signal.SIGPIPE, ""), gone)

# A reader who is slow gets all of what is finished, though a signal comes while it is written.
for form, last in (("text", "cut short by a signal (Terminated): "), ("jsonl", '"cut_short": true')):
    probe = start("--format", form, "printers")
    lib.fill(probe.stdout)
    probe.send_signal(signal.SIGTERM)
    out = probe.communicate(timeout=60)[0]
    check(f"slow reader, {form}", last not in out.splitlines()[-1] or probe.returncode != 128 + signal.SIGTERM,
          (probe.returncode, out[-300:]))

# One that is there at the second try.
again = root.issue("again", ["again.example.com"])
lib.hosts({"again.example.com": ["127.0.12.20"], "quick.example.com": ["127.0.12.1"]})
site = lib.Site(room, TRUST + lib.records("printers", [{"name": "again", "host": "again.example.com"},
                                                       {"name": "slow", "host": "127.0.12.9"}]))
probe = start("--format", "json", "--timeout", "2", "--retry", "1", "--jobs", "1", "printers")
lib.await_children(probe.pid, 2)  # the second test runs, so the first is over
peers.Peer(peers.tls(again), 443, "127.0.12.20")
results = json.loads(probe.communicate(timeout=60)[0])["results"]
check("--retry", (results[0]["verdict"], results[0].get("tries")) != ("pass", 2), results[0])
check("--retry, for nothing", (results[1]["verdict"], results[1].get("tries")) != ("unreachable", 2),
      results[1])
lib.report()
