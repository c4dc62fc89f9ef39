"""Holds a certificate against the profile: lint.py KIND CERT [ISSUER]; KIND: root issuing server client.

Reads what `openssl x509` prints, nothing of the program's own code. Says each thing that is wrong;
the status is 1 if anything is. RFC 5280 4.1 and 4.2; CA/Browser Forum Baseline Requirements 7.1.
"""
import re
import subprocess
import sys
import time
from datetime import datetime, timezone

USAGE = {"root": ["Certificate Sign", "CRL Sign"], "issuing": ["Certificate Sign", "CRL Sign"],
         "server": ["Digital Signature"], "client": ["Digital Signature"]}
PURPOSE = {"server": "TLS Web Server Authentication", "client": "TLS Web Client Authentication"}
GOOD_SIGNATURES = re.compile(r"(sha(256|384|512)WithRSAEncryption|ecdsa-with-SHA(256|384|512))$")
LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)$")


def day(text):
    return datetime.strptime(text, "%b %d %H:%M:%S %Y %Z").replace(tzinfo=timezone.utc).timestamp()


class Certificate:
    """What openssl says of one."""

    def __init__(self, file):
        run = subprocess.run(["openssl", "x509", "-in", file, "-noout", "-text", "-serial", "-dates",
                              "-subject", "-nameopt", "utf8,sep_multiline,sname"],
                             check=True, capture_output=True, text=True, encoding="utf-8")
        self.text, facts = run.stdout.split("\nserial=")
        serial, begin, end, self.subject = facts.split("\n", 3)
        self.serial = int(serial, 16)
        self.begin, self.end = day(begin.split("=")[1]), day(end.split("=")[1])
        self.common = re.findall(r"^\s*CN=(.*)$", self.subject, re.M)
        self.extensions = {name: (bool(critical), value.strip()) for name, critical, value in re.findall(
            r"^ {12}(X509v3 [^:]*): ?(critical)? ?\n((?: {16}.*\n)+)", self.text, re.M)}

    def extension(self, name):
        return self.extensions.get("X509v3 " + name, (None, ""))

    def rsa(self):
        return "Public Key Algorithm: rsaEncryption" in self.text

    def key_bits(self):
        return int(re.search(r"Public-Key: \((\d+) bit\)", self.text).group(1))

    def names(self):
        return [name.strip() for name in self.extension("Subject Alternative Name")[1].split(",") if name]


def numbers(cert, _kind, _issuer):
    yield "Version: 3 " in cert.text, "is not of version 3"
    yield 64 <= cert.serial.bit_length() < 160, "its serial has %d bits" % cert.serial.bit_length()
    yield GOOD_SIGNATURES.match(re.search(r"Signature Algorithm: (\S+)", cert.text).group(1)), \
        "its signature is weak"
    yield cert.key_bits() >= (2048 if cert.rsa() else 256), "its key is weak"


def times(cert, _kind, issuer):
    early = time.time() - cert.begin
    yield 60 <= early <= 7200, "it begins %d seconds ago" % early
    yield cert.begin < cert.end <= issuer.end, "it ends later than its issuer"


def uses(cert, kind, _issuer):
    critical, value = cert.extension("Basic Constraints")
    limits = "CA:FALSE" if kind in PURPOSE else "CA:TRUE, pathlen:%d" % (kind == "root")
    yield critical and value == limits, "basic constraints: %s" % value
    critical, value = cert.extension("Key Usage")
    usage = USAGE[kind] + (["Key Encipherment"] if kind == "server" and cert.rsa() else [])
    yield critical and value == ", ".join(usage), "key usage: %s" % value
    critical, value = cert.extension("Extended Key Usage")
    yield value == PURPOSE.get(kind, "") and not critical, "extended key usage: %s" % value
    critical, value = cert.extension("Name Constraints")
    yield not value or (critical and kind not in PURPOSE), "name constraints: %s" % value


def identifiers(cert, kind, issuer):
    own = cert.extension("Subject Key Identifier")[1]
    yield re.match(r"([0-9A-F]{2}:){19}[0-9A-F]{2}$", own), "no subject key identifier"
    above = cert.extension("Authority Key Identifier")[1].replace("keyid:", "")
    expected = issuer.extension("Subject Key Identifier")[1]
    yield above == expected or (kind == "root" and not above), "authority key identifier: %s" % above


def names(cert, kind, _issuer):
    critical, value = cert.extension("Subject Alternative Name")
    hosts = [name[4:] for name in cert.names() if name.startswith("DNS:")]
    yield all(len(common) <= 64 for common in cert.common), "its common name is too long"
    if kind != "server":
        return
    yield hosts, "it names no host: %s" % value
    yield all(LABEL.match(label) for host in hosts for label in host.split(".")), "names: %s" % hosts
    yield all(common in hosts for common in cert.common), "its common name is no alternative name"
    yield bool(critical) == ("=" not in cert.subject.split("\n", 1)[1]), "critical names and a subject"


def unasked(cert, _kind, _issuer):
    known = {"X509v3 " + name for name in (
        "Basic Constraints", "Key Usage", "Extended Key Usage", "Name Constraints",
        "Subject Key Identifier", "Authority Key Identifier", "Subject Alternative Name")}
    others = set(cert.extensions) - known
    yield not others, "nobody asked for %s" % ", ".join(sorted(others))


def main(kind, file, above=None):
    cert = Certificate(file)
    issuer = Certificate(above) if above else cert
    wrong = [why for rule in (numbers, times, uses, identifiers, names, unasked)
             for holds, why in rule(cert, kind, issuer) if not holds]
    for why in wrong:
        print("%s: %s" % (file, why))
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))
