#!/usr/bin/env python3
"""RADIUS: freeradius, right and wrong in every way it can be, and peers for what it cannot."""
import lib
import radius_daemon
import radius_peers

WRONG = "not-the-secret-of-this-server-24"
SECRET = radius_daemon.GOOD_SECRET
BLAST = "CVE-2024-3596"

# name, server or peer, what the record says besides, verdict, words of the reason
DAEMON = [
    ("signed", "signed", {}, "pass", ""),
    ("v6", "v6", {"host": "::1"}, "pass", ""),
    ("strict", "strict", {}, "pass", ""),
    ("two", "signed", {"host": "two.example.com"}, "warn", "127.0.0.1 answers, but ::1"),
    ("unsigned", "unsigned", {}, "fail", BLAST),
    ("taken", "taken", {"require_message_authenticator": False}, "fail", "Signed requests"),
    ("secret_wrong", "signed", {"secret": WRONG}, "fail", "shared secret is most likely wrong"),
    ("secret_strict", "strict", {"secret": WRONG}, "unreachable", "shared secret is wrong"),
    ("stranger", "stranger", {}, "unreachable", "not among its clients"),
    ("accounting", "accounting", {}, "fail", "accounting"),
    ("no_status", "no_status", {}, "pass", ""),
    ("no_status_unsigned", "no_status_unsigned", {}, "fail", BLAST),
    ("talkative", "talkative", {}, "pass", ""),
    ("nobody", None, {}, "unreachable", "refused"),
    ("no_name", "signed", {"host": "radius.nowhere.example"}, "unreachable", "name"),
]
# as above, with a test user: what the login step says
LOGINS = [
    ("signed", "pass", ""),
    ("v6", "pass", ""),
    ("strict", "pass", ""),
    ("half", "fail", BLAST),
    ("second_factor", "warn", "more than a password of user alice: Enter the code"),
    ("proxied", "fail", "or the password, or what it asks itself did not answer it, for it took long"),
    ("mute", "unreachable", "not the login of user alice"),
    ("unsigned", "fail", BLAST),
    ("no_status", "pass", ""),
]
DROPPED = "dropped that "
PEERS = [
    ("silent", "unreachable", "no answer from"),
    ("right", "pass", ""),
    ("forged", "fail", "shared secret is most likely wrong"),
    ("forged_first", "warn", DROPPED + "was made with another secret, or forged"),
    ("other_id", "fail", "nothing that counts"),
    ("cut_off", "fail", "nothing that counts"),
    ("cut_later", "fail", "nothing that counts"),
    ("says_more", "fail", "nothing that counts"),
    ("says_less", "fail", "nothing that counts"),
    ("says_huge", "fail", "nothing that counts"),
    ("padded", "pass", ""),
    ("bad_signature", "fail", "shared secret is most likely wrong"),
    ("twice_signed", "fail", "shared secret is most likely wrong"),
    ("short_signature", "fail", "shared secret is most likely wrong"),
    ("empty_attribute", "fail", "nothing that counts"),
    ("long_attribute", "fail", "nothing that counts"),
    ("endless_attributes", "pass", ""),
    ("other_code", "fail", "nothing that counts"),
    ("garbage", "fail", "nothing that counts"),
    ("huge", "fail", "nothing that counts"),
    ("empty", "fail", "nothing that counts"),
    ("flood", "fail", "shared secret is most likely wrong"),
    ("elsewhere", "fail", "answers come from 127.0.0.99"),
    ("lax", "unreachable", "answers a login without a signature, and none with one"),
    ("login_other_id", "fail", "no answer that counts: what came is for another request"),
    ("login_eap", "warn", "the server wants EAP of user alice"),
    ("login_challenge", "warn", "the server wants more than a password of user alice"),
    ("login_no_route", "fail", "has no server for the realm of this user (Error-Cause 502)"),
    ("login_no_room", "warn", "no room for the request now; try again later (Error-Cause 506)"),
    ("login_no_proxy", "fail", "refuses the login of user alice: it is a proxy and got no answer that it could pass on"),
    ("login_full", "warn", "try again later (Error-Cause 506): Later."),
    ("login_odd_cause", "fail", "refuses the login of user alice: Error-Cause 4711"),
    ("login_short_cause", "fail", "refuses user alice or the password"),
    ("no_room", "warn", "one it cannot process (Protocol-Error, RFC 7930): it has no room for the request now"),
    ("other_nas", "fail", "it expects another NAS-Identifier or NAS-IP-Address (Error-Cause 403)"),
    ("status_refused", "warn", "each of which answers something else"),
    ("login_protocol_error", "fail", "no answer that counts: what came calls the request one it cannot process"),
    ("protocol_error", "fail", "answers, but with nothing that counts: what came calls the request one it cannot process"),
    ("status_protocol_error", "warn", "one it cannot process (Protocol-Error, RFC 7930)"),
    ("login_other_code", "fail", "no answer that counts: what came answers something else"),
    ("login_other_secret", "fail", "does not fit, though the shared secret is right"),
    ("login_bad_signature", "fail", "does not fit, though the shared secret is right"),
    ("login_garbage", "fail", "no answer that counts: what came"),
    ("login_two_messages", "fail", "the password: Locked. Ask Petra."),
    ("elsewhere_too", "warn", "from 127.0.0.99, which was not asked, and was dropped"),
]
# what a peer did wrong is told, too
TOLD = {
    "other_id": "is for another request",
    "cut_off": "was cut off",
    "cut_later": "was cut off",
    "says_more": "was cut off",
    "says_less": "lies about its length",
    "says_huge": "lies about its length",
    "bad_signature": "has a wrong signature",
    "twice_signed": "has a wrong signature",
    "short_signature": "has a wrong signature",
    "empty_attribute": "has broken attributes",
    "long_attribute": "has broken attributes",
    "other_code": "answers something else",
    "empty": "was cut off",
}




