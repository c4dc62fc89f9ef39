#!/usr/bin/env python3
"""Accounts, names and servers that are right in a way that is not the usual one, and each fault in its
own words: names of Active Directory, two certificates behind one name, TLS that ends in a proxy, a
context, a view, a password in decomposed Unicode."""
import itertools
import socket
import threading

import lib

lib.isolate()
import conversation as strange  # noqa: E402
import mail_peers  # noqa: E402
import peers  # noqa: E402
import slapd_daemon  # noqa: E402
import snmp_daemon  # noqa: E402
import web_peers  # noqa: E402

room = lib.Room()
root = lib.CA(room, "root", "Root of the tests")
TRUST = 'trust : { system_store = false; ca_files = [ "%s" ]; };\n' % root.cert
HOSTS = {"print.example.com": ["127.0.0.1"], "ad.example.com": ["127.0.13.1"],
         "proxy.example.com": ["127.0.13.2"], "mail.example.com": ["127.0.13.3"]}
lib.hosts(HOSTS)
pairs = {name: root.issue(name, [f"{name}.example.com"]) for name in ("ad", "proxy", "mail", "print")}
again = root.issue("print2", ["print.example.com"])
other = root.issue("other", ["elsewhere.example.com"])
PASSWORD = "a-password-of-the-reader"

# ---------------------------------------------------------------- Active Directory's names


def ber(tag, *parts):
    inside = b"".join(parts)
    return bytes([tag, len(inside)]) + inside


def directory(c):
    """LDAP by hand: any search finds one entry; a bind succeeds for three spellings of one account."""
    c.tls()
    right = False
    while True:
        data = c.more()
        at = 2 + (data[1] & 0x7f if data[1] & 0x80 else 0)  # messageID: of any size
        end = at + 2 + data[at + 1]
        number, kind = data[at + 2:end], data[end]
        if kind == 0x60:
            right = any(name in data for name in (b"\x04\x17reader@corp.example.com", b"\x04\x0bCORP\\reader"))
            code, text = (0, b"") if right else (49, b"80090308: LdapErr: DSID-0C09044E, data 52e, v3839")
            c.raw(ber(0x30, ber(2, number), ber(0x61, ber(10, bytes([code])), ber(4), ber(4, text))))
        elif kind == 0x63:
            if right:
                c.raw(ber(0x30, ber(2, number), ber(0x64, ber(4, b"dc=corp"), ber(0x30))))
            c.raw(ber(0x30, ber(2, number), ber(0x65, ber(10, b"\0"), ber(4), ber(4))))
        else:
            return


strange.Peer(directory, "127.0.13.1", 636, (pairs["ad"].chain, pairs["ad"].key))
slapd_daemon.Slapd(str(room / "slapd"), "127.0.13.9", PASSWORD,
                   (str(pairs["ad"].chain), str(pairs["ad"].key)),
                   settings="security simple_bind=128")
lib.await_port(389, "127.0.13.9")


def proxy(c):
    """TLS ends here; slapd behind sees none."""
    c.tls()
    with socket.create_connection(("127.0.13.9", 389)) as behind:
        def back():
            try:
                while data := behind.recv(65536):
                    c.raw(data)
            except OSError:
                pass
        threading.Thread(target=back, daemon=True).start()
        while True:
            behind.sendall(c.more())


strange.Peer(proxy, "127.0.13.2", 636, (pairs["proxy"].chain, pairs["proxy"].key))


def account(name, bind, host="ad", **more):
    return {"name": name, "type": "ad", "host": f"{host}.example.com", "base_dn": "dc=corp",
            "bind_dn": bind, "bind_password": lib.secret_file(room, PASSWORD), **more}


LDAP = [
    (account("upn", "reader@corp.example.com"), "pass", ["reader@corp.example.com is logged in"]),
    (account("down_level", "CORP\\reader"), "pass", ["CORP\\reader is logged in"]),
    (account("wrong", "nobody@corp.example.com"), "fail", ["wrong user or password", "data 52e, v3839"]),
    (account("proxy", slapd_daemon.READER, "proxy", type="openldap", base_dn=slapd_daemon.BASE), "fail",
     ["TLS ends before it, in a proxy or load balancer"]),
]
site = lib.Site(room, TRUST + lib.records("ldap", [row for row, _, _ in LDAP]))
for (row, verdict, words), result in zip(LDAP, site.probe("ldap")):
    lib.expect("ldap: " + row["name"], result, verdict, words)
    if row["name"] == "wrong" and "data 52e" not in result["facts"].get("login.said", ""):
        lib.fail(f"ldap: the directory's words: {result['facts']}")

