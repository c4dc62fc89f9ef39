#!/usr/bin/env python3
"""A language that nobody speaks: pseudo.py FOLDER writes FOLDER/xx/LC_MESSAGES/printseal.mo from the collected texts.

Each text is made twice as long and begins with the mark: what stands on a screen without one was not translated, and
what does not fit shows where another language will not. Conversions, blanks at the ends and line ends stay."""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
MARK = "§"
LETTERS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
KEPT = re.compile(r"(%(?:\d+\$)?[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z|j|t)?[a-zA-Z%]|\\[nrt\"\\]|<[^>]*>)")


def twice(text):
    """The text, marked and lengthened behind its first word, line by line."""
    return "\\n".join(re.sub(r"^(\s*)(.*?)(\s*)$", line_twice, line, count=1) for line in text.split("\\n"))


def line_twice(line):
    if not re.search("[A-Za-z]", KEPT.sub("", line[2])):  # nothing to translate
        return line[0]
    words = "".join(part if KEPT.fullmatch(part) else part.translate(LETTERS) for part in KEPT.split(line[2]))
    letters = re.sub(r"[^A-Za-z ]", "", KEPT.sub("", line[2]))
    return f"{line[1]}{MARK}{words}{('~' + letters.translate(LETTERS)) if letters.strip() else ''}{line[3]}"


def main():
    folder = pathlib.Path(sys.argv[1], "xx", "LC_MESSAGES")
    folder.mkdir(parents=True, exist_ok=True)
    # what msgen fills in is the text itself; there it is made long
    text = subprocess.run(["msgen", "--no-wrap", HERE / "printseal.pot"], capture_output=True, text=True, check=True).stdout
    head, rest = text.split("\n\n", 1)
    head = re.sub(r"charset=[\w-]+", "charset=UTF-8", re.sub(r'"Plural-Forms:.*\n', "", head))
    out, within = [], False
    for line in rest.split("\n"):
        within = line.startswith("msgstr") or (within and line.startswith('"'))
        out.append(re.sub(r'"(.*)"$', lambda m: '"' + twice(m[1]) + '"', line) if within else line)
    head += '\n"Plural-Forms: nplurals=2; plural=n != 1;\\n"'
    subprocess.run(["msgfmt", "--check-format", "-o", folder / "printseal.mo", "-"], input=head + "\n\n" + "\n".join(out), text=True,
                   check=True)


if __name__ == "__main__":
    main()
