"""ldap against slapd and directories that no daemon would be: one record each, all in one call."""
import functools

import lib

lib.isolate()
import conversation as strange  # noqa: E402
import slapd_daemon as ldap  # noqa: E402
from wrong import FINDINGS, WEAK, Wrong, expect_finding  # noqa: E402

FINDINGS = {**FINDINGS, **WEAK}
BAD = [kind for kind in FINDINGS if kind != "good"]
PASSWORD = "a-password-of-the-reader"
room = lib.Room()
wrong = Wrong(room)
names, daemons, peers, cases = {}, {}, {}, {}


def daemon(name, kind="good", **how):
    address = f"127.0.1.{len(daemons) + 1}"
    names[f"{name}.example.com"] = [address]
    certificate = wrong.files(kind, f"{name}.example.com") if kind else None
    daemons[name] = ldap.Slapd(str(room / name), address, PASSWORD, certificate, **how)
    lib.await_port(389, address)


def case(name, at, port, verdict, *words, finding=None, **settings):
    """at: the name of a daemon; a right login unless settings say otherwise."""
    rows = {"type": "openldap", "host": f"{at}.example.com", "security": "tls", "validate": "true",
            "base_dn": ldap.BASE, "bind_dn": ldap.READER, "password": PASSWORD, **settings}
    cases[name] = (rows, port, verdict, words, finding)


def peer(name, talk, verdict, *words, how=None, **settings):
    port = lib.port()
    peers[name] = strange.Peer(functools.partial(talk, **(how or {})), "127.0.6.1", port, peer_pair)
    secret = f"a-password-of-{name}"
    case(name, "peer", port, verdict, *words, **{"password": secret, **settings})


START, NONE = "starttls", "none"
names["peer.example.com"] = ["127.0.6.1"]
peer_pair = wrong.files("good", "peer.example.com")
daemon("good")
daemon("anybody", access=ldap.ANYBODY)
daemon("blind", access=ldap.LOGIN_ONLY)
daemon("strict", settings="security simple_bind=128")
daemon("strictest", settings="security ssf=512")
daemon("clear", kind=None)
daemon("mutual", settings="TLSVerifyClient demand\nTLSCACertificateFile %s" % wrong.root.cert)
daemon("old", versions="+VERS-TLS1.1:+VERS-TLS1.0")
daemon("older", versions="+VERS-TLS1.3:+VERS-TLS1.2:+VERS-TLS1.1:+VERS-TLS1.0")
daemon("refers", settings="referral ldap://other.example.com")
daemon("nobind", settings="disallow bind_simple")
for kind in BAD:
    daemon(kind, kind)

case("right", "good", 636, "pass", "is logged in", "can be read", finding="")
case("wrong_password", "good", 636, "fail", "wrong user or password", password="not the password")
case("wrong_name", "good", 636, "fail", "wrong user or password", bind_dn=f"cn=nobody,{ldap.BASE}")
case("wrong_base", "good", 636, "fail", "reading the base", "no such entry",
     base_dn="dc=nowhere,dc=com")
case("no_name", "good", 636, "fail", "no login name is set", bind_dn="", password=None)
case("other_base", "refers", 636, "fail", "reading the base: the directory points to another server",
     "it points to ldap://other.example.com/dc=nowhere,dc=com", base_dn="dc=nowhere,dc=com")
case("anonymous", "anybody", 636, "warn", "anybody may read the base", bind_dn="", password=None)
case("anonymous_too", "anybody", 636, "warn", "anybody may read the base")
case("blind", "blind", 636, "fail", "reading the base")
case("no_simple_login", "nobind", 636, "fail", "refuses the login")
case("strict", "strict", 636, "pass", "can be read")
case("strictest", "strictest", 636, "fail", "demands a stronger encryption than this connection has (result 13, stronger confidentiality required)")
case("start_tls", "good", 389, "fail", "StartTLS works, but the guide forbids it", security=START)
case("start_tls_not_there", "clear", 389, "fail", "does not offer StartTLS", "nothing was sent",
     security=START)
