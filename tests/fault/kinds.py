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
    "switch": ("next", ["cert", "rollover", "--switch", "--force"], ""),
    "retire": ("switched", ["cert", "rollover", "--retire", "--force"], ""),
    "sign-import": ("company", ["cert", "sign-import", "answer", "root.pem"], ""),
    "init": ("nothing", ["init", "--answers", "answers", "--recovery-file", "code"], ""),
    "apply": ("plain", ["apply", "--root", "ROOT", "--confirm", "nftables"], ""),
    "line by line": ("plain", ["--plain", "tls"], "1.3\n>\n" + ">\n" * 40 + "yes\n"),
    "wizard": ("plain", ["KEYS", "tls"], "\033[C\023\023\021"),
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
MADE = ("code", "carol.pfx", "carol.txt") # by a run; gone before the next
FIRST_NONE = ("nothing",)


def start(room, run, name):
    """Makes the folder `name` of the room; run(words) is the program on the folder etc."""
    here = room + "/etc"
    made = {"plain": [], "many": [], "next": [["cert", "rollover"]],
            "switched": [["cert", "rollover"], ["cert", "rollover", "--switch", "--force"]], "company": []}[name]
    open(room + "/answers", "w").write(ANSWERS)
    open(room + "/company.conf", "w").write(COMPANY)
    open(room + "/printers.csv", "w").write(PRINTERS)
    run(["init", "--answers", "company.conf" if name == "company" else "answers"])
    run(["add", "radius.hq", "host=hq.example.com"])
    if name == "company":
        run(["cert", "csr", "--output", "request"])
        subprocess.run(["sh", "-ec", SIGN], cwd=room, check=True, stderr=subprocess.DEVNULL)
    else:
        for person in ("alice", "bob"):
            run(["cert", "client", person, "--output", person + ".pfx", "--password-output", person + ".txt"])
        run(["cert", "revoke", "alice"])
    if name == "many":
        run(["set", "policy.keep=5"])
        run(["set", "server.site=another"])
    for words in made:
        run(words)
    for file in ("alice.pfx", "alice.txt", "bob.pfx", "bob.txt"):
        if os.path.exists(room + "/" + file):
            os.unlink(room + "/" + file)
    shutil.move(here, room + "/" + name)
