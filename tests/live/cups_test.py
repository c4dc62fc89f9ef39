#!/usr/bin/env python3
"""Printers that are a cupsd: IPP over TLS at port 631, beside or instead of IPP without. At addresses that are not of
loopback, for to these cupsd is another: it demands no encryption, and knows no name."""
import subprocess

import lib
import snmp_daemon
import web_daemon

lib.isolate()
room = lib.Room()
root = lib.CA(room, "root", "Root of the tests")
stranger = lib.CA(room, "stranger", "Another root")
ALONE, BOTH = "SSLListen", "Listen"  # BOTH: cupsd hears by the first byte which it is
NEW, NEWEST = "SSLOptions MinTLS1.2", "SSLOptions MinTLS1.3"
DEMANDED = "<Location />\nEncryption Required\nAllow all\n</Location>"
CLEAR = "also answers without TLS, at port 631"


def name_of(printer):
    return printer.replace("_", "-") + ".print.example.com"


def good(printer, **how):
    return root.issue(printer, [name_of(printer)], **how)


# printer: certificate (None: none), how it listens, what else it is told, profile, verdict, what is said, what is not
CASES = {
    "alone": (good, ALONE, NEW, "poll", "pass", ["the web page answers", "user good is answered"], [CLEAR, "still accepts"]),
    "newest": (good, ALONE, NEWEST, "poll", "pass", ["the web page answers", "TLS 1.3"], [CLEAR, "still accepts"]),
    "rsa": (lambda p: good(p, kind="rsa-2048"), ALONE, NEW, "poll", "warn", ["ciphers without forward secrecy"],
            [CLEAR, "TLS 1.0"]),
    "default": (good, BOTH, "", "poll", "fail", [CLEAR, "still accepts TLS 1.0, TLS 1.1"], []),
    "both": (good, BOTH, NEWEST, "", "fail", [CLEAR, "nothing answers by SNMP"], ["still accepts"]),
    "demanded": (good, BOTH, NEW + "\n" + DEMANDED, "", "pass",
                 ["without TLS, port 631 only redirects to TLS or elsewhere"], [CLEAR, "still accepts"]),
    "foreign": (lambda p: stranger.issue(p, [name_of(p)]), ALONE, NEWEST, "", "fail",
                ["not among the trusted"], [CLEAR]),
    "other_name": (lambda p: root.issue(p, ["another.print.example.com"]), ALONE, NEWEST, "", "fail", ["does not name"], [CLEAR]),
    "expired": (lambda p: good(p, start=-30, end=-1), ALONE, NEWEST, "", "fail", ["ended on"], [CLEAR]),
    "plain": (None, BOTH, "", "poll", "fail", [CLEAR, "user good is answered", "not found out"], ["the web page answers"]),
}
addresses = {name: f"10.7.0.{i + 1}" for i, name in enumerate(CASES)}
for address in addresses.values():
    subprocess.run(["ip", "address", "add", address + "/32", "dev", "lo"], check=True)
lib.hosts({name_of(name): [address] for name, address in addresses.items()})
for name, (certificate, listen, more, *_) in CASES.items():
    web_daemon.start_cups(room, name, certificate and certificate(name), addresses[name], more, [(listen, 631)],
                          name_of(name))
snmp_daemon.start(room, "agent", [f"udp:{address}:161" for name, address in addresses.items() if CASES[name][3]])
profile = {"name": "poll", "user": "good", "auth_password": lib.secret_file(room, snmp_daemon.AUTH),
           "privacy_password": lib.secret_file(room, snmp_daemon.PRIVACY)}
site = lib.Site(room, f'trust : {{ system_store = false; ca_files = [ "{root.cert}" ]; }};\n' +
                lib.records("snmp", [profile]) +
                lib.records("printers", [{"name": name, "host": name_of(name), "port": 631, "snmp": row[3]}
                                         for name, row in CASES.items()]))
found = {result["path"].split(".")[1]: result for result in site.probe("--timeout", 15, "printers")}
for name, (*_, verdict, words, never) in CASES.items():
    lib.expect(name, found[name], verdict, [])
    said = " ".join(step["text"] for step in found[name]["steps"])
    for text in words:
        if text not in said:
            lib.fail(f"{name}: nothing says {text}\n{lib.said(found[name])}")
    for text in never:
        if text in said:
            lib.fail(f"{name}: it says {text}\n{lib.said(found[name])}")
lib.report()
