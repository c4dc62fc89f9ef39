"""formats.py FOLDER ROOT.DER [PLAIN]: everything that was exported to FOLDER, through a parser of its
format. With PLAIN, the same export of harmless values, what a script does must be the same word for
word once its strings are taken out. Prints what is wrong."""
import csv
import html.parser
import json
import pathlib
import plistlib
import re
import subprocess
import sys

import yaml

folder, root = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).read_bytes()
plain = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None


def read(name, base=folder):
    return (base / name).read_text(encoding="utf-8")


def want(what, value):
    if not value:
        print("not so:", what)


class Page(html.parser.HTMLParser):
    """Elements are closed in order, and there is none that could run or load anything."""
    empty = {"meta", "hr"}
    known = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "span", "b", "i", "hr"}

    def __init__(self):
        super().__init__()
        self.open, self.text, self.wrong = [], "", []

    def handle_starttag(self, tag, attrs):
        if tag not in self.known or any(name not in ("class", "lang", "charset", "name", "content") for name, _ in attrs):
            self.wrong.append((tag, attrs))
        if tag not in self.empty:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append("/" + tag)

    def handle_data(self, data):
        self.text += data


def check_html(path):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    want(f"{path} is one clean page: {page.wrong[:3]}", not page.wrong and not page.open)
    return page.text


def check_markdown(path, text):
    """What CommonMark makes of it is what the HTML says, and no element of its own."""
    made = subprocess.run(["cmark", "--unsafe", path], capture_output=True, text=True, check=True).stdout
    tags = set(re.findall(r"</?([a-zA-Z!][^ >]*)", made))
    want(f"{path} has no tag of its own: {tags}", tags <= {"h1", "h2", "p", "ul", "li", "strong", "em", "hr"})
    words = html.unescape(re.sub(r"<[^>]*>", "", made))
    squeeze = lambda s: re.sub(r"\[ ]|\u2610|\s", "", s)
    body = text[text.index("}\n", text.rindex("break-after: page")):].lstrip("}\n")
    want(f"{path} says what the page says", squeeze(words) == squeeze(body))


def skeleton(text, quotes):
    """A script without its comments and with every '...' empty; quotes are what doubles inside."""
    out, at = [], 0
    while at < len(text):
        if text[at] in quotes:
            end = at + 1
            while end < len(text) and (text[end] not in quotes or text[end + 1 : end + 2] in tuple(quotes)):
                end += 2 if text[end] in quotes else 1
            out.append("''")
            at = end + 1
        elif text[at] == "#":
            at = text.index("\n", at)
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


for path in sorted(folder.rglob("*.html")):
    check_markdown(path.with_suffix(".md"), check_html(path))

def one(pattern):
    found = list(folder.glob(pattern))
    want(f"one {pattern}: {found}", len(found) == 1)
    return found[0]


profile = plistlib.loads(one("apple-trust/*.mobileconfig").read_bytes())
want("the profile carries the root", profile["PayloadContent"][0]["PayloadContent"] == root)
want("the profile's payload is a root", profile["PayloadContent"][0]["PayloadType"] == "com.apple.security.root")
for uuid in (profile["PayloadUUID"], profile["PayloadContent"][0]["PayloadUUID"]):
    want("a UUID of version 8", re.fullmatch(r"[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}", uuid))

policies = json.loads(read("firefox-trust/policies.json"))["policies"]["Certificates"]
want("Firefox installs the root", policies["Install"] == [one("firefox-trust/*.pem").name] and policies["ImportEnterpriseRoots"])
want("the root in DER", one("windows-trust/*.cer").read_bytes() == root)

dynamic, static = (yaml.safe_load(read(f"traefik/{name}.yaml")) for name in ("dynamic", "traefik"))
options = dynamic["tls"]["options"]["default"]
want("Traefik: TLS 1.2", options["minVersion"] == "VersionTLS12" and len(options["cipherSuites"]) == 6)
want("Traefik: its certificate", (folder / "traefik" / dynamic["tls"]["stores"]["default"]["defaultCertificate"]["certFile"]).exists())
want("Traefik: HSTS", dynamic["http"]["middlewares"]["printseal-hsts"]["headers"]["stsSeconds"] == 63072000)
want("Traefik: verifies the print server", dynamic["http"]["serversTransports"]["printseal"]["rootCAs"] == ["root.pem"])
want("Traefik: listens", static["entryPoints"]["printseal"]["address"] == ":8090" and "plain" not in static["entryPoints"])

rows = list(csv.reader(read("printers-csv/printers.csv").splitlines()))
want("CSV: every row has its seven cells", len(rows) > 1 and all(len(row) == 7 for row in rows))

# about_Automatic_Variables: a script that assigns to one of them means something else than it says.
AUTOMATIC = {"args", "consolefilename", "error", "event", "eventargs", "eventsubscriber", "executioncontext", "false",
             "foreach", "home", "host", "input", "iscoreclr", "islinux", "ismacos", "iswindows", "lastexitcode",
             "matches", "myinvocation", "nestedpromptlevel", "null", "pid", "profile", "psboundparameters", "pscmdlet",
             "pscommandpath", "psculture", "psdebugcontext", "psedition", "pshome", "psitem", "psscriptroot",
             "pssenderinfo", "psuiculture", "psversiontable", "pwd", "sender", "shellid", "stacktrace", "switch",
             "this", "true"}
CHANGES = r"(?:New|Set|Remove|Enable|Disable)-(?:Net|Nps)|certreq\.exe|Restart-Service|Import-Certificate|Remove-Item|Set-Content|& \$Program"

for name in ("windows-firewall/firewall.ps1", "windows-trust/trust.ps1", "myq-cert/permissions.ps1",
             "windows-nps/hq.ps1", "ad-cs/submit.ps1"):
    text = skeleton(read(name), "'\u2018\u2019\u201a\u201b")
    names = re.findall(r"\$(\w+)\s*[-+]?=[^=]|foreach \(\$(\w+) in|\[[\w\[\]]+\]\$(\w+)", text)
    taken = {word.lower() for found in names for word in found if word}
    want(f"{name} shadows no automatic variable: {taken & AUTOMATIC}", taken and not taken & AUTOMATIC)
    want(f"{name} knows -WhatIf and -Confirm", "[CmdletBinding(SupportsShouldProcess)]" in text)
    asks = text.index("$PSCmdlet.ShouldProcess(")
    want(f"{name} asks before each change", all(match.start() > asks for match in re.finditer(CHANGES, text)))
    # Programs set a status and throw nothing.
    ran = [match.end() for match in re.finditer(r"^\s*(?:& \S+\.exe|\w+\.exe|& \$Program)\b.*$", text, re.M)]
    want(f"{name} looks at each program's status", all("$LASTEXITCODE -ne 0" in text[at:].split("\n")[1] for at in ran))
    # There anybody may make the file that an administrator's run believes.
    want(f"{name} keeps nothing where others may write", "$env:ProgramData" not in text and "$env:TEMP" not in text)
    want(f"{name} has its mark", text.startswith("\ufeff"))
    want(f"{name} ends outside of strings", text.count("(") == text.count(")") and text.count("{") == text.count("}"))
    if plain:
        want(f"{name} does the same", text == skeleton(read(name, plain), "'\u2018\u2019\u201a\u201b"))
