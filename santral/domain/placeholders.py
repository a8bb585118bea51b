"""Logical names in a flow's file (`${lambda.menu_step}`, `${tenant}`), replaced before it is read.

No flow's file names an ARN. The names stand inside JSON strings; what replaces them is escaped,
so that it stays inside its string.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping

from santral.domain.errors import FlowDefinitionError

_PLACEHOLDER = re.compile(r"\$\{([^{}]*)\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_-]+)?")


def resolve(content: str, names: Mapping[str, str], *, file: str) -> str:
    """Replace every placeholder.

    Args:
        names: without the brackets, as `lambda.menu_step`.
        file: how an error calls it.

    Raises:
        FlowDefinitionError: a name that is not in `names`; it names the block.
    """

    def written(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in names:
            raise _unknown(content, name, file)
        return json.dumps(names[name], ensure_ascii=False)[1:-1]

    return _PLACEHOLDER.sub(written, content)


def names_in(content: str) -> list[str]:
    """List the names of the placeholders, each once, in the order of the file."""
    return list(dict.fromkeys(_PLACEHOLDER.findall(content)))


def unknown_names(
    content: str, names: Container[str], *, file: str
) -> Iterator[FlowDefinitionError]:
    """Yield an error for each placeholder that resolve() would not know."""
    for name in names_in(content):
        if name not in names:
            yield _unknown(content, name, file)


def _unknown(content: str, name: str, file: str) -> FlowDefinitionError:
    block, path = _where(content, name)
    what = f"nothing is called ${{{name}}} here"
    if not _NAME.fullmatch(name):
        what = "a placeholder is written as ${kind.name}"
    return FlowDefinitionError(file, block, path, what)


def _where(content: str, name: str) -> tuple[str, str]:
    """Find the block that holds the placeholder; it may stand outside of any."""
    try:
        root = json.loads(content)
        actions = root["Actions"] if isinstance(root, dict) else []
        for index, action in enumerate(actions):
            if f"${{{name}}}" in json.dumps(action, ensure_ascii=False):
                return str(action["Identifier"]), f"Actions[{index}]"
    except (KeyError, TypeError, ValueError, RecursionError):
        pass  # the file is wrong in other ways as well, which the loader will tell
    return "", "$"
