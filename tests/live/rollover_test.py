#!/usr/bin/env python3
"""secret rollover against freeradius, slapd, dovecot, postfix, a token endpoint and 40 snmpd: anyone who
logs in with what printseal holds for that end never fails, step by step, until the new secrets are in
force; and an end is shown no wrong secret before it has the new one."""
import json
import os
import time

import lib

lib.isolate()
import mail_daemon  # noqa: E402
import peers  # noqa: E402
import radius_daemon  # noqa: E402
import slapd_daemon  # noqa: E402
import snmp_daemon  # noqa: E402
import web_peers  # noqa: E402
from wrong import Wrong  # noqa: E402

DEVICES = 40
room = lib.Room()
wrong = Wrong(room)
names = {"radius.example.com": ["127.0.0.1"], "ldap.example.com": ["127.0.1.1"],
         "mail.example.com": ["127.0.2.1"], "print.example.com": ["127.0.0.1"]}
HTTPS = lib.port()
names |= {f"p{i}.example.com": [f"127.162.0.{i + 1}"] for i in range(DEVICES)}
lib.hosts(names)


def mailbox(section, port, user, password):
    return (f'{section} : {{ enabled = true; host = "mail.example.com"; port = {port}; user = "{user}"; '
            f'password = "{lib.secret_file(room, password)}"; }};\n')


site = lib.Site(room, "trust : { ca_files = [ \"%s\" ]; };\ntls : { https_port = %d; };\n" % (wrong.root.cert, HTTPS) +
    mailbox("smtp", 465, "sender", "the-first-of-the-sender-17") +
    mailbox("inbox", 993, "reader", "the-first-of-the-mailbox-17") + lib.records("rest", [
    {"name": "app", "client_id": "01234567-89ab-cdef-0123-456789abcdef", "scopes": ["jobs", "printers"],
     "secret": "generate"}]) + lib.records("radius", [
    {"name": "hq", "host": "radius.example.com", "port": 1812, "secret": "generate", "timeout": 1, "retries": 0}]) +
    lib.records("ldap", [{"name": "corp", "type": "openldap", "host": "ldap.example.com", "base_dn": slapd_daemon.BASE,
                          "bind_dn": slapd_daemon.READER, "bind_password": lib.secret_file(room, "the-first-of-the-reader-17")}]) +
    lib.records("snmp", [{"name": "floor", "user": "monitor", "auth_password": "generate", "privacy_password": "generate",
                          "devices": [f"p{i}.example.com" for i in range(DEVICES)]}]) +
    lib.records("printers", [{"name": f"p{i}", "host": f"p{i}.example.com"} for i in range(200)]))


# ------------------------------------------------ other ends, with a secret that somebody enters

def secret(path, *more):
    return site.run("secret", "show", path, "--force", *more).stdout.rstrip("\n")


class Radius:
    running = None

    def enter(self, shared):
        if self.running:
            self.running.terminate()
            self.running.wait()
        radius_daemon.GOOD_SECRET = shared
        self.asked = radius_daemon.start(room, f"radius{time.monotonic_ns()}", {"signed": 1812})
        self.running = started()


class Device:
    def __init__(self, number):
        self.address, self.running, self.round = f"udp:127.162.0.{number + 1}:161", None, 0
        self.number = number

    def enter(self, auth, privacy):
        if self.running:
            self.running.terminate()
            self.running.wait()
        self.round += 1
        snmp_daemon.AUTH, snmp_daemon.PRIVACY = auth, privacy
        snmp_daemon.start(room, f"device{self.number}-{self.round}", [self.address],
                          users={"monitor": ("SHA-256", "AES", "authpriv")})
        self.running = started()


class Rest:
    """The print server's own token endpoint."""

    def __init__(self):
        self.context, self.refused = peers.context(wrong.make("good", "print.example.com")), 0
        peers.Peer(self.serve, HTTPS)

    def enter(self, shared):
        self.shared = shared.encode()

    def serve(self, peer, connection):
        with self.context.wrap_socket(connection, server_side=True) as secure:
            asked = web_peers.request(peer, secure)
            self.refused += bool(asked) and self.shared not in asked
            secure.sendall(web_peers.ANSWERS["token" if self.shared in asked else "bad_client"])


