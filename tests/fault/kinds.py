"""What is saved, and from where: a row a kind of save.

KINDS: name -> (folder it begins with, words, standard input). CODE, ANSWER and the like are files of the room.
A folder is made once by START and copied back before each run. A kind whose words begin with "KEYS" is the wizard in a
terminal of its own, and its input is keys. LOOKS are the same of what saves nothing.
"""
import os
import shutil
import subprocess

ANSWERS = 'server : { fqdn = "print.example.com"; }; certificates : { key_type = "p256"; };'
COMPANY = 'server : { fqdn = "print.example.com"; }; certificates : { key_type = "p256"; mode = "intermediate"; };'
PRINTERS = "name,host,user,password\nhall,hall.example.com,admin,Tall 5 Ships of wood\nloft,loft.example.com,admin,Tall 5 Ships of iron\n"
SIGN = """printf '%s\\n' basicConstraints=critical,CA:TRUE,pathlen:0 keyUsage=critical,keyCertSign,cRLSign subjectKeyIdentifier=hash \
authorityKeyIdentifier=keyid:always > ext
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout root.key -subj '/O=Company/CN=Company Root' \
-addext keyUsage=critical,keyCertSign,cRLSign -days 3000 -out root.pem
openssl x509 -req -in request -CA root.pem -CAkey root.key -extfile ext -days 1000 -out answer"""
# old/: a root with its key and a server certificate below it, as another program had them.
OLD = """mkdir -p old server
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout old/root.key -out old/root.crt -days 3000 \
-subj '/O=Example/CN=Old Root' -addext keyUsage=critical,keyCertSign,cRLSign
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server/server.key -out s.csr -subj /CN=print.example.com
printf '%s\\n' subjectAltName=DNS:print.example.com extendedKeyUsage=serverAuth keyUsage=critical,digitalSignature \
basicConstraints=critical,CA:false > s.ext
openssl x509 -req -in s.csr -CA old/root.crt -CAkey old/root.key -days 300 -extfile s.ext -out server/server.crt"""
PHRASE = "nine red boats on a lake"
PUT = """#!/bin/sh
cp "$PRINTSEAL_DIR/current/cert/server.cer" "$1.tmp" && mv "$1.tmp" "$1"
"""
CONFIG = 'server : { fqdn = "print.example.com"; site = "taken"; }; radius = ( { name = "two"; host = "two.example.com"; } );'

KINDS = {
    "set": ("plain", ["set", "server.site=fault"], ""),
    "add": ("plain", ["add", "radius.two", "host=two.example.com"], ""),
    "remove": ("plain", ["remove", "radius.hq"], ""),
    "waive": ("plain", ["add", "waivers.one", "finding=tls.hsts", "reason=all browsers are managed", "by=me", "until=2999-12-31"], ""),
    "import": ("plain", ["import", "printers", "printers.csv"], ""),
    "secret": ("plain", ["secret", "set", "radius.hq.secret"], "Tall 5 Ships of wood"),
    "rotate": ("plain", ["secret", "rotate", "radius.hq.secret"], ""),
    "rollback": ("plain", ["rollback", "1"], ""),
    "prune": ("many", ["set", "server.site=fault"], ""),
    "passwd": ("plain", ["passwd", "--recovery-file", "code"], ""),
    "issue": ("plain", ["cert", "issue"], ""),
    "renew": ("plain", ["cert", "renew", "--force", "--new-key"], ""),
    "client": ("plain", ["cert", "client", "carol", "--output", "carol.pfx", "--password-output", "carol.txt"], ""),
    "revoke": ("plain", ["cert", "revoke", "bob"], ""),
    "rollover": ("plain", ["cert", "rollover"], ""),
    "give up": ("next", ["cert", "rollover", "--give-up"], ""),
    "switch": ("next", ["cert", "rollover", "--switch", "--force"], ""),
    "back": ("switched", ["cert", "rollover", "--back", "--force"], ""),
    "retire": ("switched", ["cert", "rollover", "--retire", "--force"], ""),
    "csr": ("unsigned", ["cert", "csr", "--output", "request.new"], ""),
    "sign-import": ("company", ["cert", "sign-import", "answer", "root.pem"], ""),
    "cert import": ("manual", ["cert", "import", "server/server.crt", "server/server.key", "--trust", "old/root.crt"], ""),
    "take over": ("plain", ["import", "certificate", "old"], ""),
    "settings": ("plain", ["import", "config", "settings"], ""),
    "answers": ("plain", ["import", "answers", "answers2"], ""),
    "next secret": ("plain", ["secret", "rollover", "radius.hq"], ""),
    "new secret": ("rolling", ["secret", "rollover", "--switch", "--force", "radius.hq"], ""),
    "no next": ("rolling", ["secret", "rollover", "--give-up", "radius.hq"], ""),
    "passphrase": ("plain", ["passwd"], PHRASE),
    "no passphrase": ("phrase", ["passwd", "--drop-passphrase"], ""),
    "unlock": ("locked", ["unlock"], PHRASE),
    "deploy": ("deployed", ["cert", "renew", "--force"], ""),
    "deploy again": ("deployed", ["cert", "deploy", "--force"], ""),
    "init": ("nothing", ["init", "--answers", "answers", "--recovery-file", "code"], ""),
    "apply": ("plain", ["apply", "--root", "ROOT", "--confirm", "nftables"], ""),
    "line by line": ("plain", ["--plain", "tls"], "1.3\n>\n" + ">\n" * 40 + "yes\n"),
    "wizard": ("plain", ["KEYS", "tls"], "\033[C\023\023\021"),
    "export": ("plain", ["export", "nginx", "--upstream", "a.example.com:443", "--with-secrets", "--output", "out"], ""),
    "wizard back": ("plain", ["KEYS"], "/rollback\r\033[Bb\r\021"),
    "draft": ("plain", ["KEYS", "tls"], "\033[C\021\t\t\r"),
}
# What only looks: where a call fails, it shows the same, or its status is not 0.
LOOKS = {
    "list": ("plain", ["list"], ""),
    "history": ("plain", ["history"], ""),
    "diff": ("plain", ["diff", "1", "3"], ""),
    "secret list": ("plain", ["secret", "list"], ""),
    "check": ("plain", ["check", "--format", "json"], ""),
    "cert status": ("plain", ["cert", "status", "--format", "json"], ""),
    "strength": ("plain", ["strength"], "wood of a tall ship by print.example.com"),
}
ROWS = {**KINDS, **LOOKS}
# Of these a file of cert/ may be gone afterwards.
TAKES_AWAY = ("give up", "switch", "back", "retire", "sign-import", "cert import", "take over")
MADE = ("code", "carol.pfx", "carol.txt", "request.new", "put.cer") # by a run; gone before the next
FOLDER_MADE = "out" # likewise
FIRST_NONE = ("nothing",)

