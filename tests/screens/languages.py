#!/usr/bin/env python3
"""The wizard in other languages: the keys of all plays, at all their sizes, pressed in German and in a language that
nobody speaks (assets/po/pseudo.py).

    languages.py WIZARD_TEST LOCALES [FOLDER]     FOLDER keeps the pictures

It must come to as many pictures, what has the focus and buttons in boxes must be on them as in English, also at 40x9, and German
must not cut many more rows than English does. In the other language each vowel has an accent: a text of the catalogue that stands on a screen without was not translated where it is shown.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent.parent
PSEUDO = TESTS.parent / "assets/po/pseudo.py"
CUT = "…"
CATALOGUE = TESTS.parent / "assets/po/printseal.pot"
CONVERSION = re.compile(r"%(?:\d+\$)?[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z|j|t)?[a-zA-Z%]|%|\\n")
LONG = 30  # characters of a text that are looked for: rows end before sentences do
ENGLISH = {  # what stays English on screens, and why
    "there is no root certificate to give away:": "exports are for programs: while one is made the language is off",
    "Scans from devices by FTP": "what a port is for is a value, kept as it was filled in",
    "no certificate": "the plays' worker process has no catalogue",
}
BOUND = ("search.play", "import_list.play", "mouse.play")  # to English: what is looked for, and where is clicked
MORE_CUT = 40  # rows of all pictures that German cuts and English does not; less is better, more is a fault


def played(program, language, locales, folder):
    """The plays as they come out: file -> text."""
    folder.mkdir(parents=True)
    run = subprocess.run([program], cwd=TESTS, capture_output=True, text=True, check=False,
                         env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": language, "PLAY_LOCALES": str(locales),
                              "PLAY_SEEN": str(folder)})
    if run.returncode:
        sys.exit(f"{language}: {run.stdout[-1000:]}{run.stderr[-3000:]}")
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


def pictures(text):
    """How many there are, and the rows of all of them."""
    return len(re.findall(r"^(?:screen|looks|at .*)$", text, re.M)), re.findall(r"^\|(.*)$", text, re.M)


def cuts(text):
    """How much is cut, but on the smallest screen, where English has no room either."""
    return re.sub(r"^at 40x9\n(?:[|=].*\n)*", "", text, flags=re.M).count(CUT)


def reached(text):
    """Which of the pictures show buttons in their box, or, without a box, what has the focus."""
    return ["\u2502 [ " in picture if "\u250c" in picture else "\u203a" in picture
            for picture in re.split(r"^(?:screen|looks|at .*)$", text, flags=re.M)[1:]]


def texts():
    """What is looked for on screens: the beginnings of what stands between the conversions of each text, if long."""
    for entry in CATALOGUE.read_text().split("\n\n")[1:]:
        for found in re.findall(r'^msgid(?:_plural)? (".*"(?:\n".*")*)', entry, re.M):
            text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', found)).replace('\\"', '"')
            for piece in CONVERSION.split(text):
                words = piece.split()
                if len(words) >= 2 and len(re.findall("[A-Za-z]", piece)) >= 12 and " ".join(words) not in ENGLISH:
                    yield " ".join(words)[:LONG].strip()


def untranslated(seen):
    """Texts of the catalogue as they stand in the sources: a line each, with where."""
    rows = {}
    for name, play in seen.items():
        for row in pictures(play)[1]:
            rows.setdefault(re.sub(" +", " ", row), name)
    all_rows = "\n".join(rows)
    for text in sorted(set(texts())):
        at = all_rows.find(text)
        if at >= 0:
            row = all_rows[all_rows.rfind("\n", 0, at) + 1:].split("\n", 1)[0]
            yield f"{rows[row]}: \"{text}\" is not translated: {row}"


def main():
    program, locales = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as given:
        folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else given).resolve()
        subprocess.run([sys.executable, PSEUDO, folder / "locales"], check=True)
        english = played(program, "en", locales, folder / "en")
        german = played(program, "de", locales, folder / "de")
        other = played(program, "xx", folder / "locales", folder / "xx")
    faults, more = list(untranslated(other)), 0
    for name, text in english.items():
        for language, seen in ("de", german), ("xx", other):
            if pictures(seen[name])[0] != pictures(text)[0]:
                faults.append(f"{language}: {name}: {pictures(seen[name])[0]} pictures, in English {pictures(text)[0]}")
            for i, (there, here) in enumerate(zip(reached(text), reached(seen[name]))):
                if here < there and not name.endswith(BOUND):
                    faults.append(f"{language}: {name}: picture {i + 1} does not show what has the focus, or no buttons")
        more += max(0, cuts(german[name]) - cuts(text))
    if german == english or other == english:
        faults.append("nothing was translated")
    if more > MORE_CUT:
        faults.append(f"{more} rows are cut in German and not in English, more than {MORE_CUT}")
    print("\n".join(faults) or f"{len(english)} plays in three languages; {more} rows are cut in German only")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
