#!/usr/bin/env python3
"""Name servers that are slow, lose datagrams, cut answers short or do not answer at all: whoever has a
second one, TCP or patience is found; and what got no answer is not called missing."""
import concurrent.futures
import socket
import struct
import threading

import lib

lib.isolate()
import peers  # noqa: E402

room = lib.Room()
root = lib.CA(room, "root", "Root of the tests")
TRUST = 'trust : { system_store = false; ca_files = [ "%s" ]; };\n' % root.cert
ZONE = {"web.example.com": ["127.0.14.1"], "print.example.com": ["127.0.14.2"],
        "many.example.com": [f"127.0.15.{n + 1}" for n in range(40)]}
ZONE["blocked.example.com"] = ["0.0.0.0"]
CODES = {"broken.example.com": 2, "forbidden.example.com": 5}  # SERVFAIL, REFUSED
A, CNAME, PTR, AAAA = 1, 5, 12, 28
ALIASES = {"circle.example.com": "circle2.example.com", "circle2.example.com": "circle.example.com",
           "itself.example.com": "itself.example.com", "dangles.example.com": "gone.example.com",
           "bare.example.com": "empty.example.com",
           **{f"chain{n}.example.com": f"chain{n + 1}.example.com" for n in range(40)}}
ZONE["empty.example.com"] = []


def name_at(data, at):
    """The name there, and where it ends."""
    labels = []
    while data[at]:
        labels.append(data[at + 1:at + 1 + data[at]].decode())
        at += 1 + data[at]
    return ".".join(labels).lower(), at + 1


def wire(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


def aliased(query, name, end, strict):
    """RFC 1034 3.6.2: the chain; strict: none to what asks for addresses, as of servers that find it too long."""
    kind, records, seen = struct.unpack(">H", query[end:end + 2])[0], [], []
    while name in ALIASES and name not in seen and not (kind == CNAME and seen):
        seen.append(name)
        data = wire(ALIASES[name])
        records.append(wire(name) + struct.pack(">HHIH", CNAME, 1, 60, len(data)) + data)
        name = ALIASES[name]
    code = 0 if name in ZONE or name in ALIASES or kind == CNAME else 3
    if strict and kind != CNAME:
        records, code = [], 2
    return query[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, len(records), 0, 0) + query[12:end + 4] + b"".join(records)


def answer(query, cut=False, strict=False):
    """RFC 1035 4.1; cut: no records, and TC."""
    name, end = name_at(query, 12)
    if name in ALIASES:
        return aliased(query, name, end, strict)
    kind = struct.unpack(">H", query[end:end + 2])[0]
    found = [socket.inet_aton(address) for address in ZONE.get(name, [])] if kind == A else []
    known = name in ZONE
    code = CODES.get(name, 0 if known else 3)
    if cut:
        found = []
    flags = 0x8180 | (0x0200 if cut else 0) | code
    head = query[:2] + struct.pack(">HHHHH", flags, 1, len(found), 0, 0)
    return head + query[12:end + 4] + b"".join(
        b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 60, 4) + each for each in found)


class NameServer:
    """how(query, number): seconds until the answer, "cut" for one over TCP only, bytes in its place, None: none; the
    number counts the times that this name and kind was asked for, from 0. stream: TCP, too."""

    def __init__(self, address, how, stream=True):
        self.how, self.asked, self.tcp = how, {}, 0
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((address, 53))
        threading.Thread(target=self.serve, daemon=True).start()
        if stream:
            peers.Peer(self.stream, 53, address)

    def serve(self):
        while True:
            query, back = self.socket.recvfrom(4096)
            question = query[12:]
            number = self.asked.get(question, 0)
            self.asked[question] = number + 1
            how = self.how(query, number)
            if isinstance(how, bytes):
                self.socket.sendto(how, back)
            elif how is not None:
                threading.Timer(0 if isinstance(how, str) else how, self.socket.sendto,
                                (answer(query, how == "cut", how == "strict"), back)).start()

    def stream(self, _, connection):
        self.tcp += 1
        while size := connection.recv(2):
            query = connection.recv(int.from_bytes(size, "big"))
            made = answer(query)
            connection.sendall(struct.pack(">H", len(made)) + made)


def kind_of(query):
    _, end = name_at(query, 12)
    return struct.unpack(">H", query[end:end + 2])[0]


def coded(query, code, record=b""):
    """That code, with one record or none."""
    return query[:2] + struct.pack(">HHHHH", 0x8180 | code, 1, 1 if record else 0, 0, 0) + query[12:] + record


def other_question(query):
    """Of the right number, and of a name that was not asked for."""
    _, end = name_at(query, 12)
    return coded(query[:12] + wire("other.example.com") + query[end:end + 4], 0)


