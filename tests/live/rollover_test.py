#!/usr/bin/env python3
"""secret rollover against freeradius, slapd and 40 snmpd: anyone who logs in with what printseal holds
for that end never fails, step by step, until the new secrets are in force."""
import json
import os
import time

import lib

lib.isolate()
import radius_daemon  # noqa: E402
import slapd_daemon  # noqa: E402
import snmp_daemon  # noqa: E402
from wrong import Wrong  # noqa: E402

DEVICES = 40
room = lib.Room()
wrong = Wrong(room)
names = {"radius.example.com": ["127.0.0.1"], "ldap.example.com": ["127.0.1.1"]}
names |= {f"p{i}.example.com": [f"127.162.0.{i + 1}"] for i in range(DEVICES)}
lib.hosts(names)

site = lib.Site(room, "trust : { ca_files = [ \"%s\" ]; };\n" % wrong.root.cert + lib.records("radius", [
    {"name": "hq", "host": "radius.example.com", "port": 1812, "secret": "generate", "timeout": 1, "retries": 0}]) +
    lib.records("ldap", [{"name": "corp", "type": "openldap", "host": "ldap.example.com", "base_dn": slapd_daemon.BASE,
                          "bind_dn": slapd_daemon.READER, "bind_password": lib.secret_file(room, "the-first-of-the-reader-17")}]) +
    lib.records("snmp", [{"name": "floor", "user": "monitor", "auth_password": "generate", "privacy_password": "generate",
                          "devices": [f"p{i}.example.com" for i in range(DEVICES)]}]) +
    lib.records("printers", [{"name": f"p{i}", "host": f"p{i}.example.com"} for i in range(200)]))


# ------------------------------------------------ other ends, with a secret that somebody enters

def secret(path, *more):
    return site.run("secret", "show", path, "--force", *more).stdout.rstrip("\n")


class Radius:
    running = None

    def enter(self, shared):
        if self.running:
            self.running.terminate()
            self.running.wait()
        radius_daemon.GOOD_SECRET = shared
        self.asked = radius_daemon.start(room, f"radius{time.monotonic_ns()}", {"signed": 1812})
        self.running = started()


class Device:
    def __init__(self, number):
        self.address, self.running, self.round = f"udp:127.162.0.{number + 1}:161", None, 0
        self.number = number

    def enter(self, auth, privacy):
        if self.running:
            self.running.terminate()
            self.running.wait()
        self.round += 1
        snmp_daemon.AUTH, snmp_daemon.PRIVACY = auth, privacy
        snmp_daemon.start(room, f"device{self.number}-{self.round}", [self.address],
                          users={"monitor": ("SHA-256", "AES", "authpriv")})
        self.running = started()


def started():
    return room.running[-1]


def status(*paths):
    told = json.loads(site.run("secret", "rollover", "--status", "--format", "json", *paths, fine=(0, 1)).stdout)
    return {r["path"]: (r["new"], r["ends"]) for r in told["rollovers"]}


def test(*paths):
    site.run("secret", "rollover", "--test", *paths, fine=(0, 1))
    return status(*paths)


def expect(what, found, want):
    lib.endpoints += 1
    if found != want:
        lib.fail(f"{what}: {found}, not {want}")


def generations():
    return len(site.run("history").stdout.splitlines())


def logins(path, number):
    """Anyone who uses what is in force, as the product does, gets in everywhere."""
    results = site.probe(path)
    expect(f"logins of {path}", [r["reason"] for r in results if r["verdict"] not in ("pass", "warn")], [])
    expect(f"ends of {path}", len(results), number)


radius, devices = Radius(), [Device(i) for i in range(DEVICES)]
radius.enter(secret("radius.hq.secret"))
for device in devices:
    device.enter(secret("snmp.floor.auth_password"), secret("snmp.floor.privacy_password"))
directory = slapd_daemon.Slapd(str(room / "ldap1"), "127.0.1.1", "the-first-of-the-reader-17",
                               wrong.files("good", "ldap.example.com"))
