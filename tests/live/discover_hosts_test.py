#!/usr/bin/env python3
"""The hosts that DNS names are tried: slapd, postfix, dovecot, a domain controller's root entry and a central
server; those that are silent, refuse, lie, or show another's certificate; and that nothing is sent but what
--dry-run said."""
import json
import os
import subprocess
import tempfile

import jsonschema

import lib

lib.isolate()
import conversation as strange  # noqa: E402
import devices as stand  # noqa: E402
import mail_daemon  # noqa: E402
import slapd_daemon as ldap  # noqa: E402

DOMAIN = "corp.example.com"
BASE = "DC=corp,DC=example,DC=com"
SCHEMA = json.loads((lib.HOUSE / "assets/schema/discover.json").read_text())
room = lib.Room()
root = lib.CA(room, "root", "Example Root")
stranger = lib.CA(room, "stranger", "Another Root")
TRUST = f'trust : {{ system_store = false; ca_files = [ "{root.cert}" ]; }};\n'
NAME = f'server : {{ fqdn = "print01.{DOMAIN}"; }};\n'
site = lib.Site(room, NAME + TRUST)
bare = lib.Site(room, NAME + "trust : { system_store = false; };\n")


def same(name, is_, should):
    lib.endpoints += 1
    if is_ != should:
        lib.fail(f"{name}: {is_}, not {should}")


def told(name, text, *words):
    lib.endpoints += 1
    for word in words:
        if word not in text:
            lib.fail(f"{name}: no {word!r} in {text!r}")


def discover(at, *words, of=None, fine=(0,)):
    done = (of or site).run("discover", "--domain", DOMAIN, "--resolver", at, "--format", "json", *words, fine=fine)
    found = json.loads(done.stdout)
    jsonschema.Draft7Validator(SCHEMA).validate(found)
    same("no control characters", [c for c in done.stdout if ord(c) < 32 and c != "\n"], [])
    return found


def marked(found):
    return [f"{p['path']}={p['value']}" for p in found["proposals"] if p["proposed"]]


def unmarked(found):
    return [f"{p['path']}={p['value']}" for p in found["proposals"] if not p["proposed"]]


def one(found, path):
    return next(p for p in found["proposals"] if p["path"] == path)


def state(found):
    return {(h["host"].split(".")[0], h["port"]): h["answers"] for h in found["hosts"]}


def dnsmasq(addresses, *records):
    port = lib.port()
    hosts = [f"--host-record={name},{address}" for name, address in addresses.items()]
    room.start(["dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts",
                f"--port={port}", "--listen-address=127.0.0.1", "--bind-interfaces", "--user=root", "--pid-file=",
                "--log-facility=-", "--local-ttl=77", f"--local=/{DOMAIN}/", "--local=/elsewhere.example/",
                *hosts, *records], ports=[port])
    return f"127.0.0.1:{port}"


def srv(service, host, port, priority=0, weight=0, domain=DOMAIN):
    return f"--srv-host={service}.{DOMAIN},{host}.{domain},{port},{priority},{weight}"


def pair(host, ca=root, name=None):
    made = ca.issue(f"{host}-{ca.cert.stem}", [name or f"{host}.{DOMAIN}"])
    return str(made.chain), str(made.key)


# ------------------------------------------------ domain controllers

AD = "1.2.840.113556.1.4.800"


def controller(c, name="dc1", context=BASE, capabilities=(AD,), bad=b""):
    """The root entry as a domain controller has it (MS-ADTS 3.1.1.3.2)."""
    c.tls()
    while True:
        number, kind, _ = ldap.request(c)
        if kind == ldap.UNBIND:
            return
        same(f"{name}: only searches", kind, ldap.SEARCH)
        rows = {"defaultNamingContext": [context], "dnsHostName": [f"{name}.{DOMAIN}"],
                "namingContexts": [context, f"CN=Configuration,{context}", f"DC=DomainDnsZones,{context}"],
                "supportedCapabilities": list(capabilities), "supportedSASLMechanisms": ["GSSAPI", "GSS-SPNEGO"],
                "serverName": [f"CN={name},CN=Servers,CN=Prague,CN=Sites,CN=Configuration,{context}"]}
        c.raw(bad or ldap.message(number, ldap.entry("", **rows)))
        c.raw(ldap.message(number, ldap.result(ldap.SEARCH_END)))