case("start_tls_at_tls", "good", 636, "fail", "TLS from the first byte", security=START)
case("tls_at_plain", "good", 389, "fail", "speaks LDAP unencrypted")
case("plain", "good", 389, "fail", "choose no encryption", "no login was tried",
     "takes logins unencrypted", security=NONE)
case("plain_strict", "strict", 389, "fail", "demands encryption or signing (result 13)",
     security=NONE)
case("plain_anonymous", "anybody", 389, "fail", "anybody may read the base", security=NONE)
case("plain_at_tls", "good", 636, "fail", "TLS from the first byte", security=NONE)
case("wants_certificate", "mutual", 636, "fail", "client certificate")
case("old_versions", "old", 636, "fail", "TLS 1.2")
case("older_too", "older", 636, "warn", "TLS 1.0")
for kind in BAD:
    case(f"tls_{kind}", kind, 636, "fail", finding=FINDINGS[kind])
    case(f"start_{kind}", kind, 389, "fail", finding=FINDINGS[kind], security=START)
case("not_validated", "expired", 636, "fail", "no login was tried", validate="false")
case("closed", "good", 4711, "unreachable", "refused")
case("no_such_host", "nowhere", 636, "unreachable", "name")

d, ds = ldap.directory, ldap.directory_tls
peer("stripped", d, "fail", "does not offer StartTLS", "somebody on the way", how={"start": 2},
     security=START)
peer("injected", d, "fail", "somebody on the way injects", "nothing was sent", security=START,
     how={"behind": ldap.message(1, ldap.result(ldap.BIND_ANSWER))})
peer("signing", d, "fail", "demands encryption or signing (result 8)", how={"signing": True},
     security=NONE)
for code, words in (("52e", "wrong user or password"), ("533", "disabled"), ("775", "locked"),
                    ("532", "password has expired"), ("701", "account has expired"),
                    ("773", "must be changed"), ("525", "no such account")):
    text = f"80090308: LdapErr: DSID-0C09, comment: AcceptSecurityContext error, data {code}, v4f7c"
    peer(f"ad_{code}", ds, "fail", words, how={"login": (49, text.encode())})
peer("ad_signing", ds, "fail", "TLS ends before it, in a proxy", how={"login": (8, b"00002028: LdapErr")})
for name, code, text, words in (
        ("channel_binding", 49, "80090346: LdapErr: DSID-0C0906AF, comment: AcceptSecurityContext error, data 80090346, v4563",
         "channel binding"),
        ("novell_locked", 49, "NDS error: login lockout (-197)", "locked after too many"),
        ("novell_expired", 49, "NDS error: bad password (-222)", "the password has expired"),
        ("novell_wrong", 49, "NDS error: failed authentication (-669)", "wrong user or password"),
        ("389_locked", 19, "Exceed password retry limit. Please try later.", "locked after too many"),
        ("global_catalog", 53, "00002035: LdapErr: DSID-0C090C43, comment: Operation not allowed through GC port, data 0",
         "port of the global catalog"),
        ("own_words", 53, "unauthenticated bind (DN with no password) disallowed", "the directory refuses the login (result 53"),
        ("old_version", 2, "requested protocol version not allowed", "an older LDAP only")):
    peer(name, ds, "fail", words, how={"login": (code, text.encode())})
peer("base_busy", ds, "warn", "too busy; try again later", how={"base": 51})
peer("base_gone", ds, "warn", "not available now", how={"base": 52})
peer("start_tls_busy", d, "fail", "too busy to begin TLS", how={"start": 51}, security=START)
peer("start_tls_elsewhere", d, "fail", "StartTLS: the directory points to another server", how={"start": 10}, security=START)
peer("start_tls_error", d, "fail", "StartTLS: the directory has an internal error", how={"start": 80}, security=START)
peer("base_behind_proxy", ds, "fail", "reading the base: the directory demands an encrypted connection though this one is",
     how={"base": 13})
