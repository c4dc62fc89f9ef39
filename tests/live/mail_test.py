"""smtp, scan and inbox against postfix, dovecot and mail servers that no daemon would be."""
import collections
import concurrent.futures
import functools
import itertools
import queue

import lib

lib.isolate()
import mail_daemon  # noqa: E402
import mail_peers as peers  # noqa: E402
import conversation as strange  # noqa: E402
from wrong import FINDINGS, Wrong, expect_finding  # noqa: E402

BAD = [kind for kind in FINDINGS if kind != "good"]
room = lib.Room()
wrong = Wrong(room)
names = {}


def host(name, address):
    full = f"{name}.example.com"
    names[full] = [address]
    return full


# ---------------------------------------------------------------- daemons

good = wrong.files("good", host("good", "127.0.1.1"))
dovecots = {"127.0.1.1": (good, "")}
postfixes = {("127.0.1.1", 25): (good, {}),
             ("127.0.1.1", 465): (good, {"smtpd_tls_wrappermode": "yes"}),
             ("127.0.1.1", 587): (good, {"smtpd_tls_security_level": "encrypt"})}
for n, kind in enumerate(BAD):
    address = f"127.0.2.{n + 1}"
    pair = wrong.files(kind, host(kind, address))
    dovecots[address] = (pair, "")
    postfixes[address, 465] = (pair, {"smtpd_tls_wrappermode": "yes"})
    postfixes[address, 587] = (pair, {"smtpd_tls_security_level": "encrypt"})

OLD = {"smtpd_tls_ciphers": "low", "smtpd_tls_mandatory_ciphers": "low",
       "tls_low_cipherlist": "ALL:@SECLEVEL=0", "tls_medium_cipherlist": "ALL:@SECLEVEL=0",
       "smtpd_tls_wrappermode": "yes", "smtpd_tls_security_level": "encrypt"}
ODD = {  # name: what postfix is told
    "optional": {},
    "clearauth": {"smtpd_tls_auth_only": "no"},
    "notls": {"smtpd_tls_security_level": "none", "smtpd_tls_auth_only": "no"},
    "strict": {"smtpd_forbid_unauth_pipelining": "yes"},
    "nologin": {"smtpd_sasl_auth_enable": "no"},
    "oauth": {"smtpd_sasl_mechanism_filter": "xoauth2"},
    "loginonly": {"smtpd_sasl_mechanism_filter": "login"},
    "crammed": {"smtpd_sasl_mechanism_filter": "cram-md5"},
    "clientcert": {"smtpd_tls_req_ccert": "yes", "smtpd_tls_security_level": "encrypt"},
    "old": {**OLD, "smtpd_tls_mandatory_protocols": "<=TLSv1.1", "smtpd_tls_protocols": "<=TLSv1.1"},
    "older": {**OLD, "smtpd_tls_mandatory_protocols": ">=TLSv1", "smtpd_tls_protocols": ">=TLSv1"},
    "broken": {},
}
for n, (name, settings) in enumerate(ODD.items()):
    address = f"127.0.3.{n + 1}"
    pair = wrong.files("good", host(name, address))
    postfixes[address, 25] = (None if name == "broken" else pair, settings)
ODD_IMAP = {"imapclear": "disable_plaintext_auth = no\n ssl = yes", "imapnotls": "ssl = no"}
for n, (name, settings) in enumerate(ODD_IMAP.items()):
    address = f"127.0.4.{n + 1}"
    dovecots[address] = (wrong.files("good", host(name, address)), settings)

# Our own listener for scans is postfix, too: at ports of one address.
own = wrong.files("good", host("print", "127.0.5.1"))
own_expired = wrong.files("expired", "print.example.com")
postfixes.update({
    ("127.0.5.1", 25): (own, {"smtpd_tls_security_level": "encrypt"}),
    ("127.0.5.1", 465): (own, {"smtpd_tls_wrappermode": "yes"}),
    ("127.0.5.1", 26): (own, {}),
    ("127.0.5.1", 27): (own, {"smtpd_tls_security_level": "none"}),
    ("127.0.5.1", 28): (own_expired, {"smtpd_tls_security_level": "encrypt"}),
})

