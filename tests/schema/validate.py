#!/usr/bin/env python3
"""Holds mapper-config/rules.schema.json against the examples: the shipped rules and valid/ fit, invalid/ does not.

Needs python3-jsonschema and python3-yaml.
"""
import json
import pathlib
import sys

import jsonschema
import yaml

HERE = pathlib.Path(__file__).resolve().parent
CONFIG = HERE.parent.parent / "mapper-config"


class TextLoader(yaml.SafeLoader):
    """YAML 1.1 reads dates as dates; the language, like editors, reads them as texts."""


TextLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


def main():
    schema = json.loads((CONFIG / "rules.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    valid = [CONFIG / "rules.yaml", *sorted((HERE / "valid").glob("*.yaml"))]
    invalid = sorted((HERE / "invalid").glob("*.yaml"))
    wrong = 0
    for path, fits in [(path, True) for path in valid] + [(path, False) for path in invalid]:
        errors = list(validator.iter_errors(yaml.load(path.read_text("utf-8"), TextLoader)))
        if fits == bool(errors):
            wrong += 1
            print(f"{path.name}: {errors[0].json_path + ': ' + errors[0].message if errors else 'fits, and should not'}")
    print(f"{len(valid)} valid and {len(invalid)} invalid examples, {wrong} judged wrongly")
    return 1 if wrong or not invalid else 0


sys.exit(main())
