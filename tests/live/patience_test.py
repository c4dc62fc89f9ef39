#!/usr/bin/env python3
"""Peers that are right, but slow, asleep, busy, counted, or at many addresses: nobody is blamed for
what he had no time to say, and what was not seen is told as not seen. All cases wait at the same time."""
import concurrent.futures
import functools
import ssl
import threading
import time

import lib

lib.isolate()
import conversation as strange  # noqa: E402
import late  # noqa: E402
import mail_peers  # noqa: E402
import peers  # noqa: E402
import radius_peers  # noqa: E402
import snmp_daemon  # noqa: E402

room = lib.Room()
root = lib.CA(room, "root", "Root of the tests")
waiting = []  # functions: each waits for a test of its own, and judges it


def case(function, *words):
    waiting.append(functools.partial(function, *words))


TRUST = 'trust : { system_store = false; ca_files = [ "%s" ]; };\n' % root.cert

# ---------------------------------------------------------------- SNMP

snmp_daemon.start(room, "agent", ["udp:127.161.0.1:161"])
snmp_daemon.start(room, "other", ["udp:127.161.0.2:161"])
snmp_daemon.start(room, "lax", ["udp:127.161.0.3:161"], [("rocommunity", "public")])
SNMP = {  # name: when it answers, verdict, words, what else the profile says
    "slow": (lambda *_: 2.5, "pass", "slowly: it took", {}),
    "slow_privacy": (late.encrypted(3), "pass", "but slowly", {}),
    "slow_privacy_wrong": (late.encrypted(0.7), "fail", "the privacy password is wrong",
                           {"privacy_password": "not-the-password-of-these"}),
    "slow_wrong": (lambda *_: 1.5, "fail", "the authentication password is wrong",
                   {"auth_password": "not-the-password-of-these"}),
    "asleep": (late.asleep(6), "pass", "it may have slept", {}),
    "loses": (lambda _, number: None if number in (0, 3, 7, 11) else 0, "pass", "is answered", {}),
    "never": (lambda *_: None, "unreachable", "no answer by SNMP", {}),
    "very_slow": (lambda *_: 6, "warn", "with less than authPriv; it is too slow", {}),
    "too_slow": (lambda *_: 11, "unreachable", "the device is slow, and did not answer user good", {}),
    "loses_half": (lambda _, number: None if number % 2 == 0 else 0, "pass", "is answered", {}),
}


def login(request):
    return (late.snmp_flags(request) or 0) & 1


def once(alike):
    """Loses the first of each of these packets."""
    lost = set()

    def wait(request, _number):
        if not alike(request) or request in lost:
            return 0
        lost.add(request)
        return None
    return wait


def one_by_one(busy=0.02):
    """Takes no question while it answers another one, a little of a second."""
    last = [0.0]

    def wait(_request, _number):
        free, now = time.monotonic() > last[0] + busy, time.monotonic()
        last[0] = now if free else last[0]
        return busy / 2 if free else None
    return wait


LAX = {  # of a device that answers to public, too: when it answers
    "lax_loses": once(lambda request: late.snmp_flags(request) is None),
    "lax_one_by_one": one_by_one(),
    "lax_later": lambda request, _: 0.3 if late.snmp_flags(request) is None else 0,
}
TURNED = {  # name: what becomes of an answer, verdict, words
    "twice": (lambda _, answer: [answer] * 3, "pass", "is answered"),
    "cut": (lambda _, answer: [answer[:-5]], "fail", "not what was asked by SNMP"),
    "cut_login": (lambda request, answer: [answer[:-5] if login(request) else answer], "fail",
                  "but with nothing that counts"),
    "garbage_login": (lambda request, answer: [bytes(80) if login(request) else answer], "fail",
                      "but with nothing that counts"),
    "flipped": (lambda request, answer: [answer[:-1] + bytes([answer[-1] ^ 1]) if login(request) else answer],
                "fail", "but with nothing that counts"),
}
ENGINES = {  # name: which of two devices gets a question, verdict, words
    "engine_once": (lambda number: number > 4, "pass", "is answered"),
}
rows, AGENT = [], ("127.161.0.1", 161)
RELAYS = [(name, more, (AGENT, wait)) for name, (wait, _, _, more) in SNMP.items()]
RELAYS += [(name, {}, (("127.161.0.3", 161), wait)) for name, wait in LAX.items()]
RELAYS += [(name, {}, (AGENT, lambda *_: 0, turn)) for name, (turn, _, _) in TURNED.items()]
RELAYS += [(name, {}, (lambda number, which=which: (f"127.161.0.{1 + which(number)}", 161),))
           for name, (which, _, _) in ENGINES.items()]
