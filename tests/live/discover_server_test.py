#!/usr/bin/env python3
"""This server as it is: certificate, versions of TLS, plain HTTP, HSTS and what listens, from nginx as it may stand;
and no connection but those that --dry-run says."""
import collections
import json
import subprocess
import sys

import jsonschema

import devices
import lib

DOMAIN = "corp.example.com"
SCHEMA = json.loads((lib.HOUSE / "assets/schema/discover.json").read_text())
SERVERS = {"self": "10.1.2.1", "company": "10.1.2.2", "late": "10.1.2.3", "web": "10.1.2.4"}

lib.isolate()
for address in SERVERS.values():
    devices.ip("address", "add", f"{address}/32", "dev", "lo")
lib.hosts({f"{name}.{DOMAIN}": [address] for name, address in {**SERVERS, "away": "10.9.9.2"}.items()})
room = lib.Room()
root = lib.CA(room, "root", "Root of the company")
company = root.issue("company", [f"company.{DOMAIN}", f"print.{DOMAIN}"])
late = root.issue("late", [f"late.{DOMAIN}"], start=-400, end=-3)
lib.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", 90, "-subj", f"/CN=self.{DOMAIN}", "-addext",
            f"subjectAltName=DNS:self.{DOMAIN}", "-keyout", room / "self.key", "-out", room / "self.pem")
own = lib.Pair(room / "self.pem", room / "self.pem", room / "self.key")
OLD = 'ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_ciphers "DEFAULT:@SECLEVEL=0";'
NEW = 'ssl_protocols TLSv1.3; add_header Strict-Transport-Security "max-age=63072000";'


def block(name, port, pair, more):
    return (f"server {{ listen {SERVERS[name]}:{port} ssl; server_name {name}.{DOMAIN}; {more}\n"
            f"ssl_certificate {pair.chain}; ssl_certificate_key {pair.key}; location / {{ return 200; }} }}\n")


blocks = block("self", 8090, own, OLD) + block("company", 8090, company, NEW) + block("late", 8090, late, "") + \
    block("web", 443, company, "ssl_protocols TLSv1.2;") + \
    f"server {{ listen {SERVERS['self']}:8080; location / {{ return 200; }} }}\n" + \
    f"server {{ listen {SERVERS['self']}:9443; }}\n"
(room / "nginx.conf").write_text(
    f"pid {room.path}/pid; error_log {room.path}/error; daemon off; events {{ }} http {{ access_log {room.path}/access;\n" +
    "".join(f"{part}_temp_path {room.path}/{part};\n" for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) +
    blocks + "}\n")
room.start(["nginx", "-e", f"{room.path}/error", "-c", f"{room.path}/nginx.conf"], [8090], host=SERVERS["self"])
site = lib.Site(room, f'server : {{ fqdn = "company.{DOMAIN}"; }};\n')


def same(name, is_, should):
    lib.endpoints += 1
    if is_ != should:
        lib.fail(f"{name}: {is_!r}, not {should!r}")


def look(*words, fine=(0,)):
    found = json.loads(site.run("discover", "--domain", DOMAIN, "--topics", "server", "--format", "json", *words,
                                fine=fine).stdout)
    jsonschema.Draft7Validator(SCHEMA).validate(found)
    return found


def of(name, **more):
    found = look("--server", f"{name}.{DOMAIN}", **more)
    first = found["server"]["looks"][0]
    return found, first["facts"], first["port"], {p["path"]: p["value"] for p in found["proposals"]}


def step(found, words):
    return any(words in s["text"] for part in found["server"]["looks"] for s in part["steps"])


saved = site.run("list").stdout
found, facts, port, proposed = of("self")
same("one that signed itself", (proposed.get("certificates.mode"), facts["cert.anchor"], facts["cert.findings"].split(", ")[0]),
     (None, "", "cert-self-signed"))
same("what is old", facts["tls.accepts"], "TLS 1.0, TLS 1.1, ciphers without forward secrecy, TLS 1.2")
same("plain HTTP", facts["http.clear"], "HTTP 200")
same("nothing weaker is proposed", [p for p in proposed if p.startswith("tls.")], [])
same("it is told", [step(found, words) for words in
                    ("still accepts TLS 1.0, TLS 1.1, ciphers without forward secrecy, which",
                     "plain HTTP answers on port 8080", "sends no Strict-Transport-Security")], [True, True, True])

found, facts, port, proposed = of("company")
same("one of the company's", proposed, {"certificates.mode": "intermediate", "server.aliases": f"print.{DOMAIN}",
                                         "tls.min_version": "1.3"})
same("why", [p["note"] for p in found["proposals"]][0],
     "the certificate is from CN=Root of the company, which is no public CA: the company's, it seems")
