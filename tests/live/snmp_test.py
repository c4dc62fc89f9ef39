#!/usr/bin/env python3
"""SNMP: snmpd with users right and wrong in every way it can have them, and peers for the rest."""
import os

import lib
import snmp_daemon

AUTH, PRIVACY = snmp_daemon.AUTH, snmp_daemon.PRIVACY
WRONG = "not-the-password-of-these"
HARD, OPEN, SIX, SHUT, ALONE = "127.161.0.1", "127.161.0.2", "[::1]:161", "127.161.0.9", "127.161.0.3"
PART = "127.161.0.4"
V2C = {"version": "v2c"}

# name, what the profile says besides, device, verdict, words of the reason
ROWS = [
    ("good", {}, HARD, "pass", ""),
    ("six", {}, SIX, "pass", ""),
    ("alone", {"user": "good"}, ALONE, "pass", ""),
    ("two", {"user": "good"}, "two.example.com", "warn", "but 127.161.0.9"),
    ("sha1", {"auth": "sha1"}, HARD, "warn", "SHA-1"),
    ("sha224", {"auth": "sha224"}, HARD, "warn", "SHA-1"),
    ("sha384", {"auth": "sha384"}, HARD, "pass", ""),
    ("sha512", {"auth": "sha512"}, HARD, "pass", ""),
    ("md5", {"auth": "md5"}, HARD, "fail", "MD5"),
    ("des", {"privacy": "des"}, HARD, "fail", "DES"),
    ("aes192", {"privacy": "aes192"}, HARD, "warn", "AES-192"),
    ("aes256", {"privacy": "aes256"}, HARD, "warn", "AES-192"),
    ("cisco", {"auth": "sha1", "privacy": "aes256"}, HARD, "warn", "Cisco"),
    ("wrong_auth", {"user": "good", "auth_password": WRONG}, HARD, "fail",
     "the authentication password is wrong, or it does not use SHA-256"),
    ("other_auth", {"user": "good", "auth": "sha512"}, HARD, "fail", "does not use SHA-512"),
    ("wrong_privacy", {"user": "good", "privacy_password": WRONG}, HARD, "fail",
     "the privacy password is wrong, or the device does not use AES-128"),
    ("other_privacy", {"user": "good", "privacy": "des"}, HARD, "fail", "does not use DES"),
    ("other_length", {"user": "good", "privacy": "aes256"}, HARD, "fail", "does not use AES-256"),
    ("both_wrong", {"user": "good", "auth_password": WRONG, "privacy_password": "also-wrong-as-well"},
     HARD, "fail", "the authentication password is wrong"),
    ("nobody", {}, HARD, "fail", "knows no user nobody"),
    ("blind", {}, HARD, "fail", "read nothing"),
    ("clear", {}, HARD, "fail", "has no password for it at the level authPriv"),
    ("no_privacy", {"user": "good", "privacy": "none"}, HARD, "fail", "access denied"),
    ("no_auth", {"user": "good", "auth": "none"}, HARD, "fail", "access denied"),
    ("context", {"user": "good", "context": "elsewhere"}, HARD, "fail", "knows no context"),
    ("lax", {}, HARD, "fail", "without any password (noAuthNoPriv)"),
    ("middle", {}, HARD, "fail", "without encryption (authNoPriv)"),
    ("open", {"user": "good"}, OPEN, "fail", "community public by versions 1 and 2c"),
    ("v2c", {**V2C, "community": "a-long-community-of-the-tests"}, OPEN, "fail", ""),
    ("v1", {"version": "v1", "community": "a-long-community-of-the-tests"}, OPEN, "fail", ""),
    ("v2c_wrong", {**V2C, "community": WRONG}, OPEN, "fail", "does not answer to this community"),
    ("v2c_off", {**V2C, "community": WRONG}, HARD, "fail", "by SNMP version 3, but does not answer to this community"),
    ("part", {"user": "good"}, PART, "fail", "community public by versions 1 and 2c"),
    ("part_alone", {"user": "good"}, "127.161.0.5", "pass", "is answered"),
    ("context_alone", {"user": "good", "context": "elsewhere"}, "127.161.0.6", "fail", "both passwords are right, but the device knows no context"),
    ("hostile", {**V2C, "community": "public"}, "127.161.1.3", "fail", "community public"),
    ("shut", {"user": "good"}, SHUT, "unreachable", "nothing listens on UDP port 161"),
    ("no_name", {"user": "good"}, "printer.nowhere.example", "unreachable", "name"),
]
PEERS = [
    ("silent", "unreachable", "not found out: whether it speaks versions 1 or 2c to a community other than public and private"),
    ("only_public", "fail", "speaks SNMP by versions 1 and 2c only, not by version 3"),
    ("only_1", "fail", "speaks SNMP by version 1 only, not by version 3"),
    ("only_2c", "fail", "speaks SNMP by version 2c only, not by version 3"),
    ("forbids_public", "fail", "speaks SNMP by version 2c only, not by version 3"),
    ("hostile", "fail", "community public"),
    ("long_value", "fail", "community public"),
    ("lying", "fail", "not what was asked by SNMP"),
    ("other_id", "fail", "not what was asked by SNMP"),
    ("elsewhere", "fail", "answers come from 127.161.1.254, which was not asked"),
    ("garbage", "fail", "not what was asked by SNMP"),
    ("own_engine", "fail", "does not know the engine id that it names itself"),
    ("echo", "fail", "not what was asked by SNMP"),
    ("huge", "fail", "not what was asked by SNMP"),
    ("flood", "fail", "not what was asked by SNMP"),
]
COMMUNITIES = [  # peer, what is said of a community that it knows; version_*: by that one alone
    ("version_1", "answers to this community by version 1, but not by version 2c"), ("version_2c", "by version 2c, but not by version 1"),
    ("excepted", "lets it read nothing"), ("out_of_view", "lets it read nothing"), ("forbids", "lets it read nothing"),
    ("too_big", "an error of its own (error-status 1"), ("general", "an error of its own (error-status 5"),
]