# ---------------------------------------------------------------- two certificates, one name


def rest(first, second):
    """A load balancer: one connection here, the next one there."""
    port, turns = lib.port(), itertools.cycle((first, second))
    serve = {pair: web_peers.over(pair, "token") for pair in (first, second)}
    peers.Peer(lambda peer, connection: serve[next(turns)](peer, connection), port)
    site = lib.Site(room, 'server : { fqdn = "print.example.com"; };\n' + TRUST +
                    f"tls : {{ https_port = {port}; }};\n"
                    'rest = ( { name = "app"; client_id = "01234567-89ab-cdef-0123-456789abcdef"; '
                    'scopes = [ "jobs", "printers" ]; grant = "client_credentials"; } );\n',
                    {"rest.app.secret": "a-secret-of-the-application"})
    return site.probe("rest.app")[0]


result = rest(pairs["print"], again)
lib.expect("two valid certificates", result, "pass", ["gives a token", "several servers answer"])
result = rest(pairs["print"], other)
lib.expect("one valid, one not", result, "fail", ["another certificate of the same name: "])
if any("gives a token" in step["text"] for step in result["steps"]):
    lib.fail("the secret went to a server whose certificate will not do")

# ---------------------------------------------------------------- mail: our name, a decomposed password

REFUSAL = ("535-5.7.8 Not accepted. For more,\r\n"
           "535 5.7.8 ask\x07 Petra, not pa\u0308ssword-with-an-accent").encode().decode("latin-1")
peer = strange.Peer(lambda c: mail_peers.smtps(c, login=REFUSAL), "127.0.13.3", 465,
                    (pairs["mail"].chain, pairs["mail"].key))
for secret, words in (("pa\u0308ssword-with-an-accent", "decomposed"),
                      ("p\u00e4ssword-with-an-accent", "wrong user or password")):
    site = lib.Site(room, TRUST + 'smtp : { enabled = true; host = "mail.example.com"; user = "me"; '
                    'auth = "password"; };\n', {"smtp.password": secret})
    result = site.probe("smtp")[0]
    lib.expect("mail: " + words, result, "fail", [words])
    told = result["facts"].get("login.said", "")
    if told.replace("[...]", secret) != "535 5.7.8 Not accepted. For more, ask? Petra, not pa\u0308ssword-with-an-accent":
        lib.fail(f"mail: the server's words: {told}")
    lib.clean("mail: the server's words", str(result), ["pa\u0308ssword-with-an-accent"][:words == "decomposed"])
    if words != "decomposed" and any("decomposed" in step["text"] for step in result["steps"]):
        lib.fail("mail: a composed password is called decomposed")
if b"EHLO print.example.com\r\n" not in peer.everything():
    lib.fail(f"mail: we do not say our name: {peer.everything()}")

# ---------------------------------------------------------------- SNMP: a view, a context

folder = room / "views"
folder.mkdir()
(folder / "agent.conf").write_text(
    "agentAddress udp:127.161.0.1:161\nview none included .1.3.6.1.6\nview all included .1\n"
    "rouser noview authPriv -V none\n"
    "group printing usm wants\naccess printing printer usm priv exact all none none\n")
(folder / "snmpd.conf").write_text("".join(
    f"createUser {user} SHA-256 {snmp_daemon.AUTH} AES {snmp_daemon.PRIVACY}\n" for user in ("noview", "wants")))
room.start(["snmpd", "-f", "-C", "-c", f"{folder}/agent.conf,{folder}/snmpd.conf", "-LF", "6",
            f"{folder}/log", "-I", "-smux"],
           env={**lib.os.environ, "SNMP_PERSISTENT_DIR": str(folder), "MIBS": ""})
lib.await_words(folder / "log", "NET-SNMP version")
site = lib.Site(room, TRUST + lib.records("snmp", [
    {"name": user, "user": user, "devices": ["127.161.0.1"],
     "auth_password": lib.secret_file(room, snmp_daemon.AUTH),
     "privacy_password": lib.secret_file(room, snmp_daemon.PRIVACY)} for user in ("noview", "wants")]))
found = {result["path"]: result for result in site.probe("snmp")}
lib.expect("a view without anything", found["snmp.noview"], "fail", ["its access or view leaves that out"])
lib.expect("wants a context", found["snmp.wants"], "fail", ["context"])
lib.report()