peers = []


def peer(talk, address, port, host, ca=root, name=None):
    peers.append(strange.Peer(talk, address, port, pair(host, ca, name)))
    return peers[-1]


def silent(c):
    c.until_left()


def rubbish(c):
    c.raw(b"\x1b[2Jnothing of TLS\r\n" * 50)
    c.until_left()


def endless(c):
    c.tls()
    ldap.request(c)
    while True:
        c.raw(b"\x30\x84\x7f\xff\xff\xff" * 4096)


def named(name, **how):
    return lambda c: controller(c, name, **how)


PLACES = {"dc1": "127.0.9.1", "dc2": "127.0.9.2", "wrong": "127.0.9.3", "mute": "127.0.9.4", "shut": "127.0.9.5",
          "junk": "127.0.9.6", "endless": "127.0.9.7"}
peer(named("dc1"), PLACES["dc1"], 636, "dc1")
peer(named("dc2"), PLACES["dc2"], 636, "dc2")
peer(named("wrong"), PLACES["wrong"], 636, "wrong", name="another.example.com")
peer(silent, PLACES["mute"], 636, "mute")
peer(rubbish, PLACES["junk"], 636, "junk")
peer(endless, PLACES["endless"], 636, "endless")
addresses = {f"{name}.{DOMAIN}": address for name, address in PLACES.items()}
CONTROLLERS = "_ldap._tcp.dc._msdcs"
ad = dnsmasq(addresses, srv(CONTROLLERS, "mute", 389, 0, 90), srv(CONTROLLERS, "shut", 389, 0, 80),
             srv(CONTROLLERS, "wrong", 389, 0, 70), srv(CONTROLLERS, "junk", 389, 0, 60),
             srv(CONTROLLERS, "endless", 389, 0, 50), srv(CONTROLLERS, "dc2", 389, 10, 0),
             srv(CONTROLLERS, "dc1", 389, 5, 0), srv(CONTROLLERS, "gone", 389, 20, 0), srv("_gc._tcp", "dc1", 3268))

found = discover(ad, "--topics", "directory")
same("those that answer are marked, in their order", marked(found),
     [f"ldap.{dc}.{line}" for dc in ("dc1", "dc2")
      for line in (f"host={dc}.{DOMAIN}", "type=ad", f"base_dn={BASE}")])
same("who answers", state(found), {("mute", 636): False, ("shut", 636): False, ("wrong", 636): True,
                                   ("junk", 636): False, ("endless", 636): False, ("dc1", 636): True,
                                   ("dc2", 636): True, ("gone", 636): False})
told("the source of the host", one(found, "ldap.dc1.host")["source"],
     f"SRV {CONTROLLERS}.{DOMAIN}, priority 5", "port 636 answers")
same("the source of the base", one(found, "ldap.dc1.base_dn")["source"], f"root entry of dc1.{DOMAIN}, port 636")
told("site and catalog", one(found, "ldap.dc1.host")["note"], "global catalog", "the site Prague",
     "was not found out")
told("another's certificate", one(found, "ldap.wrong.host")["note"], "does not name")
whys = {h["host"].split(".")[0]: h["why"] for h in found["hosts"]}
for host, word in {"mute": "silent", "shut": "refused", "junk": "", "gone": "no address", "endless": ""}.items():
    told(f"why {host} is not marked", whys[host], word)
    told(f"and it says so: {host}", one(found, f"ldap.{host}.host")["note"], whys[host])
    same(f"a sentence: {host}", bool(whys[host]), True)
found = discover(ad, "--topics", "directory", of=bare)
same("not trusted yet is no obstacle", marked(found)[0], f"ldap.dc1.host=dc1.{DOMAIN}")
told("but it is told", one(found, "ldap.dc1.host")["note"], "Example Root")
found = discover(ad, "--topics", "directory", "--names-only")
same("--names-only contacts no host", found["hosts"], [])

