#!/usr/bin/env python3
"""Devices of a network as proposals: their names by reverse DNS where those lead back, what is set already compared,
taken through the journal; and what name servers that lie come to."""
import json
import struct
import subprocess

import jsonschema

import devices
import lib
from name_server import CNAME, DOMAIN, Hostile, dnsmasq, message, record, wire

PTR, A, AAAA = 12, 1, 28  # RFC 1035, RFC 3596
KYOCERA, RICOH = 1347, 367


def at(number):
    return f"10.66.0.{number}"


def same(name, is_, should):
    lib.endpoints += 1
    if is_ != should:
        lib.fail(f"{name}: {is_!r}, not {should!r}")


def schema(name):
    return json.loads((lib.HOUSE / "assets/schema" / name).read_text())


lib.isolate()
ALL = [*range(1, 9), 10, 11, 12]
devices.network([at(n) for n in ALL])
room = lib.Room()
root = lib.CA(room, "root", "Root of the devices")
devices.start_nginx(room, root.issue("device", [f"p1.{DOMAIN}"]), [at(1)])
devices.Listener(at(1), 631, devices.ipp)
for n in (2, 3, 4, 5, 7, 8, 10, 11, 12):
    devices.Listener(at(n), 9100, devices.raw)
devices.start_snmp(room, KYOCERA, [at(5)])
devices.start_snmp(room, RICOH, [at(6)], lax=True)

ZONE = [f"--host-record=p1.{DOMAIN},{at(1)}",
        f"--host-record=wrong.{DOMAIN},10.66.0.9", f"--ptr-record=2.0.66.10.in-addr.arpa,wrong.{DOMAIN}",
        f"--host-record=p4.elsewhere.example,{at(4)}",
        f"--host-record=b5.{DOMAIN},{at(5)}", f"--host-record=a5.{DOMAIN},{at(5)}",
        f"--ptr-record=5.0.66.10.in-addr.arpa,a5.{DOMAIN}", f"--host-record=s6.{DOMAIN},{at(6)}",
        f"--host-record=p7.{DOMAIN},{at(7)}", f"--host-record=p8.{DOMAIN},{at(8)}",
        f"--host-record=p10.{DOMAIN},{at(10)}", f"--address=/alias10.{DOMAIN}/{at(10)}",
        f"--host-record=x.{DOMAIN},{at(11)}", f"--host-record=x.sub.{DOMAIN},{at(12)}"]
SET = f'server : {{ fqdn = "print01.{DOMAIN}"; }};\n' + lib.records("printers", [
    {"name": "known", "host": f"p7.{DOMAIN}", "model": "Old one"}, {"name": "numbered", "host": at(8)},
    {"name": "other", "host": f"alias10.{DOMAIN}"}])
site = lib.Site(room, SET)
zone = dnsmasq(room, *ZONE)


def look(resolver, *words, of=ALL, fine=(0,)):
    done = site.run("discover", "--network", *[at(n) for n in of], "--resolver", resolver, "--format", "json", *words,
                    fine=fine)
    said = json.loads(done.stdout)
    jsonschema.Draft7Validator(schema("discover_network.json")).validate(said)
    return said


def lines(said, marked):
    return [f"{p['path']}={p['value']}" for p in said["proposals"] if p["proposed"] == marked]


# ------------------------------------------------ a name server that means well

saved = site.run("list").stdout
said = look(zone)
MARKED = [f"printers.p1.host=p1.{DOMAIN}", f"printers.p1.model={devices.MODEL}",
          f"printers.printer-10-66-0-2.host={at(2)}", f"printers.printer-10-66-0-3.host={at(3)}",
          f"printers.a5.host=a5.{DOMAIN}", "printers.a5.model=Kyocera",
          f"printers.x.host=x.{DOMAIN}", f"printers.x-2.host=x.sub.{DOMAIN}"]
same("marked", lines(said, True), MARKED)
same("not marked", lines(said, False),
     ["printers.p4.host=p4.elsewhere.example", f"printers.numbered.host=p8.{DOMAIN}",
      f"snmp.found.devices=a5.{DOMAIN}, s6.{DOMAIN}"])
named = {d["address"]: (d["host"], d["record"]) for d in said["devices"]}
same("by host, by address, and by another name", [named[at(n)] for n in (7, 8, 10)],
     [(f"p7.{DOMAIN}", "known"), (f"p8.{DOMAIN}", "numbered"), (f"p10.{DOMAIN}", "other")])
same("a name that leads elsewhere is none", named[at(2)], ("", ""))
by = {p["path"]: p for p in said["proposals"]}
same("the source", by["printers.p1.host"]["source"],
     f"{at(1)}: HTTPS, IPP, IPP without TLS; PTR 1.0.66.10.in-addr.arpa, TTL 77 s")
same("an address says so", by["printers.printer-10-66-0-2.host"]["note"],
     "its address: no name by reverse DNS leads to it")
same("the maker", by["printers.a5.model"]["source"].split(";")[0], f"{at(5)}: SNMPv3, raw printing (Kyocera)")
same("the difference", by["printers.numbered.host"]["present"], at(8))
same("work to do", [d["work"] for d in said["devices"] if d["address"] == at(6)],
     [[f"turn off SNMP {v}, which answers to the community {c}" for c, v in
       (("public", "1"), ("public", "2c"), ("private", "1"), ("private", "2c"))]])
