#!/usr/bin/env python3
"""Names of this machine by reverse DNS and search domains, and the printers that a domain publishes, from a real name
server; hostile ones change nothing."""
import json
import os
import struct

import jsonschema

import devices
import lib
from name_server import CNAME, DOMAIN, Hostile, dnsmasq, message, record, wire

PTR, SRV, TXT, A = 12, 33, 16, 1
SCHEMA = json.loads((lib.HOUSE / "assets/schema/discover.json").read_text())
OWN = "10.66.1.1"

lib.isolate()
lib.mount("/etc/resolv.conf", f"search {DOMAIN} office.example\nnameserver 127.0.0.1\n")
devices.ip("address", "add", f"{OWN}/32", "dev", "lo")
room = lib.Room()
wrapper = room / "printseal"
wrapper.write_text(f'#!/bin/sh\nexec unshare --uts sh -c \'hostname print01; exec "$0" "$@"\' {lib.PROGRAM} "$@"\n')
os.chmod(wrapper, 0o755)
lib.PROGRAM = str(wrapper)
site = lib.Site(room, f'server : {{ fqdn = "print01.{DOMAIN}"; }};\n')


def same(name, is_, should):
    lib.endpoints += 1
    if is_ != should:
        lib.fail(f"{name}: {is_!r}, not {should!r}")


def discover(at, *words, topics="name,printers", fine=(0,)):
    done = site.run("discover", "--domain", DOMAIN, "--resolver", at, "--topics", topics, "--format", "json", *words,
                    fine=fine)
    found = json.loads(done.stdout)
    jsonschema.Draft7Validator(SCHEMA).validate(found)
    return found


def lines(found, marked):
    return [f"{p['path']}={p['value']}" for p in found["proposals"] if p["proposed"] == marked]


def published(kind, label, host, ty=None, product=None):
    instance = f"{label}.{kind}._tcp.{DOMAIN}"
    texts = ["txtvers=1"] + ([f"ty={ty}"] if ty else []) + ([f"product=({product})"] if product else [])
    return [f"--ptr-record={kind}._tcp.{DOMAIN},{instance}", f"--srv-host={instance},{host},631",
            f"--txt-record={instance},{','.join(texts)}"]


ZONE = [f"--host-record=print01.{DOMAIN},{OWN}", f"--ptr-record=1.1.66.10.in-addr.arpa,print01.{DOMAIN}",
        f"--host-record=myq.{DOMAIN},{OWN}", f"--ptr-record=1.1.66.10.in-addr.arpa,myq.{DOMAIN}",
        "--ptr-record=1.1.66.10.in-addr.arpa,nowhere.example",
        f"--host-record=print01.office.example,{OWN}",
        *published("_ipps", "Second floor", f"p2.{DOMAIN}", ty="Laser 9"),
        *published("_ipp", "Second floor", f"p2.{DOMAIN}", ty="Laser 9"),
        *published("_ipp", "Room 3", f"p3.{DOMAIN}", product="Inkjet"),
        *published("_ipp", "away", "p4.elsewhere.example")]
zone = dnsmasq(room, *ZONE)
found = discover(zone)
same("marked", lines(found, True),
     [f"printers.second-floor.host=p2.{DOMAIN}", "printers.second-floor.model=Laser 9",
      f"printers.room-3.host=p3.{DOMAIN}", "printers.room-3.model=Inkjet"])
same("not marked", lines(found, False), [f"server.aliases=myq.{DOMAIN}, print01.office.example",
                                         "printers.away.host=p4.elsewhere.example"])
by = {p["path"]: p for p in found["proposals"]}
same("a source", by["printers.room-3.host"]["source"], f'DNS-SD _ipp._tcp.{DOMAIN} "room 3", port 631, TTL 77 s')
same("without TLS", by["printers.room-3.host"]["note"], "published without TLS alone (_ipp)")
same("the aliases' source", by["server.aliases"]["source"],
     f"PTR 1.1.66.10.in-addr.arpa, TTL 77 s; print01.office.example leads to {OWN}")
saved = site.run("list").stdout
taken = discover(zone, "--take")
same("taken", [p["path"] for p in taken["proposals"] if p["taken"]],
     ["printers.second-floor.host", "printers.second-floor.model", "printers.room-3.host", "printers.room-3.model"])
same("there now", lines(discover(zone), True), [])

site = lib.Site(room, f'server : {{ fqdn = "print01.{DOMAIN}"; }};\n')
empty = dnsmasq(room)
same("an empty domain", discover(empty)["proposals"], [])
same("and it says so", site.run("discover", "--domain", DOMAIN, "--resolver", empty, "--topics", "printers").stdout,
     f"Nothing was found for {DOMAIN}.\n")
