#!/usr/bin/env python3
"""How soon a wizard stands, and what it costs, beside dialog and whiptail.

    tests/bench/start.py [--runs N] PRINTSEAL [-C DIR ...] [-- ANOTHER PRINTSEAL [-C DIR ...]]

Every program is started in turn, N times, on a terminal of 80x24 of its own, so that a busy moment
of the machine hits all alike. Told are medians: milliseconds from exec to the first and to the last
byte of the first frame (the last before 150 ms of silence), its bytes, processor time until then,
the highest memory; then, over a few arrow keys, bytes and milliseconds of each. "floor" is
/bin/echo: what starting anything costs here. Ratios are to whiptail. Asserts nothing.
"""
import argparse, fcntl, itertools, os, pty, select, shutil, signal, statistics, struct, sys, termios, time

OTHERS = [
    ("floor", ["/bin/echo", "x"]),
    ("dialog", ["dialog", "--menu", "Topic", "20", "60", "12", "1", "Server", "2", "Ports",
                "3", "Mail", "4", "SNMP"]),
    ("whiptail", ["whiptail", "--menu", "Topic", "20", "60", "12", "1", "Server", "2", "Ports",
                  "3", "Mail", "4", "SNMP"]),
]
KEYS = [b"\x1bOB" if i % 6 < 3 else b"\x1bOA" for i in range(24)]  # as terminals send them to who has set the keypad
QUIET, KEY_QUIET = 0.15, 0.03


def drain(fd, quiet, began, wait=2.0, each=lambda: None):
    """(bytes, first, last): what comes until it is quiet, and when, in ms. The first may take `wait` seconds.
    each() is called after each piece."""
    text, first, last = b"", None, None
    while select.select([fd], [], [], wait)[0]:
        try:
            more = os.read(fd, 65536)
        except OSError:
            break
        if not more:
            break
        last = (time.perf_counter() - began) * 1000
        first = last if first is None else first
        text, wait = text + more, quiet
        each()
    return text, first, last


def processor_ms(pid):
    fields = open(f"/proc/{pid}/schedstat").read().split()
    return int(fields[0]) / 1e6


def family_ms(pid):
    """With what it started, in so far as that still runs."""
    try:
        children = open(f"/proc/{pid}/task/{pid}/children").read().split()
        return processor_ms(pid) + sum(family_ms(int(child)) for child in children)
    except OSError:
        return 0.0


def peak_kib(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1])
    return None


def start(argv):
    """Its terminal is the first that a session of its own opens. Spawned and not forked: a copy of this
    process costs two milliseconds of the processor, which would be counted as the program's."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    env = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    files = [(os.POSIX_SPAWN_OPEN, 0, os.ttyname(slave), os.O_RDWR, 0), (os.POSIX_SPAWN_DUP2, 0, 1), (os.POSIX_SPAWN_DUP2, 0, 2)]
    program = shutil.which(argv[0])
    began = time.perf_counter()
    pid = os.posix_spawn(program, argv, env, file_actions=files, setsid=True)
    os.close(slave)
    return pid, master, began


def settle(pid, least=0.2):
    """Waits until it has nothing more to do: behind the first frame all is read and judged."""
    before = -1.0
    while processor_ms(pid) - before > 0.5:
        before = processor_ms(pid)
        time.sleep(least)


def stop(pid, master):
    try:
        os.kill(pid, signal.SIGTERM)
    except ProcessLookupError:
        pass
    while select.select([master], [], [], 1)[0]:
        try:
            if not os.read(master, 65536):
                break
        except OSError:
            break
    os.close(master)
    os.waitpid(pid, 0)


def press(master, pid, found, keys):
    for key in keys:
        cost, began = processor_ms(pid), time.perf_counter()
        os.write(master, key)
        text, _, last = drain(master, KEY_QUIET, began)
        if text:
            found["key bytes"].append(len(text))
            found["key ms"].append(last)
            found["key us cpu"].append((processor_ms(pid) - cost) * 1000)


COLUMNS = ["first ms", "stable ms", "cpu ms", "bytes", "peak KiB", "key bytes", "key ms",
           "key us cpu"]


def measure(argv, found, keys, opening=()):
    """One start; then the keys of opening, which are not measured, and those that are."""
    pid, master, began = start(argv)
    spent = []
    text, first, last = drain(master, QUIET, began, wait=30.0, each=lambda: spent.append(family_ms(pid)))
    if last is not None:
        found["first ms"].append(first)
        found["stable ms"].append(last)
        found["bytes"].append(len(text))
    try:
        found["cpu ms"].append(spent[-1])
        found["peak KiB"].append(peak_kib(pid) or 0)
        if keys:
            settle(pid)
            drain(master, KEY_QUIET, time.perf_counter(), wait=0.0)
        for key in opening:
            os.write(master, key)
            drain(master, KEY_QUIET, time.perf_counter(), wait=0.3)
        press(master, pid, found, keys)
    except (OSError, IndexError):
        pass
    stop(pid, master)


def main():
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--runs", type=int, default=30)
    options.add_argument("argv", nargs=argparse.REMAINDER)
    given = options.parse_args()
    ours = [list(words) for dashes, words in itertools.groupby(given.argv, "--".__eq__) if not dashes]
    programs = [(n, a) for n, a in OTHERS if shutil.which(a[0])] + list(zip(("printseal", "another"), ours))
    found = {name: {column: [] for column in COLUMNS} for name, _ in programs}

    for run in range(given.runs):
        for name, argv in programs:
            measure(argv, found[name], KEYS if run < 3 and name != "floor" else ())
    print(f"{'':10}" + "".join(f"{column:>12}" for column in COLUMNS))
    for name, _ in programs:
        cells = [statistics.median(v) if v else 0 for v in found[name].values()]
        print(f"{name:10}" + "".join(f"{cell:12.2f}" for cell in cells))
    for column in COLUMNS[:3]:
        ours, theirs = (statistics.median(found[n][column]) for n in ("printseal", "whiptail"))
        print(f"{column}: {ours / theirs:.2f} times whiptail's")


if __name__ == "__main__" and len(sys.argv) > 1:
    main()
