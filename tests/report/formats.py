"""Holds a report against the rules of its form: formats.py FORM FILE, or `all FOLDER` for what belongs together."""
import html.parser
import json
import re
import sys
from pathlib import Path

import jsonschema

HERE = Path(__file__).parent
ASSETS = HERE.parent.parent / "assets"


def refuse_twice(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key stands twice: {keys}"
    return dict(pairs)


def load(file):
    return json.loads(Path(file).read_text(encoding="utf-8"), object_pairs_hook=refuse_twice)


def against(schema, value):
    rules = load(schema)
    jsonschema.Draft7Validator.check_schema(rules)
    jsonschema.Draft7Validator(rules).validate(value)


def check_json(file):
    value = load(file)
    against(ASSETS / "schema/check.json", value)
    for level in ("warn", "fail"):
        found = [f for f in value["findings"] if f["level"] == level and not f["waived"]]
        assert len(found) == value["counts"][level], level
    return value


def check_sarif(file):
    value = load(file)
    against(HERE / "sarif.json", value)
    run = value["runs"][0]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(ids) == len(set(ids)), "a rule stands twice"
    marks = set()
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        for location in result["locations"]:
            base = location["physicalLocation"]["artifactLocation"]["uriBaseId"]
            assert base in run["originalUriBaseIds"]
        marks.add(result["partialFingerprints"]["printsealFinding/v1"])
    return value


# Monitoring Plugins' guidelines: one line, one bar, and data of 'label'=value[unit];warn;crit;min;max
RANGE = r"(@?(~|-?[0-9.]+)?:?(-?[0-9.]+)?)?"
DATA = re.compile(rf"^[a-z_]+=-?[0-9.]+;{RANGE}(;{RANGE}(;-?[0-9.]*(;-?[0-9.]*)?)?)?$")


def check_nagios(file):
    text = Path(file).read_text(encoding="utf-8")
    assert text.endswith("\n") and text.count("\n") == 1, "one line"
    line, *data = text[:-1].split("|")
    assert re.match(r"PRINTSEAL (OK|WARNING|CRITICAL|UNKNOWN) - .", line), line
    assert len(data) <= 1, "one bar"
    values = {}
    for item in data[0].split(" ") if data else []:
        assert DATA.match(item), item
        label, value = item.split(";")[0].split("=")
        assert label not in values
        values[label] = float(value)
    return line, values


# The text format 0.0.4: HELP and TYPE once, before the samples, which stand together.
NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf"^({NAME})(\{{(?:{LABEL}(?:,{LABEL})*)?\}})? (-?[0-9.]+(?:e[+-]?[0-9]+)?)$")


def check_prometheus(file):
    text = Path(file).read_text(encoding="utf-8")
    assert text.endswith("\n")
    told, samples, family = {}, {}, None
    for line in text[:-1].split("\n"):
        if line.startswith("# "):
            _, kind, name, rest = line.split(" ", 3)
            assert kind in ("HELP", "TYPE") and re.fullmatch(NAME, name), line
            assert kind not in told.setdefault(name, []), f"{kind} twice: {name}"
            assert kind == "HELP" or rest == "gauge", line
            assert kind == "HELP" or name.startswith("printseal_"), line
            told[name].append(kind)
            family = name
            continue
        match = SAMPLE.match(line)
        assert match, f"no sample: {line}"
        name, labels, value = match.groups()
        assert name == family and told[name] == ["HELP", "TYPE"], line
        assert (name, labels) not in samples, f"twice: {line}"
        samples[name, labels] = float(value)
    return samples


# The page: nothing that runs, nothing from elsewhere, every tag closed.
VOID = {"meta", "br"}
TAGS = VOID | set("html head title style body header section article h1 h2 h3 p div span b s strong q code dl dt dd "
                  "table tr th td svg defs pattern path rect text tspan".split())
ATTRIBUTES = set("lang charset http-equiv content name class scope colspan role aria-label id x y d width height "
                 "viewbox patternunits patterntransform".split())


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.texts, self.titles = [], [], []

    def handle_starttag(self, tag, attributes):
        assert tag in TAGS, f"<{tag}>"
        for name, value in attributes:
            assert name in ATTRIBUTES, f"<{tag} {name}={value}>"
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}>"

    def handle_data(self, text):
        if self.open and self.open[-1] == "style":
            assert set(re.findall(r"url\([^)]*\)|@import", text)) <= {"url(#hatch)"}
            return
        self.texts.append(text)
        if self.open and self.open[-1] == "h2":
            self.titles.append(text)


