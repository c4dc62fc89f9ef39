#!/usr/bin/env python3
"""Presses Tab in real shells: completion.py PROGRAM SHELL...

The shell gets a printseal that answers its questions and else prints its arguments; a case is what is typed, with a tab
wherever Tab is pressed, and the arguments that arrive after Enter; or what Tab shows.
"""
import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time

program = os.path.abspath(sys.argv[1])
PATIENCE = 60  # seconds until a shell that says nothing has failed

RC = {
    "bash": ("rc", ["bash", "--noprofile", "--rcfile", "{home}/rc", "-i"], """
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
bind 'set completion-query-items 0'
bind 'set page-completions off'
. {home}/script.bash
PS1='READY> '
"""),
    "zsh": (".zshrc", ["zsh", "-i"], """
PS1='READY> '
unsetopt prompt_sp beep
LISTMAX=0
fpath=({home}/functions $fpath)
autoload -U compinit
compinit -u -D
"""),
    "fish": ("fish/config.fish", ["fish", "-i"], """
set -g fish_greeting
set -g fish_autosuggestion_enabled 0
function fish_prompt; echo -n 'READY> '; end
source {home}/script.fish
"""),
}

# typed, what arrives
CASES = [
    ("printseal hist\t", ["history"]),
    ("printseal cert ren\t--forc\t", ["cert", "renew", "--force"]),
    ("printseal secret rota\trad\t\t\t", ["secret", "rotate", "radius.hq.secret"]),
    ("printseal set tls.min_v\t1.3", ["set", "tls.min_version=1.3"]),
    ("printseal set tls.min_version=1.3\t tls.hst\ttr\t", ["set", "tls.min_version=1.3", "tls.hsts=true"]),
    ("printseal set snmp.floor.auth=\x15printseal set radius.hq.req\ttr\t",
     ["set", "radius.hq.require_message_authenticator=true"]),
    ("printseal set printers.lobby.snmp=fl\t", ["set", "printers.lobby.snmp=floor"]),
    ("printseal get radius.hq.ho\t", ["get", "radius.hq.host"]),
    ("printseal add rad\tnew hos\tx", ["add", "radius.new", "host=x"]),
    ("printseal remove radius.h\t", ["remove", "radius.hq"]),
    ("printseal probe radius.h\t", ["probe", "radius.hq"]),
    ("printseal check --format=ht\t", ["check", "--format=html"]),
    ("printseal check --form\tht\t", ["check", "--format", "html"]),
    ("printseal check --output nam\t", ["check", "--output", "named file.pem"]),
    ("printseal check --output=some\t", ["check", "--output=somewhere.html"]),
    ("printseal cert import nam\t", ["cert", "import", "named file.pem"]),
    ("printseal export myq-ch\t--out\tfold\tx", ["export", "myq-checklist", "--output", "folder/x"]),
    ("printseal cert revoke noteb\t", ["cert", "revoke", "notebook7"]),
    ("printseal explain port-contradicts-sec\t", ["explain", "port-contradicts-security"]),
    ("printseal rollback 1\t", ["rollback", "1"]),
    ("printseal apply ngi\t--dry\t", ["apply", "nginx", "--dry-run"]),
    ("printseal -C other get radius.branch.ho\t", ["-C", "other", "get", "radius.branch.host"]),
    ("printseal --folder=other remove radius.b\t", ["--folder=other", "remove", "radius.branch"]),
    ("printseal -C other explain port-contradicts-sec\t", ["-C", "other", "explain", "port-contradicts-security"]),
    ("printseal -C other cert revoke lap\t", ["-C", "other", "cert", "revoke", "laptop9"]),
    ("printseal -C other cert revoke SERIAL\t", ["-C", "other", "cert", "revoke", "SERIAL"]), # its first ten digits
    ("printseal -C other set radius.branch.time\t5", ["-C", "other", "set", "radius.branch.timeout=5"]),
    ("printseal -C other set snmp.ro\tau\tsha5\t", ["-C", "other", "set", "snmp.roof.auth=sha512"]),
    ("printseal -C other secret show radius.b\t\t", ["-C", "other", "secret", "show", "radius.branch.secret"]),
    ("printseal add waivers.one finding=port-contradicts-sec\t", ["add", "waivers.one", "finding=port-contradicts-security"]),
    ("printseal --folder other diff 1\t", ["--folder", "other", "diff", "1"]),
    ("printseal help cert revo\t", ["help", "cert", "revoke"]),
    ("printseal completion fi\t", ["completion", "fish"]),
    ("printseal manual find\t", ["manual", "findings"]),
    ("printseal export --templ\tfold\tx", ["export", "--templates", "folder/x"]),
    ("printseal --fold\toth\tx get tls.min_v\t", ["--folder", "other/x", "get", "tls.min_version"]),
]

