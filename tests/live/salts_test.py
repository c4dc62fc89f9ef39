#!/usr/bin/env python3
"""Tests of many devices are copies of one process, which has started SNMP's library for all of them: no two of them use
a number or a salt that another one used (RFC 3826 3.1.2.1), nor one that follows from it."""
import lib

lib.isolate()
import late  # noqa: E402
import snmp_daemon  # noqa: E402

COUNT = 20  # with fewer than twelve each is a process of its own
heard = []


class Ear(late.Relay):
    """Hands on what is asked, and keeps it."""

    def one(self, request, back, number):
        heard.append((self.socket.getsockname()[0], request))
        super().one(request, back, number)


room = lib.Room()
snmp_daemon.start(room, "device", ["udp:127.161.8.1:161"], users={"good": snmp_daemon.USERS["good"]})
rows = []
for n in range(COUNT):
    Ear((f"127.161.9.{1 + n}", 161), ("127.161.8.1", 161))
    rows.append({"name": f"s{n}", "user": "good", "auth_password": lib.secret_file(room, snmp_daemon.AUTH),
                 "privacy_password": lib.secret_file(room, snmp_daemon.PRIVACY), "devices": [f"127.161.9.{1 + n}"]})
site = lib.Site(room, lib.records("snmp", rows))
for result in site.probe("snmp"):
    lib.expect(result["path"], result, "pass")

numbers, salts = {}, {}
for device, request in heard:
    header = late.snmp_header(request)
    if not header:
        continue
    number, flags, parameters = header
    numbers.setdefault(device, set()).add(number)
    if flags & 2:
        salts.setdefault(device, set()).add(parameters[-8:])


def told_apart(kind, used, near):
    """By what stands in front of what is counted: those of one device may follow each other."""
    if len(used) != COUNT:
        lib.fail(f"{kind}: of {len(used)} devices, not {COUNT}")
    owner = {}
    for device, values in used.items():
        for value in values:
            if owner.setdefault(near(value), device) != device:
                lib.fail(f"{kind}: {value} of {device} is, or follows, one of {owner[near(value)]}")


told_apart("msgID", numbers, lambda number: number >> 4)
told_apart("salt", salts, lambda salt: salt[:4])
lib.report()