# ---------------------------------------------------------------- peers

peer_pair = wrong.files("good", host("peer", "127.0.6.1"))
PEERS = {}


def peer(talk, **how):
    """A peer at a port of its own; by its number in cases."""
    port = lib.port()
    PEERS[port] = strange.Peer(functools.partial(talk, **how) if how else talk, "127.0.6.1", port,
                             peer_pair)
    return port


# ---------------------------------------------------------------- cases
# section, name, host, port, settings, verdict, words; a login is right unless "password" says so. Slow
# is what ends by its time alone: it gets little of it, and all else more than it needs.

cases = []


def case(section, name, at, port, verdict, *words, findings=None, slow=False, **settings):
    cases.append((section, name, at, port, settings, verdict, words, findings, slow))


def smtp(*what, **settings):
    case("smtp", *what, **settings)


def inbox(*what, **settings):
    case("inbox", *what, **settings)


def scan(name, port, *what, **settings):
    case("scan", name, None, port, *what, **settings)


TLS, START, NONE = "tls", "starttls", "none"
smtp("tls", "good", 465, "pass", "is logged in", findings="")
smtp("tls, wrong password", "good", 465, "fail", "wrong user or password", password="not the password")
smtp("tls, no login", "good", 465, "pass", "SMTP answers over TLS", auth="none")
smtp("tls, oauth", "oauth", 25, "warn", "should be tls", security=START, auth="oauth")
smtp("tls, oauth not offered", "good", 465, "fail", "does not offer OAuth", auth="oauth")
smtp("starttls required", "good", 587, "warn", security=START)
smtp("starttls optional", "optional", 25, "warn", security=START)
smtp("starttls, nothing but one by one", "strict", 25, "warn", "should be tls", security=START)
smtp("starttls, login before it", "clearauth", 25, "warn", "before encryption", security=START)
smtp("starttls refused", "broken", 25, "fail", "offers STARTTLS but refuses it", security=START)
smtp("starttls not there", "notls", 25, "fail", "does not offer STARTTLS", security=START)
smtp("none, starttls there", "good", 25, "fail", "no encryption", "offers STARTTLS", security=NONE)
smtp("none, login offered", "notls", 25, "fail", "no login was tried", security=NONE)
smtp("tls at a port for starttls", "good", 587, "fail", "TLS", security=TLS)
smtp("starttls at a port for tls", "good", 465, "fail", "TLS from the first byte", security=START,
     slow=True)
smtp("none at a port for tls", "good", 465, "fail", "TLS from the first byte", security=NONE,
     slow=True)
smtp("no login offered", "nologin", 25, "fail", "offers no login by password", security=START)
smtp("login by LOGIN", "loginonly", 25, "warn", security=START)
smtp("login by CRAM-MD5 alone", "crammed", 25, "fail", "CRAM-MD5", security=START)
smtp("wants a certificate of ours", "clientcert", 25, "fail", "client certificate", security=START)
smtp("old versions alone", "old", 25, "fail", "TLS 1.2")
smtp("old versions, too", "older", 25, "warn", "TLS 1.0")
for kind in BAD:
    smtp(f"tls, {kind}", kind, 465, "fail", findings=FINDINGS[kind])
    smtp(f"starttls, {kind}", kind, 587, "fail", findings=FINDINGS[kind], security=START)
smtp("not validated, expired", "expired", 465, "fail", "no login was tried", validate="false",
     findings=FINDINGS["expired"])
smtp("nobody listens", "good", 4711, "unreachable", "refused")
smtp("no such name", "nowhere", 465, "unreachable", "name")

