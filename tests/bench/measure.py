"""How long a command takes: wall and processor time of it and all it waited for, in turns with others,
so that a busy moment of the machine hits all alike; and how many instructions, once."""
import functools
import glob
import os
import re
import resource
import shutil
import statistics
import subprocess
import tempfile
import time


def once(argv, folder, fine=(0,)):
    """(wall, processor) in ms of one run."""
    began = time.perf_counter()
    run = subprocess.Popen(argv, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE)
    said = run.stderr.read()
    _, status, usage = os.wait4(run.pid, 0)
    run.stderr.close()
    run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode not in fine:
        raise RuntimeError(f"{argv[0]} ended with {run.returncode}: {said.decode(errors='replace')[-300:]}")
    return ((time.perf_counter() - began) * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3)


@functools.cache
def perf_counts():
    """Does this machine count instructions? Many virtual ones do not."""
    if not shutil.which("perf"):
        return False
    said = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "true"], capture_output=True, text=True).stderr
    return bool(re.search(r"^\d+,", said, re.M))


def perf_instructions(argv, folder):
    said = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", *argv], cwd=folder, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE).stderr
    counted = re.search(r"^(\d+),", said, re.M)
    return int(counted[1]) if counted else None


def callgrind_instructions(argv, folder):
    with tempfile.TemporaryDirectory() as room:
        subprocess.run(["valgrind", "-q", "--tool=callgrind", "--trace-children=yes",
                        f"--callgrind-out-file={room}/%p", *argv], cwd=folder, check=False,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        totals = [re.search(r"^summary: (\d+)", open(name).read(), re.M) for name in glob.glob(room + "/*")]
    return sum(int(total[1]) for total in totals if total) or None


def instructions(argv, folder):
    """All processes'. By callgrind without those in the sandbox, which may not write what it counted."""
    if perf_counts():
        return perf_instructions(argv, folder)
    return callgrind_instructions(argv, folder) if shutil.which("valgrind") else None


class Runs:
    """Contestants of one row: name, command, statuses that are fine, and what comes before each run. Of a numbered
    one %d in the last word is the number of the turn."""

    def __init__(self, folder):
        self.folder, self.list, self.absent = folder, [], []

    def add(self, name, argv, needs=None, fine=(0,), before=None, counted=True, numbered=False):
        if shutil.which(needs or argv[0]) or os.path.exists(needs or argv[0]):
            self.list.append((name, argv, fine, before, counted, numbered))
        else:
            self.absent.append(name)

    def measure(self, turns, count, warm=1):
        got = {name: [] for name, *_ in self.list}
        for turn in range(warm + turns):
            for name, argv, fine, before, _, numbered in self.list:
                if before:
                    before()
                run = once([*argv[:-1], argv[-1] % turn] if numbered else argv, self.folder, fine)
                if turn >= warm:
                    got[name].append(run)
        found = {}
        for name, argv, _, before, counted, _ in self.list:
            if before:
                before()
            found[name] = dict(zip(("wall ms", "cpu ms"), map(statistics.median, zip(*got[name]))))
            found[name]["instructions"] = instructions(argv, self.folder) if count and counted else None
        return found


def limit_children():
    """Enough descriptors and no core files for what is measured."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
