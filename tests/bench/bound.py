#!/usr/bin/env python3
"""What nobody can be faster than: one test alone (all printers are the same), and the processor time
that the handshakes of all demand at both ends, on all processors. Ours: one process that does nothing
but, for each address, the three TLS handshakes of a test, which asks for old versions, too, and once the
two hashes of a mebibyte of the SNMP user, the median of five times; theirs: what the daemons took
during the run.

  bound.py ALONE.json ADDRESSES CA TAKEN WALL    seconds the daemons took, and the run"""
import hashlib
import json
import os
import socket
import ssl
import statistics
import sys
import time

alone, addresses, ca, taken, wall = sys.argv[1:]
with open(alone, encoding="utf-8") as file:
    one = max(result["ms"] for result in json.load(file)["results"]) / 1000
with open(addresses, encoding="utf-8") as file:
    listed = file.read().split()
context = ssl.create_default_context(cafile=ca)


def handshakes(_):
    """Seconds of the processor that all of them take here."""
    began = time.process_time()
    for address in listed * 3:
        with socket.create_connection((address, 443)) as plain, context.wrap_socket(plain, server_hostname=address):
            pass
    for _ in range(2):
        hashlib.sha256(bytes(1 << 20)).digest()
    return time.process_time() - began


ours, processors = statistics.median(map(handshakes, range(5))), len(os.sched_getaffinity(0))
bound = one + (ours + float(taken)) / processors
print(f"  bound {bound:.2f} s: one alone {one:.2f} s, and handshakes, ours {ours:.2f} s and the daemons' "
      f"{float(taken):.2f} s, on {processors} processors; the run took {float(wall) / bound:.2f} of it")