def record(name, device, **more):
    row = {"name": name, "user": name, "auth_password": AUTH, "privacy_password": PRIVACY,
           "devices": [device], **more}
    if row.get("version", "v3") != "v3":
        row = {key: row[key] for key in ("name", "version", "community", "devices")}
    if row.get("privacy") == "none" or row.get("auth") == "none":
        row.pop("privacy_password")
    if row.get("auth") == "none":
        row.pop("auth_password")
    for key in ("auth_password", "privacy_password", "community"):
        if key in row:
            row[key] = lib.secret_file(room, row[key])
    return row


lib.isolate()
lib.hosts({"two.example.com": [SHUT, HARD]})
room = lib.Room()
snmp_daemon.start(room, "hard", [f"udp:{HARD}:161", "udp6:[::1]:161"],
                  users={**snmp_daemon.USERS, "six": snmp_daemon.USERS["good"]})
snmp_daemon.start(room, "open", [f"udp:{OPEN}:161"],
                  [("rocommunity", "public"), ("rwcommunity", "private"),
                   ("rocommunity", "a-long-community-of-the-tests")])
# What may be seen of these is not sysDescr; the last one has a user, but nothing that the user may see without its context.
VIEW = ("view", "some included .1.3.6.1.2.1.25")
snmp_daemon.start(room, "part", [f"udp:{PART}:161"], [VIEW, ("rouser", "good authPriv -V some"), ("rocommunity", "public default -V some")],
                  users={"good": ("SHA-256", "AES", None)})
snmp_daemon.start(room, "part_alone", ["udp:127.161.0.5:161"], [VIEW, ("rouser", "good authPriv -V some")],
                  users={"good": ("SHA-256", "AES", None)})
snmp_daemon.start(room, "context", ["udp:127.161.0.6:161"], [("group", "some usm good"), ("view", "all included .1"),
                  ("access", "some elsewhere usm authPriv exact all none none")], users={"good": ("SHA-256", "AES", None)})
snmp_daemon.start(room, "alone", [f"udp:{ALONE}:161"])
peers = snmp_daemon.Peers()

