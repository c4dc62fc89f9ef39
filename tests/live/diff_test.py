"""diff --live: what is declared against an HTTPS server that is as declared, and wrong in one way each."""
import lib

lib.isolate()
NAME = "print.example.com"
room = lib.Room()
lib.hosts({NAME: ["127.0.0.1"]})
site = lib.Site(room)
foreign = lib.Authority(room, "root", "Example Root").issue("foreign", [NAME])

chain = room / "served.chain"
chain.write_text(site.cert("server.cer").read_text() + site.cert("ca-myq.crt").read_text())
own = ["-cert", chain, "-cert_chain", chain, "-key", site.cert("server.key")]
MODERN = ["-min_protocol", "TLSv1.2", "-cipher", "ECDHE+AESGCM"]
OLD = ["-min_protocol", "TLSv1", "-cipher", "ECDHE+AES:@SECLEVEL=0"]

CASES = [
    # what listens on 8090, words of the lines that must come, words that must not
    ("as declared", [*own, *MODERN], [], [":"]),
    ("another certificate", [*foreign.options(), *MODERN], ["certificates: declared CN=print.example.com", "found CN="],
     ["tls.min_version"]),
    ("old versions", [*own, *OLD], ["tls.min_version: declared 1.2, found TLS 1.0",
                                    "tls.min_version: declared 1.2, found TLS 1.1"], ["certificates:"]),
    ("no forward secrecy", [*own, "-min_protocol", "TLSv1.2", "-cipher", "ALL"],
     [], ["tls.min_version"]),
    ("nothing", None, ["tls.https_port: declared 8090, found ", "ports: tcp 8090 is declared open"], ["certificates:"]),
]

wrong = []
for name, options, words, absent in CASES:
    server = options and room.start(["openssl", "s_server", "-quiet", "-accept", "8090", *map(str, options)],
                                    ports=[8090])
    done = site.run("diff", "--live", fine=(0, 1))
    if server:
        server.kill()
        server.wait()
    said = done.stdout
    good = all(w in said for w in words) and not any(w in said for w in absent)
    good = good and (done.returncode == 1) == bool(said) and not (words and not said)
    if not good:
        wrong.append(f"{name}: status {done.returncode}\n{said}{done.stderr}")

# A port that is not declared, beside a server that is as declared.
server = room.start(["openssl", "s_server", "-quiet", "-accept", "8090", *map(str, [*own, *MODERN])], ports=[8090])
other = room.start(["openssl", "s_server", "-quiet", "-accept", "515", *map(str, own)], ports=[515])
lines = site.run("diff", "--live", fine=(1,)).stdout.splitlines()
if len(lines) != 1 or "tcp 515" not in lines[0]:
    wrong.append(f"a port that is not declared: {lines}")
for process in (server, other):
    process.kill()
    process.wait()

# Declared is another minimum: then the old versions are as declared.
server = room.start(["openssl", "s_server", "-quiet", "-accept", "8090", *map(str, [*own, *OLD])], ports=[8090])
site.run("set", "tls.min_version=1.0")
said = site.run("diff", "--live", fine=(0, 1)).stdout
if "tls.min_version" in said:
    wrong.append(f"declared 1.0: {said}")

if "not with a generation" not in site.run("diff", "--live", "1", fine=(2,)).stderr:
    wrong.append("a generation beside --live is taken")
print("\n".join(wrong) or f"{len(CASES) + 3} cases")
raise SystemExit(bool(wrong))
