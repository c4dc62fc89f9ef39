"""diff --live: what is declared against an HTTPS server that is as declared, and wrong in one way each."""
import lib
import peers

lib.isolate()
NAME = "print.example.com"
room = lib.Room()
lib.hosts({NAME: ["127.0.0.1"]})
site = lib.Site(room)
foreign = lib.CA(room, "root", "Example Root").issue("foreign", [NAME])

chain = room / "served.chain"
chain.write_text(site.cert("server.cer").read_text() + site.cert("ca-myq.crt").read_text())
own = lib.Pair(site.cert("server.cer"), chain, site.cert("server.key"))
MODERN = {"ciphers": "ECDHE+AESGCM"}
OLD = {"low": "1.0", "ciphers": "ECDHE+AES"}


def serve(port, pair, **rules):
    return peers.Peer(peers.tls(pair, **rules), port, "0.0.0.0")


CASES = [
    # what listens on 8090, words of the lines that must come, words that must not
    ("as declared", own, MODERN, [], [":"]),
    ("another certificate", foreign, MODERN,
     ["certificates: declared CN=print.example.com", "found CN="], ["tls.min_version"]),
    ("old versions", own, OLD, ["tls.min_version: declared 1.2, found TLS 1.0",
                                "tls.min_version: declared 1.2, found TLS 1.1"], ["certificates:"]),
    ("no forward secrecy", own, {}, [], ["tls.min_version"]),
    ("nothing", None, {}, ["tls.https_port: declared 8090, found ", "ports: tcp 8090 is declared open"],
     ["certificates:"]),
]

wrong = []
for name, pair, rules, words, absent in CASES:
    server = pair and serve(8090, pair, **rules)
    done = site.run("diff", "--live", fine=(0, 1))
    if server:
        server.close()
    said = done.stdout
    good = all(w in said for w in words) and not any(w in said for w in absent)
    good = good and (done.returncode == 1) == bool(said) and not (words and not said)
    if not good:
        wrong.append(f"{name}: status {done.returncode}\n{said}{done.stderr}")

# A port that is not declared, beside a server that is as declared.
server, other = serve(8090, own, **MODERN), serve(515, own)
lines = site.run("diff", "--live", fine=(1,)).stdout.splitlines()
if len(lines) != 1 or "tcp 515" not in lines[0]:
    wrong.append(f"a port that is not declared: {lines}")
server.close()
other.close()

# Declared is another minimum: then the old versions are as declared.
serve(8090, own, **OLD)
site.run("set", "tls.min_version=1.0")
said = site.run("diff", "--live", fine=(0, 1)).stdout
if "tls.min_version" in said:
    wrong.append(f"declared 1.0: {said}")

if "not with a generation" not in site.run("diff", "--live", "1", fine=(2,)).stderr:
    wrong.append("a generation beside --live is taken")
print("\n".join(wrong) or f"{len(CASES) + 3} cases")
raise SystemExit(bool(wrong))