# typed, what Tab shows
SHOWN = [
    ("printseal cert re\t\t", ["renew", "revoke"]),
    ("printseal check --format \t\t", ["sarif", "nagios"]),
    ("printseal set certificates.mode=\t\t", ["builtin", "intermediate", "manual"]),
    ("printseal export linux\t\t", ["linux-trust"]),
]


def prepare(home):
    """The configurations and the files to complete, for all shells."""
    def run(*words):
        subprocess.run([program, *words], cwd=home, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    for folder, radius in (("etc", "hq"), ("other", "branch")):
        run("-C", folder, "init", "server.fqdn=print01.corp.example.com", "certificates.key_type=p256",
            "--recovery-file", folder + ".recovery")
        run("-C", folder, "add", "radius." + radius, "host=radius.corp.example.com")
    run("-C", "etc", "add", "snmp.floor", "user=poll")
    run("-C", "other", "add", "snmp.roof", "user=poll")
    run("-C", "other", "cert", "client", "laptop9", "--output", "other.pfx", "--password-output", "other.password")
    run("-C", "etc", "add", "printers.lobby", "host=lobby.corp.example.com")
    run("-C", "etc", "cert", "client", "notebook7", "--output", "client.pfx", "--password-output", "client.password")
    os.mkdir(home + "/folder")
    for name in ("named file.pem", "somewhere.html"):
        open(home + "/" + name, "w").close()
    os.mkdir(home + "/bin")
    with open(home + "/bin/printseal", "w") as file:
        file.write("#!/bin/sh\n[ \"$1 $2\" != 'completion words' ] || exec '%s' \"$@\"\n"
                   "printf ARRIVED; printf '<%%s>' \"$@\"; echo .\n" % program)
    os.chmod(home + "/bin/printseal", 0o755)


def set_up(home, shell):
    """The shell's own file, and how it is started."""
    script = subprocess.run([program, "completion", shell], check=True, stdout=subprocess.PIPE).stdout
    os.makedirs(home + "/functions", exist_ok=True)
    with open(home + ("/functions/_printseal" if shell == "zsh" else "/script." + shell), "wb") as file:
        file.write(script)
    name, words, text = RC[shell]
    os.makedirs(os.path.dirname(home + "/" + name), exist_ok=True)
    with open(home + "/" + name, "w") as file:
        file.write(text.replace("{home}", home))
    return [word.replace("{home}", home) for word in words]


def start(home, words):
    environment = {"PATH": home + "/bin:/usr/bin:/bin", "HOME": home, "TERM": "xterm", "LC_ALL": "C.UTF-8",
                   "PRINTSEAL_DIR": home + "/etc", "ZDOTDIR": home, "XDG_CONFIG_HOME": home, "LINES": "50"}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
        if name in os.environ:
            environment[name] = os.environ[name]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(home)
        os.execvpe(words[0], words, environment)
    return child, terminal


class Terminal:
    def __init__(self, shell, terminal):
        self.shell, self.terminal, self.seen = shell, terminal, ""

    def await_all(self, texts, what):
        """Reads until all are there; what was seen before does not count."""
        until = time.monotonic() + PATIENCE
        while not all(text in self.seen for text in texts):
            if not select.select([self.terminal], [], [], max(0, until - time.monotonic()))[0]:
                sys.exit("%s: %r: never came: %r\nseen: %r" % (self.shell, what, texts, self.seen))
            self.seen += os.read(self.terminal, 4096).decode(errors="replace")

    def type(self, text):
        self.seen = ""
        os.write(self.terminal, text.encode())


def serial(home):
    """That of the client in the other folder."""
    said = subprocess.run([program, "-C", home + "/other", "cert", "status", "--issued"], check=True, stdout=subprocess.PIPE, text=True)
    return next(word for line in said.stdout.splitlines() if "laptop9" in line for word in line.split() if len(word) > 30)


def play(terminal, number):
    for typed, arrives in CASES:
        typed, arrives = typed.replace("SERIAL", number[:10]), [word.replace("SERIAL", number) for word in arrives]
        terminal.type(typed + "\r")
        terminal.await_all(["ARRIVED<" + "><".join(arrives) + ">.", "READY> "], typed)
    for typed, shown in SHOWN if terminal.shell != "fish" else (): # fish has a pager: what arrives from it is looked at
        terminal.type(typed)
        terminal.await_all(shown, typed)
        terminal.type("\x15\r")
        terminal.await_all(["READY> "], "the next line")
    terminal.type("exit\r")


def main():
    home = tempfile.mkdtemp()
    try:
        prepare(home)
        number = serial(home)
        for shell in sys.argv[2:]:
            child, descriptor = start(home, set_up(home, shell))
            terminal = Terminal(shell, descriptor)
            terminal.await_all(["READY> "], "start")
            play(terminal, number)
            os.waitpid(child, 0)
            os.close(descriptor)
    finally:
        shutil.rmtree(home)


main()
