#!/usr/bin/env python3
"""Runs every command of every document: documents.py PROGRAM.

A document is every .md of the tree, and what the package says to Debian's users. A fenced block marked sh is a script; the
blocks of a document run one after the other in one empty folder. /usr/share/printseal is assets/. A command ends with 0, or
with what "# status 1" behind it says. systemctl is played: it knows the units of assets/. A script of tests/ is not run a
second time: ctest runs it. `printseal X Y --option` in a sentence is a command that there is, with that option.

The README's blocks are a command and what it is for: each is run once, in their order, with no network; what is no
printseal is run by the test that PLAYED names. The tests that SECURITY.md names are there, and so is what the list of its
promises names, which has each of them.

So that none is left out: a block is of one of these kinds, or a mistake, and nothing is a block by its indent alone.

The program is the release build: every command here is run under sanitizers by tests/commands.
"""
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
program = os.path.abspath(sys.argv[1])
DOCUMENTS = sorted(os.path.join(root, name) for name in subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], cwd=root, check=True,
    stdout=subprocess.PIPE, text=True).stdout.split())
README = root + "/README.md"
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


def by_ctest(found):
    """Nothing instead of a script that is a test of its own."""
    folder, name = found.groups()
    with open(root + "/tests/CMakeLists.txt") as file:
        run = "add_scripts(%s)" % folder in file.read() and os.path.exists("%s/tests/%s/%s" % (root, folder, name))
    return ":" if run else "echo 'ctest does not run it'; exit 1"


def run_blocks(path, text):
    home = tempfile.mkdtemp()
    failed = 0
    try:
        around = environment(home)
        folder = home + "/here"
        os.makedirs(folder)
        for block in re.findall(r"^```sh\n(.*?)^```", text, flags=re.M | re.S):
            script = re.sub(r"^bash tests/(\w+)/(\w+\.sh)$", by_ctest, block, flags=re.M)
            done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", with_status(script)], cwd=folder, env=around,
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
COMPANY = """openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj /CN=Company -days 3650 \\
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
    return len(missing) + len(promises(text))


def promises(text):
    """Each promise has a row in the list of them; a place there is a file, and a text that is in it."""
    with open(root + "/assets/doc/design/promises.md") as file:
        rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in file if line.startswith("| ")][1:]
    given = re.findall(r"^- \*\*(.*?)\.?\*\*", text[text.index("## What is promised"):text.index("## What is not")], re.M)
    wrong = ["no row for the promise: " + title for title in given if title not in [row[0] for row in rows]]
    wrong += ["no such promise: " + row[0] for row in rows if row[0] not in given and not row[0].startswith("---")]
    for place in [cell.strip("`") for row in rows for cell in row[1:3] if cell.startswith("`")]:
        name, words = place.split(": ", 1)
        if not os.path.exists(root + "/" + name) or words not in open(root + "/" + name).read():
            wrong.append("%s is not in %s" % (words, name))
    for line in wrong:
        print("promises.md: %s" % line)
    return wrong


@functools.cache
def asked(*words):
    """What the program prints, or None."""
    done = subprocess.run([program, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return None if done.returncode else done.stdout


def known(words):
    """A command, its options, and what it is exported for."""
    plain = [word for word in words if re.match(r"[a-z]", word)]
    options = [word.split("=")[0] for word in words if word.startswith("-")]
    command = plain[:1 + (plain[:1] in (["cert"], ["secret"]))]
    said = asked("help", *command)
    targets = re.findall(r"^(\S+)", asked("export", "--list"), re.M) if command == ["export"] else plain[1:]
    return said is not None and all(re.search(r"^  (-\w, )?%s\b" % re.escape(option), said + asked("--help"), re.M)
                                    for option in options) and set(plain[1:2]) <= set(targets)


def named(path, text):
    """Commands that a sentence names; those of a script are run. A script that it names is there."""
    sentences = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    lines = set(re.sub(r"\s+", " ", line) for line in re.findall(r"`printseal ([^`]+)`", sentences))
    wrong = ['there is no "printseal %s"' % line for line in sorted(lines) if not known(line.split())]
    wrong += ["there is no %s" % script for script in re.findall(r"`((?:tests|assets)/[\w/]+\.(?:sh|py))\b", sentences)
              if not os.path.exists(os.path.join(root, script))]
    for line in wrong:
        print("%s: %s" % (os.path.relpath(path, root), line))
    return len(wrong)


def left_out(path, text):
    """Blocks that nobody would run: of another kind, or made by their indent. YAML is for another program to read."""
    kinds = re.findall(r"^ *```(.*)$", text, re.M)[::2]
    wrong = ["a block marked \"%s\"" % kind for kind in kinds if kind not in ({""} if path == README else {"sh", "yaml"})]
    outside = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    wrong += ["not run: %s" % line for line in re.findall(r"^(?: {4,}|\t)\$? *((?:printseal|systemctl|apt-get) .*)", outside, re.M)]
    for line in wrong:
        print("%s: %s" % (os.path.relpath(path, root), line))
    return len(wrong)


def of_debian():
    """What README.Debian has as indented lines, as a document's block."""
    with open(root + "/assets/debian/printseal.README.Debian") as file:
        commands = re.findall(r"^    (\S.*)$", file.read(), re.M)
    return run_blocks(root + "/assets/debian/printseal.README.Debian", "```sh\n%s\n```" % "\n".join(commands)) + (not commands)


def links(path, text):
    """A link to a file of the tree leads somewhere."""
    found = [link for link in re.findall(r"\]\(([^)#:]+)\)", text)
             if not os.path.exists(os.path.join(os.path.dirname(path), link))]
    for link in found:
        print("%s: leads nowhere: %s" % (os.path.relpath(path, root), link))
    return len(found)


def main():
    failed = of_debian()
    for path in DOCUMENTS:
        with open(path) as file:
            text = file.read()
        failed += run_blocks(path, text) + named(path, text) + links(path, text) + left_out(path, text)
        if path == README:
            failed += run_readme(text)
        if path.endswith("SECURITY.md"):
            failed += tests_of(path, text)
    print("%d documents, %d mistakes" % (len(DOCUMENTS), failed))
    sys.exit(failed > 0 or len(DOCUMENTS) < 12)


main()
