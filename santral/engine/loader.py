"""Reads a flow's JSON, checks it whole, and compiles it into blocks that need no further look.

Whatever the input, the answer is a flow or a list of problems, never an exception. A problem is
fatal where the flow cannot be run, refused where Connect would not publish it, or advice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

import santral.engine.actions  # noqa: F401 - registers every action type
from santral.domain.errors import FlowDefinitionError
from santral.engine.action_names import refusal
from santral.engine.advice import advise
from santral.engine.blocks import Block, Branch, Flow
from santral.engine.branches import Binder
from santral.engine.documents import leaves, read_document
from santral.engine.flow_types import (
    FLOW_TYPES,
    METADATA_TYPES,
    MODULE,
    OUTSIDE_MODULES,
    Place,
    fitting_type,
    place,
    refusing_types,
)
from santral.engine.reader import ParameterReader, Problem
from santral.engine.registry import ACTIONS, EVERY_CHANNEL, Action
from santral.engine.steps import FAILED, Step

if TYPE_CHECKING:
    from santral.engine.run import Run

__all__ = ["LoadedFlow", "load_flow", "require"]

_VERSION = "2019-10-30"
_MOST_PUBLISHED, _MOST_ACTIONS = 250, 2_500
_LONGEST_IDENTIFIER = 50
_FORBIDDEN = re.compile(r"[%:(\\/)=$,;\[\]{}]")
_RESERVED = frozenset(
    {
        "__defineGetter__",
        "__defineSetter__",
        "__proto__",
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
    }
)
_TOP_LEVEL = frozenset({"Version", "StartAction", "Metadata", "Actions", "Settings"})
_LEGACY = (
    "this is the export format from before 2020 (modules and branches); "
    "open it in Connect's designer and export it again"
)


@dataclass(frozen=True, slots=True)
class LoadedFlow:
    """What became of a flow's content.

    Attributes:
        flow: None where a problem is fatal.
    """

    flow: Flow | None
    problems: tuple[Problem, ...]


def load_flow(
    content: str | Mapping[str, object], *, name: str, type_: str | None = None, arn: str = ""
) -> LoadedFlow:
    """Check and compile one flow.

    Args:
        name: how problems and the trace call it; the file's name, say.
        type_: the API's ContactFlowType, or MODULE; else what the file says, else a guess.
    """
    loading = _Loading(name)
    document = read_document(content)
    if document.root is None:
        loading.wrong("$", document.fault)
        return LoadedFlow(None, tuple(loading.problems))
    for text in document.refused:
        loading.refused("$", text)
    flow = loading.load(document.root, type_, arn)
    return LoadedFlow(flow, tuple(loading.problems))


def require(loaded: LoadedFlow, *, strict: bool) -> Flow:
    """Give the flow.

    Raises:
        FlowDefinitionError: it cannot be run; or, when strict, Connect would refuse it. Its text
            has every problem, one a line.
    """
    problems = [each for each in loaded.problems if each.fatal or (strict and not each.advice)]
    if problems:
        first = problems[0]
        text = "\n".join([first.text, *(str(each) for each in problems[1:])])
        raise FlowDefinitionError(first.flow, first.block, first.path, text)
    if loaded.flow is None:
        raise FlowDefinitionError("", "", "$", "nothing was loaded")
    return loaded.flow


@dataclass(slots=True)
class _Loading:
    """One flow on its way from JSON to blocks."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    blocks: dict[str, Block] = field(default_factory=dict)
    read: list[tuple[Block, Action, Mapping[str, object]]] = field(default_factory=list)

    def wrong(self, path: str, text: str, *, block: str = "", type_: str = "") -> None:
        self.problems.append(Problem(self.name, block, type_, path, text, fatal=True))

    def refused(self, path: str, text: str, *, block: str = "", type_: str = "") -> None:
        self.problems.append(Problem(self.name, block, type_, path, text, fatal=False))

    def load(self, root: Mapping[str, object], type_: str | None, arn: str) -> Flow | None:
        actions = self._actions(root)
        if actions is None:
            return None
        flow_type, known = self._type(root, actions, type_)
        self._check_top_level(root, flow_type)
        for index, each in enumerate(actions):
            self._read_action(each, f"Actions[{index}]", flow_type if known else None)
        start = self._start(root.get("StartAction"))
        for block, action, written in self.read:
            self._bind(block, action, written)
            if flow_type == MODULE:
                _keep_out(block)
        if start is None or any(problem.fatal for problem in self.problems):
            return None
        flow = Flow(self.name, flow_type, start, self.blocks, arn)
        written_by = {block.identifier: written for block, _, written in self.read}
        self.problems.extend(advise(flow, written_by, type_known=known))
        return flow

    def _actions(self, root: Mapping[str, object]) -> list[object] | None:
        actions = root.get("Actions")
        if actions is None and "modules" in root:
            self.wrong("$", _LEGACY)
            return None
        if not isinstance(actions, list) or not actions:
            self.wrong("Actions", "a list of at least one action is needed")
            return None
        if len(actions) > _MOST_ACTIONS:
            self.wrong("Actions", f"more than {_MOST_ACTIONS:,} actions")
            return None
        if len(actions) > _MOST_PUBLISHED:
            self.refused("Actions", f"more than {_MOST_PUBLISHED} actions")
        return actions

    # --- the file ---

    def _type(
        self, root: Mapping[str, object], actions: list[object], given: str | None
    ) -> tuple[str, bool]:
        """Answer the flow's type, and whether somebody said so."""
        if given is not None:
            if given not in FLOW_TYPES:
                self.wrong("$", f"there is no flow type {given!r}")
            return given, True
        metadata = root.get("Metadata")
        written = metadata.get("type") if isinstance(metadata, dict) else None
        if isinstance(written, str) and written in METADATA_TYPES:
            return METADATA_TYPES[written], True
        if "Settings" in root:
            return MODULE, True
        names = (each.get("Type") for each in actions if isinstance(each, dict))
        fitting = fitting_type(each for each in names if isinstance(each, str))
        return fitting or "CONTACT_FLOW", fitting is None

    def _check_top_level(self, root: Mapping[str, object], flow_type: str) -> None:
        if root.get("Version") != _VERSION:
            self.refused("Version", f'"{_VERSION}" is needed')
        if not isinstance(root.get("Metadata", {}), dict):
            self.refused("Metadata", "an object is needed")
        if flow_type == MODULE and not isinstance(root.get("Settings"), dict):
            self.refused("Settings", "a module's content needs an object here")
        if flow_type != MODULE and "Settings" in root:
            self.refused("Settings", "only a module's content has it")
        for key in root:
            if key not in _TOP_LEVEL:
                self.refused(key, "unknown key")

    def _start(self, identifier: object) -> Block | None:
        block = self.blocks.get(identifier) if isinstance(identifier, str) else None
        if block is None:
            self.wrong("StartAction", "there is no such block")
        return block

    # --- one action ---

    def _read_action(self, written: object, path: str, flow_type: str | None) -> None:
        if not isinstance(written, dict):
            self.wrong(path, "an object is needed")
            return
        identifier, type_ = written.get("Identifier"), written.get("Type")
        if not isinstance(identifier, str) or not identifier:
            type_text = type_ if isinstance(type_, str) else ""
            self.wrong(f"{path}.Identifier", "a string is needed", type_=type_text)
            return
        if not isinstance(type_, str):
            self.wrong(f"{path}.Type", "a string is needed", block=identifier)
            return
        self._check_identifier(identifier, type_)
        for key in written:
            if key not in {"Identifier", "Type", "Parameters", "Transitions"}:
                self.refused(key, "unknown key", block=identifier, type_=type_)
        if type_ not in ACTIONS:
            self.wrong("Type", refusal(type_), block=identifier, type_=type_)
            # Known by its name, so that the branches that lead to it are not reported as well.
            self.blocks.setdefault(identifier, Block(self.name, identifier, type_, _never))
            return
        if flow_type is not None:
            self._check_place(identifier, type_, flow_type)
        self._compile(identifier, type_, written)

    def _check_identifier(self, identifier: str, type_: str) -> None:
        if identifier in self.blocks:
            self.wrong("Identifier", "another block has it too", block=identifier, type_=type_)
        if len(identifier) > _LONGEST_IDENTIFIER:
            text = f"longer than {_LONGEST_IDENTIFIER} characters"
            self.refused("Identifier", text, block=identifier, type_=type_)
        if identifier in _RESERVED or _FORBIDDEN.search(identifier):
            text = r"none of % : ( \ / ) = $ , ; [ ] { } is allowed, nor names such as toString"
            self.refused("Identifier", text, block=identifier, type_=type_)

    def _check_place(self, identifier: str, type_: str, flow_type: str) -> None:
        found = place(type_, flow_type)
        if found is Place.REFUSED:
            text = f"not allowed in a flow of type {flow_type}"
            self.refused("Type", text, block=identifier, type_=type_)
        elif found is Place.DISPUTED:
            text = f"Connect may refuse it in a flow of type {flow_type}: its pages differ"
            self.refused("Type", text, block=identifier, type_=type_)

    def _compile(self, identifier: str, type_: str, written: Mapping[str, object]) -> None:
        parameters = written.get("Parameters", {})
        if not isinstance(parameters, dict):
            self.wrong("Parameters", "an object is needed", block=identifier, type_=type_)
            parameters = {}
        for path, value in leaves(parameters, "Parameters"):
            if value == "":
                text = "an empty string is never a legal value"
                self.refused(path, text, block=identifier, type_=type_)
        reader = ParameterReader(
            parameters, self.problems, flow=self.name, block=identifier, type_=type_
        )
        known = ACTIONS[type_]
        action = known.parse(reader)
        reader.finish()
        resume = getattr(action, "resume", None)
        block = Block(
            self.name,
            identifier,
            type_,
            action.start,
            resume,
            known.channels,
            every_channel=known.channels == EVERY_CHANNEL,
        )
        self.blocks.setdefault(identifier, block)
        self.read.append((block, action, written))

    def _bind(self, block: Block, action: Action, written: Mapping[str, object]) -> None:
        def wrong(path: str, text: str) -> None:
            self.wrong(path, text, block=block.identifier, type_=block.type)

        def refused(path: str, text: str) -> None:
            self.refused(path, text, block=block.identifier, type_=block.type)

        binder = Binder(block, action.transitions, self.blocks, wrong, refused)
        binder.bind(written.get("Transitions"))
        bound = getattr(action, "bound", None)
        if bound is not None:
            block.start = bound(block)


def _keep_out(block: Block) -> None:
    """Let a module's block take its error branch where a flow of its caller's type may not have it.

    Source: Administrator Guide, "Flow modules".
    """
    refusing, start = refusing_types(block.type) - {MODULE}, block.start
    if not refusing or refusing == OUTSIDE_MODULES:
        return  # those that end a module are in no flow at all

    def start_or_fail(run: Run) -> Step | Branch:
        return FAILED if run.stack and run.stack[0].flow.type in refusing else start(run)

    block.start = start_or_fail


def _never(_run: Run) -> NoReturn:
    raise AssertionError("a flow with a fatal problem is never run")
