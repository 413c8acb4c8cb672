#!/usr/bin/env python3
"""Holds mapper-config/rules.schema.json against the examples: the shipped rules and valid/ fit, invalid/ does not; values.txt says of single values
which fit; and of the faults that the compiler's tests know, the schema refuses each but those that unseen.txt gives a reason for.

Needs python3-jsonschema and python3-yaml.
"""
import fnmatch
import json
import pathlib
import sys

import jsonschema
import yaml

HERE = pathlib.Path(__file__).resolve().parent
CONFIG = HERE.parent.parent / "mapper-config"
FAULTS = HERE.parent / "TokenBridge.Rules.Tests" / "Faults"
ROLE = 'role: "arn:aws:iam::111122223333:role/r"'


class TextLoader(yaml.SafeLoader):
    """YAML 1.1 reads dates as dates; the language, like editors, reads them as texts."""


TextLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)

FILES = {
    "grant": lambda rest: f"rules: [{{ id: r, when: {{ group: /a }}, grant: {{ {rest if rest.startswith('role:') else ROLE + ', ' + rest} }} }}]",
    "deny": lambda rest: f"rules: [{{ id: r, when: everyone, deny: {rest if rest.startswith('{') else '{ ' + rest + ' }'} }}]",
    "when": lambda rest: f"rules: [{{ id: r, when: {{ {rest} }}, grant: {{ {ROLE} }} }}]",
    "require": lambda rest: f"rules: [{{ id: r, when: everyone, require: {{ {rest} }}, grant: {{ {ROLE} }} }}]",
    "claims": lambda rest: f"claims: {{ {rest} }}",
    "rule": lambda rest: f"rules: [{{ {rest} }}]",
    "file": lambda rest: rest,
    "test": lambda rest: f"tests: [{{ name: n, token: {{ sub: u }}, {rest} }}]",
}


def value_rows():
    """Sign, the line, and the file that it stands for. The same is made of the lines by the compiler's tests."""
    for line in (HERE / "values.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            sign, kind, rest = line.split(" ", 2)
            claims = "" if kind == "claims" else "claims: { x: /x }\n"
            yield sign == "+", line, f"version: 1\n{claims}{FILES[kind](rest)}\n"


def load(text):
    """None for what is not even YAML: no editor gets as far as a schema then."""
    try:
        return yaml.load(text, TextLoader)
    except yaml.YAMLError:
        return None


def main():
    schema = json.loads((CONFIG / "rules.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    wrong = []

    def judge(name, document, fits):
        errors = [] if document is None and not fits else list(validator.iter_errors(document))
        if document is not None and fits == bool(errors):
            wrong.append(f"{name}: {errors[0].json_path + ': ' + errors[0].message if errors else 'fits, and should not'}")

    valid = [CONFIG / "rules.yaml", *sorted((HERE / "valid").glob("*.yaml"))]
    invalid = sorted((HERE / "invalid").glob("*.yaml"))
    for path in valid + invalid:
        judge(path.name, load(path.read_text("utf-8")), path in valid)

    rows = list(value_rows())
    for fits, line, text in rows:
        judge(line, yaml.load(text, TextLoader), fits)

    unseen = dict(line.split(": ", 1) for line in (HERE / "unseen.txt").read_text("utf-8").splitlines() if not line.startswith("#"))
    faults = sorted(FAULTS.glob("*.yaml"))
    for path in faults:
        known = [pattern for pattern in unseen if fnmatch.fnmatchcase(path.stem, pattern)]
        judge(path.stem, load(path.read_text("utf-8")), bool(known))
    wrong += [f"{pattern}: no fault is called so" for pattern in unseen if not fnmatch.filter([path.stem for path in faults], pattern)]

    print("\n".join(wrong + [f"{len(valid)} valid and {len(invalid)} invalid files, {len(rows)} values, {len(faults)} faults; {len(wrong)} judged wrongly"]))
    return 1 if wrong or not invalid or not rows or not faults else 0


sys.exit(main())
