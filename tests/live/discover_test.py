#!/usr/bin/env python3
"""Discovery: right proposals in order from a real name server, and none that is marked from hostile ones."""
import json
import os
import struct

import jsonschema

import lib
from name_server import CNAME, DOMAIN, SRV, Hostile, dnsmasq, message, record, srv, wire

lib.isolate()
room = lib.Room()
SCHEMA = json.loads((lib.HOUSE / "assets/schema/discover.json").read_text())
site = lib.Site(room, f'server : {{ fqdn = "print01.{DOMAIN}"; }};\n')


def discover(at, *words, fine=(0,)):
    done = site.run("discover", "--names-only", "--domain", DOMAIN, "--resolver", at, "--format", "json", *words, fine=fine)
    found = json.loads(done.stdout)
    jsonschema.Draft7Validator(SCHEMA).validate(found)
    return found


def marked(found):
    return [f"{p['path']}={p['value']}" for p in found["proposals"] if p["proposed"]]


def unmarked(found):
    return [f"{p['path']}={p['value']}" for p in found["proposals"] if not p["proposed"]]


def same(name, is_, should):
    lib.endpoints += 1
    if is_ != should:
        lib.fail(f"{name}: {is_}, not {should}")


def settings():
    return site.run("list").stdout


# ------------------------------------------------ a real name server

AD = [f"--srv-host=_ldap._tcp.dc._msdcs.{DOMAIN},dc3.elsewhere.example,389,10,50",
      f"--srv-host=_ldap._tcp.dc._msdcs.{DOMAIN},dc1.{DOMAIN},389,0,50",
      f"--srv-host=_ldap._tcp.dc._msdcs.{DOMAIN},dc2.{DOMAIN},389,0,100",
      f"--srv-host=_submission._tcp.{DOMAIN},mail.{DOMAIN},587",
      f"--srv-host=_imaps._tcp.{DOMAIN},mail.{DOMAIN},993"]
BASE = "DC=corp,DC=example,DC=com"
full = dnsmasq(room, *AD, f"--host-record=print01.{DOMAIN},127.0.0.1")
before = settings()
found = discover(full)
WANTED = [f"ldap.{dc}.{line}" for dc in ("dc2", "dc1")
          for line in (f"host={dc}.{DOMAIN}", "type=ad", f"base_dn={BASE}")]
WANTED += ["smtp.enabled=true", f"smtp.host=mail.{DOMAIN}", "smtp.port=587", "smtp.security=starttls"]
same("an Active Directory with mail", marked(found), WANTED)
same("what is elsewhere, and what is to be decided, is not marked", unmarked(found),
     ["ldap.dc3.host=dc3.elsewhere.example", "ldap.dc3.type=ad", f"ldap.dc3.base_dn={BASE}",
      "inbox.enabled=true", f"inbox.host=mail.{DOMAIN}"])
same("the source", found["proposals"][0]["source"],
     f"SRV _ldap._tcp.dc._msdcs.{DOMAIN}, priority 0, weight 100, TTL 77 s")
same("without --take nothing is changed", settings(), before)
same("a topic", {p["topic"] for p in discover(full, "--topics", "mail")["proposals"]}, {"mail"})
same("a resolver by name", site.run("discover", "--resolver", "dns.example.com", fine=(2,)).returncode, 2)

taken = discover(full, "--take")
same("taken", [p["path"] for p in taken["proposals"] if p["taken"]], [w.split("=")[0] for w in WANTED])
after = settings().splitlines()
same("saved", [w for w in WANTED if w.replace("=", " = ", 1) not in after], [])
same("found again, it is no proposal", marked(discover(full)), [])
saved = settings()
other = dnsmasq(room, f"--srv-host=_submissions._tcp.{DOMAIN},new.{DOMAIN},465")
found = discover(other, "--take", "--topics", "mail")
same("what somebody set is kept", (marked(found), settings()), ([], saved))
same("the difference is shown", [(p["path"], p["present"]) for p in found["proposals"]][0],
     ("smtp.host", f"mail.{DOMAIN}"))

site = lib.Site(room, f'server : {{ fqdn = "print01.{DOMAIN}"; }};\n')
found = discover(dnsmasq(room, f"--mx-host={DOMAIN},corp-example-com.mail.protection.outlook.com,0"))
same("Microsoft 365", marked(found), ["smtp.enabled=true", "smtp.host=smtp.office365.com", "smtp.port=587",
                                      "smtp.security=starttls", "smtp.auth=oauth"])
same("what it demands", "OAuth" in found["proposals"][1]["note"], True)
found = discover(dnsmasq(room, f"--mx-host={DOMAIN},aspmx.l.google.com,1"))
same("Google", "smtp.host=smtp.gmail.com" in marked(found), True)
found = discover(dnsmasq(room, f"--mx-host={DOMAIN},mail.protection.outlook.com.evil.example,1"))
same("who is only called like it", found["proposals"], [])
found = discover(dnsmasq(room, f"--srv-host=_ldap._tcp.{DOMAIN},ldap.{DOMAIN},389"))
same("a directory that is none of Microsoft's", marked(found),
     ["ldap.ldap.host=ldap." + DOMAIN, "ldap.ldap.type=openldap", f"ldap.ldap.base_dn={BASE}"])