lib.await_port(636, "127.0.1.1")
logins("radius.hq", 1)
logins("ldap.corp", 1)
logins("snmp.floor", DEVICES)

# ------------------------------------------------ begin: one save for all, nothing changes for anybody

saves = generations()
old = {path: secret(path) for path in ("radius.hq.secret", "snmp.floor.auth_password", "snmp.floor.privacy_password")}
said = site.run("secret", "rollover", "radius", "ldap", "snmp.fl*", "printers").stdout
expect("saves", generations(), saves + 1)
expect("what others issue waits", "ldap.corp.bind_password: is issued by the other end" in said, True)
expect("in force", {path: secret(path) for path in old}, old)
new = {path: secret(path, "--next") for path in old}
expect("next", [path for path in old if new[path] == old[path]], [])
logins("radius.hq", 1)
logins("snmp.floor", DEVICES)
expect("nothing changed there", test("radius", "snmp"), {"radius.hq": (0, 1), "snmp.floor": (0, DEVICES)})
site.run("secret", "rollover", "--switch", "radius", "snmp", fine=(1,))
expect("no switch yet", {path: secret(path) for path in old}, old)

# ------------------------------------------------ the devices, one by one

for device in devices[:DEVICES - 2]:
    device.enter(new["snmp.floor.auth_password"], new["snmp.floor.privacy_password"])
expect("all but two", test("snmp.floor"), {"snmp.floor": (DEVICES - 2, DEVICES)})
text = site.run("secret", "rollover", "--status", "snmp", fine=(1,)).stdout
expect("in words", "38 of 40 devices have the new secret" in text and "p39.example.com:161: old" in text, True)
check = site.run("check", fine=(0, 1)).stdout
expect("in check", "snmp.floor: 38 of 40 devices have the new secret" in check, True)
site.run("secret", "rollover", "--switch", "snmp", fine=(1,))
for device in devices[DEVICES - 2:]:
    device.enter(new["snmp.floor.auth_password"], new["snmp.floor.privacy_password"])
saves = generations()
site.run("secret", "rollover", "--switch", "snmp")
expect("one save", generations(), saves + 1)
expect("in force", secret("snmp.floor.auth_password"), new["snmp.floor.auth_password"])
logins("snmp.floor", DEVICES)
expect("over", status("snmp"), {})

# ------------------------------------------------ RADIUS and the directory

radius.enter(new["radius.hq.secret"])
site.run("secret", "rollover", "--switch", "radius.hq.secret")
expect("in force", secret("radius.hq.secret"), new["radius.hq.secret"])
logins("radius.hq", 1)

site.run("secret", "rollover", "--next", "ldap.corp.bind_password", input="the-second-of-the-reader-42\n")
logins("ldap.corp", 1)
expect("the directory has the old one", test("ldap"), {"ldap.corp": (0, 1)})
expect("no login failed", directory.log().count("err=49"), 0)
directory.stop()
directory = slapd_daemon.Slapd(str(room / "ldap2"), "127.0.1.1", "the-second-of-the-reader-42",
                               wrong.files("good", "ldap.example.com"))
lib.await_port(636, "127.0.1.1")
site.run("secret", "rollover", "--switch", "ldap")
logins("ldap.corp", 1)

# ------------------------------------------------ given up at any point; what cannot be tested

expect("left", set(status()), {f"printers.p{i}" for i in range(200)})
saves = generations()
before = secret("printers.p7.password")
site.run("secret", "rollover", "--give-up", "printers.p7")
site.run("secret", "show", "printers.p7.password", "--force", "--next", fine=(3,))
expect("given up", secret("printers.p7.password"), before)
site.run("secret", "rollover", "--switch", "printers", fine=(1,))
expect("not unseen", generations(), saves + 1)
site.run("secret", "rollover", "--switch", "--force", "printers")
expect("history", generations(), saves + 2)
expect("over", status(), {})
for process in room.running:
    process.kill()
directory.stop()
for folder in os.listdir(room.path):
    log = room / folder / "log"
    if log.is_file():
        lib.clean(folder, log.read_bytes(), list(old.values()) + list(new.values()))
lib.report()
