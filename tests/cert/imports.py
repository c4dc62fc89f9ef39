"""Plays cases.txt through `cert import`: imports.py PROGRAM RELEASE FOLDER CASES.

What is said is what `cert examine` is held to. What is refused leaves the folder as it was, byte by byte;
what is taken is one generation, and goes again: with a key in force that fits, a case would be another. Cases that only examine knows (another time, another name, a public
CA) are left out. Where a case names no host, an import still asks for the server's.
"""
import hashlib
import json
import os
import queue
import shlex
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

NAMES = {"cert-name-mismatch", "cert-no-san", "cert-wildcard", "cert-internal-name"}
ELSEWHERE = ("--name", "--at", "--public-ca", "@")
ANSWERS = """server : { fqdn = "print01.corp.example.com"; };
certificates : { mode = "manual"; key_type = "p256"; };
trust : { system_store = false; };
"""


def words(text):
    short = {"N": [], "T": ["--trust", "root.pem"], "P": ["--password-file", "password"]}
    return [word for given in shlex.split(text) for word in short.get(given, [given])]


def state(folder):
    """All that is kept, as one number."""
    known = hashlib.sha256(os.readlink(os.path.join(folder, "current")).encode())
    for path, _, files in sorted(os.walk(os.path.join(folder, "generations"))):
        for name in sorted(files):
            with open(os.path.join(path, name), "rb") as file:
                known.update(("%s/%s " % (path, name)).encode() + hashlib.sha256(file.read()).digest())
    return known.digest()


def judge(line, before, after, run):
    given, verdict, ids, piece = (part.strip() for part in line.split("|"))
    got = json.loads(run.stdout)
    found = {finding["id"] for finding in got["findings"] if finding["level"] != "note"}
    expected = set(ids.replace("-", "", ids == "-").split())
    why = [finding["why"] for finding in got["findings"]]
    if "N" in shlex.split(given) or not found & NAMES:
        yield found == expected and got["verdict"] == verdict, "other findings"
        yield not piece or any(piece in w for w in why), "another sentence"
    else:
        yield found - NAMES == expected - NAMES, "other findings"
    refused = got["verdict"] == "refuse"
    yield run.returncode == refused, "status %d" % run.returncode
    yield (before == after) == refused, "it has changed" if refused else "nothing was saved"


def play(programs, room, folders, line):
    folder = folders.get()
    try:
        before = state(folder)
        program = programs[line.split("|")[1].strip() == "refuse"]
        run = subprocess.run([program, "-C", folder, "cert", "import", "--format", "json",
                              *words(line.split("|")[0])],
                             cwd=room, capture_output=True, check=False, timeout=120)
        if run.returncode not in (0, 1):
            return "%s\n    status %d: %s" % (line, run.returncode, run.stderr.decode())
        wrong = [what for holds, what in judge(line, before, state(folder), run) if not holds]
        return "%s\n    %s: %s" % (line, ", ".join(wrong), run.stdout.decode()) if wrong else None
    finally:
        if state(folder) != before:
            shutil.rmtree(folder)
            shutil.copytree(os.path.join(room, "etc"), folder, symlinks=True)
        folders.put(folder)


def main(program, release, room, cases):
    with open(cases, encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    lines = [line for line in lines if not any(word in line.split("|")[0] for word in ELSEWHERE)]
    folders = queue.Queue()
    with open(os.path.join(room, "answers.conf"), "w", encoding="utf-8") as file:
        file.write(ANSWERS)
    subprocess.run([program, "-C", "etc", "init", "--answers", "answers.conf"], cwd=room, capture_output=True,
                   check=False)
    for number in (1, 2): # a folder has one writer
        folders.put(os.path.join(room, "etc%d" % number))
        shutil.copytree(os.path.join(room, "etc"), os.path.join(room, "etc%d" % number), symlinks=True)
    with ThreadPoolExecutor(2) as pool:
        wrong = [said for said in pool.map(lambda line: play((program, release), room, folders, line), lines) if said]
    for said in wrong:
        print(said)
    print("%d cases, %d wrong" % (len(lines), len(wrong)))
    return 1 if wrong or len(lines) < 80 else 0


sys.exit(main(*sys.argv[1:]))
