#!/usr/bin/env python3
"""Every system call of every kind of save fails, does half, or is where the program is killed.

    saves.py [--thorough [--every N]] STRIKE MEMORY PROGRAM [KIND...]

strike.c does that to one call of one process of a run; memory.c lets one allocation of the program fail. After each run:
  the configuration is the old one or the new one, byte for byte whole; status and sentence say which;
  certificates, register and configuration fit, the vault opens, and what was handed out is in the register;
  the next save works, and leaves nothing behind.
What only looks has EIO in each call that reads: it shows the same, or its status is not 0.
--thorough has every call from the first that touches the folder on, each with six errors (ENOSPC EIO EINTR EMFILE
ENOMEM EACCES), reads and writes of one byte, kills before what changes a disk. Behind the first kind a call that
changes nothing has one error, another with each place, as in the parts; of the calls that an earlier kind has made
there, every sixth; of allocations one for all that have the same callers. The short form: four kinds, the calls that
change something, one error each, and every 40th allocation; and looks. Prints a table, a row a kind.
"""
import argparse
import collections
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

import kinds

ERRORS = ["ENOSPC", "EIO", "EINTR", "EMFILE", "ENOMEM", "EACCES"]
KILLS = {"fsync", "renameat", "renameat2", "mkdirat", "unlinkat", "symlinkat", "linkat", "fchmod", "ftruncate", "pwrite64", "write",
         "openat", "openat2"}
SHORT = {"read", "write", "pread64", "pwrite64", "getrandom", "recvfrom", "sendto"}
LOOKING = {"openat", "openat2", "getdents64", "read", "newfstatat", "faccessat2"} # what a look is made of
SHORT_FORM = {"set": 1, "apply": 1, "passwd": 3, "wizard": 1} # every Nth fault of a kind
QUICK = {"fsync", "renameat", "mkdirat", "symlinkat", "getdents64", "getrandom"} # of the short form
# What does not return, and the one whose errors the C library takes for a broken kernel.
NEVER = {"exit", "exit_group", "rt_sigreturn", "futex", "brk", "restart_syscall", "?"}
COLUMNS = ["refused", "went well", "killed", "never came"]
SAVED, LEFT = (0, 1), 4
HUNG_UP = (-1, 129) # the wizard asked something, and its line was lost
AS_SAVED = re.compile("aved as generation|is back as generation") # says the wizard
UNFIT = re.compile("there is no terminal here|terminfo knows neither") # is wrong use: status 2