# What makes a folder of a plain one, each words and standard input. ROOM is the room.
FOLDERS = {
    "plain": [],
    "many": [(["set", "policy.keep=5"], ""), (["set", "server.site=another"], "")],
    "next": [(["cert", "rollover"], "")],
    "switched": [(["cert", "rollover"], ""), (["cert", "rollover", "--switch", "--force"], "")],
    "manual": [(["set", "certificates.mode=manual"], "")],
    "rolling": [(["secret", "rollover", "radius.hq"], "")],
    "phrase": [(["passwd"], PHRASE)],
    "locked": [(["passwd"], PHRASE)],
    "deployed": [(["set", "certificates.deploy=ROOM/put ROOM/put.cer"], "")],
    "company": [(["cert", "csr", "--output", "request"], "")],
    "unsigned": [],
}


def inputs(room):
    """Files that a kind reads."""
    for name, text in {"answers": ANSWERS, "company.conf": COMPANY, "printers.csv": PRINTERS, "settings": CONFIG, "answers2": CONFIG,
                       "put": PUT}.items():
        open(room + "/" + name, "w").write(text)
    os.chmod(room + "/put", 0o755)
    if not os.path.exists(room + "/old"):
        subprocess.run(["sh", "-ec", OLD], cwd=room, check=True, stderr=subprocess.DEVNULL)


def start(room, run, name):
    """Makes the folder `name` of the room; run(words, input) is the program on the folder etc."""
    company = name in ("company", "unsigned")
    inputs(room)
    run(["init", "--answers", "company.conf" if company else "answers"], "")
    run(["add", "radius.hq", "host=hq.example.com"], "")
    if not company:
        for person in ("alice", "bob"):
            run(["cert", "client", person, "--output", person + ".pfx", "--password-output", person + ".txt"], "")
        run(["cert", "revoke", "alice"], "")
    for words, text in FOLDERS[name]:
        run([word.replace("ROOM", room) for word in words], text)
    if name == "company":
        subprocess.run(["sh", "-ec", SIGN], cwd=room, check=True, stderr=subprocess.DEVNULL)
    if name == "locked":
        os.unlink(room + "/etc/master.key")
    for file in ("alice.pfx", "alice.txt", "bob.pfx", "bob.txt"):
        if os.path.exists(room + "/" + file):
            os.unlink(room + "/" + file)
    shutil.move(room + "/etc", room + "/" + name)
