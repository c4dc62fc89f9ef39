#!/usr/bin/env python3
"""Collects what a person reads in the sources: update.py [--check] writes (or compares) assets/po/printseal.pot.

A text of several words is taken wherever it stands, but where only programs read it (MACHINES, below); a text of one
word only in the PLACES named below, and in calls of tr(), trn() and N_(). Whoever adds a sentence has nothing to do
here. What is taken is marked with N_() in a copy of the sources, and xgettext does the rest.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
POT = HERE / "printseal.pot"

# Where a text stands: "call:argument", ".field" or "=array", the innermost that has a name; and files.
PLACES = r"""\.(label|unit|title|heading|what|who|shown|button|summary|secrets|text|help)$  =\w*(_names|buttons|actions)$
    =(manual_statuses|everywhere|tools|units|groups|needs|labels|marks|counts|advice_on|origins|config_difference_kinds|purposes|found_reasons|made_here)$
    =(CERTIFICATE_LINKS|refer_rows|listing_settings_types|SLOTS|key_rows|parts|RECORDS_\w+|FINDINGS_[A-Z]+|states|search_places|issued_reasons)$
    (side_\w+|html_mark|html_findings_put_\w+|markup|app_report|puts|printf):\d  STARTS:3
    (judge_report|common_verdict|report_fact|fail(_in|_errno)?):[3-9]
""".split()
MACHINES = r"""\.(phrases|source|example|name)$  =(phrases|synonyms|makers|probe_verdict_names|snmp_level_names|series_names)$
    (str(case)?str|json_\w+|JSON|_Static_assert|__asm__|syslog|store_log|record_\w+|wiped_text|worker_line):\d  STARTS:[12]  common_verdict:3
""".split()
MACHINE_FILES = r"""screens/manual/candidates\w*\.c report/(report_(json|sarif|csv|prometheus|nagios)|startup)\.c import_words\.c
    apply/log\.[ch] store/(manifest|conf/conf_write\w*)\.c
""".split()
EXAMPLES = re.compile(r"(cert_)?options\.c$")  # tables whose last column is a command to type
TAGS = r"=manual_(examples|environment|files|statuses)$"  # tables whose first column is what is typed
VALUES = ("true", "false", "tls")  # of settings: what is advised is taken as it is written
WORKER = re.compile(r"(step|fail) (.*)", re.S)  # lines of worker processes with a sentence behind that word
TOKEN = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])*'|[A-Za-z_]\w*|\d[\w.]*|\S""", re.S)
BARE = (re.compile(r"\\[nt]"), re.compile(r"<(?:(?!aria-label)[^>])*>"), re.compile(r"%[-+0-9.*$]*(?:[lhz]*)[a-z]"))


def is_sentence(text):
    """Several words, or a word beside a value: what is left without tags and conversions."""
    if r"\r\n" in text or text.startswith(("[{", "#")):  # what is sent, JSON, scripts
        return False
    for pattern, by in zip(BARE, (" ", " ", "%")):
        text = pattern.sub(by, text)
    return re.search(r"[a-z]{2,}[,;:.)'\"]* +[(\"%]*[a-zA-Z]|[a-z]{3,}:? %|% [a-z]{3,}|%[,;:] [a-z]{2}|[a-z]{3} \d", text)


def is_word(text):
    """A word that is none of a command, a path, a setting or a mark-up."""
    for pattern in BARE:
        text = pattern.sub(" ", text)
    return text not in VALUES and re.search(r"[a-z]{2}", text) and not re.search(r"[a-z][_=][a-z]|^[a-z]+[./-][a-z]|^--|^\\|[a-z]\d|^\.", text)


def matches(rules, place):
    return any(re.search(rule if rule[0] in r"\=" else r"^" + rule, place) for rule in rules)


