"""The TLS examiner against endpoints that are right, wrong in one way each, or hostile."""
import concurrent.futures
import glob
import os
import shutil
import socket
import subprocess
import threading
import time

import lib
import peers

lib.isolate()
NAME = "print.example.com"
room = lib.Room()

# ------------------------------------------------ certificates

root = lib.CA(room, "root", "Example Root")
inter = lib.CA(room, "inter", "Example Issuing", root)
late = lib.CA(room, "late", "Example Late", root)  # its certificate ended, see below
narrow = lib.CA(room, "narrow", "Example Narrow", root,
                       nameConstraints="critical,permitted;DNS:other.example")
gone = lib.CA(room, "gone", "Example Gone", root)
foreign = lib.CA(room, "foreign", "Foreign Root")
lists = lib.port()


def distribution(path):
    return {"crlDistributionPoints": f"URI:http://127.0.0.1:{lists}/{path}"}


good = inter.issue("good", [NAME, "six.example.com", "two.example.com"])
rsa = inter.issue("rsa", [NAME], kind="rsa-2048")
direct = root.issue("direct", [NAME])
cert = {
    "direct": direct,
    "wrong-name": inter.issue("wrong-name", ["other.example.com"]),
    "cn-only": inter.issue("cn-only", [NAME], subjectAltName=None),
    "wildcard": inter.issue("wildcard", ["*.example.com"]),
    "partial": inter.issue("partial", ["pri*.example.com"], subject="x"),
    "deep": inter.issue("deep", ["*.print.example.com"], subject="x"),
    "high": inter.issue("high", ["*.com"], subject="x"),
    "address": inter.issue("address", ["127.0.0.1", NAME]),
    "address-as-name": inter.issue("address-as-name", [NAME], subject="127.0.0.1",
                                   subjectAltName="DNS:127.0.0.1"),
    "expired": inter.issue("expired", [NAME, "two.example.com"], start=-30, end=-1),
    "not-yet": inter.issue("not-yet", [NAME], start=2, end=30),
    "ending": inter.issue("ending", [NAME], start=-360, end=3),
    "client": inter.issue("client", [NAME], extendedKeyUsage="clientAuth"),
    "no-use": inter.issue("no-use", [NAME], extendedKeyUsage=None),
    "CA": inter.issue("CA", [NAME], basicConstraints="critical,CA:TRUE",
                             keyUsage="critical,digitalSignature,keyCertSign"),
    "weak-key": inter.issue("weak-key", [NAME], kind="rsa-1024"),
    "sha1": inter.issue("sha1", [NAME], digest="sha1"),
    "revoked": inter.issue("revoked", [NAME], **distribution("inter.crl")),
    "below-gone": gone.issue("below-gone", [NAME]),
    "below-narrow": narrow.issue("below-narrow", [NAME]),
    "below-late": late.issue("below-late", [NAME]),
    "below-foreign": foreign.issue("below-foreign", [NAME]),
    "fetched": inter.issue("fetched", [NAME], **distribution("inter.crl")),
    "list-missing": inter.issue("list-missing", [NAME], **distribution("nothing")),
    "list-silent": inter.issue("list-silent", [NAME], **distribution("silent")),
    "list-endless": inter.issue("list-endless", [NAME], **distribution("endless")),
    "list-garbage": inter.issue("list-garbage", [NAME], **distribution("garbage")),
    "escape": inter.issue("escape", [NAME], subject="evil\x1b[2Jname"),
}
root.sign("late", "Example Late", late.key, {**lib.CA_EXTENSIONS, "authorityKeyIdentifier": "keyid:always"}, -30, -1)
below_late = cert["below-late"]
below_late.chain.write_text(below_late.cert.read_text() + late.cert.read_text())


def with_chain(name, pair, *others):
    """The same server with another chain."""
    path = room / f"{name}.chain"
    path.write_text("".join(o.cert.read_text() for o in (pair, *others)))
    return lib.Pair(pair.cert, path, pair.key)


