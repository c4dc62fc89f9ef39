"""Plays cases.txt: examine.py PROGRAM FOLDER CASES. Says each that came out otherwise."""
import json
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

SHORT = {
    "N": ["--name", "print01.corp.example.com"],
    "T": ["--trust", "root.pem"],
    "P": ["--password-file", "password"],
}


def words(text):
    found = []
    for word in shlex.split(text):
        if word.startswith("@in"): # days from now
            found.append("@%d" % (time.time() + float(word[3:]) * 86400))
            continue
        found += SHORT.get(word, [word])
    return found


def agrees(got):
    """Does what is said of trust go together with what was found?"""
    found = {finding["id"] for finding in got["findings"] if finding["level"] == "refuse"}
    return not got["trusted"] or not found & {"cert-untrusted", "cert-bad-signature", "cert-self-signed"}


def play(program, folder, line):
    given, verdict, ids, piece = (part.strip() for part in line.split("|"))
    run = subprocess.run([program, "cert", "examine", "--format", "json", *words(given)],
                         cwd=folder, capture_output=True, check=False, timeout=120)
    if run.returncode not in (0, 1):
        return "%s\n    status %d: %s" % (line, run.returncode, run.stderr.decode())
    got = json.loads(run.stdout)
    found = {finding["id"] for finding in got["findings"] if finding["level"] != "note"}
    why = [finding["why"] for finding in got["findings"]]
    fine = (got["verdict"] == verdict and found == set(ids.replace("-", "", ids == "-").split())
            and run.returncode == (verdict == "refuse") and (not piece or any(piece in w for w in why))
            and all(w.endswith(".") for w in why) and not run.stderr and agrees(got)
            and (verdict != "accept" or "--trust" not in words(given) or got["trusted"]))
    return None if fine else "%s\n    %s %s %s" % (line, got["verdict"], " ".join(sorted(found)), why)


def main(program, folder, cases):
    with open(cases, encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    with ThreadPoolExecutor(2) as pool:
        wrong = [said for said in pool.map(lambda line: play(program, folder, line), lines) if said]
    for said in wrong:
        print(said)
    print("%d cases, %d wrong" % (len(lines), len(wrong)))
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))