def record(name, port, host="127.0.0.1", secret=SECRET, **more):
    return {"name": name, "host": host, "port": port, "secret": lib.secret_file(room, secret),
            "timeout": 1, "retries": 1, **more}


def lines():
    """What arrived at the daemons: port, user, password (of a made-up user: any bytes)."""
    return [line for log in asked for line in open(log, errors="replace")]


def probe(names, user=None, password=None):
    login = {"input": password} if user else {}
    results = site.probe(*["radius." + name for name in names], *(["--user", user] if user else []),
                         **login)
    return {result["path"].split(".")[1]: result for result in results}


lib.isolate()
lib.hosts({"two.example.com": ["::1", "127.0.0.1"]})
room = lib.Room()
first = {name: 1812 + 2 * i for i, name in enumerate(radius_daemon.SERVERS)}
second = {name: first.pop(name) for name in radius_daemon.SECOND}
asked = [radius_daemon.start(room, "first", first),
         radius_daemon.start(room, "second", second, status_server=False)]
ports = {**first, **second, None: 9}
peers = radius_peers.Peers(SECRET)

rows = [record(name, ports[server], **more) for name, server, more, _, _ in DAEMON]
logins = [record("login-" + server, ports[server], host="::1" if server == "v6" else "127.0.0.1",
                 timeout=2 if server == "proxied" else 1)  # sent again sooner it keeps a proxy waiting
          for server, _, _ in LOGINS]
logins += [record("peer-" + name, peers.ports[name], retries=0) for name, _, _ in PEERS]
site = lib.Site(room, lib.records("radius", rows + logins))

# Nobody is named, so nobody's login goes anywhere.
found = probe([row["name"] for row in rows])
for name, _, _, verdict, words in DAEMON:
    lib.expect(name, found[name], verdict, [words])
user = f"user={radius_daemon.USER}"
if user in "".join(lines()):
    lib.fail("a login arrived, though no user was given")

lib.logged("freeradius", "".join(lines()), "printseal-probe")

# With a test user, everywhere.
found = probe([row["name"] for row in logins] + ["taken"], radius_daemon.USER, radius_daemon.PASSWORD)
for server, verdict, words in LOGINS:
    lib.expect("login-" + server, found["login-" + server], verdict, [words])
for name, verdict, words in PEERS:
    lib.expect(name, found["peer-" + name], verdict, [words, TOLD.get(name, "")])

for name, cause in (("other_nas", "403"), ("login_no_proxy", "505"), ("login_short_cause", None)):
    if found["peer-" + name]["facts"].get("radius.cause") != cause:
        lib.fail(f"{name}: {found['peer-' + name]['facts']}")
for name in ("status_refused", "status_protocol_error"):
    if "in the server's place" in str(found["peer-" + name]):
        lib.fail(f"{name}: who proved who it is, is accused")

# What arrived where: the login only at servers that had proven themselves, and at the unsigned one
# whose record allows that.
seen = {line.split()[0] for line in lines() if user in line}
wanted = {str(ports[server]) for server in ("signed", "v6", "strict", "half", "second_factor",
                                            "mute", "no_status", "taken", "proxied")}
if seen != wanted:
    lib.fail(f"the login arrived at {seen}, not at {wanted}")
named = b"\x01" + bytes([len(radius_daemon.USER) + 2]) + radius_daemon.USER.encode()
for name, requests in peers.requests.items():
    proven = name.startswith("login_") or name in ("lax", "status_refused", "status_protocol_error", "right", "padded", "forged_first", "endless_attributes",
                      "elsewhere_too")
    if any(named in request for request in requests) != proven:
        lib.fail(f"{name}: the login arrived: {not proven}")

# A wrong password, and the refusal's words, tamed.
found = probe(["login-signed", "talkative"], radius_daemon.USER, "wrong")
lib.expect("refused", found["login-signed"], "fail", ["refuses user alice or the password"])
lib.expect("talkative", found["talkative"], "fail", ["the password: Go away?[2J now"])
lib.report()