same("nobody to ask", discover("127.0.0.1:9", topics="printers", fine=(1,))["proposals"], [])

many = [part for n in range(90) for part in published("_ipp", f"q{n:02}", f"q{n:02}.{DOMAIN}")]
hosts = [p for p in discover(dnsmasq(room, *many), topics="printers")["proposals"] if p["path"].endswith("host")]
same("many are looked at in part", len(hosts), 64)

# ------------------------------------------------ hostile ones


def kind(query):
    return struct.unpack(">H", query[query.index(b"\0", 12) + 1:][:2])[0]


def instance(label):
    return record(b"\xc0\x0c", PTR, bytes([len(label)]) + label + b"\xc0\x0c")


def says(*labels, target=wire(f"p1.{DOMAIN}"), text=b"\x07ty=Good"):
    def how(query):
        if kind(query) == PTR and query[13:14] == b"_":
            return [message(query, *[instance(label) for label in labels])]
        if kind(query) == SRV:
            return [message(query, record(b"\xc0\x0c", SRV, struct.pack(">HHH", 0, 0, 631) + target))]
        if kind(query) == TXT:
            return [message(query, record(b"\xc0\x0c", TXT, text))]
        return [message(query, flags=0x8183)]
    return how


def answer(*parts):
    return lambda q: [message(q, *[p(q) for p in parts])]


HOSTILE = {
    "an instance elsewhere": answer(lambda q: record(b"\xc0\x0c", PTR, wire("x._ipp._tcp.evil.example"))),
    "two labels": answer(lambda q: record(b"\xc0\x0c", PTR, b"\1a\1b\xc0\x0c")),
    "itself": answer(lambda q: record(b"\xc0\x0c", PTR, b"\xc0\x0c")),
    "an alias of itself": answer(lambda q: record(b"\xc0\x0c", CNAME, b"\xc0\x0c")),
    "a pointer to itself": answer(lambda q: record(b"\xc0\x0c", PTR, struct.pack(">H", 0xC000 | (len(q) + 12)))),
    "a target with control characters": says(b"one", target=wire(b"p1\x1b[2J.corp.example.com")),
    "a target that is an address": says(b"one", target=wire("10.0.0.1")),
    "no target": says(b"one", target=b"\0"),
    "half a target": says(b"one", target=b"\x09p1"),
    "noise": lambda q: [q[:2] + b"\xff" * 200],
    "one byte": lambda q: [b"x"],
    "silence": lambda q: [],
}
before = site.run("list").stdout
for name, how in HOSTILE.items():
    same(name, lines(discover(Hostile(how).at, "--take", topics="printers", fine=(0, 1)), True), [])
same("hostile answers change nothing", site.run("list").stdout, before)
tame = discover(Hostile(says(b"a\x1b[2Jb\"", text=b"\x09ty=\x1b[31mX")).at, topics="printers")
same("texts are tame", lines(tame, True), [f"printers.a-2Jb.host=p1.{DOMAIN}", "printers.a-2Jb.model=?[31mX"])
own = discover(Hostile(says("Büro 3".encode())).at, topics="printers")
same("letters of others", lines(own, True)[0], f"printers.Buero-3.host=p1.{DOMAIN}")
same("so is the source", [c for p in tame["proposals"] for c in p["source"] if ord(c) < 32], [])
names = discover(Hostile(answer(lambda q: record(b"\xc0\x0c", PTR, wire("evil.example")))).at, topics="name")
same("a name that does not lead back", names["proposals"], [])

# ------------------------------------------------ what is sent

KINDS = {"A": A, "AAAA": 28, "SRV": SRV, "MX": 15, "PTR": PTR, "TXT": TXT}
listener = Hostile(says(b"one", b"two"))
listed = discover(listener.at, "--dry-run")["questions"]
same("--dry-run sends nothing", listener.asked, [])
discover(listener.at)
asked = sorted(set(listener.asked))
first = [(KINDS[q["type"]], wire(q["name"])[:-1]) for q in listed if "most" not in q]
follow = [(k, bytes([3]) + label + wire(f"{service}._tcp.{DOMAIN}")[:-1]) for k in (SRV, TXT)
          for label in (b"one", b"two") for service in ("_ipp", "_ipps")]
same("what it lists is what is sent", asked, sorted(first + follow))
same("and how much follows", [(q["type"], q["most"]) for q in listed if "most" in q],
     [("A", 4), ("SRV", 128), ("TXT", 128)])
lib.report()
