"""Runs the shell examples of a guide: curl, jq and Python as far as the guides use them."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp

_BLOCK: Final = re.compile(r"^```(sh|json)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_CAPTURE: Final = re.compile(r"(\w+)=\$\((.*)\)", re.DOTALL)
_VARIABLE: Final = re.compile(r"\$(\w+)")
_PYTHON: Final = ".venv/bin/python "
ANYTHING: Final = "…"


@dataclass(frozen=True, slots=True)
class Example:
    """
    Attributes:
        commands: one shell command each.
        expected: what the last one answers, in part; None is not said.
    """

    commands: tuple[str, ...]
    expected: Any


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    etag: str
    plain: Any


def examples(text: str) -> Iterator[Example]:
    commands: tuple[str, ...] | None = None
    for kind, block in _BLOCK.findall(text):
        if kind == "sh":
            if commands is not None:
                yield Example(commands, None)
            commands = tuple(_commands(block))
        elif commands is not None:
            yield Example(commands, json.loads(block))
            commands = None
    if commands is not None:
        yield Example(commands, None)


def _commands(block: str) -> Iterator[str]:
    """Put the lines of each command together: a new one begins at the margin."""
    command = ""
    for line in block.replace("\\\n", " ").splitlines():
        if command and not line.startswith(" "):
            yield command
            command = ""
        command += f"\n{line}" if command else line
    yield command


@dataclass
class Shell:
    """
    Attributes:
        variables: by name; `export` in a guide does not change those that are given.
    """

    session: aiohttp.ClientSession
    variables: dict[str, str] = field(default_factory=dict)

    async def run(self, command: str) -> Answer | None:
        """Run one command; answer what curl got, if it was one."""
        if command.startswith("export "):
            return None
        captured = _CAPTURE.fullmatch(command.strip())
        if captured is None:
            return await self._curl(command)
        name, inner = captured.groups()
        if inner.startswith(_PYTHON):
            self.variables[name] = self._python(inner)
            return None
        request, _, query = inner.partition("| jq -r ")
        answer = await self._curl(request)
        self.variables[name] = _found(answer.plain, query.strip()) if query else answer.etag
        return answer

    def _python(self, command: str) -> str:
        words = [sys.executable, *shlex.split(self._filled(command))[1:]]
        done = subprocess.run(words, capture_output=True, check=True, text=True, timeout=30)
        return done.stdout.strip()

    async def _curl(self, command: str) -> Answer:
        words = shlex.split(self._filled(command))
        assert words[0] == "curl", f"a guide runs curl, not {words[0]}"
        method, headers, body, url = "", {}, None, ""
        rest = iter(words[1:])
        for word in rest:
            if word in ("-s", "-sf"):
                continue
            if word in ("-o", "-w"):
                next(rest)
            elif word == "-X":
                method = next(rest)
            elif word == "-H":
                name, _, value = next(rest).partition(": ")
                headers[name] = value
            elif word == "--json":
                body = next(rest)
                headers |= {"Content-Type": "application/json", "Accept": "application/json"}
            else:
                assert word.startswith("http"), f"curl's {word} is not known here"
                url = word
        method = method or ("GET" if body is None else "POST")
        async with self.session.request(method, url, headers=headers, data=body) as answer:
            text = await answer.text()
            return Answer(answer.status, answer.headers.get("ETag", ""), json.loads(text or "null"))

    def _filled(self, command: str) -> str:
        return _VARIABLE.sub(lambda found: self.variables[found[1]], command)


def _found(plain: Any, query: str) -> str:
    for part in re.findall(r"\.(\w+)|\[(\d+)\]", query):
        plain = plain[part[0]] if part[0] else plain[int(part[1])]
    return str(plain)


def differences(expected: Any, actual: Any, path: str = "") -> Iterator[str]:
    """Yield where an answer is not as the guide shows; what it leaves out may be anything."""
    if expected == ANYTHING:
        return
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            yield from differences(value, actual.get(key), f"{path}.{key}")
    elif isinstance(expected, list) and isinstance(actual, list):
        if len(actual) < len(expected):
            yield f"{path}: {len(actual)} items"
        for index, (one, other) in enumerate(zip(expected, actual, strict=False)):
            yield from differences(one, other, f"{path}[{index}]")
    elif expected != actual:
        yield f"{path}: {actual!r}"