alone = lib.CA(room, "alone", NAME, **{**lib.SERVER, "subjectAltName": f"DNS:{NAME}",
                                              "authorityKeyIdentifier": None})
cert["self-signed"] = lib.Pair(alone.cert, alone.cert, alone.key)
cert["no-intermediate"] = with_chain("no-intermediate", good)
cert["with-root"] = with_chain("with-root", good, inter, root)
cert["disorder"] = with_chain("disorder", good, root, inter)
cert["stranger"] = with_chain("stranger", good, inter, foreign)
cert["long-chain"] = with_chain("long-chain", good, *[foreign] * 15, inter)
cert["huge-chain"] = with_chain("huge-chain", good, inter, *[foreign] * 200)

many = [lib.CA(room, f"many{n}", f"Another Root {n}") for n in range(4)] + [foreign, gone]
words = lib.Pair(room / "words.pem", None, None)
words.cert.write_text("-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\nand words\n" + gone.cert.read_text())

inter.revoke(cert["revoked"])
root.revoke(gone)
crls = [inter.crl("inter.crl"), root.crl("root.crl")]
der = lib.openssl("crl", "-in", crls[0], "-outform", "DER", "-out", room / "inter.der")
subprocess.run(["openssl", "genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", "group:modp_1536",
                "-out", str(room / "dh")], check=True, capture_output=True)

# ------------------------------------------------ configurations

TRUST = 'trust : { system_store = %s; ca_files = [ %s ]; crl_files = [ %s ]; };\n'


def trust(CAs=(root,), crls=(), system="false"):
    return TRUST % (system, ", ".join(f'"{a.cert}"' for a in CAs),
                    ", ".join(f'"{c}"' for c in crls))


base = lib.Site(room, trust())

own = lib.Pair(base.cert("server.cer"), room / "own.chain", base.cert("server.key"))
own.chain.write_text(own.cert.read_text() + base.cert("ca-myq.crt").read_text())


def configuration(port, host=NAME, version="1.2", trusted=None):
    return (f'server : {{ fqdn = "{host}"; }};\n' + (trusted or trust()) +
            f'tls : {{ min_version = "{version}"; https_port = {port}; }};\n')


# ------------------------------------------------ endpoints

rows = []


def row(name, serve, verdict, words=(), findings=None, options=(), addresses=("127.0.0.1",), **more):
    """serve: what peers.py has, or None: nobody listens."""
    port = lib.port()
    for i, address in enumerate(addresses if serve else ()):
        each = serve[i] if isinstance(serve, list) else serve
        if each:
            peers.Peer(each, port, address)
    rows.append((name, port, verdict, words, findings, options, more))


def served(name, verdict, words=(), findings=(), **more):
    """A certificate that is served in a good way."""
    row(name, peers.tls(cert[name]), verdict, words, findings, **more)


row("good", peers.tls(good), "pass", ["TLS 1.3", "X25519"], [])
row("good, TLS 1.2", peers.tls(good, high="1.2"), "pass", ["TLS 1.2", "ECDHE"], [])
row("good, RSA", peers.tls(rsa, high="1.2", ciphers="ECDHE+AESGCM"), "pass", ["TLS 1.2"], [])
row("good, IPv6", peers.tls(good), "pass", ["::1"], [], addresses=["::1"], host="six.example.com")
row("the built-in CA's", peers.tls(own), "pass", [], [], trusted=trust([]))
served("direct", "pass")
served("with-root", "pass")
served("disorder", "pass", findings=["cert-chain-disorder"])
served("stranger", "pass", findings=["cert-chain-stranger"])
# Of many CAs those are found that are needed, also where the issuer of one comes before it; and what
# is no certificate in between is no matter.
served("no-intermediate", "pass", findings=None, trusted=trust([*many, root, inter, *many]))
row("good, many CAs", peers.tls(good), "pass", [], [], trusted=trust([*many, words, root]))
row("good, other CAs", peers.tls(good), "fail", ["not among the trusted: CN=Example Root"], ["cert-untrusted", "cert-chain-incomplete"],
       trusted=trust(many))