for n, (name, more, how) in enumerate(RELAYS):
    address = f"127.161.2.{n + 1}"
    late.Relay((address, 161), *how)
    row = {"name": name, "user": "good", "auth_password": snmp_daemon.AUTH,
           "privacy_password": snmp_daemon.PRIVACY, "devices": [address], **more}
    for key in ("auth_password", "privacy_password"):
        row[key] = lib.secret_file(room, row[key])
    rows.append(row)
config = lib.records("snmp", rows)

# ---------------------------------------------------------------- RADIUS

SECRET = "a-shared-secret-of-the-tests-24"
right = radius_peers.Peers(SECRET)
RADIUS = {  # name: port of the peer, when, verdict, words; the record waits two seconds, three times
    "late": ("right", lambda *_: 3, "warn", "the server is slow: its answer took"),
    "late_always": ("right", lambda *_: 5, "warn", "the server is slow"),
    "late_other": ("forged", lambda *_: 1, "fail", "shared secret is most likely wrong"),
    "loses": ("right", lambda _, number: 0 if number else None, "pass", "answers"),
    "loses_more": ("right", lambda _, number: 0 if number > 3 else None, "pass", "answers"),
    "loses_many": ("right", lambda _, number: 0 if number > 4 else None, "warn", "packets get lost on the way"),
    "never": ("silent", lambda *_: 0, "unreachable", "no answer from"),
}
rows = []
for name, (peer, wait, _, _) in RADIUS.items():
    port = lib.port()
    late.Relay(("127.0.0.1", port), ("127.0.0.1", right.ports[peer]), wait)
    rows.append({"name": name, "host": "127.0.0.1", "port": port, "timeout": 2, "retries": 2,
                 "secret": lib.secret_file(room, SECRET)})
config += lib.records("radius", rows)



def datagrams(site):
    found = {result["path"]: result for result in site.probe("snmp", "radius")}
    for name, (_, verdict, words, *_) in {**SNMP, **TURNED, **ENGINES}.items():
        lib.expect(f"snmp.{name}", found[f"snmp.{name}"], verdict, [words])
    for name in LAX:
        lib.expect(f"snmp.{name}", found[f"snmp.{name}"], "fail", ["answers to the community public"])
    for name, (_, _, verdict, words) in RADIUS.items():
        lib.expect(f"radius.{name}", found[f"radius.{name}"], verdict, [words])
    for name, result in found.items():
        if any("somebody may be answering" in step["text"] for step in result["steps"]):
            lib.fail(f"{name}: somebody is accused of forging")


case(datagrams, lib.Site(room, TRUST + config))

# --timeout is the budget of all of it, to both sides: this device needs more than its section's twenty seconds.
late.Relay(("127.161.3.1", 161), ("127.161.0.1", 161), lambda *_: 6)
late.Relay(("127.0.0.1", 1900), ("127.0.0.1", right.ports["right"]), lambda *_: 9)
slow = lib.Site(room, TRUST + lib.records("snmp", [{
    "name": "slow", "user": "good", "auth_password": lib.secret_file(room, snmp_daemon.AUTH),
    "privacy_password": lib.secret_file(room, snmp_daemon.PRIVACY), "devices": ["127.161.3.1"]}])
    + lib.records("radius", [{"name": "nine", "host": "127.0.0.1", "port": 1900, "timeout": 1,
                              "retries": 0, "secret": lib.secret_file(room, SECRET)}]))


def budget(seconds, expected):
    for result in slow.probe("--timeout", seconds, "snmp", "radius"):
        verdict, words, least = expected[result["path"]]
        lib.expect(f"{result['path']}, of {seconds} seconds", result, verdict, [words])
        if result["ms"] < least:
            lib.fail(f"{result['path']}, of {seconds} seconds: it took {result['ms']} ms: nothing was waited for")


case(budget, 50, {"snmp.slow": ("pass", "but slowly: it took", 20000),
                   "radius.nine": ("warn", "the server is slow", 9000)})
case(budget, 2, {"snmp.slow": ("unreachable", "within 2 seconds", 0),
                  "radius.nine": ("unreachable", "no answer from", 0)})

# ---------------------------------------------------------------- few connections

twenty = [f"127.0.8.{n + 1}" for n in range(20)]
names = {"busy.example.com": ["127.0.7.1"], "off.example.com": ["127.0.7.9"], "meanwhile.example.com": ["127.0.7.3"],
         "mail.example.com": ["127.0.7.2"], "twenty.example.com": twenty,
         "stray.example.com": [f"127.0.9.{n + 1}" for n in range(20)], "half.example.com": ["127.0.10.1", "127.0.10.2"],
         "eighty.example.com": [f"127.0.11.{n + 1}" for n in range(80)]}
lib.hosts(names)
busy = root.issue("busy", ["busy.example.com", "meanwhile.example.com"])
mail = root.issue("mail", ["mail.example.com"])