peer("stronger", ds, "fail", "demands a stronger encryption than this connection has", how={"login": (13, b"stronger confidentiality required")})
peer("start_tls_uncertified", d, "fail", "it has no certificate", how={"start": 52}, security=START)
peer("closes_at_login", ldap.closes_at_login, "fail", "the login: waiting for the directory's answer: the other end closed")
peer("busy", ds, "warn", "too busy", how={"login": (51, b"")})
ELSEWHERE = b"ldaps://dc2.corp.example.com/dc=corp"
peer("base_elsewhere", ds, "fail", "reading the base: the directory points to another server", f"it points to {ELSEWHERE.decode()})",
     how={"base": 10, "refers": (ELSEWHERE, b"ldap://third/")})
peer("base_is_reference", ds, "fail", "reading the base: the directory points to another server", "it points to ldap://dc2/",
     how={"instead": (b"ldap://dc2/", b"ldap://dc3/")})
peer("login_elsewhere", ds, "fail", "points to another server", "it points to ldap://?[2Jevil/[...])",
     how={"login": (10, b"no"), "refers": (b"ldap://\033[2Jevil/a-password-of-login_elsewhere",)})
peer("start_tls_points", d, "fail", "StartTLS: the directory points to another server", "it points to ldaps://dc2", security=START,
     how={"start": 10, "refers": (ELSEWHERE,)})
peer("no_uri", ds, "fail", "not followed (result 10)", how={"base": 10, "refers": (b"",)})
peer("elsewhere", ds, "fail", "points to another server", how={"login": (10, b"")})
peer("odd_result", ds, "fail", "result 99, go ?[2Jaway", how={"login": (99, b"go \033[2Jaway")})
peer("base_refused", ds, "fail", "no right to read it", how={"base": 50})
peer("root_refused", ds, "pass", "can be read", how={"root_code": 1})
peer("two_gigabytes", ds, "fail", "longer than it may be", how={"lie": b"\x30\x84\x7f\xff\xff\xff"})
peer("indefinite", ds, "fail", "longer than it may be", how={"lie": b"\x30\x80"})
peer("lies_within", ds, "fail", "cannot be understood",
     how={"lie": b"\x30\x0c\x02\x01\x01\x65\x07\x0a\x01\x00\x04\x7f\x04\x00"})
peer("not_asked", ds, "fail", "was not asked", how={"lie": ldap.message(77, ldap.result(0x65))})
for name, code, verdict, words in (
        ("goodbye", 52, "warn", "the directory is not available now; try again later (result 52, closing)"),
        ("goodbye_busy", 51, "warn", "the directory is too busy; try again later (result 51, closing)"),
        ("goodbye_malformed", 2, "fail", "the directory calls our request malformed (result 2, closing)")):
    peer(name, ds, verdict, "the directory closed the session: " + words,
         how={"lie": ldap.message(0, ldap.result(0x78, code, b"closing"))})
peer("goodbye_at_login", ds, "warn", "the login: the directory closed the session: the directory is not available now",
     "you sent [...]", how={"leaves": 52})
peer("web_server", strange.inside_tls(strange.says("HTTP/1.1 400 Bad Request")), "fail",
     "not an LDAP server")
peer("endless", strange.inside_tls(strange.endless(ldap.message(1, ldap.entry("dc=x")))), "fail",
     "never ends")
peer("endless_zeros", strange.inside_tls(strange.endless(bytes(1000))), "fail", "not an LDAP server")
peer("silent", strange.silent, "unreachable", "silent", security=START)
peer("silent_tls", strange.silent_tls, "unreachable", "silent")
peer("drips", strange.inside_tls(strange.drips(ldap.message(1, ldap.entry("dc=x")) * 100)),
     "unreachable", "not done when the time was over")