inbox("tls", "good", 993, "pass", "is logged in", findings="")
inbox("tls, wrong password", "good", 993, "fail", "wrong user or password", password="not it")
inbox("starttls", "good", 143, "warn", security=START)
inbox("starttls, login before it", "imapclear", 143, "warn", "before encryption", security=START)
inbox("starttls not there", "imapnotls", 143, "fail", "does not offer STARTTLS", security=START)
inbox("none", "good", 143, "fail", "no encryption", "no login was tried", security=NONE)
inbox("starttls at a port for tls", "good", 993, "fail", "TLS from the first byte", security=START,
      slow=True)
inbox("tls at a port for starttls", "good", 143, "fail", "TLS")
inbox("pop3", "good", 995, "fail", "POP3", protocol="pop3")
inbox("pop3, wrong password", "good", 995, "fail", "wrong user or password", protocol="pop3",
      password="not it")
inbox("pop3, stls", "good", 110, "fail", "POP3", protocol="pop3", security=START)
inbox("imap at a port for pop3", "good", 995, "fail", "not an IMAP server")
for kind in BAD:
    inbox(f"tls, {kind}", kind, 993, "fail", findings=FINDINGS[kind])
inbox("starttls, expired", "expired", 143, "fail", security=START, findings=FINDINGS["expired"])
inbox("pop3, stls, name", "name", 110, "fail", security=START, protocol="pop3",
      findings=FINDINGS["name"])

scan("tls", 465, "pass", "SMTP answers over TLS")
scan("starttls required", 25, "warn", security=START)
scan("starttls optional", 26, "fail", "taken without it", security=START)
scan("starttls not there", 27, "fail", "does not offer STARTTLS", security=START)
scan("none", 27, "fail", "no encryption", security=NONE)
scan("starttls, expired", 28, "fail", security=START, findings=FINDINGS["expired"])

# Our own listener, when it refuses the sender for another reason: it is not known what it would take.
print_pair = wrong.files("good", "print.example.com")
for title, answer, verdict, words in (
        ("greylisted", "450 4.2.0 greylisted", "warn", "not found out: whether mail is taken without"),
        ("no such sender", "553 5.1.8 no such sender", "warn", "not found out: whether mail is taken without"),
        ("busy at MAIL", "421 4.3.2 busy", "warn", "come back later"),
        ("demands TLS in its own way", "451 5.7.3 STARTTLS is required to send mail", "warn", "should be tls"),
        ("takes it", "250 ok", "fail", "taken without it")):
    at = lib.port()
    PEERS[at] = strange.Peer(functools.partial(peers.smtp, mail=answer), "127.0.5.1", at, print_pair)
    scan(title, at, verdict, words, security=START)
scan("nobody listens", 29, "unreachable", "refused")

six_pair = wrong.files("good", host("six", "::1"))
six = strange.Peer(peers.smtps, "::1", lib.port(), six_pair)
smtp("tls by IPv6", "six", six.server.getsockname()[1], "pass", "is logged in")
PEERS["six"] = six

# One name, two machines: the first is fine, and the second is not.
twin = wrong.files("good", host("twin", "127.0.6.2"))
names["twin.example.com"].append("127.0.6.3")


def twins(**how):
    port = lib.port()
    PEERS[port, 2] = strange.Peer(peers.smtp, "127.0.6.2", port, twin)
    PEERS[port, 3] = strange.Peer(functools.partial(peers.smtp, **how), "127.0.6.3", port, twin)
    return port


smtp("starttls at both", "twin", twins(), "warn", "should be tls", security=START)
smtp("starttls at one", "twin", twins(extensions=()), "fail", "at 127.0.6.3", "STARTTLS",
     security=START)

P = "peer"
smtp("stripped", P, peer(peers.smtp, extensions=("SIZE",)), "fail", "somebody on the way",
     security=START)
smtp("injected", P, peer(peers.smtp, behind=b"250-AUTH PLAIN\r\n"), "fail", "CVE-2011-0411",
     "nothing was sent", security=START)
smtp("obeys what came unencrypted", P, peer(peers.smtp, keep=True), "fail", "obeys commands",
     security=START)