served("long-chain", "pass", findings=["cert-chain-stranger"])
served("huge-chain", "fail", ["far more than a handshake has"], findings=None)
served("wildcard", "pass", findings=["cert-wildcard"])
served("wrong-name", "fail", [f"does not name {NAME}"], ["cert-name-mismatch"])
served("cn-only", "fail", ["only as common name"], ["cert-no-san"])
served("partial", "fail", [f"does not name {NAME}"], None)
served("deep", "fail", [f"does not name {NAME}"], ["cert-name-mismatch", "cert-wildcard"])
served("high", "fail", [f"does not name {NAME}"], None)
served("address", "pass", host="127.0.0.1")
served("address-as-name", "fail", ["does not name 127.0.0.1"], None, host="127.0.0.1")
served("expired", "fail", ["ended on"], ["cert-expired"])
served("not-yet", "fail", ["begins on"], ["cert-not-yet-valid"])
served("ending", "warn", ["about to expire"], ["cert-expiring"])
served("self-signed", "fail", ["self-signed"],
       ["cert-self-signed", "cert-untrusted", "cert-too-long"])
served("self-signed", "warn", ["it is trusted, but"], ["cert-self-signed", "cert-too-long"], trusted=trust([alone]))
served("below-foreign", "fail", ["not among the trusted: CN=Foreign Root"],
       ["cert-untrusted", "cert-chain-incomplete"])
served("no-intermediate", "fail", ["is missing: CN=Example Issuing"],
       ["cert-untrusted", "cert-chain-incomplete"])
served("client", "fail", ["not for servers"], ["cert-no-server-auth"])
served("no-use", "warn", ["does not say what it is for"], ["cert-no-server-auth"])
served("CA", "fail", ["is a CA's"], None)
served("weak-key", "fail", ["RSA 1024", "too weak"], ["cert-weak-key"])
served("sha1", "fail", ["SHA1, which can be forged"], ["cert-weak-signature"])
served("revoked", "pass")  # nobody was asked
served("revoked", "fail", ["was revoked on"], ["cert-revoked"], trusted=trust(crls=crls))
served("below-gone", "fail", ["chain 1: the certificate was revoked on"], ["cert-revoked"],
       trusted=trust(crls=crls))
served("fetched", "pass", trusted=trust(crls=crls), fact=("cert.revocation", "not on the list"))
served("below-narrow", "fail", ["name constraints"], ["cert-name-constraint"])
served("below-late", "fail", ["chain 1: the certificate ended on"], ["cert-expired"])
served("escape", "pass", ["CN=evil"])

served("direct", "warn", ["list of CN=Example Root is out of date"], [], trusted=trust(crls=[
    root.crl("old.crl", "-crl_lastupdate", lib.day(-9), "-crl_nextupdate", lib.day(-2))]))
served("direct", "warn", ["not all of it is a revocation list"], [], trusted=trust(crls=[root.cert]))

# lists from the distribution point
served("revoked", "fail", ["was revoked on"], ["cert-revoked"], options=["--crl"])
served("fetched", "pass", options=["--crl"], trusted=trust(crls=crls[1:]),
       fact=("cert.revocation", "leaf: not on the list"))
served("list-missing", "warn", ["unknown: http://127.0.0.1", "error"], None, options=["--crl"])
served("list-silent", "warn", ["unknown: http://127.0.0.1", "Timeout"], None, options=["--crl"])
served("list-endless", "warn", ["gives more than 1 MiB"], None, options=["--crl"])
served("list-garbage", "warn", ["does not give a revocation list"], None, options=["--crl"])

# what is agreed on
row("TLS 1.0 alone", peers.tls(good, low="1.0", high="1.0"), "fail", ["TLS 1.0 at best"])
row("TLS 1.1 alone", peers.tls(good, low="1.1", high="1.1"), "fail", ["TLS 1.1 at best"])
row("TLS 1.2, but 1.3 is demanded", peers.tls(good, high="1.2"), "fail", ["TLS 1.2 at best"],
    version="1.3")
