#!/usr/bin/env python3
"""Is the SPDX document of a build one of SPDX 2.3, and does it name all that the programs are linked with?

    sbom.py BUILD
"""
import json
import pathlib
import re
import subprocess
import sys

build = pathlib.Path(sys.argv[1])
document = json.loads((build / "printseal.spdx.json").read_text())
wrong = []

# What is not a part, but the C library, and which part a library's name means where it is not the part's own.
BASE = {"libc", "libm", "ld-linux-x86-64"}
PART = {"libexpat": "expat", "libcares": "c-ares", "libssl": "openssl", "libcrypto": "openssl", "libtinfo": "ncurses", "libncursesw": "ncurses", "libnetsnmp": "net-snmp",
        "libzxcvbn": "zxcvbn-c", "libjansson": "jansson", "libcurl": "curl"}

# SPDX 2.3, clauses 6, 7 and 11, as its JSON schema has them: field, what it must look like.
DOCUMENT = {"spdxVersion": r"SPDX-2\.3", "dataLicense": r"CC0-1\.0", "SPDXID": r"SPDXRef-DOCUMENT", "name": r".+",
            "documentNamespace": r"https?://[^#\s]+"}
CREATED = {"created": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"}
LICENCE = r"NOASSERTION|NONE|\(?[A-Za-z0-9.+-]+\)?( (AND|OR|WITH) \(?[A-Za-z0-9.+-]+\)?)*"
PACKAGE = {"SPDXID": r"SPDXRef-[A-Za-z0-9.-]+", "name": r"[^\n]+", "downloadLocation": r"NOASSERTION|NONE|(git\+)?https?://\S+",
           "licenseConcluded": LICENCE, "licenseDeclared": LICENCE, "copyrightText": r"(?s).+"}
OPTIONAL = {"versionInfo", "homepage", "comment", "filesAnalyzed", "externalRefs"}
RELATIONS = {"DESCRIBES", "DEPENDS_ON", "CONTAINS"}
RELATION = {"spdxElementId", "relatedSpdxElement", "relationshipType"}  # the schema allows no other field anywhere


def held(what, found, fields):
    for field, form in fields.items():
        if not re.fullmatch(form, str(found.get(field, ""))):
            wrong.append(f"{what}: {field} is {found.get(field)!r}")


def no_more(what, found, allowed):
    if found.keys() - allowed:
        wrong.append(f"{what}: SPDX has no {sorted(found.keys() - allowed)}")


held("document", document, DOCUMENT)
no_more("document", document, DOCUMENT.keys() | {"creationInfo", "packages", "relationships"})
held("creationInfo", document["creationInfo"], CREATED)
no_more("creationInfo", document["creationInfo"], CREATED.keys() | {"creators"})
if not document["creationInfo"]["creators"]:
    wrong.append("made by nobody")
if not all(re.fullmatch(r"(Tool|Person|Organization): .+", creator) for creator in document["creationInfo"]["creators"]):
    wrong.append(f"creators: {document['creationInfo']['creators']}")
packages = {package["SPDXID"]: package for package in document["packages"]}
if len(packages) != len(document["packages"]):
    wrong.append("two packages of one SPDXID")
for package in packages.values():
    held(package.get("name"), package, PACKAGE)
    if package.keys() - PACKAGE.keys() - OPTIONAL or package.get("filesAnalyzed") is not False:
        wrong.append(f"{package['name']}: {sorted(package)}")
    for outside in package.get("externalRefs", []):
        held(package["name"], outside, {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                                        "referenceLocator": rf"pkg:generic/{package['name']}@{re.escape(package.get('versionInfo', ''))}"})
related = set()
for relation in document["relationships"]:
    ends = relation["spdxElementId"], relation["relatedSpdxElement"]
    if relation["relationshipType"] not in RELATIONS or not set(ends) <= packages.keys() | {"SPDXRef-DOCUMENT"}:
        wrong.append(f"relationship {relation}")
    no_more("relationship", relation, RELATION)
    related.add(ends[1])
    package = packages.get(ends[1], {})
    if relation["relationshipType"] == "DEPENDS_ON" and (not package.get("versionInfo") or package.get("licenseDeclared") in (None, "NOASSERTION", "NONE")):
        wrong.append(f"{ends[1]} has no version, or no licence")
wrong += [f"{name} belongs to nothing" for name in packages.keys() - related]

names = {package["name"]: package.get("versionInfo") for package in packages.values()}
version = subprocess.run([build / "printseal", "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.split()[1]
if names["printseal"] != version:
    wrong.append(f"printseal {version} is called {names['printseal']}")

# What is linked, and what is loaded later: notes of dlopen have the libraries' names.
for program in [build / "printseal", *sorted((build / "libexec/printseal").iterdir())]:
    linked = subprocess.run(["readelf", "-dW", program], stdout=subprocess.PIPE, text=True, check=True).stdout
    loaded = program.read_bytes().decode("latin-1")
    for library in re.findall(r"NEEDED.*\[(\S+?)\.so", linked) + re.findall(r"\"(lib\w+)\.so\.\d+\"", loaded):
        part = PART.get(library, library)
        if library not in BASE and part not in names:
            wrong.append(f"{program.name} uses {library}, and no package is called so")

# The README's table and the list for the tarball name the same.
told = re.findall(r"^([\w-]+) \S*: ", (build / "NEEDS").read_text(), re.M)
parts = [packages.get(relation["relatedSpdxElement"], {}).get("name", "") for relation in document["relationships"]
         if relation["relationshipType"] == "DEPENDS_ON"]
if told != parts:
    wrong.append(f"NEEDS names {told}, the document {parts}")
for name in parts:
    if not re.search(rf"^\| {re.escape(name)}( \d)? \|", pathlib.Path("README.md").read_text(), re.M | re.I) and name != "curl":
        wrong.append(f"README.md does not list {name}")
print("\n".join(wrong), end="\n" if wrong else "")
sys.exit(bool(wrong))
