"""snmpd on loopback, as devices with several users; and what no daemon would answer."""
import os
import selectors
import socket
import threading

import late
import lib

AUTH, PRIVACY = "an-authentication-password", "another-password-for-privacy"

# user: algorithms, and the weakest level at which it may read; None: nothing
USERS = {
    "good": ("SHA-256", "AES", "authpriv"),
    "sha1": ("SHA", "AES", "authpriv"),
    "sha224": ("SHA-224", "AES", "authpriv"),
    "sha384": ("SHA-384", "AES", "authpriv"),
    "sha512": ("SHA-512", "AES", "authpriv"),
    "md5": ("MD5", "AES", "authpriv"),
    "des": ("SHA-256", "DES", "authpriv"),
    "aes192": ("SHA-256", "AES-192", "authpriv"),
    "aes256": ("SHA-256", "AES-256", "authpriv"),
    "cisco": ("SHA", "AES-256-C", "authpriv"),
    "lax": ("SHA-256", "AES", "noauth"),
    "middle": ("SHA-256", "AES", "auth"),
    "blind": ("SHA-256", "AES", None),
    "clear": ("SHA-256", None, "auth"),
}


def start(room, name, addresses, communities=(), description="A printer of the tests",
          users=USERS):
    folder = room / name
    folder.mkdir()
    lines = [f"agentAddress {','.join(addresses)}", f"sysDescr {description}"]
    lines += [f"rouser {user} {level}" for user, (_, _, level) in users.items() if level]
    lines += [f"{kind} {what}" for kind, what in communities]
    (folder / "agent.conf").write_text("\n".join(lines) + "\n")
    lines = []
    for user, (auth, privacy, _) in users.items():
        lines.append(f"createUser {user} {auth} {AUTH}" + (f" {privacy} {PRIVACY}" if privacy else ""))
    (folder / "snmpd.conf").write_text("\n".join(lines) + "\n")
    room.start(["snmpd", "-f", "-C", "-c", f"{folder}/agent.conf,{folder}/snmpd.conf", "-LF", "6",
                f"{folder}/log", "-I", "-smux"],
               env={**os.environ, "SNMP_PERSISTENT_DIR": str(folder), "MIBS": ""})
    lib.await_words(folder / "log", "NET-SNMP version")


ENGINE = "0x80001f8804636c757374"


def start_twin(room, name, address, boots):
    """One of several devices of one engine id, started so many times (RFC 3414 2.2): each is right
    by itself, and together they are one whose clock jumps."""
    folder = room / name
    folder.mkdir()
    (folder / "agent.conf").write_text(
        f"agentAddress udp:{address}:161\nexactEngineID {ENGINE}\nrouser good authPriv\n")
    (folder / "snmpd.conf").write_text(
        f"engineBoots {boots}\noldEngineID {ENGINE}\ncreateUser good SHA-256 {AUTH} AES {PRIVACY}\n")
    room.start(["snmpd", "-f", "-C", "-c", f"{folder}/agent.conf,{folder}/snmpd.conf", "-LF", "6",
                f"{folder}/log", "-I", "-smux"],
               env={**os.environ, "SNMP_PERSISTENT_DIR": str(folder), "MIBS": ""})
    lib.await_words(folder / "log", "NET-SNMP version")
    return address, 161


class Twins(late.Relay):
    """Hands every signed request to the next of several devices of one engine id, and stays with
    the last one, or begins anew (around); what is not signed goes where the last one went."""

    def __init__(self, address, upstreams, around=False):
        self.upstreams, self.turn, self.around = upstreams, 0, around
        super().__init__(address, upstreams[0], lambda *_: 0)

    def one(self, request, back, number):
        if (late.snmp_flags(request) or 0) & 1:
            last = len(self.upstreams) - 1
            self.turn = (self.turn + 1) % (last + 1) if self.around else min(self.turn + 1, last)
        self.upstream = self.upstreams[self.turn]
        super().one(request, back, number)


def ber(tag, *parts):
    """As long as it is shorter than 128 bytes, or says so itself."""
    inside = b"".join(parts)
    return bytes([tag, len(inside)]) + inside if len(inside) < 128 else \
        bytes([tag, 0x82]) + len(inside).to_bytes(2, "big") + inside