class Mail:
    """Two mailboxes: one sends, one is read."""

    def __init__(self, **users):
        pair = wrong.files("good", "mail.example.com")
        self.users, self.folder, self.round = users, str(room / "dovecot"), 0
        self.dovecot = mail_daemon.Dovecot(self.folder, {"127.0.2.1": (pair, "")}, users)
        self.postfix = mail_daemon.Postfix(str(room / "postfix"), self.folder + "/auth", {
            ("127.0.2.1", 465): (pair, {"smtpd_tls_wrappermode": "yes"})})
        lib.await_port(993, "127.0.2.1")
        lib.await_port(465, "127.0.2.1")

    def enter(self, user, password):
        """Another time of the file, for that is what dovecot looks at."""
        self.users[user], self.round = password, self.round + 1
        mail_daemon.write(self.folder + "/users", "".join(f"{u}:{{PLAIN}}{p}::::::\n" for u, p in self.users.items()))
        os.utime(self.folder + "/users", (self.round, self.round))
        second = int(time.time())
        while int(time.time()) == second: # and it looks once a second
            time.sleep(0.05)

    def refused(self):
        return self.dovecot.log().lower().count("password mismatch")

    def stop(self):
        self.postfix.stop()
        self.dovecot.stop()


def started():
    return room.running[-1]


def status(*paths):
    told = json.loads(site.run("secret", "rollover", "--status", "--format", "json", *paths, fine=(0, 1)).stdout)
    return {r["path"]: (r["new"], r["ends"]) for r in told["rollovers"]}


def test(*paths):
    site.run("secret", "rollover", "--test", *paths, fine=(0, 1))
    return status(*paths)


def expect(what, found, want):
    lib.endpoints += 1
    if found != want:
        lib.fail(f"{what}: {found}, not {want}")


def generations():
    return len(site.run("history").stdout.splitlines())


def logins(path, number):
    """Anyone who uses what is in force, as the product does, gets in everywhere."""
    results = site.probe(path)
    expect(f"logins of {path}", [r["reason"] for r in results if r["verdict"] not in ("pass", "warn")], [])
    expect(f"ends of {path}", len(results), number)


radius, devices = Radius(), [Device(i) for i in range(DEVICES)]
radius.enter(secret("radius.hq.secret"))
for device in devices:
    device.enter(secret("snmp.floor.auth_password"), secret("snmp.floor.privacy_password"))
directory = slapd_daemon.Slapd(str(room / "ldap1"), "127.0.1.1", "the-first-of-the-reader-17",
                               wrong.files("good", "ldap.example.com"))
lib.await_port(636, "127.0.1.1")
rest = Rest()
rest.enter(secret("rest.app.secret"))
mail = Mail(sender="the-first-of-the-sender-17", reader="the-first-of-the-mailbox-17")
logins("radius.hq", 1)
logins("ldap.corp", 1)
logins("snmp.floor", DEVICES)
logins("rest.app", 1)
logins("smtp", 1)
logins("inbox", 1)

# ------------------------------------------------ begin: one save for all, nothing changes for anybody

saves = generations()
old = {path: secret(path) for path in ("radius.hq.secret", "rest.app.secret", "snmp.floor.auth_password",
                                            "snmp.floor.privacy_password")}
said = site.run("secret", "rollover", "radius", "ldap", "rest", "smtp", "inbox", "snmp.fl*", "printers").stdout
expect("saves", generations(), saves + 1)
for path in ("ldap.corp.bind_password", "smtp.password", "inbox.password"):
    expect("what others issue waits", f"{path}: is issued by the other end" in said, True)
expect("in force", {path: secret(path) for path in old}, old)
new = {path: secret(path, "--next") for path in old}
expect("next", [path for path in old if new[path] == old[path]], [])
logins("radius.hq", 1)
logins("snmp.floor", DEVICES)
logins("rest.app", 1)
expect("probe says what it tries", "secret rollover --test" in site.run("probe", "radius").stderr, True)
expect("nothing changed there", test("radius", "snmp", "rest"),
       {"radius.hq": (0, 1), "rest.app": (0, 1), "snmp.floor": (0, DEVICES)})
expect("no token refused", rest.refused, 0)
site.run("secret", "rollover", "--switch", "radius", "snmp", "rest", fine=(1,))
expect("no switch yet", {path: secret(path) for path in old}, old)

# ------------------------------------------------ the devices, one by one

