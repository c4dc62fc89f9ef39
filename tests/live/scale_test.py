#!/usr/bin/env python3
"""Two hundred printers of which nine of ten are silent: each is told as what it is, and what that takes of memory, of
workers and of the processor has bounds. How long it takes is measured by a person: bench/printers.sh, SILENT=10000."""
import pathlib
import re
import resource
import subprocess
import sys
import time

import lib

lib.isolate()
import late  # noqa: E402
import peers  # noqa: E402

COUNT, ANSWER, JOBS, PORT = 200, 10, 32, 443
MOST = {"MiB of all": 64, "MiB of the largest": 40, "ms of the processor each": 20, "waits each": 40}

room = lib.Room()
root = lib.CA(room, "root", "Root of the tests")
names = [f"p{n}.example.com" for n in range(COUNT)]
answers = [name for n, name in enumerate(names) if n % ANSWER == 0]
lib.hosts({name: ["::1" if name in answers else f"127.0.13.{1 + n}"] for n, name in enumerate(names)})
silent = late.dead("0.0.0.0", PORT)  # every address of IPv4; who answers has one of IPv6
peers.Peer(peers.tls(root.issue("printers", answers)), PORT, "::1")
site = lib.Site(room, 'trust : { system_store = false; ca_files = [ "%s" ]; };\n' % root.cert + lib.records(
    "printers", [{"name": name.split(".")[0], "host": name} for name in names]))


def below_it(pid):
    """All that it has started, and those that they have."""
    found, line = [], [pid]
    while line:
        one = line.pop()
        try:
            line += pathlib.Path(f"/proc/{one}/task/{one}/children").read_text().split()
        except OSError:  # it has just ended
            continue
        found.append(one)
    return found[1:]


def full_house(pid, seconds=20):
    """Waits until as many are at work as may be, and the one that they are copies of."""
    end = time.monotonic() + seconds
    while len(running := below_it(pid)) < JOBS + 1:
        if time.monotonic() > end:
            sys.exit(f"{len(running)} workers side by side, not {JOBS}")
        time.sleep(0.01)
    return running


def held(pids):
    """MiB; what they share counts once (Pss)."""
    sizes = []
    for pid in pids:
        try:
            sizes.append(int(re.search(r"^Pss:\s+(\d+)", pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1]))
        except (OSError, TypeError):  # it has just ended
            pass
    return sum(sizes) / 1024


def below(what, found):
    lib.endpoints += 1
    print(f"{what}: {found:.1f}, at most {MOST[what]}")
    if not 0 < found <= MOST[what]:
        lib.fail(f"{what}: {found}, more than {MOST[what]}")


before = resource.getrusage(resource.RUSAGE_CHILDREN)
probe = subprocess.Popen([lib.PROGRAM, "-C", str(site.folder / "etc"), "probe", "--format", "jsonl", "--timeout", "2",
                          "--jobs", str(JOBS), "printers"], stdout=subprocess.PIPE, text=True)
workers = full_house(probe.pid)  # those that are silent are waited for
most = held([probe.pid, *workers])
lines = [lib.json.loads(line) for line in probe.communicate(timeout=120)[0].splitlines()]
after = resource.getrusage(resource.RUSAGE_CHILDREN)

found = {line["path"].split(".")[1] + ".example.com": line for line in lines}
if (len(lines), set(found)) != (COUNT, set(names)):
    lib.fail(f"{len(lines)} results, of {len(found)} printers")
for name, line in found.items():
    lib.endpoints += 1
    if (line["verdict"] == "unreachable") == (name in answers) or (name not in answers and "127.0.13." not in str(line["steps"])):
        lib.fail(f"{name}: {line['verdict']}: {line['reason']}")
below("MiB of all", most)
below("MiB of the largest", after.ru_maxrss / 1024)
below("ms of the processor each", (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000 / COUNT)
below("waits each", (after.ru_nvcsw - before.ru_nvcsw) / COUNT)
lib.report()