def response(request, value=b"A forged printer", tag=4, shift=0, error=0):
    """The answer to a question of version 1 or 2c; None to others. shift: added to its id; error: its error-status."""
    if request[4] == 3:
        return None
    size = request[6]
    version, community = request[2:5], request[5:7 + size]
    number = int.from_bytes(request[11 + size:15 + size], "big") + shift
    variable = ber(0x30, bytes.fromhex("06082b06010201010100"), ber(tag, value))
    return ber(0x30, version, community,
               ber(0xA2, ber(2, number.to_bytes(4, "big")), bytes([2, 1, error]) + b"\x02\x01\x00",
                   ber(0x30, variable)))


def only_public(request):
    return [response(request)] if b"public" in request and request[4] != 3 else []


def hostile(request):
    escape = "\033]0;owned\007\033[2J\u202e\n".encode() + bytes(5) + b"\xff" * 40
    return [response(request, escape)] if b"public" in request and request[4] != 3 else []


def long_value(request):
    return [response(request, b"x" * 1400)] if b"public" in request and request[4] != 3 else []


def unknown_engine(request):
    """RFC 3414 3.2, 3: usmStatsUnknownEngineIDs to everything, be it asked by the engine that it names itself."""
    if request[4] != 3 and request[5] != 3:
        return []
    message = request[request.index(b"\x02\x01\x03") + 3:]
    identity = message[4:4 + message[3]]
    engine = ber(4, b"\x80\0\0\0\1tests")
    report = ber(0xA8, b"\x02\x01\x00" * 3, ber(0x30, ber(0x30, ber(6, bytes.fromhex("2b060106030f01010400")), b"\x41\x01\x07")))
    return [ber(0x30, b"\x02\x01\x03", ber(0x30, ber(2, identity), b"\x02\x02\x7f\xff", b"\x04\x01\x00", b"\x02\x01\x03"),
                ber(4, ber(0x30, engine, b"\x02\x01\x05", b"\x02\x01\x64", b"\x04\x00" * 3)),
                ber(0x30, engine, b"\x04\x00", report))]


def lying(request):
    """Lengths that end far outside."""
    right = response(request)
    return [right[:1] + b"\x84\x7f\xff\xff\xff" + right[2:], right[:40], right[:1] + b"\x80"] \
        if right else []


PEERS = {
    "silent": lambda request: [],
    "only_public": only_public,
    "hostile": hostile,
    "long_value": long_value,
    "lying": lying,
    "own_engine": unknown_engine,
    "excepted": lambda request: [response(request, b"", 0x80)] if request[4] != 3 else [],
    "out_of_view": lambda request: [response(request, b"", 0x82)] if request[4] != 3 else [],
    "too_big": lambda request: [response(request, error=1)] if request[4] != 3 else [],
    "general": lambda request: [response(request, error=5)] if request[4] != 3 else [],
    "forbids": lambda request: [response(request, error=16)] if request[4] != 3 else [],
    "other_id": lambda request: [response(request, shift=0x1000)] if request[4] != 3 else [],
    "garbage": lambda request: [os.urandom(200) for _ in range(5)],
    "echo": lambda request: [request],
    "huge": lambda request: [bytes(60000)],
    "flood": lambda request: [os.urandom(50)] * 500,
    "version_1": lambda request: [response(request)] if request[4] == 0 and b"a-long" in request else [],
    "elsewhere": only_public,
    "version_2c": lambda request: [response(request)] if request[4] == 1 and b"a-long" in request else [],
    "only_1": lambda request: only_public(request) if request[4] == 0 else [],
    "only_2c": lambda request: only_public(request) if request[4] == 1 else [],
    "forbids_public": lambda request: [response(request, error=16)] if request[4] == 1 and b"public" in request else [],
}


class Peers:
    """All of them, each at port 161 of an address of its own: {name: address}."""

    def __init__(self, addresses=None):
        self.selector = selectors.DefaultSelector()
        self.addresses = addresses or {name: f"127.161.1.{n + 1}" for n, name in enumerate(PEERS)}
        for name in PEERS:
            peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            peer.bind((self.addresses[name], 161))
            self.selector.register(peer, selectors.EVENT_READ, PEERS[name])
        self.other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)  # elsewhere answers from here
        self.other.bind(("127.161.1.254", 161))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            for key, _ in self.selector.select():
                request, sender = key.fileobj.recvfrom(4096)
                elsewhere = key.fileobj.getsockname()[0] == self.addresses["elsewhere"]
                for datagram in key.data(request):
                    (self.other if elsewhere else key.fileobj).sendto(datagram, sender)