smtp("refuses to serve", P, peer(strange.says("554 no")), "fail", "refuses to serve", security=START)
smtp("busy", P, peer(strange.says("421 busy")), "warn", "come back later", security=START)
smtp("another protocol", P, peer(strange.says("SSH-2.0-OpenSSH_9.2")), "fail", "not an SMTP server",
     security=START)
smtp("colours and NULs", P, peer(strange.says("\033[2J\0\x9b31m")), "fail", "not an SMTP server",
     security=START)
smtp("cut off", P, peer(strange.resets), "fail", security=START)
smtp("closed", P, peer(strange.closes), "fail", "closed", security=START)
smtp("cut off at STARTTLS", P, peer(peers.resets_on("STARTTLS")), "fail", "cut",
     security=START)
smtp("silent", P, peer(strange.silent), "unreachable", "silent", security=START, slow=True)
smtp("silent within TLS", P, peer(strange.silent_tls), "unreachable", "silent", slow=True)
smtp("drips", P, peer(strange.drips(b"220 " + b"." * 1000)), "unreachable", "not done when the time was over",
     security=START, slow=True)
smtp("silent after the greeting", P, peer(strange.says("220 hi")), "unreachable", "fell silent", security=START,
     slow=True)
smtp("plain text where TLS begins", P, peer(peers.speaks_on("STARTTLS")), "fail", "TLS was to begin",
     "what is this?", security=START)
smtp("our name refused", P, peer(peers.smtp, hello="450 4.7.1 <x>: Helo command rejected: Host not found"),
     "fail", "refuses the name that this one gives itself, print.example.com", security=START)
smtp("no EHLO", P, peer(peers.smtp, hello="502 5.5.1 not implemented"), "fail", "knows no EHLO", security=START)
smtp("too many connections", P, peer(strange.says("421 4.7.0 Error: too many connections from you")), "warn",
     "come back later", security=START)
smtp("endless lines", P, peer(strange.endless(b"220-more\r\n")), "fail", "never ends", security=START)
smtp("endless line", P, peer(strange.endless(b"220 more" * 500)), "fail", "far more", security=START)
smtp("endless within TLS", P, peer(strange.inside_tls(strange.endless(b"220-more\r\n"))), "fail",
     "never ends")
smtp("login: not now", P, peer(peers.smtps, login="454 4.7.0 later"), "warn", "try again later")
smtp("login: switched off", P, peer(peers.smtps, login="535 5.7.139 SmtpClientAuthentication is "
     "disabled"), "fail", "switched off logins with a password")
smtp("login: own password", P, peer(peers.smtps, login="534 5.7.9 app password"), "fail",
     "made for this program")
smtp("login: wrong, as Office 365 has it", P, peer(peers.smtps, login="535 5.7.139 Authentication unsuccessful, "
     "the user credentials were incorrect."), "fail", "wrong user or password", "credentials were incorrect")
smtp("login: locked", P, peer(peers.smtps, login="535 5.7.8 authentication failed: account is locked"), "fail",
     "locked or disabled")
smtp("login: too many", P, peer(peers.smtps, login="535 5.7.0 Error: too many failed logins"), "warn",
     "no more logins for now")
smtp("login: closed", P, peer(peers.closes_on("AUTH")), "fail", "the answer to the login: the other end closed")
smtp("login: cut off", P, peer(peers.smtps, login="\0" * 3000), "fail", "far more")
smtp("login: not by PLAIN", P, peer(peers.plain_refused), "pass", "is logged in")
smtp("login: the server's words", P, peer(peers.smtps, login="535 5.7.8 Speak to Petra, room 5"), "fail",
     "Speak to Petra, room 5")
smtp("login: repeats it", P, peer(peers.repeats), "fail", "[...]")
smtp("login: in words", P, peer(peers.login_word), "pass", "is logged in")
smtp("login: asked again", P, peer(peers.login_asked), "pass", "is logged in")
inbox("stripped", P, peer(peers.imap, capabilities="IMAP4rev1"), "fail", "somebody on the way",
      security=START)
