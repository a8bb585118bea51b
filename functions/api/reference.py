"""The API as a page to read, made from the OpenAPI document: every endpoint, and no script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from functions.api.problems import KINDS

_STYLE: Final = """
:root { color-scheme: light dark; --line: light-dark(#d5d9df, #3a4048);
  --soft: light-dark(#f4f6f8, #1b2026); --accent: light-dark(#0a5c8a, #7cc4ef); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; background: light-dark(#fff, #12161a);
  color: light-dark(#1a1f24, #e4e8ec); }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 6rem; }
a { color: var(--accent); }
nav { columns: 14rem; margin: 1rem 0 2rem; }
nav a { display: block; padding: .1rem 0; }
section > h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .6rem 0; }
summary { cursor: pointer; padding: .55rem .8rem; display: flex; gap: .8rem; flex-wrap: wrap; }
details[open] summary { border-bottom: 1px solid var(--line); background: var(--soft); }
.body { padding: .2rem .8rem .8rem; overflow-x: auto; }
.method { font: 600 .8rem/1.9 ui-monospace, monospace; min-width: 4.2rem; }
code, .path { font-family: ui-monospace, monospace; font-size: .92em; overflow-wrap: anywhere; }
.what { margin-left: auto; color: light-dark(#56606b, #9aa5b1); }
table { border-collapse: collapse; width: 100%; margin: .4rem 0 1rem; }
td:first-child code { overflow-wrap: normal; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1rem 0 .2rem; }
"""


def page(document: Mapping[str, Any]) -> str:
    """Return the page; everything in it is escaped."""
    title = f"{document['info']['title']} API {document['info']['version']}"
    return _page(title, "".join(_sections(document)))


def problems_page() -> str:
    """Return what each `type` of a problem means, each under the name that `type` ends with."""
    rows = (
        f'<tr id="{escape(slug)}"><td><code>{escape(slug)}</code></td><td>{status}</td>'
        f"<td>{escape(title)}</td></tr>"
        for slug, (status, title) in KINDS.items()
    )
    head = "<tr><th>type ends with</th><th>status</th><th>means</th></tr>"
    return _page("Problems", f"<h1>Problems</h1><table>{head}{''.join(rows)}</table>")


def _page(title: str, content: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{content}</main></body></html>"
    )


def _sections(document: Mapping[str, Any]) -> Iterator[str]:
    info = document["info"]
    yield f"<h1>{escape(info['title'])} API {escape(info['version'])}</h1>"
    for paragraph in info["description"].strip().split("\n\n"):
        yield f"<p>{_marked(paragraph)}</p>"
    yield '<p><a href="/v1/openapi.json">OpenAPI document</a> · '
    yield '<a href="/v1/problems">Problems</a></p>'
    tags = [each["name"] for each in document["tags"]]
    links = "".join(f'<a href="#{_anchor(tag)}">{escape(tag)}</a>' for tag in tags)
    yield f'<nav aria-label="Nouns">{links}</nav>'
    for tag in tags:
        yield f'<section id="{_anchor(tag)}"><h2>{escape(tag)}</h2>'
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if tag in operation["tags"]:
                    yield _operation(method, path, operation, document)
        yield "</section>"


def _operation(
    method: str, path: str, operation: Mapping[str, Any], document: Mapping[str, Any]
) -> str:
    parts = [f"<p>{_marked(each)}</p>" for each in operation["description"].split("\n\n")]
    parameters = [_parameter(each) for each in operation["parameters"]]
    if parameters:
        parts.append(f"<h3>Parameters</h3><table>{''.join(parameters)}</table>")
    body = operation.get("requestBody")
    if body:
        parts.append("<h3>Body</h3>")
        parts.append(_shape(body["content"]["application/json"]["schema"], document))
    parts.append("<h3>Answers</h3>")
    parts.append(_answers(operation["responses"], document))
    return (
        f'<details id="{escape(operation["operationId"])}"><summary>'
        f'<span class="method">{method.upper()}</span><span class="path">{escape(path)}</span>'
        f'<span class="what">{escape(operation["summary"])}</span></summary>'
        f'<div class="body">{"".join(parts)}</div></details>'
    )


def _parameter(parameter: Mapping[str, Any]) -> str:
    must = "required" if parameter["required"] else ""
    text = parameter.get("description") or parameter["schema"].get("description", "")
    return (
        f"<tr><td><code>{escape(parameter['name'])}</code></td><td>{escape(parameter['in'])}</td>"
        f"<td>{escape(_kind(parameter['schema']))}</td><td>{must}</td><td>{_marked(text)}</td></tr>"
    )


def _answers(responses: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    rows = []
    shapes = []
    for status, answer in responses.items():
        rows.append(f"<tr><td>{escape(status)}</td><td>{escape(answer['description'])}</td></tr>")
        content = answer.get("content", {}).get("application/json")
        if content and status.startswith("2"):
            shapes.append(_shape(_items_of(content["schema"]), document))
    return f"<table>{''.join(rows)}</table>{''.join(shapes)}"


def _items_of(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    items: Mapping[str, Any] | None = schema.get("properties", {}).get("items")
    return items["items"] if items else schema


def _shape(schema: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    shown = _found(schema, document)
    required = shown.get("required", ())
    rows = [
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(_kind(each))}</td>"
        f"<td>{'required' if name in required else ''}</td>"
        f"<td>{_marked(each.get('description', ''))}</td></tr>"
        for name, each in shown.get("properties", {}).items()
    ]
    return f"<table>{''.join(rows)}</table>" if rows else ""


def _found(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Mapping[str, Any] = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _kind(schema: Mapping[str, Any]) -> str:
    """Say in a few words what a value may be."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(each) for each in schema["anyOf"]))
    kind = schema.get("format") or schema.get("type", "")
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _marked(text: str) -> str:
    """Write `code` and **strong** as what they are; everything else as it stands."""
    written = escape(text)
    for mark, tag in (("**", "strong"), ("`", "code")):
        pieces = written.split(mark)
        written = "".join(
            f"<{tag}>{piece}</{tag}>" if index % 2 else piece for index, piece in enumerate(pieces)
        )
    return written


def _anchor(tag: str) -> str:
    return escape(tag.lower().replace(" ", "-"))
