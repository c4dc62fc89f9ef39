"""Seeds of examine_fuzz out of the cases of cert/examine: seeds.py CASES FOLDER OUT.

FOLDER is where cert/make.sh was run, OUT gets one file per case. What is kept in corpus/examine is what
`examine_fuzz -merge=1` left of these, and of what a long run had found. When they are made anew, the time
in examine_fuzz.c moves with them.
"""
import os
import shlex
import sys

ASK = {"T": 1, "P": 2, "--public-ca": 4, "ADDRESS": 8, "ANY": 16}
SMALL = 1 << 12


def seed(words, folder):
    asked, files, trusted = ASK["ANY"], [], []
    words = iter(words)
    for word in words:
        if word in ("--password-file", "--at", "--name", "--trust"):
            value = next(words)
            asked |= ASK["ADDRESS"] if word == "--name" and value[0].isdigit() else 0
            trusted += [value] if word == "--trust" else []
        elif word == "N":
            asked &= ~ASK["ANY"]
        elif word in ASK:
            asked |= ASK[word]
        elif not word.startswith("@"):
            files.append(word)
    if asked & ASK["T"]:
        trusted = ["root.pem"]
    contents = []
    for file in files[:5] + trusted:
        path = os.path.join(folder, file)
        with open(path, "rb") if os.path.isfile(path) else open(os.devnull, "rb") as stream:
            contents.append(stream.read(SMALL))
    return bytes([asked | (1 if trusted else 0)]) + b"\n|\n".join(contents)


def main(cases, folder, out):
    with open(cases, encoding="utf-8") as file:
        lines = [line for line in file if line.strip() and not line.startswith("#")]
    for number, line in enumerate(lines):
        with open(os.path.join(out, "%03d" % number), "wb") as file:
            file.write(seed(shlex.split(line.split("|")[0]), folder))


main(*sys.argv[1:])