same("nothing is changed", site.run("list").stdout, saved)
text = site.run("discover", "--network", at(1), at(7), "--resolver", zone).stdout
same("in words", [line for line in text.splitlines() if line.startswith("take") or "set already" in line],
     ["1 of them are set already", f"take   printers.p1.host = p1.{DOMAIN}",
      f"take   printers.p1.model = {devices.MODEL}"])
rows = site.run("discover", "--network", at(1), "--resolver", zone, "--format", "csv").stdout.splitlines()
same("csv has the name", rows[1].split(",")[:2], ["p1", f"p1.{DOMAIN}"])

# ------------------------------------------------ and those that do not

plain = [line for line in lines(look("127.0.0.1:9", of=[2, 3, 4]), True)]
same("without a name server", plain, [f"printers.printer-10-66-0-{n}.host={at(n)}" for n in (2, 3, 4)])


def kind(query):
    end = query.index(b"\0", 12)
    return struct.unpack(">H", query[end + 1:end + 3])[0]


def ptr(name):
    return record(b"\xc0\x0c", PTR, wire(name))


def lies(*names, forward=None):
    """PTR says that; A is `forward`, or nothing."""
    def how(query):
        if kind(query) == PTR:
            return [message(query, *[ptr(name) for name in names])]
        if kind(query) == A and forward and not query[12:].startswith((wire("p7")[:-1], wire("alias10")[:-1])):
            return [message(query, record(b"\xc0\x0c", A, bytes(map(int, forward.split(".")))))]
        return [message(query, flags=0x8183)]
    return how


HOSTILE = {
    "no address": lies(f"p1.{DOMAIN}"),
    "another address": lies(f"p1.{DOMAIN}", forward=at(1)),
    "control characters": lies(b"p1\x1b[2J.corp.example.com", forward=at(3)),
    "a quote": lies(b'p1";.corp.example.com', forward=at(3)),
    "a blank": lies(b"p1 x.corp.example.com", forward=at(3)),
    "an address as a name": lies("10.66.0.3", forward=at(3)),
    "the root": lambda q: [message(q, record(b"\xc0\x0c", PTR, b"\0"))],
    "an alias of itself": lambda q: [message(q, record(b"\xc0\x0c", CNAME, b"\xc0\x0c"))],
    "a pointer to itself": lambda q: [message(q, record(b"\xc0\x0c", PTR, struct.pack(">H", 0xC000 | (len(q) + 12))))],
    "65535 names": lambda q: [message(q, ptr(f"p1.{DOMAIN}"), count=65535)],
    "noise": lambda q: [q[:2] + b"\xff" * 200],
    "silence": lambda q: [],
}
for name, how in HOSTILE.items():
    said = look(Hostile(how).at, of=[3])
    same(name, (lines(said, True), said["devices"][0]["host"]), ([f"printers.printer-10-66-0-3.host={at(3)}"], ""))
said = look(Hostile(lies("evil.example", forward=at(3))).at, "--take", of=[3])
same("a name of somebody else's domain is never taken", (lines(said, True), site.run("list").stdout), ([], saved))

# ------------------------------------------------ what is sent

listener = Hostile(lies(*[f"n{n}.{DOMAIN}" for n in range(9)], forward=at(3)))
plan = json.loads(site.run("discover", "--network", at(3), at(6), at(9), "--resolver", listener.at, "--dry-run",
                           "--format", "json").stdout)
jsonschema.Draft7Validator(schema("discover_plan.json")).validate(plan)
same("--dry-run asks nothing", listener.asked, [])
same("what may be asked", [(p["type"], p["most"]) for p in plan["dns"]], [("PTR", 3), ("A", 12), ("A", 2), ("AAAA", 2)])
look(listener.at, of=[3, 6, 9])
asked = sorted(set(listener.asked))
same("nothing else is asked", asked, sorted(
    [(PTR, wire(f"{n}.0.66.10.in-addr.arpa")[:-1]) for n in (3, 6)] +
    [(A, wire(f"n{n}.{DOMAIN}")[:-1]) for n in range(4)] +
    [(k, wire(f"{n}.{DOMAIN}")[:-1]) for n in ("p7", "alias10") for k in (A, AAAA)]))
none = Hostile(lies(f"p1.{DOMAIN}"))
said = look(none.at, of=[9])
same("nobody there, nothing asked, nothing proposed", (said["devices"], said["proposals"], none.asked), ([], [], []))

# ------------------------------------------------ taking

said = look(zone, "--take")
same("taken", [p["path"] for p in said["proposals"] if p["taken"]], [line.split("=")[0] for line in MARKED])
after = site.run("list").stdout.splitlines()
same("saved", [m for m in MARKED if m.replace("=", " = ", 1) not in after], [])
said = look(zone)
same("found again, they are there", (lines(said, True), {d["record"] for d in said["devices"] if d["ports"]}),
     ([], {"p1", "printer-10-66-0-2", "printer-10-66-0-3", "a5", "known", "numbered", "other", "x", "x-2", ""}))
bare = subprocess.run([lib.PROGRAM, "-C", str(room / "none"), "discover", "--network", at(1), "--resolver", zone],
                      capture_output=True, text=True)
same("it needs no configuration", (bare.returncode, "printers.p1.host" in bare.stdout), (0, True))
lib.report()
