#!/usr/bin/env python3
"""Runs every command of every document: documents.py PROGRAM.

A fenced block marked sh is a script; the blocks of a document run one after the other in one empty folder, those of
CONTRIBUTING.md in the source tree. /usr/share/printseal is assets/. A command ends with 0, or with what "# status 1" behind it says. systemctl is played:
it knows the units of assets/. "printseal X Y" in a sentence is a command that there is.
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
    print("%d documents, %d mistakes" % (len(DOCUMENTS), failed))
    sys.exit(failed > 0 or len(DOCUMENTS) < 5)


main()