for device in devices[:DEVICES - 2]:
    device.enter(new["snmp.floor.auth_password"], new["snmp.floor.privacy_password"])
expect("all but two", test("snmp.floor"), {"snmp.floor": (DEVICES - 2, DEVICES)})
text = site.run("secret", "rollover", "--status", "snmp", fine=(1,)).stdout
expect("in words", "38 of 40 devices have the new secret" in text and "p39.example.com:161: old" in text, True)
check = site.run("check", fine=(0, 1)).stdout
expect("in check", "snmp.floor: 38 of 40 devices have the new secret" in check, True)
site.run("secret", "rollover", "--switch", "snmp", fine=(1,))
for device in devices[DEVICES - 2:]:
    device.enter(new["snmp.floor.auth_password"], new["snmp.floor.privacy_password"])
saves = generations()
site.run("secret", "rollover", "--switch", "snmp")
expect("one save", generations(), saves + 1)
expect("in force", secret("snmp.floor.auth_password"), new["snmp.floor.auth_password"])
logins("snmp.floor", DEVICES)
expect("over", status("snmp"), {})

# ------------------------------------------------ RADIUS, the application and its server, the directory, mail

radius.enter(new["radius.hq.secret"])
away = wrong.root.cert.rename(room / "away")
said = site.run("secret", "rollover", "--test", "radius.hq", fine=(3,))
expect("whom to trust cannot be read", ("trust: " in said.stderr, status("radius")), (True, {"radius.hq": (1, 1)}))
said = site.run("secret", "rollover", "--switch", "radius.hq.secret", fine=(3,))
expect("and the server has it for all that", ("trust: " in said.stderr, "is in force" in said.stdout), (True, True))
away.rename(wrong.root.cert)
expect("in force", secret("radius.hq.secret"), new["radius.hq.secret"])
logins("radius.hq", 1)

rest.enter(new["rest.app.secret"])
site.run("secret", "rollover", "--switch", "rest")
expect("in force", secret("rest.app.secret"), new["rest.app.secret"])
expect("one try with the old one", rest.refused, 1)
logins("rest.app", 1)
expect("no other", rest.refused, 1)

site.run("secret", "rollover", "--next", "ldap.corp.bind_password", input="the-second-of-the-reader-42\n")
logins("ldap.corp", 1)
expect("the directory has the old one", test("ldap"), {"ldap.corp": (0, 1)})
expect("no login failed", directory.log().count("err=49"), 0)
directory.stop()
directory = slapd_daemon.Slapd(str(room / "ldap2"), "127.0.1.1", "the-second-of-the-reader-42",
                               wrong.files("good", "ldap.example.com"))
lib.await_port(636, "127.0.1.1")
site.run("secret", "rollover", "--switch", "ldap")
logins("ldap.corp", 1)

for path, user, tries in (("smtp", "sender", 1), ("inbox", "reader", 2)):
    issued = f"the-second-of-the-{user}-42"
    site.run("secret", "rollover", "--next", path + ".password", input=issued + "\n")
    logins(path, 1)
    expect("the mailbox has the old one", test(path), {path: (0, 1)})
    expect("no login failed", mail.refused(), tries - 1)
    mail.enter(user, issued)
    site.run("secret", "rollover", "--switch", path)
    expect("in force", secret(path + ".password"), issued)
    expect("one try with the old one", mail.refused(), tries)
    logins(path, 1)
    expect("no other", mail.refused(), tries)

# ------------------------------------------------ given up at any point; what cannot be tested

expect("left", set(status()), {f"printers.p{i}" for i in range(200)})
saves = generations()
before = secret("printers.p7.password")
site.run("secret", "rollover", "--give-up", "printers.p7")
site.run("secret", "show", "printers.p7.password", "--force", "--next", fine=(3,))
expect("given up", secret("printers.p7.password"), before)
site.run("secret", "rollover", "--switch", "printers", fine=(1,))
expect("not unseen", generations(), saves + 1)
site.run("secret", "rollover", "--switch", "--force", "printers")
expect("history", generations(), saves + 2)
expect("over", status(), {})
for process in room.running:
    process.kill()
directory.stop()
mail.stop()
for folder in os.listdir(room.path):
    log = room / folder / "log"
    if log.is_file():
        lib.clean(folder, log.read_bytes(), list(old.values()) + list(new.values()))
lib.report()
