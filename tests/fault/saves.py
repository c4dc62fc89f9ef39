#!/usr/bin/env python3
"""Every system call of every kind of save fails once, or is where the program is killed: saves.py [--thorough] PROGRAM

strace injects (-e inject=CALL:error=E:when=N and :signal=KILL). After each run:
  the configuration is the old one or the new one, byte for byte whole; status and sentence say which;
  every certificate is there, the register holds all that was issued and revoked, the vault opens;
  the next save works, and leaves nothing behind.
The short form has one kind of save, the calls that change something, and one error each. Prints a table, a row a kind.
"""
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ERRORS = ["ENOSPC", "EIO", "EINTR", "EMFILE", "ENOMEM", "EACCES"]
CHANGES = ["fsync", "renameat", "mkdirat", "unlinkat", "symlinkat", "fchmod", "linkat", "ftruncate", "pwrite64", "write"]
READS = ["openat", "openat2", "read", "pread64", "getdents64", "newfstatat", "fstat", "readlinkat", "readlink", "faccessat2",
         "faccessat", "access", "flock", "dup", "mmap", "brk", "mprotect", "clone", "clone3", "vfork", "execve", "pipe2", "socketpair",
         "wait4", "waitid", "ppoll", "poll", "getrandom", "prctl", "mlock2"]
SHORT = ["fsync", "renameat", "mkdirat", "symlinkat", "getdents64"]
KINDS = {
    "set": (["set", "server.site=fault"], ""),
    "add": (["add", "radius.two", "host=two.example.com"], ""),
    "secret": (["secret", "set", "radius.hq.secret"], "Tall 5 Ships of wood"),
    "rollback": (["rollback", "1"], ""),
    "passwd": (["passwd", "--recovery-file", "CODE"], ""),
    "issue": (["cert", "issue"], ""),
    "revoke": (["cert", "revoke", "bob"], ""),
    "init": (["init", "--answers", "ANSWERS", "--recovery-file", "CODE"], ""),
}
ANSWERS = 'server : { fqdn = "print.example.com"; }; certificates : { key_type = "p256"; };'