peer("cut", strange.resets, "fail", security=START)
peer("closes", strange.closes, "fail", security=START)

# ---------------------------------------------------------------- the run

lib.hosts(names)


def record(name):
    rows, port = cases[name][:2]
    rows = dict(rows)
    secret = rows.pop("password")
    lines = [f'{key} = {value};' if value in ("true", "false") else f'{key} = "{value}";'
             for key, value in rows.items()]
    if secret:
        path = room / f"{name}.secret"
        path.write_text(secret)
        lines.append(f'bind_password = "file:{path}";')
    return f'{{ name = "{name}"; port = {port}; {" ".join(lines)} }}'


site = lib.Site(room, wrong.trust() + "ldap = ( %s );" % ",\n".join(map(record, cases)))
# By hand, for no command leaves a login without its password.
conf = site.folder / "etc/current/printseal.conf"
text = conf.read_text()
start = text.index('name = "right";')
block = text[text.rindex("{", 0, start):text.index("}", start) + 1]
conf.write_text(text.replace(block, block + ",\n" + block.replace('"right"', '"no_password"')))
case("no_password", "good", 636, "warn", "a name alone is not a login", password="")

# What libraries would obey: none of it counts.
(room / ".ldaprc").write_text("TLS_REQCERT never\nURI ldap://127.0.0.1:1\n")
environment = {"LDAPTLS_REQCERT": "never", "LDAPURI": "ldap://127.0.0.1:1", "HOME": str(room.path),
               "LDAPTLS_CACERT": str(wrong.stranger.cert), "SSL_CERT_FILE": str(wrong.stranger.cert)}
# What ends by its time alone gets little of it, and all else more than it needs.
slow = [name for name, case in cases.items() if case[2] == "unreachable" and name != "no_such_host"]
results = {}
for seconds, some in ((4, slow), (30, [name for name in cases if name not in slow])):
    told = site.probe("--timeout", seconds, *[f"ldap.{name}" for name in some],
                      environment=environment)
    results.update({r["path"].split(".")[1]: r for r in told})
for name, (rows, port, verdict, words, finding) in cases.items():
    lib.expect(f"ldap: {name}", results[name], verdict, words)
    if finding is not None:
        expect_finding(name, results[name], finding)
for name, vendor in {"right": "OpenLDAP", "base_refused": "Peer"}.items():
    if results[name]["facts"].get("ldap.vendor") != vendor:
        lib.fail(f"facts: {results[name]['facts']}")
if results["right"]["facts"].get("ldap.contexts") != ldap.BASE:
    lib.fail(f"facts: {results['right']['facts']}")
if results["base_is_reference"]["facts"].get("ldap.referral") != "ldap://dc2/":
    lib.fail(f"facts: {results['base_is_reference']['facts']}")
for d in daemons.values():
    d.stop()

lib.logged("slapd", daemons["good"].log(), "TLS negotiation failure")

# ---------------------------------------------------------------- who heard a name or a password


def binds(name):
    return daemons[name].log().count(f'BIND dn="{ldap.READER}" method=128')


for kind in BAD + ["clear", "mutual", "old"]:
    if "BIND dn=\"cn=reader" in daemons[kind].log():
        lib.fail(f"{kind}: a login was tried")
for name, times in {"good": 4, "anybody": 1, "blind": 1, "strict": 1}.items():
    if binds(name) != times:
        lib.fail(f"{name}: {binds(name)} logins were tried, not {times}")
for name, p in peers.items():
    lib.clean(name, p.clear(), [cases[name][0]["password"]])
    sent = cases[name][0]["password"].encode() in p.everything()
    login = any(s["step"] == "login" and not s["text"].startswith("no login")
                for s in results[name]["steps"])
    if sent != login:
        lib.fail(f"{name}: the password was {'' if sent else 'not '}sent")
lib.report()