row("TLS 1.0, too", peers.tls(good, low="1.0"), "fail", ["still accepts TLS 1.0, TLS 1.1"])
row("TLS 1.2, too, but 1.3 is demanded", peers.tls(good), "fail", ["still accepts TLS 1.2"], version="1.3")
row("TLS 1.3 as demanded", peers.tls(good, low="1.3"), "pass", [], version="1.3")
row("RSA key exchange alone", peers.tls(rsa, high="1.2", ciphers="kRSA"), "warn",
    ["no forward secrecy"])
row("RSA key exchange, too", peers.tls(rsa), "fail", ["still accepts ciphers without forward secrecy"])
row("weak DH", peers.tls(rsa, high="1.2", ciphers="DHE", dh=room / "dh"), "fail",
    ["key exchange is too weak: DH 1536"])
row("no cipher in common", peers.tls(rsa, high="1.2", ciphers="aNULL"), "fail",
    ["refuses the handshake"])
row("client certificate, TLS 1.2", peers.tls(good, high="1.2", client="demanded"), "fail",
    ["wants a client certificate"])
row("client certificate, TLS 1.3", peers.tls(good, client="demanded"), "fail",
    ["wants a client certificate"])
row("client certificate, asked for", peers.tls(good, client="asked"), "pass", [],
    fact=("tls.client_certificate", "asked for"))

# no TLS
row("HTTP", peers.says(b"HTTP/1.1 400 Bad Request\r\n\r\n", wait=True), "fail",
    ["no TLS on this port", "plain text, HTTP"])
row("SMTP", peers.says(b"220 mail.example.com ESMTP\r\n"), "fail",
    ["no TLS on this port", "SMTP", "220 mail.example.com"])
row("IMAP", peers.says(b"* OK ready\r\n"), "fail", ["no TLS on this port", "IMAP"])
row("SSH", peers.says(b"SSH-2.0-OpenSSH_9.2\r\n"), "fail", ["no TLS on this port", "SSH"])
row("escapes", peers.says(b"\x1b[2J\x07\xff evil\r\n"), "fail", ["no TLS on this port", "?[2J?? evil"])
row("garbage", peers.says(bytes(range(200, 256)) * 20), "fail", ["no TLS on this port"])
row("garbage in a record", peers.says(b"\x16\x03\x03\x00\x20" + b"\xee" * 32, wait=True), "fail",
    ["something other than TLS"])
row("lies about its length", peers.says(b"\x16\x03\x03\xff\xff" + b"\x02" * 70000, wait=True), "fail", [])
row("alert: no such name", peers.alert(112), "fail", ["does not know that host name"])
row("alert: version", peers.alert(70), "fail", ["refuses every version"])
row("alert: handshake failure", peers.alert(40), "fail", ["shares no cipher"])
row("alert: internal error", peers.alert(80), "fail", ["an error of its own"])
row("alert: access denied", peers.alert(49), "fail", ["access denied"])
row("closed", peers.closes, "fail", ["cut the connection off"])
row("cut off", peers.cuts, "fail", ["cut the connection off"])
row("cut off at once", peers.cuts_at_once, "fail", ["cut"])
row("silent", peers.silent, "unreachable", ["is silent"], options=["--timeout", "2"], memory=True)
row("slow", peers.slow(b"\x16\x03\x03\x01\x00\x02" + b"\x00" * 300), "unreachable", ["in time"],
    options=["--timeout", "2"], memory=True)
row("endless records", peers.endless(b"\x16\x03\x03\x40\x00\x02\xff\xff\xff" + b"\x00" * 16381), "fail", [],
    memory=True)
row("endless warnings", peers.endless(b"\x15\x03\x03\x00\x02\x01\x00" * 1000), "fail", [], memory=True)
row("endless changes of cipher", peers.endless(b"\x14\x03\x03\x00\x01\x01" * 1000), "fail", [],
    memory=True)
row("endless text", peers.endless(b"x" * 65536, wait=False), "fail", ["no TLS on this port"], memory=True)

