"""slapd on loopback: one process for each way of being right or wrong, for it has one certificate
each. And directories that no daemon would be, byte by byte."""
import os
import subprocess

BASE = "dc=corp,dc=example,dc=com"
READER = f"cn=reader,{BASE}"

CONFIG = """
include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
pidfile {room}/pid
{tls}
{settings}
database ldif
suffix "{base}"
rootdn "cn=admin,{base}"
directory {room}/db
{access}
"""
ACCESS = "access to attrs=userPassword by anonymous auth\naccess to * by users read by anonymous auth"
ANYBODY = "access to attrs=userPassword by anonymous auth\naccess to * by * read"
LOGIN_ONLY = "access to * by anonymous auth by * none"

ENTRIES = """dn: {base}
objectClass: dcObject
objectClass: organization
o: Example
dc: corp

dn: {reader}
objectClass: person
cn: reader
sn: reader
userPassword: {password}
"""


class Slapd:
    """Listens on ldap:// at port 389 and, with a certificate, on ldaps:// at port 636."""

    def __init__(self, room, address, password, certificate=None, settings="", access=ACCESS,
                 versions="+VERS-TLS1.3:+VERS-TLS1.2"):
        self.room = room
        os.makedirs(f"{room}/db")
        tls = ""
        if certificate:
            tls = (f"TLSCertificateFile {certificate[0]}\nTLSCertificateKeyFile {certificate[1]}\n"
                   f"TLSCipherSuite NORMAL:-VERS-ALL:{versions}")
        self.write("slapd.conf", CONFIG.format(room=room, tls=tls, settings=settings, base=BASE,
                                               access=access))
        self.write("entries", ENTRIES.format(base=BASE, reader=READER, password=password))
        subprocess.run(["slapadd", "-f", f"{room}/slapd.conf", "-l", f"{room}/entries"], check=True,
                       capture_output=True)
        urls = f"ldap://{address}:389" + (f" ldaps://{address}:636" if certificate else "")
        self.process = subprocess.Popen(
            ["slapd", "-f", f"{room}/slapd.conf", "-h", urls, "-d", "stats"],
            stderr=open(f"{room}/log", "w"))

    def write(self, name, text):
        with open(f"{self.room}/{name}", "w") as file:
            file.write(text)

    def log(self):
        with open(f"{self.room}/log", errors="replace") as file:
            return file.read()

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


# ---------------------------------------------------------------- BER (X.690), as much as is needed

def tlv(tag, content):
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    return bytes([tag, 0x82]) + size.to_bytes(2, "big") + content


def message(number, operation):
    return tlv(0x30, tlv(2, bytes([number])) + operation)


def referral(*uris):
    """What an LDAPResult has behind its three parts (RFC 4511 4.1.10)."""
    return tlv(0xa3, b"".join(tlv(4, uri) for uri in uris))


def result(tag, code=0, text=b"", refers=()):
    return tlv(tag, tlv(0x0a, bytes([code])) + tlv(4, b"") + tlv(4, text) + (referral(*refers) if refers else b""))


def entry(dn, **attributes):
    rows = [tlv(0x30, tlv(4, name.encode()) + tlv(0x31, b"".join(tlv(4, v.encode()) for v in values)))
            for name, values in attributes.items()]
    return tlv(0x64, tlv(4, dn.encode()) + tlv(0x30, b"".join(rows)))


BIND, SEARCH, EXTENDED, UNBIND = 0x60, 0x63, 0x77, 0x42
BIND_ANSWER, SEARCH_END, EXTENDED_ANSWER = 0x61, 0x65, 0x78
START_TLS = b"1.3.6.1.4.1.1466.20037"


def request(c):
    """One message of a client: its number, what it asks for, and all of its bytes."""
    while len(c.buffer) < 2 or len(c.buffer) < whole(c.buffer):
        c.buffer += c.more()
    size = whole(c.buffer)
    taken, c.buffer = c.buffer[:size], c.buffer[size:]
    at = 2 + (taken[1] & 0x7f if taken[1] > 127 else 0)
    return taken[at + 2], taken[at + 3], taken


def whole(data):
    if data[1] < 128:
        return 2 + data[1]
    more = data[1] & 0x7f
    return 2 + more + int.from_bytes(data[2:2 + more], "big")


def directory(c, start=0, behind=b"", login=(0, b""), signing=False, anonymous=False, base=0,
              root_code=0, lie=None, leaves=0, refers=(), instead=()):
    """A directory in one table: how it answers. login: result and text; base: result after a
    login; refers: the URIs of a result 10; instead: those of references in the place of the base; root_code: result of asking what it is; lie: bytes that answer the first search; leaves: a
    notice of disconnection with that result, and what was sent, in the place of an answer to a login."""
    known = False
    while True:
        number, kind, taken = request(c)
        if kind == EXTENDED:
            c.raw(message(number, result(EXTENDED_ANSWER, start, refers=refers)) + behind)
            if start == 0:
                c.tls()
        elif kind == SEARCH and lie:
            c.raw(lie)
        elif kind == SEARCH:
            about_root = BASE.encode() not in taken
            code = root_code if about_root else base if known else 0 if anonymous else 1
            if instead and not about_root:
                c.raw(b"".join(message(number, tlv(0x73, tlv(4, uri))) for uri in instead))
            elif code == 0:
                rows = {"vendorName": ["Peer"], "supportedLDAPVersion": ["3"]}
                c.raw(message(number, entry("", **rows) if about_root else entry(BASE)))
            c.raw(message(number, result(SEARCH_END, code, refers=refers if code == 10 else ())))
        elif kind == BIND and signing and not c.secure:
            c.raw(message(number, result(BIND_ANSWER, 8, b"00002028: LdapErr: signing")))
        elif kind == BIND and leaves:
            c.raw(message(0, result(0x78, leaves, b"you sent " + taken[taken.index(b"\x80") + 2:])))
        elif kind == BIND:
            known = login[0] == 0
            c.raw(message(number, result(BIND_ANSWER, *login, refers=refers if login[0] == 10 else ())))
        elif kind == UNBIND:
            return


def directory_tls(c, **how):
    c.tls()
    directory(c, **how)


def closes_at_login(c):
    """Answers what is asked before, and hangs up on who logs in."""
    c.tls()
    while True:
        number, kind, _ = request(c)
        if kind == BIND:
            return
        c.raw(message(number, result(SEARCH_END, 1)))