inbox("injected", P, peer(peers.imap, behind=b"* CAPABILITY AUTH=PLAIN\r\n"), "fail",
      "CVE-2011-0411", security=START)
inbox("obeys what came unencrypted", P, peer(peers.imap, keep=True), "fail", "obeys commands",
      security=START)
inbox("logged in before TLS", P, peer(peers.imap, greeting="* PREAUTH welcome"), "fail", "PREAUTH",
      security=START)
inbox("logged in already", P, peer(peers.imaps, greeting="* PREAUTH welcome"), "fail", "PREAUTH")
inbox("full", P, peer(strange.inside_tls(strange.says("* BYE full"))), "warn", "refuses to serve")
inbox("no login", P, peer(peers.imaps, after="IMAP4rev1 LOGINDISABLED"), "fail", "offers no login")
inbox("login by the mechanism LOGIN", P, peer(peers.imaps, after="IMAP4rev1 LOGINDISABLED AUTH=LOGIN"), "pass", "is logged in")
inbox("login by the mechanism LOGIN, wrong", P, peer(peers.imaps, after="LOGINDISABLED AUTH=LOGIN", login="NO [AUTHENTICATIONFAILED] no"),
      "fail", "wrong user or password")
inbox("login: wants a certificate of ours", P, peer(peers.imaps, login="NO [ALERT] Client didn't present valid SSL certificate"), "fail",
      "wants a client certificate")
inbox("login by LOGIN", P, peer(peers.imaps, after="IMAP4rev1"), "pass", "is logged in")
inbox("login not by PLAIN", P, peer(peers.imaps, plain="BAD Command received in Invalid state."), "pass",
      "is logged in")
inbox("login not by PLAIN, and wrong", P, peer(peers.imaps, plain="NO [CANNOT] not that", login="NO [AUTHENTICATIONFAILED] no"),
      "fail", "wrong user or password")
inbox("login: a password of its own", P, peer(peers.imaps, login="NO [ALERT] Application-specific password required"),
      "fail", "made for this program")
inbox("login asked for", P, peer(peers.imaps, after="IMAP4rev1 AUTH=PLAIN"), "pass", "is logged in")
inbox("login: not now", P, peer(peers.imaps, login="NO [UNAVAILABLE] later"), "warn",
      "try again later")
inbox("login: no reason", P, peer(peers.imaps, after="AUTH=PLAIN AUTH=XOAUTH2",
                                  login="NO AUTHENTICATE failed."), "fail", "takes OAuth alone")
inbox("login: expired", P, peer(peers.imaps, login="NO [EXPIRED] old"), "fail", "has expired")
inbox("lies about a length", P, peer(peers.imaps, noise=["* X {2000000000}"]), "fail", "never ends")
inbox("endless", P, peer(strange.inside_tls(strange.endless(b"* OK more\r\n"))), "fail", "never ends")
inbox("pop3: stripped", P, peer(peers.pop3, capabilities=("USER",)), "fail", "does not offer STLS",
      protocol="pop3", security=START)
inbox("pop3: injected", P, peer(peers.pop3, behind=b"+OK\r\n"), "fail", "CVE-2011-0411",
      protocol="pop3", security=START)
inbox("pop3: obeys what came unencrypted", P, peer(peers.pop3, keep=True), "fail", "obeys commands",
      protocol="pop3", security=START)
inbox("pop3: wrong password", P, peer(peers.pop3s, login="-ERR [AUTH] no"), "fail", "wrong user or password",
      protocol="pop3")
inbox("pop3: not now", P, peer(peers.pop3s, login="-ERR [SYS/TEMP] later"), "fail",
      "try again later", protocol="pop3")

# ---------------------------------------------------------------- the run

# Each case has a user of its own, whom the daemons know: so their logs say who came.
Case = collections.namedtuple("Case", "section name at port settings verdict words findings slow "
                              "user password")