def one(rules, least=0):
    """A printer's page, for one at a time; those after `least` connections (0: none) are hung up on."""
    made = peers.context(busy, **rules)

    def serve(connection, number):
        if least and number >= least:
            return
        try:
            with made.wrap_socket(connection, server_side=True) as secure:
                serve.finished.append(number)
                if secure.recv(4096).startswith(b"GET "):
                    secure.sendall(peers.PAGE)
                    secure.unwrap()
        except (ssl.SSLError, ConnectionError):
            pass
    serve.finished = []  # handshakes, by connection
    return serve


BUSY = {  # name: how, verdict, words, tls.accepts (None: not known)
    "one_by_one": (one({}), "pass", "the web page answers", ""),
    "one_by_one_old": (one({"low": "1.0"}), "warn", "still accepts TLS 1.0, TLS 1.1",
                       "TLS 1.0, TLS 1.1"),
    "counted": (one({}, 1), "warn", "not found out: whether the other end still accepts TLS 1.0",
                None),
}
rows, servers = [], {}
for n, (name, (how, _, _, _)) in enumerate(BUSY.items()):
    port = lib.port()
    servers[name] = late.OneByOne(how, port, "127.0.7.1")
    rows.append({"name": name, "host": "busy.example.com", "port": port})

SMTP = {"extensions": ("STARTTLS",), "after": ("AUTH PLAIN",)}


def counted(number, refuse):
    """Serves so many connections; to more it says what a mail server says that counts them."""
    seen = []

    def talk(c):
        seen.append(c)
        if len(seen) > number:
            refuse(c)
        else:
            mail_peers.smtp(c, **SMTP)
    talk.seen = seen
    return talk


def too_many(c):
    c.say("421 4.7.0 mail.example.com Error: too many connections from you")


def tarpit(c):
    c.until_left()


def screened(c):
    """postscreen: a first line at once, the rest after six seconds, as its default is."""
    c.say("220-mail.example.com ESMTP")
    strange.time.sleep(6)
    mail_peers.smtp(c, greeting=("220 mail.example.com ESMTP",), **SMTP)


MAIL = {  # name: talk, verdict, words, tls.accepts, connections at most
    "421": (counted(1, too_many), "warn", "not found out", None, 2),
    "421 at the fourth": (counted(3, too_many), "warn", "not found out: whether the server obeys", "", 4),
    "tarpit": (counted(1, tarpit), "warn", "not found out", None, 4),
    "fine": (counted(99, too_many), "warn", "should be tls", "", 4),
    "postscreen": (screened, "warn", "is logged in", None, 9),
}


def mail_server(name, port):
    talk, verdict, words, accepts, most = MAIL[name]
    peer = strange.Peer(talk, "127.0.7.2", port, (mail.chain, mail.key))
    site = lib.Site(room, TRUST + 'smtp : { enabled = true; host = "mail.example.com"; port = %d; '
                    'security = "starttls"; auth = "password"; user = "me"; password = "%s"; };\n'
                    % (port, lib.secret_file(room, "a-password-of-the-mail-server")))
    result = site.probe("--timeout", 15, "smtp")[0]
    lib.expect(f"mail: {name}", result, verdict,
               [words] if words != "is logged in" else [])
    if words == "is logged in" and not any(words in step["text"] for step in result["steps"]):
        lib.fail(f"mail: {name}: no login\n{lib.said(result)}")
    if name != "postscreen" and result["facts"].get("tls.accepts") != accepts:
        lib.fail(f"mail: {name}: accepts {result['facts'].get('tls.accepts')}, not {accepts}")
    if hasattr(talk, "seen") and len(talk.seen) > most:
        lib.fail(f"mail: {name}: {len(talk.seen)} connections")
    if name == "fine" and sum(b"QUIT" in part for parts in peer.got.values() for part in parts) < 2:
        lib.fail(f"mail: connections are left without a word: {peer.got}")


for name in MAIL:
    case(mail_server, name, lib.port())


def mailbox(protocol, talk, begin, leave, verdict, words, port):
    """Each connection that TLS came about on is left by the protocol's own word: the login, and the question
    that is taken; two more are refused in the handshake."""
    peer = strange.Peer(talk, "127.0.7.2", port, (mail.chain, mail.key))
    site = lib.Site(room, TRUST + 'inbox : { enabled = true; protocol = "%s"; host = "mail.example.com"; port = %d; '
                    'security = "starttls"; user = "me"; password = "%s"; };\n'
                    % (protocol, port, lib.secret_file(room, "a-password-of-the-mail-server")))
    lib.expect(f"mailbox: {protocol}", site.probe("--timeout", 15, "inbox")[0], verdict, [words])
    connections = sum(begin in part for part in peer.got[False])
    left = sum(leave in part for part in peer.got[True])
    if connections > 4 or left != 2:
        lib.fail(f"mailbox: {protocol}: {connections} connections, {left} left in good order: {peer.got}")