empty = dnsmasq(room)
same("an empty network", discover(empty)["proposals"], [])
said = site.run("discover", "--domain", DOMAIN, "--resolver", empty).stdout
same("and it says so", said.splitlines()[0], f"Nothing was found for {DOMAIN}.")
said = site.run("discover", "--domain", DOMAIN, "--resolver", "127.0.0.1:9", fine=(1,)).stdout
same("nobody to ask is not nothing", said.splitlines()[0], f"Nothing is known of {DOMAIN}: no name server answered.")

site = lib.Site(room, f'server : {{ fqdn = "print02.{DOMAIN}"; }};\n')


# ------------------------------------------------ hostile ones

def cut(query):
    return [message(query, flags=0x8380)]


GOOD = "dc1." + DOMAIN
away = wire("away.evil.example")
HOSTILE = {
    "an alias of itself": lambda q: [message(q, record(b"\xc0\x0c", CNAME, b"\xc0\x0c"))],
    "two aliases of each other": lambda q: [message(
        q, record(b"\xc0\x0c", CNAME, away), record(away, CNAME, b"\xc0\x0c"), srv(GOOD))],
    "an alias of elsewhere": lambda q: [message(
        q, record(b"\xc0\x0c", CNAME, away), srv(GOOD, owner=away))],
    "a pointer to itself": lambda q: [message(
        q, record(b"\xc0\x0c", SRV, b"\0\0\0\1\1\x85" + struct.pack(">H", 0xC000 | (len(q) + 18))))],
    "a pointer beyond the end": lambda q: [message(q, srv(None, tail=b"\xff\xff"))],
    "control characters": lambda q: [message(q, srv(b"dc1\x1b[2J\r\n.corp.example.com"))],
    "a blank in a name": lambda q: [message(q, srv(b"dc1 take.corp.example.com"))],
    "a quote in a name": lambda q: [message(q, srv(b'dc1";x.corp.example.com'))],
    "a name with a NUL": lambda q: [message(q, srv(b"dc1\0.corp.example.com"))],
    "no service": lambda q: [message(q, srv(None, tail=b"\0"))],
    "a name longer than 255 bytes": lambda q: [message(q, srv(".".join(["a" * 63] * 5)))],
    "another question": lambda q: [message(q, srv(GOOD), question=wire("other.example") + q[-4:])],
    "records of somebody else": lambda q: [message(q, srv(GOOD, owner=wire("_ldap._tcp.other.example")))],
    "more than it sends": lambda q: [message(q, srv(GOOD), count=65535)],
    "half a record": lambda q: [message(q, srv(GOOD))[:-9]],
    "no answer but a question": lambda q: [message(q, srv(GOOD), flags=0x0100)],
    "noise": lambda q: [q[:2] + os.urandom(200)],
    "one byte": lambda q: [b"x"],
    "the wrong id": lambda q: [message(q, srv(GOOD), identity=bytes([q[0] ^ 1, q[1]]))],
    "silence": lambda q: [],
}
before = settings()
for name, how in HOSTILE.items():
    found = discover(Hostile(how).at, "--topics", "directory", "--take", fine=(0, 1))
    same(name, marked(found), [])
same("hostile answers change nothing", settings(), before)

for name, stream in {
        "600 records": lambda q: [message(q, *[srv(f"dc{n}.{DOMAIN}") for n in range(600)])],
        "64 KiB of one record": lambda q: [message(q, srv(GOOD, tail=b"x" * 60000))]}.items():
    found = discover(Hostile(cut, stream).at, "--topics", "directory", "--take", fine=(0, 1))
    same(name, marked(found), [])
found = discover(Hostile(cut, lambda q: [message(q, *[srv(f"dc{n}.{DOMAIN}", n) for n in range(300)])]).at,
                 "--topics", "directory")
same("many are shown in part, and two marked", (len({p["path"].split(".")[1] for p in found["proposals"]}),
                                                [m for m in marked(found) if ".host=" in m]),
     (8, [f"ldap.dc{n}.host=dc{n}.{DOMAIN}" for n in (0, 1)]))
found = discover(Hostile(lambda q: [message(q, srv(GOOD), flags=0x81A0)]).at, "--topics", "directory")
same("DNSSEC is told", found["proposals"][0]["source"].endswith("DNSSEC (AD)"), True)

# ------------------------------------------------ what is sent

KINDS = {"A": 1, "AAAA": 28, "SRV": 33, "MX": 15, "PTR": 12}
listener = Hostile(lambda q: [message(q, flags=0x8183)])
listed = discover(listener.at, "--dry-run")["questions"]
same("--dry-run sends nothing", listener.asked, [])
discover(listener.at)
same("what it lists is what is sent", sorted(set(listener.asked)),
     sorted((KINDS[each["type"]], wire(each["name"])[:-1]) for each in listed if "most" not in each))
lib.report()