rows = [record(name, device, **more) for name, more, device, _, _ in ROWS]
rows += [record("peer-" + name, peers.addresses[name], user="good") for name, _, _ in PEERS]
rows += [record("community-" + name, peers.addresses[name], version="v1" if name == "version_2c" else "v2c",
                community="a-long-community-of-the-tests") for name, _ in COMMUNITIES]
rows.append({**record("several", HARD, user="good"), "devices": [HARD, OPEN, SHUT]})

# Six devices of one engine id behind one address, two of them in turn, two whose count of restarts
# goes back; and one that was started anew once, which is nobody's fault.
twins = [snmp_daemon.start_twin(room, f"twin{n}", f"127.161.5.{2 + n}", 100 * n + 1) for n in range(6)]
CLOCKS = [("six", twins, False, "fail", "does not keep still"), ("in_turn", twins, True, "fail", "does not keep still"),
          ("back", twins[1::-1], True, "fail", "does not keep still"), ("once", twins[:2], False, "pass", "is answered")]
for number, (name, upstreams, around, _, _) in enumerate(CLOCKS):
    # Each test has its own: two that ask side by side would take turns of one another.
    for network, kind, more in ((6, "clock-", {}), (7, "wrong-", {"auth_password": WRONG})):
        address = f"127.161.{network}.{1 + number}"
        snmp_daemon.Twins((address, 161), upstreams, around)
        rows.append(record(kind + name, address, user="good", **more))
site = lib.Site(room, lib.records("snmp", rows))
results = site.probe("snmp")
found = {result["path"].split(".")[1]: result for result in results}

for name, _, _, verdict, words in ROWS:
    lib.expect(name, found[name], verdict, [words])
for name, verdict, words in PEERS:
    lib.expect(name, found["peer-" + name], verdict, [words])
for name, words in COMMUNITIES:
    lib.expect("community " + name, found["community-" + name], "fail", [words])
for name, _, _, verdict, words in CLOCKS:
    lib.expect("clock " + name, found["clock-" + name], verdict, [words])
    lib.expect("clock " + name + ", wrong password", found["wrong-" + name], "fail",
               ["the authentication password is wrong"])
several = [result["verdict"] for result in results if result["path"] == "snmp.several"]
if several != ["pass", "fail", "unreachable"]:
    lib.fail(f"several: {several}")

# What snmpd logs of a test in which all is right; of one in which a password is wrong, that.
log = (room / "alone/log").read_text()
lib.logged("snmpd", log, "Connection from UDP")
strange = [line for line in log[log.index("Connection from UDP"):].splitlines() if not line.startswith("Connection from UDP: ")]
if strange:
    lib.fail(f"snmpd logs more than the manual says: {strange}")
lib.logged("snmpd", (room / "hard/log").read_text(), "Authentication failed")

# What the user has for net-snmp's own programs does not count, and nothing is left behind.
mine = room / "mine"
mine.mkdir()
(mine / "snmp.conf").write_text("defVersion 1\nclientaddr 127.9.9.9\ndumpPacket yes\n")
before = sorted(os.listdir("/var/lib/snmp"))
result = site.probe("snmp.good", environment={
    "SNMPCONFPATH": str(mine), "SNMP_PERSISTENT_DIR": str(room / "left"), "HOME": str(room / "home"),
    "MIBS": "ALL", "MIBDIRS": "/usr/share/snmp/mibs"})[0]
lib.expect("environment", result, "pass")
if (room / "left").exists() or (room / "home").exists() or sorted(os.listdir("/var/lib/snmp")) != before:
    lib.fail("the library left files behind")

# What a device says of itself comes through, but tamed; and nothing of ours does.
if found["good"]["facts"].get("snmp.device") != "A printer of the tests":
    lib.fail(f"good: {found['good']['facts']}")
if not found["hostile"]["facts"].get("snmp.device", "").startswith("?]0;owned??[2J?"):
    lib.fail(f"hostile: {found['hostile']['facts']}")
lib.clean("what is told", str(results), [AUTH, PRIVACY, WRONG])
lib.report()