of_site = dnsmasq(addresses, srv(CONTROLLERS, "dc1", 389), srv("_ldap._tcp.Prague._sites.dc._msdcs", "dc2", 389))
found = discover(of_site, "--topics", "directory", "--site", "Prague")
same("the controllers of the site alone", marked(found)[0::3], [f"ldap.dc2.host=dc2.{DOMAIN}"])
same("of the site", one(found, "ldap.dc2.host")["note"].split("; ")[-1], "of the site Prague")
found = discover(of_site, "--topics", "directory", "--site", "Brno")
same("a site that has none", marked(found)[0::3], [f"ldap.dc1.host=dc1.{DOMAIN}"])
same("is told", one(found, "ldap.dc1.host")["note"].split("; ")[-1], "of the site Prague, not Brno")
discover_refused = site.run("discover", "--site", "a.b", fine=(2,)).stderr
told("no name of a site", discover_refused, "--site: needs the name of a site")

taken = discover(ad, "--topics", "directory", "--take")
settings = site.run("list").stdout
same("taken", [w for w in (f"ldap.dc1.base_dn = {BASE}", f"ldap.dc2.host = dc2.{DOMAIN}") if w not in settings], [])
same("found again, it is no proposal", marked(discover(ad, "--topics", "directory")), [])

# ------------------------------------------------ liars

LIES = {
    "evil": {"context": "DC=corp\x1b[2J,DC=evil\r\n"},
    "long": {"context": "DC=" + "x" * 9000},
    "nonsense": {"bad": ldap.message(1, b"\x64\x03\x04\x01")},
}
for n, (name, how) in enumerate(LIES.items()):
    place = f"127.0.9.{20 + n}"
    peer(named(name, **how), place, 636, name)
    at = dnsmasq({f"{name}.{DOMAIN}": place}, srv(CONTROLLERS, name, 389))
    found = discover(at, "--topics", "directory", of=bare)
    bases = [p for p in found["proposals"] if p["path"].endswith("base_dn")]
    same(f"{name}: nothing but the domain's base", [p["value"] for p in bases if p["value"] != BASE], [])
at = dnsmasq({"dc1.elsewhere.example": PLACES["dc1"]}, srv(CONTROLLERS, "dc1", 389, domain="elsewhere.example"))
same("elsewhere is not marked", marked(discover(at, "--topics", "directory", of=bare)), [])

many = dnsmasq({f"dc{n}.{DOMAIN}": PLACES["shut"] for n in range(12)},
               *[srv(CONTROLLERS, f"dc{n}", 389, n) for n in range(12)])
same("of many eight are tried", [h["host"].split(".")[0] for h in discover(many, "--topics", "directory")["hosts"]],
     [f"dc{n}" for n in range(8)])

# ------------------------------------------------ slapd

os.mkdir(room / "slapd")
slapd = ldap.Slapd(str(room / "slapd/x"), "127.0.9.10", "a-password-of-the-reader", pair("ldap"))
lib.await_port(636, "127.0.9.10")
at = dnsmasq({f"ldap.{DOMAIN}": "127.0.9.10"}, srv("_ldap._tcp", "ldap", 389))
found = discover(at, "--topics", "directory", of=bare)
same("slapd", marked(found), [f"ldap.ldap.host=ldap.{DOMAIN}", "ldap.ldap.type=openldap",
                              f"ldap.ldap.base_dn={ldap.BASE}"])
same("where its type is from", one(found, "ldap.ldap.base_dn")["source"], f"root entry of ldap.{DOMAIN}, port 636")
same("nobody logs in", " BIND " in slapd.log(), False)

# ------------------------------------------------ mail

MAIL = "127.0.9.30"
mail = pair("mail")
USERS = {"print@corp.example.com": "a-password-of-mail"}
dovecot = mail_daemon.Dovecot(str(room / "dovecot"), {MAIL: (mail, "")}, USERS)
lib.await_port(993, MAIL)
postfix = mail_daemon.Postfix(str(room / "postfix"), str(room / "dovecot/auth"),
                              {(MAIL, 587): (mail, {})})
lib.await_port(587, MAIL)
here = {f"mail.{DOMAIN}": MAIL}
at = dnsmasq(here, srv("_submissions._tcp", "mail", 465), srv("_submission._tcp", "mail", 587))
found = discover(at, "--topics", "mail")
same("what really answers", marked(found), ["smtp.enabled=true", f"smtp.host=mail.{DOMAIN}", "smtp.port=587",
                                            "smtp.security=starttls"])