class Faults:
    def __init__(self, program, thorough):
        self.program, self.thorough = program, thorough
        self.room = tempfile.mkdtemp(prefix="faults.")
        self.here, self.start = self.room + "/etc", self.room + "/start"
        self.bad = []
        self.environ = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": self.room, "PRINTSEAL_DIR": self.here, "TERM": "dumb"}
        for name in ("SSH_CLIENT", "SUDO_USER", "CREDENTIALS_DIRECTORY"):
            self.environ.pop(name, None)

    def run(self, words, text="", before=()):
        return subprocess.run([*before, self.program, *words], input=text, capture_output=True, text=True,
                              env=self.environ, cwd=self.room, timeout=300)

    def prepare(self):
        open(self.room + "/answers", "w").write(ANSWERS)
        for words, text in ((["init", "--answers", "answers"], ""), (["add", "radius.hq", "host=hq.example.com"], ""),
                            (["cert", "client", "alice", "--output", "alice.pfx", "--password-output", "alice.txt"], ""),
                            (["cert", "client", "bob", "--output", "bob.pfx", "--password-output", "bob.txt"], ""),
                            (["cert", "revoke", "alice"], "")):
            done = self.run(words, text)
            assert done.returncode in (0, 1), done.stderr
        os.rename(self.here, self.start)

    def restore(self, kind):
        shutil.rmtree(self.here, ignore_errors=True)
        if kind != "init":
            shutil.copytree(self.start, self.here, symlinks=True)
        if os.path.exists(self.room + "/code"):
            os.unlink(self.room + "/code")

    def words(self, kind):
        words, text = KINDS[kind]
        return [w.replace("CODE", "code").replace("ANSWERS", "answers") for w in words], text

    # ---------------------------------------- what is there

    def tree(self):
        """The current generation, file by file; {} if there is none."""
        top, files = self.here + "/current", {}
        for folder, _, names in os.walk(top):
            for name in names:
                files[os.path.relpath(folder + "/" + name, top)] = open(folder + "/" + name, "rb").read()
        return files

    def stray(self):
        """What is left over: anything unfinished."""
        found = []
        for folder, folders, names in os.walk(self.here):
            found += [n for n in folders + names if n.endswith((".tmp", ".new"))]
        return found

    @staticmethod
    def register(tree):
        rows = [line.split("\t") for line in tree.get("cert/issued.txt", b"").decode().splitlines() if not line.startswith("#")]
        return {row[0]: row[2] for row in rows}

    def weaker(self, old, new):
        was, now = self.register(old), self.register(new)
        return [s for s, state in was.items() if s not in now or (state == "revoked" and now[s] != "revoked")]

    def whole(self, old):
        """Sentences about what is wrong with a new state."""
        wrong, tree = [], self.tree()
        lost = [f for f in old if f not in tree]
        if lost:
            wrong.append(f"lost {lost}")
        if self.weaker(old, tree):
            wrong.append("the register is weaker")
        done = self.run(["check", "--format", "json"])
        if done.returncode not in (0, 1) or "not as it was saved" in done.stderr or "cannot be read" in done.stderr:
            wrong.append(f"check: {done.returncode} {done.stderr.strip()}")
        elif json.loads(done.stdout)["grade"] > "B":
            wrong.append("grade " + json.loads(done.stdout)["grade"])
        return wrong

    # ---------------------------------------- one run

    def calls(self, kind):
        """How often each call is made: before the folder is first touched, and in all, in the program itself."""
        self.restore(kind)
        words, text = self.words(kind)
        log = self.room + "/log"
        names = CHANGES + READS if self.thorough else SHORT
        self.run(words, text, ["strace", "-f", "-o", log, "-e", "trace=" + ",".join("?" + n for n in names)])
        counts, before, first = collections.Counter(), None, None
        for line in open(log, errors="replace"):
            found = re.match(r"(\d+) +(\w+)\(", line)
            if not found:
                continue
            first = first or found[1]
            if found[1] != first:
                continue
            if before is None and self.here in line:
                before = collections.Counter(counts)
            counts[found[2]] += 1
        return {name: (before[name] if before else 0, counts[name]) for name in counts}

    def strike(self, kind, call, number, what):
        self.restore(kind)
        old = self.tree()
        words, text = self.words(kind)
        inject = f"inject={call}:{what}:when={number}"
        done = self.run(words, text, ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e", inject])
        killed = "signal" in what and done.returncode in (-9, 137)
        wrong = self.judge(kind, old, done, killed)
        if wrong:
            self.bad.append(f"{kind}: {call} {number} {what}: {'; '.join(wrong)}")
        return "killed" if killed else "refused" if done.returncode == 3 else "went well"

    def judge(self, kind, old, done, killed):
        wrong, new = [], self.tree()
        saved = done.returncode in (0, 1)
        if not killed and not saved and done.returncode != 3:
            wrong.append(f"status {done.returncode}: {done.stderr.strip()[-200:]}")
        if done.returncode == 3 and "printseal: " not in done.stderr:
            wrong.append("no sentence")
        if new == old:
            if saved:
                wrong.append("says it is saved, and is not")
        else:
            wrong += self.whole(old)
            if done.returncode == 3 and not re.search("is saved|in force", done.stderr):
                wrong.append("says it failed, and is saved: " + done.stderr.strip()[-200:])
        if kind in ("passwd", "init") and new != old and not os.path.exists(self.room + "/code"):
            wrong.append("nobody has the recovery code")
        return wrong + self.next_save(kind, new)

    def next_save(self, kind, state):
        """Only where something is left: the next save works and sweeps."""
        if kind == "init" and not state:
            if os.path.exists(self.room + "/code"):
                os.unlink(self.room + "/code") # of one that was killed
            words, text = self.words(kind)
        elif self.stray():
            words, text = ["set", "server.organization=next"], ""
        else:
            return []
        done = self.run(words, text)
        left = self.stray()
        return ([f"the next save: {done.stderr.strip()[-200:]}"] if done.returncode not in (0, 1) else []) + \
               ([f"left over: {left}"] if left else [])

    def kind(self, kind):
        table = collections.Counter()
        for call, (before, count) in sorted(self.calls(kind).items()):
            errors = ERRORS if self.thorough else [ERRORS[len(call) % 2]]
            for number in range(before + 1, count + 1):
                for what in [f"error={e}" for e in errors] + ["signal=KILL"] * (self.thorough or call in ("renameat", "symlinkat")):
                    table[self.strike(kind, call, number, what)] += 1
        return table


def main():
    thorough = "--thorough" in sys.argv
    kinds = [w for w in sys.argv[1:] if w in KINDS]
    faults = Faults(os.path.realpath([w for w in sys.argv[1:] if "/" in w][0]), thorough)
    try:
        faults.prepare()
        print(f"{'kind':10} {'faults':>7} {'refused':>8} {'went well':>10} {'killed':>7}", flush=True)
        for kind in kinds or (KINDS if thorough else ["set"]):
            table = faults.kind(kind)
            print(f"{kind:10} {sum(table.values()):7} {table['refused']:8} {table['went well']:10} {table['killed']:7}", flush=True)
    finally:
        shutil.rmtree(faults.room, ignore_errors=True)
    print("\n".join(faults.bad) or "nothing lost, nothing torn, nothing left over")
    sys.exit(bool(faults.bad))


main()