cases = [Case(*c, f"user{n:03}", f"a-password-of-case-{n:03}") for n, c in enumerate(cases)]
lib.hosts(names)


def rows(c):
    """The settings of a section, and the secret that is given, if any."""
    told = {"enabled": "true", "security": "tls", **c.settings}
    given = told.pop("password", c.password)
    if c.section == "scan":
        return told, None
    told = {"validate": "true", "host": f"{c.at}.example.com", "user": c.user, **told}
    if c.section == "inbox":
        return {"protocol": "imap", **told}, given
    told.setdefault("auth", "password")
    return told, given if told["auth"] == "password" else None


def section(c, folder):
    told, given = rows(c)
    lines = [f"{key} = {value};" if value in ("true", "false") else f'{key} = "{value}";'
             for key, value in told.items()]
    lines.append(f"port = {c.port};")
    if given:
        (folder / c.section).write_text(given)
        lines.append(f'password = "file:{folder / c.section}";')
    return f"{c.section} : {{ {' '.join(lines)} }};\n"


def told_login(result):
    """Was one tried?"""
    return any(s["step"] == "login" and not s["text"].startswith(("no login was", "the server offers"))
               for s in result["steps"])


def one_by_one(turns):
    """A site of its own; each turn is one case of each section, until there are no more."""
    site = lib.Site(room, trust)
    while True:
        try:
            turn = turns.get_nowait()
        except queue.Empty:
            return
        answers = site.folder / "turn.conf"
        answers.write_text("".join(section(c, site.folder) for c in turn))
        site.run("import", "answers", answers)
        seconds = 4 if turn[0].slow else 30
        for c, result in zip(turn, site.probe("--timeout", seconds, *[c.section for c in turn])):
            name = f"{c.section}: {c.name}"
            lib.expect(name, result, c.verdict, c.words)
            if c.findings is not None:
                expect_finding(name, result, c.findings)
            if rows(c)[1]:
                (tried if told_login(result) else silent).append((name, c.user, rows(c)[1]))


def in_turns():
    turns = queue.Queue()
    for slow in (True, False):
        lines = [[c for c in cases if c.section == name and c.slow == slow]
                 for name in ("smtp", "scan", "inbox")]
        for turn in itertools.zip_longest(*lines):
            turns.put([c for c in turn if c])
    return turns


trust = wrong.trust()
tried, silent = [], []
users = {c.user: c.password for c in cases}
dovecot = mail_daemon.Dovecot(str(room / "dovecot"), dovecots, users)
postfix = mail_daemon.Postfix(str(room / "postfix"), str(room / "dovecot/auth"), postfixes)
try:
    lib.await_port(143, "127.0.1.1")
    lib.await_port(28, "127.0.5.1")
    turns = in_turns()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(one_by_one, turns) for _ in range(4)]:
            done.result()
finally:
    postfix.stop()
    dovecot.stop()

# ---------------------------------------------------------------- who heard a password

daemons = dovecot.log() + postfix.log()
lib.logged("postfix", postfix.log(), "lost connection after STARTTLS")
lib.logged("dovecot", dovecot.log(), "unsupported protocol", "no shared cipher")
everything = daemons + "".join(p.everything().decode("latin-1") for p in PEERS.values())
clear = "".join(p.clear().decode("latin-1") for p in PEERS.values())


def heard(user, password, where):
    return any(trace in where for trace in mail_daemon.traces(password, user))


for name, user, password in silent:
    if heard(user, password, everything):
        lib.fail(f"{name}: the password of {user} was sent")
for name, user, password in tried:
    if not heard(user, password, everything):
        lib.fail(f"{name}: the password of {user} was to be sent, and nobody heard it")
    if heard(user, password, clear):
        lib.fail(f"{name}: the password of {user} was sent unencrypted")
if b"EHLO print.example.com\r\n" not in six.everything():
    lib.fail("by IPv6, we do not say who we are")
print(f"{len(tried)} logins were tried, {len(silent)} were not")
lib.report()