same("fetching is to be decided", unmarked(found), ["inbox.enabled=true", f"inbox.host=mail.{DOMAIN}"])
same("ports of mail", state(found), {("mail", 465): False, ("mail", 587): True, ("mail", 993): True,
                                     ("mail", 143): True})
told("the source of mail", one(found, "smtp.port")["source"], f"SRV _submission._tcp.{DOMAIN}", "port 587 answers")
at = dnsmasq(here, f"--mx-host={DOMAIN},mail.{DOMAIN},5")
found = discover(at, "--topics", "mail")
same("by MX alone", marked(found)[:3], ["smtp.enabled=true", f"smtp.host=mail.{DOMAIN}", "smtp.port=587"])
told("the source of MX", one(found, "smtp.host")["source"], f"MX {DOMAIN}, preference 5", "port 587 answers")
found = discover(dnsmasq(here, f"--mx-host={DOMAIN},corp.mail.protection.outlook.com,0"), "--topics", "mail")
same("a provider is not contacted", (found["hosts"], "smtp.auth=oauth" in marked(found)), ([], True))
nobody = dnsmasq(here, f"--srv-host=_submission._tcp.{DOMAIN}", f"--srv-host=_submissions._tcp.{DOMAIN}",
                 f"--srv-host=_imap._tcp.{DOMAIN}", srv("_imaps._tcp", "mail", 993))
same("who says there is no such service is believed", state(discover(nobody, "--topics", "mail")),
     {("mail", 993): True})
same("no login at the mail servers", [w for w in ("sasl_method", "auth_failure") if w in postfix.log()], [])

# ------------------------------------------------ a central server


def over_tls(c):
    c.tls()
    c.until_left()


peer(over_tls, "127.0.9.40", 8093, "central")
at = dnsmasq({f"central.{DOMAIN}": "127.0.9.40", **addresses, **here},
             srv(CONTROLLERS, "dc1", 389), srv("_submission._tcp", "mail", 587))
found = discover(at, "--central", f"central.{DOMAIN}")
same("the central server", [m for m in marked(found) if m.startswith("central.")],
     ["central.enabled=true", f"central.host=central.{DOMAIN}"])
same("none was named", [p for p in discover(at)["proposals"] if p["topic"] == "central"], [])
found = discover(at, "--central", f"shut.{DOMAIN}")
same("one that refuses", [p for p in found["proposals"] if p["topic"] == "central"], [])
told("and why", next(h["why"] for h in found["hosts"] if h["section"] == "central"), "refused")

# ------------------------------------------------ without a configuration

empty = tempfile.mkdtemp(dir=room.path)
done = subprocess.run([lib.PROGRAM, "-C", f"{empty}/none", "discover", "--domain", DOMAIN, "--resolver", at,
                       "--topics", "directory"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
same("before init", (done.returncode, done.stderr, os.listdir(empty)), (0, "", []))
told("as text", done.stdout, f"ldap.dc1.host = dc1.{DOMAIN}", "Hosts that were tried:", "port 636, TLS: answers")
done = subprocess.run([lib.PROGRAM, "-C", f"{empty}/none", "discover", "--domain", DOMAIN, "--resolver", at,
                       "--take"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
told("--take needs one", done.stderr, "there is no configuration")

# ------------------------------------------------ what is sent

quiet = stand.Capture("lo")
plan = discover(at, "--central", f"central.{DOMAIN}", "--dry-run")
same("--dry-run sends nothing", quiet.take(), [])
capture = stand.Capture("lo")
found = discover(at, "--central", f"central.{DOMAIN}")
begun = [(to, port) for transport, port, kind, to in capture.take()
         if (transport, kind) == ("TCP", "SYN") and to != "127.0.0.1"]
same("each address and port once", len(begun), len(set(begun)))
same("only ports that were listed", {port for _, port in begun} - {row["port"] for row in plan["host_connections"]}, set())
same("all that is told was tried", {port for _, port in begun}, {h["port"] for h in found["hosts"]})
same("as many as were said at most", len(begun) <= sum(row["hosts"] * row["addresses"]
                                                       for row in plan["host_connections"]), True)

slapd.stop()
dovecot.stop()
postfix.stop()
lib.report()
