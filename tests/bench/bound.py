#!/usr/bin/env python3
"""What nobody can be faster than: one test alone (all printers are the same), and the processor time
that the handshakes of all demand at both ends, on all processors. Ours: one process that does nothing
but, for each address, the three TLS handshakes of a test, which asks for old versions, too, and once the
two hashes of a mebibyte of the SNMP user; theirs: what the daemons took during the run. Both are
measured in turn, so that a busy machine slows both; medians, and of what is told last the range, too.

  bound.py TURNS ALONE.json ADDRESSES CA COMMAND...    COMMAND tests them all"""
import hashlib
import json
import os
import socket
import ssl
import statistics
import subprocess
import sys
import time

turns, alone, addresses, ca, *command = sys.argv[1:]
with open(alone, encoding="utf-8") as file:
    one = max(result["ms"] for result in json.load(file)["results"]) / 1000
with open(addresses, encoding="utf-8") as file:
    listed = file.read().split()
context = ssl.create_default_context(cafile=ca)
processors = len(os.sched_getaffinity(0))


def handshakes():
    """Seconds of the processor that all of them take here."""
    began = time.process_time()
    for address in listed * 3:
        with socket.create_connection((address, 443)) as plain, context.wrap_socket(plain, server_hostname=address):
            pass
    for _ in range(2):
        hashlib.sha256(bytes(1 << 20)).digest()
    return time.process_time() - began


def daemons():
    """Seconds of the processor that nginx and snmpd took so far."""
    ticks = 0
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/stat", encoding="utf-8") as file:
                name, _, rest = file.read().partition("(")[2].rpartition(")")
        except OSError:
            continue  # it has ended meanwhile
        if name in ("nginx", "snmpd"):
            ticks += sum(map(int, rest.split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def turn():
    """The run's seconds, and what the handshakes demand at either end."""
    before, began = daemons(), time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    wall, theirs = time.monotonic() - began, daemons() - before
    return wall, handshakes(), theirs


def row(wall, ours, theirs):
    """With the bound, and the part of it that the run took."""
    bound = one + (ours + theirs) / processors
    return bound, ours, theirs, wall / bound


rows = [row(*turn()) for _ in range(int(turns))]
bound, ours, theirs, part = map(statistics.median, zip(*rows))
parts = sorted(row[-1] for row in rows)
print(f"  bound {bound:.2f} s: one alone {one:.2f} s, and handshakes, ours {ours:.2f} s and the daemons' "
      f"{theirs:.2f} s, on {processors} processors; the run took {part:.2f} of it ({parts[0]:.2f} to {parts[-1]:.2f})")