case(mailbox, "imap", mail_peers.imap, b"STARTTLS", b"LOGOUT\r\n", "warn", "should be tls", lib.port())
case(mailbox, "pop3", mail_peers.pop3, b"STLS", b"QUIT\r\n", "fail", "to be avoided", lib.port())


def busy_printers(site):
    found = {result["path"].split(".")[1]: result for result in site.probe("--timeout", 20, "printers")}
    for name, (how, verdict, words, accepts) in BUSY.items():
        lib.expect(name, found[name], verdict, [words])
        if found[name]["facts"].get("tls.accepts") != accepts:
            lib.fail(f"{name}: accepts {found[name]['facts'].get('tls.accepts')}, not {accepts}")
        if how.finished != [0]:  # what is only asked ends at the choice: no work on keys there
            lib.fail(f"{name}: handshakes that were finished: {how.finished}")


case(busy_printers, lib.Site(room, TRUST + lib.records("printers", rows)))

# A machine that is off has not refused what it was asked.
keep_off = late.dead("127.0.7.9", 443), late.Relay(("127.0.7.9", 161), AGENT, lambda *_: None)


def off(site):
    result = site.probe("--timeout", 4, "printers")[0]
    lib.expect("off", result, "unreachable", ["not found out: whether anything answers by SNMP"])
    if "snmp.open" in result["facts"] or any("nothing answers by SNMP" in step["text"] for step in result["steps"]):
        lib.fail(f"off: {lib.said(result)}")


case(off, lib.Site(room, TRUST + lib.records("printers", [{"name": "off", "host": "off.example.com"}])))

# SNMP is asked before the page is there, and answers while it is looked at: that is no slow device.
asked, page = threading.Event(), one({})
late.Relay(("127.0.7.3", 161), AGENT, lambda *_: asked.set() or 0)


def after_snmp(connection, _):
    """A page that takes its time, and none before SNMP was asked."""
    if asked.wait(20):
        strange.time.sleep(2.5)
        page(connection, 0)


def meanwhile(site):
    result = site.probe("--timeout", 20, "printers")[0]
    lib.expect("meanwhile", result, "pass", ["user good is answered"])
    if any("slowly" in step["text"] for step in result["steps"]):
        lib.fail(f"meanwhile: {lib.said(result)}")


late.OneByOne(after_snmp, 443, "127.0.7.3")
case(meanwhile, lib.Site(room, TRUST + lib.records("snmp", [{
    "name": "poll", "user": "good", "auth_password": lib.secret_file(room, snmp_daemon.AUTH),
    "privacy_password": lib.secret_file(room, snmp_daemon.PRIVACY)}])
    + lib.records("printers", [{"name": "meanwhile", "host": "meanwhile.example.com", "snmp": "poll"}])))

# ---------------------------------------------------------------- many addresses

pair = root.issue("twenty", ["twenty.example.com", "stray.example.com", "half.example.com",
                             "eighty.example.com"])
old = root.issue("old", ["stray.example.com"], start=-30, end=-1)
for address in twenty + names["eighty.example.com"]:
    peers.Peer(peers.tls(pair), 8093, address)
for n, address in enumerate(names["stray.example.com"]):
    peers.Peer(peers.tls(old if n == 14 else pair), 8093, address)
keep = late.dead("127.0.10.1", 8093)
peers.Peer(peers.tls(pair), 8093, "127.0.10.2")


def central(name, host, options, verdict, words, among=()):
    """among: what is told, too, whatever the verdict of that step."""
    site = lib.Site(room, TRUST + 'central : { enabled = true; host = "%s"; port = 8093; };\n' % host)
    result = site.probe(*options, "central")[0]
    lib.expect(name, result, verdict, words)
    for text in among:
        if not any(text in step["text"] for step in result["steps"]):
            lib.fail(f"{name}: nothing says {text}\n{lib.said(result)}")


case(central, "twenty addresses", "twenty.example.com", (), "pass", ["127.0.8.1, 127.0.8.2", "127.0.8.20"])
case(central, "the fifteenth is another", "stray.example.com", (), "fail", ["at 127.0.9.15: "])
case(central, "the first is dead", "half.example.com", ("--timeout", 4), "warn",
     ["but not 127.0.10.1, which the name stands for as well"], ["TLS 1.3"])
case(central, "eighty addresses", "eighty.example.com", ("--timeout", 20), "warn",
     ["has 80 addresses; 16 of them are not tried"])

with concurrent.futures.ThreadPoolExecutor(len(waiting)) as pool:
    for future in [pool.submit(one_of_them) for one_of_them in waiting]:
        future.result()
lib.report()
