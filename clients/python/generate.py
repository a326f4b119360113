#!/usr/bin/env python3
"""Makes dealstream/events.py of the service's catalogue: python3 generate.py. A test says when it is out of date."""

import json
import keyword
import re
from pathlib import Path
from textwrap import wrap
from typing import Any, Dict, List, Mapping

Schema = Mapping[str, Any]

HERE = Path(__file__).parent
CATALOGUE = HERE.parents[1] / "src/main/resources/catalogue"
MADE = HERE / "dealstream/events.py"

#: How JSON Schema's types are written in Python.
TYPES = {"integer": "int", "number": "float", "string": "str", "boolean": "bool", "object": "Mapping[str, Any]"}
#: What a rule may say; anything else has to be understood by record.py first.
KEYWORDS = {"type", "enum", "minimum", "maximum", "minLength", "maxLength", "pattern"}
#: Arguments that every function has.
OWN = ("extra", "event_id", "event_time")

HEAD = '''\
"""A function for each event type, with the checks that the service makes. Made by generate.py of the service's catalogue."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, Mapping, Optional

from .record import Producer, Record, Rule


class Events(Producer):
    """Makes the records of one producer. See `Producer` for what it takes.

    Each function takes the fields of its type, and

    - `extra`: further fields, which clients get as they are;
    - `event_id`: what tells the event from all others of this source, for a record that may be made twice; otherwise made up;
    - `event_time`: when it happened, with a zone; otherwise now.

    An optional field that is None is left out. Raises `InvalidEvent` for what would become a dead letter.
    """
'''


def main() -> None:
    MADE.write_text(made(), encoding="utf-8")


def made() -> str:
    index = json.loads((CATALOGUE / "index.json").read_text(encoding="utf-8"))
    schemas = [json.loads((CATALOGUE / file).read_text(encoding="utf-8")) for file in index["types"]]
    names = [name_of(schema) for schema in schemas]
    if len(set(names)) < len(names):
        raise SystemExit("two types have one name in Python")
    functions = "".join("\n" + function(schema) for schema in schemas)
    rules = "".join('    "%s": %s,\n' % (type_of(schema), rule(schema)) for schema in schemas)
    return HEAD + functions + "\n\n_RULES: Mapping[str, Rule] = {\n" + rules + "}\n"


def type_of(schema: Schema) -> str:
    return str(schema["x-dealstream"]["type"])


def name_of(schema: Schema) -> str:
    return safe(type_of(schema).replace(".", "_"))


def safe(name: str) -> str:
    if not name.isidentifier() or keyword.iskeyword(name) or name in OWN:
        raise SystemExit("%s can be no name in Python" % name)
    return name


def function(schema: Schema) -> str:
    properties = schema.get("properties", {})
    required = [field for field in properties if field in schema.get("required", [])]
    optional = [field for field in properties if field not in required]
    lines = ["    def %s(" % name_of(schema), "        self,", "        *,"]
    lines += ["        %s: %s," % (safe(field), hint(properties[field])) for field in required]
    lines += ["        %s: %s = None," % (safe(field), maybe(hint(properties[field]))) for field in optional]
    lines += ["        extra: Optional[Mapping[str, Any]] = None,", "        event_id: Optional[str] = None,"]
    lines += ["        event_time: Optional[datetime] = None,", "    ) -> Record:"]
    lines += docstring(schema, properties)
    lines += ["        fields: Dict[str, Any] = {"]
    lines += ['            "%s": %s,' % (field, field) for field in required]
    lines += ["        }"]
    for field in optional:
        lines += ["        if %s is not None:" % field, '            fields["%s"] = %s' % (field, field)]
    lines += ['        return self._record(_RULES["%s"], fields, extra, event_id, event_time)' % type_of(schema), ""]
    return "\n".join(lines)


def hint(property: Schema) -> str:
    types = property.get("type", [])
    types = types if isinstance(types, list) else [types]
    known = [TYPES[type] for type in types if type != "null"]
    if len(known) != 1:
        return "Any"
    return maybe(known[0]) if "null" in types else known[0]


def maybe(hint: str) -> str:
    return hint if hint == "Any" or hint.startswith("Optional") else "Optional[%s]" % hint


def docstring(schema: Schema, properties: Schema) -> List[str]:
    text = '"""%s. %s' % (schema["title"], schema["description"])
    lines = wrap(text, 110, initial_indent=" " * 8, subsequent_indent=" " * 8, break_long_words=False)
    if not properties:
        return [lines[0] + '"""'] if len(lines) == 1 else lines + ['        """']
    lines.append("")
    for field, property in properties.items():
        said = "- `%s`: %s" % (field, property["description"])
        lines += wrap(said, 110, initial_indent=" " * 8, subsequent_indent=" " * 10, break_long_words=False)
    return lines + ['        """']


def rule(schema: Schema) -> str:
    about = schema["x-dealstream"]
    key = next((subject["field"] for subject in about["subjects"] if "field" in subject), None)
    required = tuple(schema.get("required", ()))
    any_of = tuple(tuple(choice["required"]) for choice in schema.get("anyOf", ()))
    properties = {name: checks(property) for name, property in schema.get("properties", {}).items()}
    lines = ["Rule(", '        "%s",' % about["type"], '        "%s",' % about["topic"]]
    lines += ["        key=%s," % literal(key), "        required=%s," % literal(required), "        any_of=%s," % literal(any_of)]
    lines += ["        fields={"]
    lines += ["            %s: %s," % (literal(name), literal(rules)) for name, rules in properties.items() if rules]
    return "\n".join(lines + ["        },", "    )"])


def literal(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, tuple):
        return "(%s%s)" % (", ".join(map(literal, value)), "," if len(value) == 1 else "")
    if isinstance(value, list):
        return "[%s]" % ", ".join(map(literal, value))
    if isinstance(value, dict):
        return "{%s}" % ", ".join("%s: %s" % (literal(name), literal(one)) for name, one in value.items())
    return repr(value)


def checks(property: Schema) -> Dict[str, Any]:
    unknown = set(property) - KEYWORDS - {"description"}
    if unknown:
        raise SystemExit("record.py does not know %s" % ", ".join(sorted(unknown)))
    rules = {name: value for name, value in property.items() if name in KEYWORDS}
    if "pattern" in rules:
        rules["pattern"] = pattern(rules["pattern"])
    return rules


def pattern(text: str) -> str:
    """The same in Python's words, to be matched as a whole."""
    whole = re.fullmatch(r"\^(.*)\$", text)
    if whole is None:
        raise SystemExit("a pattern that is not of the whole: %s" % text)
    translated = whole.group(1).replace(r"\P{Cc}", r"[^\x00-\x1f\x7f-\x9f]")
    if r"\p" in translated.lower():
        raise SystemExit("a class of characters that Python does not know: %s" % text)
    return translated


if __name__ == "__main__":
    main()
