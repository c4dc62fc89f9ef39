#!/usr/bin/env python3
"""Many tests at once are copies of one process that has read whom all trust: each is told what it is told alone."""
import re

import lib

lib.isolate()
import peers  # noqa: E402

room = lib.Room()
root = lib.CA(room, "root", "Root of the tests")
issuing = lib.CA(room, "issuing", "Issuing of the tests", above=root)
other = lib.CA(room, "other", "Another root of the tests")
stranger = lib.CA(room, "stranger", "Root of nobody")
namesake = lib.CA(room, "namesake", "Root of the tests")
trusted = room / "trusted.pem"
trusted.write_text("".join(ca.cert.read_text() for ca in (root, other, issuing)))

kinds = {"pass": [root, issuing, other], "fail": [stranger, namesake]}
expected, rows, hosts = {}, [], {}
for verdict, signers in kinds.items():
    for signer in signers:
        for again in range(4):
            name = f"{signer.base.name}{again}"
            host, address = f"{name}.example.com", f"127.0.15.{1 + len(rows)}"
            pair = signer.issue(name, [host])
            # An issuing CA that is trusted itself need not be sent.
            pair.chain.write_text(pair.cert.read_text()) if again % 2 else None
            peers.Peer(peers.tls(pair), 443, address)
            rows.append({"name": name, "host": host})
            hosts[host], expected[f"printers.{name}"] = [address], verdict
lib.hosts(hosts)
site = lib.Site(room, 'trust : { system_store = false; ca_files = [ "%s" ]; };\n' % trusted + lib.records("printers", rows))


def told(result):
    """Without what time alone makes different: a day may end between the two."""
    facts = {name: fact for name, fact in result["facts"].items() if name != "cert.days"}
    return {"verdict": result["verdict"], "reason": result["reason"], "facts": facts,
            "steps": [{**step, "ms": 0, "text": re.sub(r"\d+ days left", "days left", step["text"])} for step in result["steps"]]}


crowd = {result["path"]: result for result in site.probe("printers")}
for path, verdict in expected.items():
    lib.expect(path, crowd[path], verdict)
    alone = site.probe(path)[0]
    if told(alone) != told(crowd[path]):
        lib.fail(f"{path}: among many {told(crowd[path])}\nalone {told(alone)}")
lib.report()