class Faults:
    def __init__(self, strike, memory_library, program, thorough):
        self.strike_program, self.program, self.thorough = strike, program, thorough
        self.memory_library, self.every, self.at = memory_library, 1, 0
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None # a disk would be waited for
        self.room = tempfile.mkdtemp(prefix="faults.", dir=memory)
        self.here, self.root, self.log = self.room + "/etc", self.room + "/root", self.room + "/log"
        self.bad, self.known, self.first, self.fault = [], set(), None, ""
        self.environ = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": self.room, "PRINTSEAL_DIR": self.here, "TERM": "xterm"}
        for name in ("SSH_CLIENT", "SUDO_USER", "CREDENTIALS_DIRECTORY"):
            self.environ.pop(name, None)

    def run(self, words, text="", before=()):
        words = [w.replace("ROOT", self.root) for w in words]
        if words[0] == "KEYS":
            return self.keys([*before, self.program, *words[1:]], text.encode())
        return subprocess.run([*before, self.program, *words], input=text, capture_output=True, text=True, errors="replace",
                              env=self.environ, cwd=self.room, timeout=300)

    def keys(self, args, keys):
        """The wizard in a terminal; where it waits for more, the line is lost."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.room)
            os.execvpe(args[0], args, self.environ)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        shown, typed = b"", False
        while select.select([terminal], [], [], 3)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:
                break
            if not typed:
                os.write(terminal, keys)
                typed = True
        os.close(terminal)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        return subprocess.CompletedProcess(args, status, "", shown.decode(errors="replace"))

    # ---------------------------------------- what is there

    def begin(self, kind):
        name = kinds.ROWS[kind][0]
        for path in (self.here, self.root, self.room + "/" + kinds.FOLDER_MADE):
            shutil.rmtree(path, ignore_errors=True)
        if name not in kinds.FIRST_NONE:
            if not os.path.exists(self.room + "/" + name):
                kinds.start(self.room, self.prepare, name)
            shutil.copytree(self.room + "/" + name, self.here, symlinks=True)
        os.makedirs(self.root + "/etc")
        open(self.root + "/etc/nftables.conf", "w").write("# as it was\n")
        for made in kinds.MADE:
            if os.path.exists(self.room + "/" + made):
                os.unlink(self.room + "/" + made)

    def made(self):
        return any(os.path.exists(self.room + "/" + made) for made in (*kinds.MADE, kinds.FOLDER_MADE))

    def prepare(self, words, text):
        done = self.run(words, text)
        assert done.returncode in (0, 1), (words, done.stderr)

    @staticmethod
    def files(top):
        found = {}
        for folder, _, names in os.walk(top):
            for name in names:
                path = folder + "/" + name
                found[os.path.relpath(path, top)] = os.readlink(path).encode() if os.path.islink(path) else open(path, "rb").read()
        return found

    def tree(self, kind):
        """What the kind changes, file by file; {} if there is none."""
        if kind == "apply":
            return {name: text for name, text in self.files(self.root).items() if not name.startswith("var/") and not name.endswith("-new")}
        if kind == "draft":
            return {name: text for name, text in self.files(self.here).items() if name.startswith("draft")}
        if kind == "export":
            return self.files(self.room + "/" + kinds.FOLDER_MADE)
        if kind == "deploy again":
            return {"put.cer": self.handed_over()} if self.handed_over() else {}
        return self.files(self.here + "/current/.") if os.path.islink(self.here + "/current") else {}

    def handed_over(self):
        """What the program that certificates.deploy names has put away; b"": nothing."""
        path = self.room + "/put.cer"
        return open(path, "rb").read() if os.path.exists(path) else b""

    def stray(self):
        """What is left over: anything unfinished."""
        found = []
        for top in (self.here, self.root, self.room + "/" + kinds.FOLDER_MADE):
            for _, folders, names in os.walk(top):
                found += [n for n in folders + names if n.endswith((".tmp", ".new", "-new")) or (n.endswith(".lock") and top == self.root)]
        return found

    @staticmethod
    def register(tree):
        rows = [line.split("\t") for line in tree.get("cert/issued.txt", b"").decode().splitlines() if not line.startswith("#")]
        return {row[0]: row[2] for row in rows}

    def weaker(self, old, new):
        was, now = self.register(old), self.register(new)
        return [s for s, state in was.items() if s not in now or (state == "revoked" and now[s] != "revoked")]

    def whole(self, kind, old, tree):
        """Sentences about what is wrong with a new state."""
        wrong = []
        lost = [f for f in old if f not in tree and not (f.startswith("cert/") and kind in kinds.TAKES_AWAY)]
        if lost:
            wrong.append(f"lost {lost}")
        if self.weaker(old, tree):
            wrong.append("the register is weaker")
        if all(text in (old.get(name), self.expected.get(name)) for name, text in tree.items() if name.startswith("cert/")):
            done = self.run(["get", "server.fqdn"]) # opens vault and MANIFEST; certificates are as they should be
            return wrong + ([f"get: {done.returncode} {done.stderr.strip()}"] if done.returncode or done.stderr else [])
        done = self.run(["check", "--format", "json"])
        if done.returncode not in (0, 1) or "not as it was saved" in done.stderr or "cannot be read" in done.stderr:
            wrong.append(f"check: {done.returncode} {done.stderr.strip()}")
        elif json.loads(done.stdout)["grade"] > "C" or "vault" in done.stderr:
            wrong.append("check: grade " + json.loads(done.stdout)["grade"] + done.stderr.strip())
        return wrong

    # ---------------------------------------- which calls

    def calls(self, kind):
        """(process, call, number, length, seen before by an earlier kind in the same place), from where it matters."""
        self.begin(kind)
        name, words, text = kinds.ROWS[kind]
        done = self.run(words, text, [self.strike_program, self.log])
        assert done.returncode in (0, 1, LEFT), (kind, done)
        counts, found, touched, before = collections.Counter(), [], False, ("", "")
        for line in open(self.log, errors="replace"):
            process, call, length, path = (line.rstrip("\n").split("\t") + ["", "", ""])[:4]
            counts[process, call] += 1
            touched = touched or path.startswith(self.here)
            place = (process, call, re.sub(r"\d+", "#", path), *before)
            before = (call, before[0])
            if touched and call not in NEVER:
                found.append((process, call, counts[process, call], int(length or 0), place in self.known))
                self.known.add(place)
        return found

    def faults(self, kind):
        for index, (process, call, number, length, seen) in enumerate(self.calls(kind)):
            if kind in kinds.LOOKS:
                whats = [ERRORS[1]] * (call in LOOKING and (self.thorough or not seen))
            elif not self.thorough:
                whats = [ERRORS[len(call) % 2]] * (call in QUICK) + ["kill"] * (call in ("renameat", "symlinkat"))
                whats = whats if process == "0" and kind != "wizard" else []
            else:
                if seen and index % 6:
                    continue
                every = process == "0" and not seen and (kind == self.first or call in KILLS)
                whats = list(ERRORS) if every else [ERRORS[index % 6]]
                whats += ["short"] * (call in SHORT and length > 1)
                whats += ["kill"] * (call in KILLS)
            for what in whats:
                yield f"-{process},{call},{number},{what}"
        if kind not in kinds.LOOKS:
            yield from self.allocations(kind)

    def allocations(self, kind):
        """memory,NUMBER: of the program's allocations those whose callers are new."""
        self.begin(kind)
        words, text = kinds.ROWS[kind][1:]
        self.run(words, text, ["setarch", "-R", "env", "LD_PRELOAD=" + self.memory_library, "FAULT_LOG=" + self.log])
        for index, line in enumerate(open(self.log)):
            number, callers = line.split()
            if callers not in self.known and (self.thorough or index % 40 == 0):
                yield "memory," + number
            self.known.add(callers)

    def before(self, fault):
        if fault.startswith("memory,"):
            return ["env", "LD_PRELOAD=" + self.memory_library, "FAULT_AT=" + fault[7:]]
        return [self.strike_program, self.log, fault]

    # ---------------------------------------- one run

    def strike(self, kind, fault):
        words, text = kinds.ROWS[kind][1:]
        self.fault = fault
        done = self.run(words, text, self.before(fault))
        if not fault.startswith("memory,") and "struck" not in open(self.log).read():
            return "never came"
        killed = fault.endswith("kill") and fault.startswith("-0,") and done.returncode == 137
        wrong = self.judge_look(done) if kind in kinds.LOOKS else self.judge(kind, done, killed)
        if wrong:
            self.bad.append(f"{kind}: {fault}: {'; '.join(wrong)}")
            print("   ", self.bad[-1], flush=True)
        return "killed" if killed else "went well" if done.returncode in (*SAVED, LEFT, *HUNG_UP) else "refused"

    @staticmethod
    def shown(done):
        """What it says, but for when it says so."""
        return re.sub(r"20\d\d-\d\d-\d\dT[0-9:]+Z", "", done.stdout)

    def judge_look(self, done):
        if done.returncode not in (0, 1, 3):
            return [f"status {done.returncode}: {done.stderr.strip()[-200:]}"]
        if done.returncode == 0 and self.shown(done) != self.expected:
            return ["shows something else, with status 0: " + done.stderr.strip()[-200:]]
        told = "printseal: " in done.stderr or "cannot be read" in done.stdout or '"unchecked": ["' in done.stdout
        return [] if told or done.returncode != 3 else ["no sentence"]

    def judge(self, kind, done, killed):
        wrong, old, new = [], self.old, self.tree(kind)
        ours = not self.fault.startswith("-") or self.fault.startswith("-0,") # a shell that cannot read its script ends with 0
        saved = done.returncode in SAVED
        if not killed and not saved and done.returncode not in (3, LEFT, *HUNG_UP) and not UNFIT.search(done.stderr):
            wrong.append(f"status {done.returncode}: {done.stderr.strip()[-200:]}")
        if done.returncode == 3 and not re.search("printseal: |cannot|failed|memory", done.stderr):
            wrong.append("no sentence")
        if new != old:
            wrong += self.judge_new(kind, done, new)
        elif done.returncode == 0 and kind != "draft" and (kind != "deploy again" or ours) and (not kind.startswith("wizard") or AS_SAVED.search(done.stderr)):
            wrong.append("says it is saved, and is not: " + done.stderr.strip()[-200:])
        if kind in ("passwd", "init") and new != old and not os.path.exists(self.room + "/code"):
            wrong.append("nobody has the recovery code")
        if kind == "client" and self.files(self.room).get("carol.pfx") and b"carol" not in new.get("cert/issued.txt", b""):
            wrong.append("handed out, and in no register")
        if kind == "deploy" and ours and new != old and self.handed_over() != new["cert/server.cer"]:
            wrong += self.is_told("cert-not-deployed")
        return wrong + self.torn() + self.next_save(kind, new)

    def is_told(self, finding):
        """check has this finding."""
        done = self.run(["check", "--format", "json"])
        found = [f["id"] for f in json.loads(done.stdout)["findings"]] if done.returncode in (0, 1) else []
        return [] if finding in found else [f"check has no {finding}: {done.returncode} {done.stderr.strip()[-200:]}"]

    def opens(self):
        """The vault, with the passphrase alone."""
        os.unlink(self.here + "/master.key")
        done = self.run(["unlock"], kinds.PHRASE)
        return [f"the passphrase does not open: {done.stderr.strip()[-200:]}"] if done.returncode else []

    def torn(self):
        """Of what was handed out: it is whole, or not there."""
        whole = {"code": rb"[0-9A-Z-]{20,}\n", "carol.txt": rb"[!-~]{12,}\n", "carol.pfx": rb"0\x82.{500,}"}
        found = {name: open(self.room + "/" + name, "rb").read() for name in whole if os.path.exists(self.room + "/" + name)}
        return [f"{name} is torn: {len(text)} bytes" for name, text in found.items()
                if not re.fullmatch(whole[name], text, re.DOTALL)]

    def judge_new(self, kind, done, new):
        if kind == "apply":
            return self.judge_applied(done, new)
        if kind == "draft":
            again = self.run(["--plain", "tls"], "yes\n.\n")
            return [] if "TLS 1.3" in again.stdout else ["the draft is none: " + again.stdout + again.stderr]
        if kind == "export":
            torn = [name for name, text in new.items() if text != self.expected.get(name) and not name.endswith(".new") and name[0] != "."]
            return [f"torn: {torn}"] if torn else ["files are missing"] * (done.returncode == 0 and new != self.expected)
        if kind == "deploy again":
            return [] if new == self.expected else ["handed over is another one"]
        wrong = self.whole(kind, self.old, new) + (self.opens() if kind == "passphrase" else [])
        if done.returncode == 3 and not re.search("is saved|[Ss]aved as generation|in force", done.stderr):
            wrong.append("says it failed, and is saved: " + done.stderr.strip()[-200:])
        return wrong

    def judge_applied(self, done, new):
        whole = [name for name, text in new.items() if text not in (self.old.get(name), self.expected.get(name))]
        if whole:
            return [f"torn: {whole}"]
        if done.returncode in (1, 3) and "in place" not in done.stderr:
            return [f"says it failed, and is there: {done.stderr.strip()[-200:]}"]
        return ["half of it is there"] if done.returncode == 0 and new != self.expected else []

    def next_save(self, kind, state):
        """Only where something is left: the next save works and sweeps."""
        half = kind == "apply" and state not in (self.old, self.expected)
        again = (kind == "init" and not state) or (kind == "unlock" and state == self.old)
        if not self.stray() and not half and not again:
            return []
        if kind == "init" and os.path.exists(self.room + "/code"):
            os.unlink(self.room + "/code") # of one that was killed
        words, text = (["set", "server.organization=next"], "")
        if kind.startswith("deploy"):
            words = kinds.ROWS["deploy"][1] # a save, and handed over
        elif kind in ("apply", "export") or again:
            words, text = kinds.ROWS[kind][1:]
        done = self.run(words, text)
        left = self.stray()
        if half and ("was cut off before; the old files are back" not in done.stderr or self.tree(kind) != self.expected):
            return ["half of it is there, and the next one does not say so: " + done.stderr.strip()[-200:]]
        return ([f"the next save: {done.stderr.strip()[-200:]}"] if done.returncode not in (0, 1) else []) + \
               ([f"left over: {left}"] if left else [])

    def kind(self, kind, table):
        """Counts in the table what came of each fault."""
        self.first = self.first or kind
        if kind == next(iter(kinds.LOOKS)):
            self.known.clear() # a look's calls come in saves, too, where they are told otherwise
        todo = list(self.faults(kind))[self.at % self.every::self.every] # which makes its folder
        self.at += 1
        table["planned"] = len(todo)
        self.expected = self.shown(self.run(*kinds.ROWS[kind][1:])) if kind in kinds.LOOKS else self.tree(kind)
        self.begin(kind)
        self.old, all_of_it = self.tree(kind), self.files(self.here)
        for fault in todo:
            table[self.strike(kind, fault)] += 1
            if kind == "apply" or self.files(self.here) != all_of_it or self.made():
                self.begin(kind)

    def row(self, kind):
        """A row of the table, also of a kind that was stopped on the way: then it says of how many."""
        table, began = collections.Counter(), time.monotonic()
        try:
            self.kind(kind, table)
        finally:
            done = sum(table[column] for column in COLUMNS)
            print(f"{kind:14} {done:7} " + " ".join(f"{table[column]:{len(column) + 1}}" for column in COLUMNS) +
                  f" {time.monotonic() - began:8.0f}" + f"  stopped: of {table['planned']}" * (done < table["planned"]), flush=True)


def main():
    reader = argparse.ArgumentParser()
    reader.add_argument("--thorough", action="store_true")
    reader.add_argument("--every", type=int, default=1) # where there is less time: every Nth of them
    reader.add_argument("programs", nargs=3)
    reader.add_argument("kinds", nargs="*")
    given = reader.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143)) # the row so far is printed, the room is removed
    faults = Faults(*[os.path.realpath(p) for p in given.programs], given.thorough)
    faults.every = given.every
    try:
        print(f"{'kind':14} {'faults':>7} " + " ".join(f"{c:>{len(c) + 1}}" for c in COLUMNS) + f" {'seconds':>8}", flush=True)
        for kind in given.kinds or (kinds.ROWS if given.thorough else [*SHORT_FORM, *kinds.LOOKS]):
            if not given.thorough and not given.kinds:
                faults.every = SHORT_FORM.get(kind, 1)
            faults.row(kind)
    finally:
        shutil.rmtree(faults.room, ignore_errors=True)
    print("\n".join(faults.bad) or "nothing lost, nothing torn, nothing left over")
    sys.exit(bool(faults.bad))


if __name__ == "__main__":
    main()