def check_html(file):
    text = Path(file).read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>\n") and "default-src 'none'" in text
    page = Page()
    page.feed(text)
    page.close()
    assert not page.open
    return page


def agree_page(page, value):
    """What the findings say stands there as text, signs and all; the parts that must be there are."""
    told = " ".join("".join(page.texts).split())
    for finding in value["findings"]:
        for key in ("path", "value", "want", "why", "source", "id"):
            assert " ".join(finding[key].split()) in told, finding[key]
    parts = ["Topics", "Findings"] + ["Certificate"] * bool(value["certificate"]) + ["Ports", "Age of secrets"]
    assert page.titles[: len(parts)] == parts, page.titles
    assert ("Changes" in page.titles) == (value["generation"] > 1)


def agree(folder):
    """The forms say the same of one configuration."""
    folder = Path(folder)
    value, sarif = check_json(folder / "json"), check_sarif(folder / "sarif")
    line, data = check_nagios(folder / "nagios")
    samples = check_prometheus(folder / "prometheus")
    agree_page(check_html(folder / "html"), value)
    counts, results = value["counts"], sarif["runs"][0]["results"]
    for level in ("warn", "fail"):
        assert data[level] == counts[level]
    for level in ("warn", "fail", "waived"):
        assert samples["printseal_findings", f'{{level="{level}"}}'] == counts[level]
    assert samples["printseal_grade", f'{{grade="{value["grade"]}"}}'] == 1
    assert sum(v for (name, _), v in samples.items() if name == "printseal_grade") == 1
    assert samples["printseal_score", None] == data["score"] == value["score"]
    if value["certificate"]:
        assert data["days_left"] == value["certificate"]["days_left"]
    assert [f["waived"] for f in value["findings"]] == [bool(r["suppressions"]) for r in results]
    assert len(results) == len(value["findings"])
    word = "CRITICAL" if counts["fail"] else "WARNING" if counts["warn"] else "OK"
    assert line.startswith(f"PRINTSEAL {word} - "), line


# Each place in printseal.conf: the line of the setting; of its record or section where it has none.
def check_lines(file, conf):
    lines = Path(conf).read_text(encoding="utf-8").split("\n")
    told = 0
    for result in load(file)["runs"][0]["results"]:
        place = result["locations"][0]
        if place["physicalLocation"]["artifactLocation"]["uri"] != "printseal.conf":
            continue
        region = place["physicalLocation"].get("region")
        path = place["logicalLocations"][0]["fullyQualifiedName"].split(".")
        assert region, f"{path} has no line"
        text = "\n".join(lines[region["startLine"] - 1 : region["endLine"]])
        key = path[-1] if len(path) > 1 and re.search(rf"^\s*{path[-1]} = ", text) else None
        record = len(path) > 1 and re.match(rf'\s*{{\s*name = "{path[1]}"', "\n".join(lines[region["startLine"] - 1 :]))
        section = re.match(rf"{path[0]} [:=]", text)
        assert key or record or section, (path, region, text)
        told += bool(key)
    assert told, "no setting has a line of its own"


def check_schemas(kept):
    """Each line of the file: a schema, a file, what wrote it."""
    rules = {}
    for line in Path(kept).read_text(encoding="utf-8").splitlines():
        name, file, what = line.split("\t")
        if name not in rules:
            rules[name] = load(ASSETS / f"schema/{name}.json")
            jsonschema.Draft7Validator.check_schema(rules[name])
        try:
            jsonschema.Draft7Validator(rules[name]).validate(load(file))
        except (AssertionError, ValueError, jsonschema.ValidationError) as wrong:
            sys.exit(f"{what} is not as assets/schema/{name}.json has it: {wrong}\n{Path(file).read_text(encoding='utf-8')[:2000]}")
    assert rules, "nothing was kept"


def check_report(file):
    value = load(file)
    against(ASSETS / "schema/report.json", value)
    return value


FORMS = {"json": check_json, "html": check_html, "report": check_report, "sarif": check_sarif, "nagios": check_nagios, "prometheus": check_prometheus,
         "schemas": check_schemas, "lines": check_lines, "all": agree}

if __name__ == "__main__":
    FORMS[sys.argv[1]](*sys.argv[2:])
