#!/usr/bin/env python3
"""A site for terminal/discover: two domain controllers and a mail server that answer over TLS, and no login.

site.py FOLDER: certificates come from there (site.pem, site.key); FOLDER/ready is there once all listen."""
import pathlib
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "live"))
import conversation  # noqa: E402
import slapd_daemon as ldap  # noqa: E402

BASE = "DC=corp,DC=example,DC=com"
folder = pathlib.Path(sys.argv[1])
pair = (str(folder / "site.pem"), str(folder / "site.key"))


def controller(c):
    c.tls()
    while True:
        number, kind, _ = ldap.request(c)
        if kind == ldap.UNBIND:
            return
        rows = {"defaultNamingContext": [BASE], "namingContexts": [BASE],
                "supportedCapabilities": ["1.2.840.113556.1.4.800"]}
        c.raw(ldap.message(number, ldap.entry("", **rows)))
        c.raw(ldap.message(number, ldap.result(ldap.SEARCH_END)))


def submission(c):
    c.tls()
    c.say("220 mail.corp.example.com ESMTP")
    while not c.line().upper().startswith("QUIT"):
        c.say("250-mail.corp.example.com", "250 AUTH PLAIN")
    c.say("221 bye")


def imap(c):
    c.tls()
    c.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready")
    while True:
        tag, command = (c.line().split(" ", 1) + [""])[:2]
        if command.upper().startswith("CAPABILITY"):
            c.say("* CAPABILITY IMAP4rev1 AUTH=PLAIN")
        if command.upper().startswith("LOGOUT"):
            c.say("* BYE")
        c.say(f"{tag} OK done")


for talk, address, port in ((controller, "127.0.9.1", 636), (controller, "127.0.9.2", 636),
                            (submission, "127.0.9.3", 465), (imap, "127.0.9.3", 993)):
    conversation.Peer(talk, address, port, pair)
(folder / "ready").touch()
threading.Event().wait()
