"""RADIUS servers that no daemon can be made to be: liars, forgers, floods, silence. Each is a function
from a request to the datagrams that come back."""
import hashlib
import hmac
import os
import selectors
import socket
import struct
import threading

ACCEPT, REJECT, CHALLENGE, STATUS, SIGNATURE = 2, 3, 11, 12, 80


def attribute(kind, value):
    return bytes([kind, len(value) + 2]) + value


def answer(request, secret, code=ACCEPT, attributes=b"", signed=True, ident=None, length=None):
    """Right in every way that is not asked to be wrong."""
    if signed:
        attributes += attribute(SIGNATURE, bytes(16))
    ident = request[1] if ident is None else ident
    length = 20 + len(attributes) if length is None else length
    head = struct.pack(">BBH", code, ident, length)
    if signed:
        code = hmac.new(secret, head + request[4:20] + attributes, "md5").digest()
        attributes = attributes[:-16] + code
    return head + prove(request, secret, head, attributes) + attributes


def prove(request, secret, head, attributes):
    return hashlib.md5(head + request[4:20] + attributes + secret).digest()


def reproved(request, secret, datagram):
    """The same bytes with a fitting Response Authenticator: what lies behind it gets looked at."""
    head, attributes = datagram[:4], datagram[20:]
    return head + prove(request, secret, head, attributes) + attributes


def bad_signature(request, secret):
    right = answer(request, secret)
    return [reproved(request, secret, right[:-1] + bytes([right[-1] ^ 1]))]


def twice_signed(request, secret):
    return [answer(request, secret, attributes=attribute(SIGNATURE, bytes(16)))]


def short_signature(request, secret):
    return [answer(request, secret, attributes=attribute(SIGNATURE, bytes(15)), signed=False)]


def empty_attribute(request, secret):
    return [answer(request, secret, attributes=b"\x12\x00" + bytes(30), signed=False)]


def long_attribute(request, secret):
    return [answer(request, secret, attributes=b"\x12\xff" + bytes(30), signed=False)]


def endless_attributes(request, secret):
    return [answer(request, secret, attributes=b"\x1a\x02" * 2020)]


def cause(number):
    """Error-Cause: RFC 5176 3.5."""
    return attribute(101, number.to_bytes(4, "big"))


USER = b"\x01\x07alice"


def at_login(then):
    """Right, but for the login of the test user."""
    return lambda request, secret: then(request, secret) if USER in request else [answer(request, secret)]


PEERS = {
    "login_other_id": at_login(lambda request, secret: [answer(request, secret, ident=request[1] ^ 0x54)]),
    "login_other_code": at_login(lambda request, secret: [answer(request, secret, code=5)]),
    "login_protocol_error": at_login(lambda request, secret: [answer(request, secret, code=52)]),
    "protocol_error": lambda request, secret: [answer(request, secret, code=52)],
    "status_protocol_error": lambda request, secret: [answer(request, secret, code=52 if request[0] == STATUS else ACCEPT)],
    "login_no_route": at_login(lambda request, secret: [answer(request, secret, code=52, attributes=cause(502))]),
    "login_no_room": at_login(lambda request, secret: [answer(request, secret, code=52, attributes=cause(506))]),
    "login_no_proxy": at_login(lambda request, secret: [answer(request, secret, code=REJECT, attributes=cause(505))]),
    "login_full": at_login(lambda request, secret: [answer(request, secret, code=REJECT, attributes=cause(506) + attribute(18, b"Later."))]),
    "login_odd_cause": at_login(lambda request, secret: [answer(request, secret, code=REJECT, attributes=cause(4711))]),
    "login_short_cause": at_login(lambda request, secret: [answer(request, secret, code=REJECT, attributes=attribute(101, b"\1"))]),
    "no_room": lambda request, secret: [answer(request, secret, code=52, attributes=cause(506))],
    "other_nas": lambda request, secret: [answer(request, secret, code=52, attributes=cause(403))],
    "login_eap": at_login(lambda request, secret: [answer(
        request, secret, code=CHALLENGE, attributes=attribute(79, b"\1\2\0\6\x0d\x20") + attribute(24, b"state"))]),
    "login_challenge": at_login(lambda request, secret: [answer(request, secret, code=CHALLENGE)]),
    "status_refused": lambda request, secret: [answer(request, secret, code=REJECT if request[0] == STATUS else ACCEPT)],
    "login_other_secret": at_login(lambda request, secret: [answer(request, b"guessed")]),
    "login_bad_signature": at_login(lambda request, secret: bad_signature(request, secret)),
    "login_garbage": at_login(lambda request, secret: [bytes(60)]),
    "login_two_messages": at_login(lambda request, secret: [answer(
        request, secret, code=REJECT, attributes=attribute(18, b"Locked. ") + attribute(18, b"Ask Petra."))]),
    "lax": lambda request, secret: [] if request[20] == SIGNATURE else [answer(request, secret, code=REJECT)],
    "silent": lambda request, secret: [],
    "right": lambda request, secret: [answer(request, secret)],
    "forged": lambda request, secret: [answer(request, b"guessed")],
    "forged_first": lambda request, secret: [answer(request, b"guessed"), answer(request, secret)],
    # The ids of one test differ in their last two bits (radius_send()): this one is no other request's.
    "other_id": lambda request, secret: [answer(request, secret, ident=request[1] ^ 0x54)],
    "cut_off": lambda request, secret: [answer(request, secret)[:12]],
    "cut_later": lambda request, secret: [answer(request, secret)[:-3]],
    "says_more": lambda request, secret: [answer(request, secret, length=4000)],
    "says_less": lambda request, secret: [answer(request, secret, length=4)],
    "says_huge": lambda request, secret: [answer(request, secret, length=65535)],
    "padded": lambda request, secret: [answer(request, secret) + bytes(4000)],
    "bad_signature": bad_signature,
    "twice_signed": twice_signed,
    "short_signature": short_signature,
    "empty_attribute": empty_attribute,
    "long_attribute": long_attribute,
    "endless_attributes": endless_attributes,
    "other_code": lambda request, secret: [answer(request, secret, code=12)],
    "garbage": lambda request, secret: [os.urandom(300) for _ in range(20)],
    "huge": lambda request, secret: [bytes(60000)] * 3,
    "empty": lambda request, secret: [b""] * 3,
    "flood": lambda request, secret: [answer(request, b"guessed")] * 3000,
    "elsewhere": lambda request, secret: [answer(request, secret)],
    "elsewhere_too": lambda request, secret: [answer(request, secret)] * 2,
}


class Peers:
    """All of them, each at a port of its own; `elsewhere` answers from another address,
    `elsewhere_too` first from there."""

    def __init__(self, secret, address="127.0.0.1"):
        self.secret = secret.encode()
        self.requests = {name: [] for name in PEERS}
        self.selector = selectors.DefaultSelector()
        self.ports = {}
        for name in PEERS:
            peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            peer.bind((address, 0))
            self.ports[name] = peer.getsockname()[1]
            self.selector.register(peer, selectors.EVENT_READ, name)
        self.other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.other.bind(("127.0.0.99", 0))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            for key, _ in self.selector.select():
                request, sender = key.fileobj.recvfrom(4096)
                self.requests[key.data].append(request)
                out = self.other if key.data.startswith("elsewhere") else key.fileobj
                for datagram in PEERS[key.data](request, self.secret):
                    out.sendto(datagram, sender)
                    out = self.other if key.data == "elsewhere" else key.fileobj