# names and addresses
row("nobody listens", None, "unreachable", ["refused: nothing listens"])
row("no such name", None, "unreachable", ["there is no host of that name"], host="nowhere.example.com")
row("one of two addresses", [peers.tls(good), None], "warn", ["127.0.0.2", "but not 127.0.0.2"],
    host="two.example.com", addresses=["127.0.0.1", "127.0.0.2"])
row("another certificate there", [peers.tls(good), peers.tls(cert["expired"])], "fail",
    ["at 127.0.0.2: the certificate ended on"], host="two.example.com",
    addresses=["127.0.0.1", "127.0.0.2"])
row("no TLS there", [peers.tls(good), peers.says(b"220 ready\r\n")], "fail",
    ["at 127.0.0.2: no TLS on this port"], host="two.example.com",
    addresses=["127.0.0.1", "127.0.0.2"])

# what else may not count, or may
served("below-foreign", "fail", ["not among the trusted"], None,
       environment={"SSL_CERT_FILE": str(foreign.cert), "SSL_CERT_DIR": str(room / "store"),
                    "CURL_CA_BUNDLE": str(foreign.cert), "OPENSSL_CONF": str(room / "nothing")})
served("direct", "fail", ["not among the trusted"], None, trusted=trust([], system="true"))
served("below-foreign", "pass", trusted=trust([], system="true"))

# ------------------------------------------------ the machine

room.path.joinpath("store").mkdir()
shutil.copy(foreign.cert, room / "store/foreign.pem")
subprocess.run(["openssl", "rehash", str(room / "store")], check=True, capture_output=True)
subprocess.run(["mount", "--bind", str(room / "store"), "/usr/lib/ssl/certs"], check=True)
lib.hosts({NAME: ["127.0.0.1"], "six.example.com": ["::1"],
           "two.example.com": ["127.0.0.1", "127.0.0.2"]})
peers.Peer(peers.web({"/inter.crl": (room / "inter.der").read_bytes(), "/garbage": b"<html>",
                      "/silent": peers.silent, "/endless": peers.endless(
                          b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 65536, wait=False)}), lists)


def most_memory(stop, most):
    """The peak of every child of a child of this script, in kB."""
    while not stop.is_set():
        for path in glob.glob("/proc/[0-9]*/status"):
            try:
                lines = dict(l.split(":", 1) for l in open(path).read().splitlines() if ":" in l)
            except OSError:
                continue
            if lines["Name"].strip() == "printseal" and "VmHWM" in lines:
                most[0] = max(most[0], int(lines["VmHWM"].split()[0]))
        time.sleep(0.05)


def one(each):
    name, port, verdict, words, findings, options, more = each
    host = more.get("host", NAME)
    site = base.copy(configuration(port, host, more.get("version", "1.2"), more.get("trusted")))
    result = site.probe("tls", *options, environment=more.get("environment"))[0]
    return each, result


stop, most = threading.Event(), [0]
watcher = threading.Thread(target=most_memory, args=(stop, most))
watcher.start()
with concurrent.futures.ThreadPoolExecutor(4) as pool:
    for (name, port, verdict, words, findings, options, more), result in pool.map(one, rows):
        lib.expect(name, result, verdict, words, findings)
        fact, text = more.get("fact", (None, None))
        if fact and text not in result["facts"].get(fact, ""):
            lib.fail(f"{name}: {fact} is {result['facts'].get(fact)}")
        if "\x1b" in str(result):
            lib.fail(f"{name}: an escape sequence came through")
# a name server that is silent
lib.mount("/etc/nsswitch.conf", "hosts: files dns\n")
lib.mount("/etc/resolv.conf", "nameserver 127.0.0.1\n")
silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
silent.bind(("127.0.0.1", 53))
site = base.copy(configuration(1, "nowhere.example.com"))
lib.expect("silent name server", site.probe("tls")[0], "unreachable", ["no name server answers"])

stop.set()
watcher.join()
print(f"most memory of a child: {most[0]} kB")
if not os.environ.get("PRINTSEAL_SANITIZED") and not 0 < most[0] < 32 << 10:
    lib.fail("a child took 32 MiB or more")
lib.report()
