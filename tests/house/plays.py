#!/usr/bin/env python3
"""Each screen has a row in wizard_test's table, and so a play at all sizes; each box with a title is seen in one."""
import glob
import re
import sys

TRANSLATED = re.compile(r"\btr\(([^()]*)\)")
sources = {path: TRANSLATED.sub(r"\1", open(path).read()) for path in sorted(glob.glob("screens/**/*.c", recursive=True))
           if not re.match("screens/(commands|plain|session)/", path)}
seen = "".join(open(path).read() for path in glob.glob("tests/screens/every/*.play"))
rows = set(re.findall(r"SHOWN\((\w+)\)", open("tests/screens/wizard_test.c").read(), re.M))
wrong = []

screens = {name: path for path, text in sources.items()
           for name in re.findall(r"const struct screen (\w+)_screen = \{", text)}
wrong += [f"{path}: {name}_screen has no row in wizard_test" for name, path in screens.items() if name not in rows]

# A question's title stands in it, or is handed on by one of these.
HANDED = {
    r"ask_file\(app, \"([^\"]+)\"": "title",
    r"ask_name\(state, \"([^\"]+)\"": "title",
    r"^    \[RECORDS_\w+\] = \{ \"([^\"]+)\"": "asked->title",
}
NAMED = {"values->setting->label": "Other names", "ticks->setting->label": "Scopes", "target->name": "hand-over", "applying->target": "nginx"}
titles = {title: path for path, text in sources.items() for form in HANDED for title in re.findall(form, text, re.M)}
for path, text in sources.items():
    for question in re.findall(r"struct question\b[^;]*?\.title = ([^;]*?),? *(?:\n|\.\w|\})", text):
        literals = re.findall(r'"([^"]+)"', question)
        if not literals and question in NAMED:
            literals = [NAMED[question]]
        if not literals and question not in HANDED.values() and question != "state->question.title":
            wrong.append(f"{path}: the title of a box is not found: {question}")
        titles |= {title: path for title in literals}
for title, path in sorted(titles.items()):
    if f"┌─{title}─" not in seen:
        wrong.append(f"{path}: no play of every/ shows the box {title}")

print("\n".join(wrong) or f"{len(screens)} screens and {len(titles)} boxes have plays")
sys.exit(bool(wrong))