SERVERS = {  # name: address, how
    "fine": ("127.0.53.1", lambda query, number: 0),
    "silent": ("127.0.53.2", lambda query, number: None),
    "loses": ("127.0.53.3", lambda query, number: 0 if number else None),
    "slow": ("127.0.53.4", lambda query, number: 1.5),
    "cuts": ("127.0.53.5", lambda query, number: "cut"),
    "strict": ("127.0.53.7", lambda query, number: "strict"),
    "no_ipv4": ("127.0.53.8", lambda query, number: None if kind_of(query) == A else 0),
    "no_ipv6": ("127.0.53.10", lambda query, number: None if kind_of(query) == AAAA else 0),
    "late": ("127.0.53.11", lambda query, number: 0 if number > 2 else None),
    "no_stream": ("127.0.53.12", lambda query, number: "cut", False),
    "rubbish": ("127.0.53.13", lambda query, number: bytes(40)),
    "other_name": ("127.0.53.14", lambda query, number: other_question(query)),
    "broken": ("127.0.53.15", lambda query, number: coded(query, 0, b"\xc0\x0c\0\1\0\1\0\0\0\x3c\1\x90" + bytes(4))),
    "malformed": ("127.0.53.16", lambda query, number: coded(query, 1)),
    "no_way_back": ("127.0.53.6", lambda query, number: None if kind_of(query) == PTR else 0),
}
servers = {name: NameServer(*how) for name, how in SERVERS.items()}
SERVERS["closed"] = ("127.0.53.99", None)
lib.mount("/etc/nsswitch.conf", "hosts: files dns\npasswd: files\ngroup: files\nservices: files\n")
pair = root.issue("web", list(ZONE))
for address in ["127.0.14.1", *ZONE["many.example.com"]]:
    peers.Peer(peers.tls(pair), 8093, address)

CASES = [  # name servers, host, options, verdict, words
    (["fine"], "web", [], "pass", ["127.0.14.1"]),
    (["silent", "fine"], "web", [], "pass", ["127.0.14.1"]),
    (["silent", "silent", "slow"], "web", ["--timeout", "20"], "pass", ["127.0.14.1"]),
    (["loses"], "web", [], "pass", ["127.0.14.1"]),
    (["slow"], "web", ["--timeout", "20"], "pass", ["127.0.14.1"]),
    (["cuts"], "many", ["--timeout", "20"], "pass", ["and 31 more port 8093"]),
    (["silent"], "web", [], "unreachable", ["no name server answers"]),
    (["fine"], "broken", [], "unreachable", ["the name servers answer, but cannot or will not"]),
    (["fine"], "forbidden", [], "unreachable", ["the name servers answer, but cannot or will not"]),
    (["fine"], "blocked", [], "unreachable", ["give 0.0.0.0"]),
    (["fine"], "nobody", [], "unreachable", ["there is no host of that name"]),
    (["closed"], "web", [], "unreachable", ["no name server answers"]),
    *[([server], host, [], "unreachable", [words]) for server in ("fine", "strict") for host, words in (
        ("circle", "go in a circle"), ("itself", "go in a circle"),
        ("dangles", "is an alias of gone.example.com, and there is no host of that name"),
        ("bare", "is an alias of empty.example.com, which gives no address"),
        ("chain0", "a chain of more than 16 aliases"))],
    (["no_ipv4"], "web", [], "unreachable", ["IPv6 addresses (AAAA), but not the one for IPv4 (A)"]),
    (["no_ipv6"], "empty", [], "unreachable", ["IPv4 addresses (A), but not the one for IPv6 (AAAA)"]),
    (["silent", "no_ipv4"], "web", [], "unreachable", ["IPv6 addresses (AAAA), but not the one for IPv4 (A)"]),
    (["silent", "fine"], "broken", [], "unreachable", ["the name servers answer, but cannot or will not"]),
    (["silent", "strict"], "circle", [], "unreachable", ["go in a circle"]),
    (["no_stream"], "web", [], "unreachable", ["too long for UDP, and none comes by TCP"]),
    (["rubbish"], "web", ["--timeout", "4"], "unreachable", ["with nothing that is an answer of one"]),
    (["other_name"], "web", ["--timeout", "4"], "unreachable", ["with nothing that is an answer of one"]),
    (["broken"], "web", [], "unreachable", ["what they say cannot be understood"]),
    (["malformed"], "web", [], "unreachable", ["the name servers answer, but cannot or will not"]),
    (["late"], "web", [], "unreachable", ["only when they were asked again"]),
]


base = lib.Site(room, TRUST)


def probe(names, text, *words):
    """The result where these are the name servers. Nearly all of the time is waited for them, so tests run side by
    side; a server that counts how often it was asked is that of one case alone."""
    servers = "".join(f"nameserver {SERVERS[name][0]}\n" for name in names)
    return base.copy(TRUST + text).probe(*words, inside=lib.with_file("/etc/resolv.conf", servers))[0]


def one(case):
    names, host, options, _, _ = case
    return case, probe(names, 'central : { enabled = true; host = "%s.example.com"; port = 8093; };\n' % host, *options,
                       "central")


with concurrent.futures.ThreadPoolExecutor(16) as pool:
    no_way_back = pool.submit(probe, ["no_way_back"], "", "--timeout", "30", "server")
    no_server = pool.submit(probe, ["silent"], "", "--timeout", "10", "server")
    for (names, host, _, verdict, words), result in pool.map(one, CASES):
        lib.expect(f"{host} by {', '.join(names)}", result, verdict, words)
        if any("not finished" in step["text"] for step in result["steps"]):
            lib.fail(f"{host} by {', '.join(names)}: the test ran out of time")
if not servers["cuts"].tcp:
    lib.fail("what was cut short is not asked for again by TCP")

# What got no answer is not found out, and not called missing.
result = no_way_back.result()
lib.expect("no way back", result, "warn", ["not found out: whether 127.0.14.2 has a PTR record"])
if any("has no PTR record" in step["text"] for step in result["steps"]):
    lib.fail("a question without an answer is called a record that is missing")
lib.expect("no name server", no_server.result(), "unreachable", ["print.example.com", "no name server answers"])
lib.report()