def literals(text):
    """Each literal, joined with its neighbours: (start, end, text, places from the inside out, column of a table)."""
    text = re.sub(r"^[ \t]*#(?![ \t]*define)[^\n]*", lambda line: " " * len(line.group()), text, flags=re.M)
    tokens = [t for t in TOKEN.finditer(text) if not t.group().startswith(("/*", "//", "\\"))]  # a macro goes on behind \
    around, statement, at = [], [], 0
    while at < len(tokens):
        token = tokens[at].group()
        before = statement[-1] if statement else ""
        if token[0] == '"':
            end = at
            while end < len(tokens) and (tokens[end].group()[0] == '"' or tokens[end].group().startswith("PRI")):
                end += 1
            yield (tokens[at].start(), tokens[end - 1].end(), "".join(t.group()[1:-1] for t in tokens[at:end]),
                   [place for level in reversed(around) for place in named(level)], around[-1] if around else None)
            statement.append('"')
            at = end
            continue
        if token == "(":
            around.append(["(", before if re.match(r"[A-Za-z_]", before) else "", 1, ""])
        elif token == "{":
            name = next((word for word in reversed(statement) if re.match(r"[A-Za-z_]", word)), "") if before == "=" else ""
            around.append(["{", name, 1, ""])
        elif token in ")}":
            around and around.pop()
        elif token == "," and around:
            around[-1][2:] = [around[-1][2] + 1, ""]
        elif before == "." and around and at + 1 < len(tokens) and tokens[at + 1].group() == "=":
            around[-1][3] = token
        statement.append(token)
        if token in ";{}" and not (token == "}" and around):
            statement = statement[-1:]
        at += 1


def named(level):
    kind, name, number, field = level
    return ["." + field] * bool(field) + ([f"{name}:{number}"] if kind == "(" and name else ["=" + name] if name else [])


def is_read(file, text, places, table):
    """Whether a person reads it."""
    if any(re.search(rule, file) for rule in MACHINE_FILES) or matches(MACHINES, places[0] if places else ""):
        return False
    if EXAMPLES.search(file) and re.match(r"[a-z]+( [a-z-]+)? ?[-A-Z]?", text) and table and table[2] >= 4:
        return False
    if re.match(TAGS, places[0] if places else "") and table and table[2] == 1:
        return False
    if places[:1] == ["worker_report:2"]:
        line = WORKER.match(text)
        return bool(line and is_sentence(line[2]))
    if any(place.startswith(("tr:", "text_tr:", "trn:", "N_:")) for place in places[:1]):
        return False
    return bool(is_sentence(text)) or bool(is_word(text) and places and any(matches(PLACES, place) for place in places[:2]))


def marked(file, text):
    out, done = [], 0
    for start, end, words, places, table in literals(text):
        if is_read(file, words, places, table):
            shown = text[start:end]
            if places[:1] == ["worker_report:2"]:
                shown = re.sub(r'^"(step|fail) ', '"', shown)
            out += [text[done:start], "N_(", shown, ")"]
            done = end
    return "".join(out) + text[done:]


def sources():
    for folder in ("backend", "tui", "screens"):
        yield from sorted(path.relative_to(ROOT) for kind in "ch" for path in (ROOT / folder).rglob("*." + kind))


def made():
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for name in sources():
            copy = pathlib.Path(folder, name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(marked(str(name), (ROOT / name).read_text()))
            names.append(str(name))
        subprocess.run(["xgettext", "-o", "out.pot", "--from-code=UTF-8", "--language=C", "--keyword", "--keyword=N_", "--keyword=tr", "--keyword=text_tr",
                        "--keyword=trn:1,2", "--add-comments=Translators:", "--no-wrap", "--add-location=file",
                        "--package-name=printseal", *names], cwd=folder, check=True, stderr=subprocess.DEVNULL)
        text = pathlib.Path(folder, "out.pot").read_text()
    return re.sub(r'^"POT-Creation-Date:.*\n', "", text, flags=re.M)


def main():
    text = made()
    if "--check" not in sys.argv[1:]:
        POT.write_text(text)
    elif not POT.exists() or POT.read_text() != text:
        sys.exit("assets/po/printseal.pot is not what the sources say: assets/po/update.py makes it")


if __name__ == "__main__":
    main()