same("nothing is marked", [p["path"] for p in found["proposals"] if p["proposed"]], [])
same("HSTS", facts["http.hsts"], "max-age=63072000")
same("no plain HTTP", "http.clear" in facts, False)
same("the settings' own server", look()["server"]["host"], f"company.{DOMAIN}")
listens = found["server"]["looks"][1]
same("what listens", (listens["port"], "nginx" in listens["facts"]["tcp.8080"]), (0, True))
same("undeclared, and declared", (step(found, "listens on tcp 9443, one address, and no record speaks of it"),
                                  step(found, "tcp 8090")), (True, False))

found, facts, port, proposed = of("late")
same("one that is over", (facts["cert.findings"], step(found, "the certificate ended on")),
     ("cert-chain-incomplete, cert-expired, cert-untrusted", True))
found, facts, port, proposed = of("web")
same("on 443 alone", (port, proposed["tls.https_port"], facts["tls.version"]), (443, "443", "TLSv1.2"))
found, facts, port, proposed = of("nobody", fine=(1,))
same("nobody", (facts, proposed), ({}, {}))
silent = site.run("discover", "--domain", DOMAIN, "--topics", "server", "--server", f"nobody.{DOMAIN}", fine=(1,)).stdout
same("and it says so", silent.splitlines()[0], "Nothing is known: HTTPS does not answer.")
text = site.run("discover", "--domain", DOMAIN, "--topics", "server", "--server", f"late.{DOMAIN}").stdout
same("in words", f"late.{DOMAIN}:8090 as it is now:" in text.splitlines(), True)
same("nothing is changed", site.run("list").stdout, saved)
same("no secret and no login", [line for line in (room / "access").read_text().splitlines() if '"GET / HTTP' not in line], [])
same("not with networks", site.run("discover", "--server", "x", "--network", "10.0.0.1", fine=(2,)).returncode, 2)

# ------------------------------------------------ what is sent

capture = devices.Capture("lo")
plan = look("--dry-run", "--server", f"self.{DOMAIN}")["connections"]
same("--dry-run connects to nobody", [p for p in capture.take() if p[3] == SERVERS["self"]], [])
same("what it says", {(c["host"], c["port"]) for c in plan if c["most"] > 1},
     {(f"self.{DOMAIN}", p) for p in (8090, 443, 8080)})
most = collections.Counter()
for connection in plan:
    most[connection["port"]] += connection["most"]
look("--server", f"self.{DOMAIN}")
sent = collections.Counter(p[1] for p in capture.take() if p[3] == SERVERS["self"] and p[2] == "SYN")
same("no more than that", [port for port, count in sent.items()
                           if count > most[port]], [])
same("and not nothing", sent[8090] > 2, True)
same("this machine's ports are not tried", sent[23], 0)

# ------------------------------------------------ another machine

AWAY = """
import socket, subprocess, sys
print("there", flush=True)
sys.stdin.readline()
for words in (["address", "add", "10.9.9.2/24", "dev", "away1"], ["link", "set", "away1", "up"]):
    subprocess.run(["ip", *words], check=True)
listening = [socket.create_server(("10.9.9.2", port)) for port in (23, 8093)]
print("ready", flush=True)
sys.stdin.readline()
"""
away = subprocess.Popen(["unshare", "--net", sys.executable, "-c", AWAY], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                        text=True)
away.stdout.readline()
devices.ip("link", "add", "away0", "type", "veth", "peer", "name", "away1", "netns", str(away.pid))
devices.ip("address", "add", "10.9.9.1/24", "dev", "away0")
devices.ip("link", "set", "away0", "up")
away.stdin.write("\n")
away.stdin.flush()
away.stdout.readline()
capture = devices.Capture("away0")
found = look("--server", f"away.{DOMAIN}", fine=(1,))
ports = found["server"]["looks"][1]
same("what answers there", ports["facts"], {"tcp.23": "answers", "tcp.8093": "answers"})
said = [s["text"] for s in ports["steps"] if s["step"] == "connect"]
same("nobody spoke of", [words for words in said if words.startswith("tcp 23 ")], ["tcp 23 answers, and no record speaks of it"])
same("declared, and not there", [words for words in said if words.startswith("tcp 8090 ")],
     ["tcp 8090 (web-https) is declared open, but does not answer from here"])
tried = collections.Counter(p[1] for p in capture.take() if p[3] == "10.9.9.2" and p[2] == "SYN")
plan = look("--dry-run", "--server", f"away.{DOMAIN}")["connections"]
same("each is tried once", {port: tried[port] for port in (21, 23, 3389)}, {21: 1, 23: 1, 3389: 1})
same("and only those", [port for port in tried if port not in {c["port"] for c in plan}], [])
away.communicate("\n")
lib.report()
