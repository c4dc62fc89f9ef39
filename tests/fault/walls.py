#!/usr/bin/env python3
"""Every kind of work that is done in a sandbox, attacked from inside while the program uses it.

    walls.py INSIDE PROGRAM

inside.c makes calls in each worker that it must be refused; the command's status is as ever. COMMANDS and WIZARD have all rows of
backend/programs/*.c done: a new one that is in none of them fails. By root and by a user, with the kernel as it is and with
one that has no Landlock.
"""
import json
import os
import pty
import re
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

import kinds

inside, program = [os.path.realpath(word) for word in sys.argv[1:]]
source = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NOBODY = 65534

# One after the other in one folder, with the status of each; "> FILE" at the end takes what is printed.
COMMANDS = [
    (1, ["init", "--answers", "answers.json", "--recovery-file", "code"]),
    (0, ["import", "printers", "printers.csv"]),
    (0, ["cert", "client", "carol", "--output", "carol.pfx", "--password-output", "carol.txt"]),
    (0, ["cert", "revoke", "carol"]),
    (0, ["cert", "renew", "--force"]),
    (0, ["cert", "export", "--format", "p7b", "--output", "p7b"]),
    (0, ["cert", "examine", "server/server.crt", "server/server.key", "--trust", "old/root.crt"]),
    (0, ["cert", "status"]),
    (0, ["import", "certificate", "old"]),
    (0, ["rollback", "3"]),
    (1, ["probe", "radius.hq", "--timeout", "1", "--format", "json", "> probe.json"]),
    (0, ["discover", "--network", "127.0.0.1/32", "--timeout", "1"]),
    (0, ["discover", "--domain", "example.com", "--resolver", "RESOLVER", "--names-only"]),
    (1, ["check", "--format", "json", "--output", "reports/check.json"]),
    (1, ["check", "--format", "html", "--probe", "probe.json", "--output", "report.html"]),
    (0, ["check", "--watch", "reports/check.json"]),
    (1, ["report", "reports"]),
    (0, ["set", "certificates.mode=manual"]),
    (0, ["cert", "csr", "--format", "der", "--output", "der"]),
    (0, ["cert", "import", "server/server.crt", "server/server.key", "--trust", "old/root.crt"]),
    (0, ["secret", "rotate", "certificates.pfx_password"]),
    (0, ["set", "certificates.mode=intermediate"]),
    (0, ["cert", "csr", "--output", "request"]),
    (0, ["cert", "sign-import", "answer", "root.pem"]),
]

# What it shows, and the keys then: a secret, spelled, as a QR code.
WIZARD = [("radius.invalid", "\r"), ("Shared secret", "\033[H\033[B\033[B\033[B\026"), ("Letter by letter", "s"), ("\u2580", "\021")]


def rows():
    """"PROGRAM WORK" of every table."""
    found = set()
    for name in ("certificates", "reports", "probe", "discover", "codes"):
        text = open(f"{source}/backend/programs/{name}.c").read()
        found |= {f"{name} {work}" for work in re.findall(r'\.name = "(\w+)"', text)}
    return found


def name_server():
    """Knows no name, and says so: its address."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))

    def answer():
        while True:
            asked, peer = server.recvfrom(4096)
            server.sendto(asked[:2] + b"\x81\x83" + asked[4:6] + b"\0" * 6 + asked[12:], peer)
    threading.Thread(target=answer, daemon=True).start()
    return f"127.0.0.1:{server.getsockname()[1]}"


class Walls:
    def __init__(self, user):
        self.user, self.room, self.bad = user, tempfile.mkdtemp(prefix="walls."), []
        self.resolver = name_server()
        self.environ = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": self.room, "PRINTSEAL_DIR": self.room + "/etc"}
        kinds.inputs(self.room)
        os.mkdir(self.room + "/reports")
        answers = {"server": {"fqdn": "print.example.com"}, "certificates": {"key_type": "p256"},
                   "radius": [{"name": "hq", "host": "radius.invalid", "secret": "generate"}]}
        json.dump(answers, open(self.room + "/answers.json", "w"))
        for top, _, names in os.walk(self.room):
            for path in [top, *[top + "/" + name for name in names]]:
                os.chown(path, user, user)

    def started(self, how):
        """What runs the program, and attacks its workers."""
        return [inside, "log", self.room + "/etc/master.key", str(self.user), how, program]

    def attacked(self, words):
        works = dict(line.rstrip("\n").split(": ", 1) for line in open(self.room + "/log"))
        self.bad += [f"{words}: {work} was granted: {granted}" for work, granted in works.items() if granted != "-"]
        return set(works)

    def wizard(self, how):
        """The same in the wizard, for what no command does: a QR code."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.room)
            os.execve(inside, [*self.started(how), "radius"], {**self.environ, "TERM": "xterm"})
        shown = b""
        for text, keys in WIZARD:
            while text.encode() not in shown and select.select([terminal], [], [], 60)[0]:
                try:
                    shown += os.read(terminal, 1 << 16)
                except OSError:
                    break
            if text.encode() not in shown:
                self.bad.append(f"the wizard does not show {text}")
            shown = b""
            os.write(terminal, keys.encode())
        try:
            while os.read(terminal, 1 << 16):
                continue
        except OSError:
            pass
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if status:
            self.bad.append(f"the wizard: status {status}")
        return self.attacked("the wizard")

    def command(self, status, words, how):
        """Runs it; the works that were attacked."""
        words = [word.replace("RESOLVER", self.resolver) for word in words]
        if words[1] == "sign-import":
            subprocess.run(["sh", "-ec", kinds.SIGN], cwd=self.room, check=True, stderr=subprocess.DEVNULL)
            for name in ("answer", "root.pem"):
                os.chmod(self.room + "/" + name, 0o644)
        output = words[-1][2:] if words[-1].startswith("> ") else None
        done = subprocess.run([*self.started(how), *(words[:-1] if output else words)], cwd=self.room, env=self.environ,
                              capture_output=True, text=True, errors="replace", timeout=120)
        if done.returncode == 77:
            sys.exit(77)
        if output:
            open(self.room + "/" + output, "w").write(done.stdout)
        if done.returncode != status:
            self.bad.append(f"{' '.join(words)}: status {done.returncode}, not {status}: {done.stderr[-300:]}{done.stdout[-300:]}")
        return self.attacked(" ".join(words))

    def all(self, how):
        attacked = set()
        for status, words in COMMANDS:
            attacked |= self.command(status, words, how)
        attacked |= self.wizard(how)
        self.bad += [f"{work}: no command here has it done" for work in sorted(rows() - attacked)]
        shutil.rmtree(self.room)
        return self.bad


def main():
    wrong = []
    for user in (0, NOBODY):
        for how in ("all", "no-landlock"):
            wrong += [f"user {user}, {how}: {text}" for text in Walls(user).all(how)]
    print("\n".join(wrong))
    sys.exit(bool(wrong))


main()
