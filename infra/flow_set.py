"""The flows of contact_flows/, checked as Amazon Connect would, and written as one file.

What is wrong with any of them is told at synth, all at once: file, block, path.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from functions.dry_run.flows import MADE_UP, made_up_arn
from functions.flow_files import ENTRY, HOLD_MUSIC, SETTINGS, function_names
from functions.publish_flows.definitions import Definition, written
from infra.packaging.trees import BUILT, ROOT
from santral.domain.deployment import Stage
from santral.domain.errors import InputError, StageFileError
from santral.domain.placeholders import names_in, resolve, unknown_names
from santral.domain.suggestions import did_you_mean
from santral.engine.flow_types import METADATA_TYPES, MODULE
from santral.engine.loader import load_flow

FOLDER: Final = ROOT / "contact_flows"

_ID: Final = "00000000-0000-0000-0000-000000000000"
# What the entry flow of a number is filled in with, when the number is set up.
_FILLED_IN: Final[Mapping[str, str]] = {
    "tenant": "example",
    "language": "en-GB",
    "voice": "Amy",
    "queue.fallback": made_up_arn("queue", _ID),
}
_PATHS: Final[Mapping[str, str]] = {"flow": "contact-flow", "module": "flow-module"}
_ANSWERING_TYPE: Final = "CONTACT_FLOW"  # of flows that a number may lead to
_LONGEST_NAME: Final = 127  # Source: API Reference, CreateContactFlowModule, Name.

Problem = Callable[[str], None]


def given_names() -> list[str]:
    """List what a flow may name beside other flows: `lambda.menu_step` …"""
    return [*(f"lambda.{name}" for name in function_names()), f"prompt.{HOLD_MUSIC}"]


def flow_set(given: Collection[str], folder: Path = FOLDER) -> tuple[Definition, ...]:
    """Read every flow and module but the template of entry flows, which is only checked.

    Args:
        given: see given_names().

    Raises:
        InputError: with every problem of every file, one a line.
    """
    problems: list[str] = []
    modules, flows = folder / "modules", folder / "flows"
    files = [each for each in sorted(modules.glob("*.json")) if SETTINGS not in each.name]
    files += sorted(flows.glob("*.json"))
    shipped = {_placeholder(each) for each in files if each.stem != ENTRY}
    names = {each: _arn(each) for each in [*given, *sorted(shipped)]}
    definitions = []
    for file in files:
        definition = _read(file, problems.append)
        own = {**names, **_FILLED_IN} if file.stem == ENTRY else names
        problems += _problems(definition, own)
        if file.stem != ENTRY:
            definitions.append(definition)
    if problems:
        raise InputError("\n".join(problems))
    return tuple(definitions)


def check_numbers(stage: Stage, definitions: Iterable[Definition]) -> None:
    """
    Raises:
        StageFileError: no flow of that name, or one of a type that answers no number.
    """
    known = [each.name for each in definitions if each.type == _ANSWERING_TYPE]
    problems = [
        (f"numbers[{place}].flow", f"expected a flow{did_you_mean(number.flow, known)}")
        for place, number in enumerate(stage.numbers)
        if number.flow not in known
    ]
    if problems:
        raise StageFileError(f"stages/{stage.name}.toml", problems)


def flow_set_file(definitions: Iterable[Definition]) -> Path:
    """Write the set where what is built lies; the same flows are the same file."""
    file, text = BUILT / "flow_set.json", written(definitions)
    if not file.exists() or file.read_text("utf-8") != text:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return file


def _read(file: Path, problem: Problem) -> Definition:
    """Read a file; of one that is no flow at all the loader tells."""
    settings = file.with_suffix(SETTINGS)
    where = f"{file.parent.parent.name}/{file.parent.name}/{file.name}"
    content = _text(file, where, problem)
    if settings.exists():
        text = _text(settings, f"{where.removesuffix('.json')}{SETTINGS}", problem)
    else:
        text = ""
    if len(file.stem) > _LONGEST_NAME:
        problem(f"{where}: expected a name of {_LONGEST_NAME} characters at most")
    try:
        document = json.loads(content)
        content = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        type_ = document["Metadata"]["type"]
    except (KeyError, TypeError, ValueError, RecursionError):
        type_ = None
    if file.parent.name == "modules":
        _check_settings(text, f"{where.removesuffix('.json')}{SETTINGS}", problem)
        return Definition(file.stem, MODULE, content, text)
    if not isinstance(type_, str) or type_ not in METADATA_TYPES:
        problem(f"{where}: Metadata.type: expected one of {', '.join(METADATA_TYPES)}")
    return Definition(file.stem, METADATA_TYPES.get(str(type_), "CONTACT_FLOW"), content)


def _text(file: Path, where: str, problem: Problem) -> str:
    octets = file.read_bytes()
    try:
        return octets.decode()
    except UnicodeDecodeError:
        problem(f"{where}: expected UTF-8")
        return octets.decode(errors="replace")


def _check_settings(text: str, where: str, problem: Problem) -> None:
    try:
        is_object = not text or isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        is_object = False
    if not is_object:
        problem(f"{where}: $: expected a JSON object")


def _problems(definition: Definition, names: Mapping[str, str]) -> Iterator[str]:
    for unknown in unknown_names(definition.content, names, file=definition.file):
        yield str(unknown)
    # Those that are unknown are told of already; the rest of the flow is looked at all the same.
    all_names = {each: _arn(each) for each in names_in(definition.content)} | dict(names)
    content = resolve(definition.content, all_names, file=definition.file)
    for each in load_flow(content, name=definition.file, type_=definition.type).problems:
        if not each.advice:
            yield str(each)


def _placeholder(file: Path) -> str:
    return f"{'module' if file.parent.name == 'modules' else 'flow'}.{file.stem}"


def _arn(name: str) -> str:
    """Make an ARN as long as those that take its place."""
    kind, _, rest = name.partition(".")
    if kind == "lambda":
        longest = 64  # Source: Lambda API Reference, CreateFunction, FunctionName.
        return f"arn:aws:lambda:{MADE_UP.region}:{MADE_UP.account}:function:{rest:x<{longest}}"
    return made_up_arn(_PATHS.get(kind, kind), _ID)
