#!/usr/bin/env python3
"""Runs every command of every document: documents.py PROGRAM.

A fenced block marked sh is a script; the blocks of a document run one after the other in one empty folder, those of
CONTRIBUTING.md in the source tree. /usr/share/printseal is assets/. A command ends with 0, or with what "# status 1" behind it says. systemctl is played:
it knows the units of assets/. "printseal X Y" in a sentence is a command that there is.

The README's blocks are a command and what it is for: each is run once, in their order, with no network; what is no
printseal is run by the test that PLAYED names. The tests that SECURITY.md names are there.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
program = os.path.abspath(sys.argv[1])
DOCUMENTS = [os.path.join(folder, name) for top in ("assets/doc", ".github")
             for folder, _, names in os.walk(os.path.join(root, top)) for name in names if name.endswith(".md")]
SYSTEMCTL = """#!/bin/sh
for word; do case $word in
*.service | *.timer) [ -e "%s/assets/$word" ] || { echo "systemctl: no unit $word"; exit 1; } ;;
esac; done
"""


def with_status(script):
    """Lines that say their status are told to the shell."""
    script = script.replace("/usr/share/printseal", root + "/assets")
    return re.sub(r"^(\S.*?)\s+# status ([0-9]+).*$", r"{ \1 && exit 99; } || [ $? = \2 ]", script, flags=re.M)


def environment(home):
    os.mkdir(home + "/bin")
    for name, text in (("printseal", "#!/bin/sh\nexec '%s' \"$@\"\n" % program), ("systemctl", SYSTEMCTL % root)):
        with open(home + "/bin/" + name, "w") as file:
            file.write(text)
        os.chmod(home + "/bin/" + name, 0o755)
    kept = {name: os.environ[name] for name in os.environ if name.endswith("SAN_OPTIONS") or name == "PRINTSEAL_FINDINGS"}
    return {"PATH": home + "/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "LC_ALL": "C.UTF-8", "TERM": "dumb",
            "PRINTSEAL_DIR": home + "/etc", **kept}


def run_blocks(path, text):
    home = tempfile.mkdtemp()
    failed = 0
    try:
        around = environment(home)
        folder = root if path.endswith("CONTRIBUTING.md") else home + "/here"
        os.makedirs(folder, exist_ok=True)
        for block in re.findall(r"^```sh\n(.*?)^```", text, flags=re.M | re.S):
            done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", with_status(block)], cwd=folder, env=around,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if done.returncode:
                print("%s: status %d\n%s\n%s" % (os.path.relpath(path, root), done.returncode, block,
                                                done.stdout.decode(errors="replace")))
                failed += 1
    finally:
        shutil.rmtree(home)
    return failed


# How a command of the README ends if not with 0, and what stands for its words in capitals.
ENDS = {"printseal": 2, "printseal --plain": 4, "printseal probe": 1, "printseal discover --domain corp.example.com": 1,
        "printseal apply nginx --upstream 10.20.0.5:8080": 2,
        "printseal diff --live": 1, "printseal cert examine FILE...": 1}
FILES = {"printseal init --answers FILE": "assets/answers.example.conf", "printseal import FILE": "assets/printers.example.csv"}
PLAYED = {"assets/run.sh": ("tests/package/debian.sh", "assets/run.sh"), "tests/run.sh": ("tests/run.sh", "ctest"), # runs this
          "assets/package.sh": ("tests/package/upgrade.sh", "assets/package.sh"),
          "apt-get install ./build/package/printseal_*.deb": ("tests/package/upgrade.sh", "apt-get install"),
          "apt-get remove printseal": ("tests/package/upgrade.sh", "--remove printseal"),
          "apt-get purge printseal": ("tests/package/upgrade.sh", "--purge printseal"),
          "cmake --preset release": ("tests/run.sh", "cmake --build --preset"),
          "cmake --install build/release": ("tests/house/install.sh", "cmake --install build/release"),
          "xargs rm -f < build/release/install_manifest.txt": ("tests/house/install.sh", "install_manifest.txt")}
# What others do in between: the company signs, somebody leaves a file.
COMPANY = """openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=Company -days 3650 \\
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
printf 'basicConstraints=critical,CA:TRUE,pathlen:0\\nkeyUsage=critical,keyCertSign,cRLSign\\n' > extensions
printf 'subjectKeyIdentifier=hash\\nauthorityKeyIdentifier=keyid\\n' >> extensions
openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -days 1800 -sha256 -extfile extensions -out signed.pem
openssl crl2pkcs7 -nocrl -certfile signed.pem -certfile ca.pem -out answer.p7b"""
BEFORE = {"printseal cert sign-import answer.p7b": COMPANY,
          "printseal cert import server.pfx --password-file FILE":
          "printseal set trust.ca_files=$PWD/ca.pem; cp ../etc/current/cert/server.pfx .; printseal secret show certificates.pfx_password --force > FILE",
          "printseal cert examine FILE...": "cp ca.pem FILE...",
          "printseal check --watch FILE": "rm FILE",
          "printseal report DIR": "mkdir DIR; printseal check --format json --output DIR/one.json"}


def readme_commands(text):
    """In a block, what stands before two blanks; "a | b" are two of them."""
    for block in re.findall(r"^```\n(.*?)^```", text, flags=re.M | re.S)[1:]:
        for line in re.findall(r"^(\S.*?)(?:  .*)?$", block, flags=re.M):
            first, *others = line.split(" | ")
            yield from [first, *("printseal " + other for other in others)]


def run_readme(text):
    home, failed = tempfile.mkdtemp(), 0
    alone = ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*alone, "true"], stderr=subprocess.DEVNULL).returncode:
        alone = []
    try:
        around = environment(home)
        os.mkdir(home + "/here")
        for command in readme_commands(text):
            if not command.startswith("printseal"):
                failed += not_played(command)
                continue
            script = BEFORE.get(command, ":") + "\n" + command.replace(" FILE", " " + root + "/" + FILES[command] if command in FILES else " FILE")
            done = subprocess.run([*alone, "bash", "-ec", script], cwd=home + "/here", env=around, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if done.returncode != ENDS.get(command, 0):
                print("README.md: %s: status %d\n%s" % (command, done.returncode, done.stdout.decode(errors="replace")))
                failed += 1
    finally:
        shutil.rmtree(home)
    return failed


def not_played(command):
    """Is there a test that runs it?"""
    for start, (test, words) in PLAYED.items():
        if command.startswith(start):
            with open(os.path.join(root, test)) as file:
                if words in file.read():
                    return 0
    print("README.md: no test runs: %s" % command)
    return 1


def tests_of(path, text):
    """Tests that a promise names, as `folder/name.ext` below tests/."""
    missing = [name for name in re.findall(r"`((?:backend|screens|tui|commands|terminal|fault|cert|house|live|export|package)/\w+\.\w+)`", text)
               if not os.path.exists(os.path.join(root, "tests", name))]
    for name in missing:
        print("%s: no test %s" % (os.path.relpath(path, root), name))
    return len(missing)


def named(path, text):
    """Commands that a sentence names; "printseal radius" is a topic."""
    failed = 0
    for line in sorted(set(re.findall(r"`printseal ([a-z][a-z-]*(?: [a-z-]+)?)", text))):
        words = line.split()
        if words[0] not in ("cert", "secret", "help"):
            words = words[:1]
        if subprocess.run([program, "help", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            print("%s: there is no \"printseal %s\"" % (os.path.relpath(path, root), line))
            failed += 1
    return failed


def links(path, text):
    """A link to a file of the tree leads somewhere."""
    found = [link for link in re.findall(r"\]\(([^)#:]+)\)", text)
             if not os.path.exists(os.path.join(os.path.dirname(path), link))]
    for link in found:
        print("%s: leads nowhere: %s" % (os.path.relpath(path, root), link))
    return len(found)


def main():
    failed = 0
    for path in sorted(DOCUMENTS) + [root + "/README.md"]:
        with open(path) as file:
            text = file.read()
        failed += run_blocks(path, text) + named(path, text) + links(path, text)
        if path.endswith("README.md"):
            failed += run_readme(text)
        if path.endswith("SECURITY.md"):
            failed += tests_of(path, text)
    print("%d documents, %d mistakes" % (len(DOCUMENTS), failed))
    sys.exit(failed > 0 or len(DOCUMENTS) < 5)


main()
