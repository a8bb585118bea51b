"""An instance of Amazon Connect as it is now: its flows, and what their ARNs stand for."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from functions.flow_files import HOLD_MUSIC, function_names
from santral.domain.deployment import Stage
from santral.domain.errors import FlowDefinitionError, NotFoundError
from santral.engine.flow_types import MODULE
from santral.local.drift import naming
from santral.local.drift.files import FlowFile
from santral.stores.connect import LARGEST_PAGE, Connect, pages
from santral.stores.connect_failures import SERVICE
from santral.stores.shipped_flows import Live, ShippedFlows

BASIC_QUEUE: Final = "basic"
ALWAYS: Final = "always"
# What a stage wants beside flows, by the operation that lists it. Source: infra/stacks/connect.py.
WANTED: Final[Mapping[str, tuple[str, str, Sequence[str]]]] = {
    "queue": ("ListQueues", "QueueSummaryList", (BASIC_QUEUE,)),
    "hours": ("ListHoursOfOperations", "HoursOfOperationSummaryList", (ALWAYS,)),
    "prompt": ("ListPrompts", "PromptSummaryList", (HOLD_MUSIC,)),
    "security profile": (
        "ListSecurityProfiles",
        "SecurityProfileSummaryList",
        ("Agent", "Operator", "Supervisor"),
    ),
}
_NAMEABLE: Final = frozenset({"queue", "hours", "prompt"})


@dataclass(frozen=True, slots=True)
class LiveFlow:
    """
    Attributes:
        document: with ARNs.
        settings: a module's; None where it has none.
    """

    name: str
    type: str
    document: Mapping[str, Any]
    settings: Any = None


@dataclass(frozen=True, slots=True)
class LiveCentre:
    """
    Attributes:
        flows: by label, as FlowFile.label; of files alone.
        extra: labels of flows that this stage has published, and has no file for.
        lacking: what the stage wants and the instance has not, as `queue basic`.
    """

    flows: Mapping[str, LiveFlow]
    naming: naming.Naming
    names: frozenset[str]
    extra: Sequence[str] = ()
    lacking: Sequence[str] = ()


def find_instance(connect: Connect, alias: str) -> str:
    """
    Raises:
        NotFoundError: the account has no such instance in this Region.
    """
    for each in pages(connect.call, "ListInstances", "InstanceSummaryList", most=10):
        if each.get("InstanceAlias") == alias:
            return str(each["Id"])
    raise NotFoundError(f"{SERVICE}: no instance is called {alias!r} in this account and Region")


class Reading:
    """Reads an instance, at the pace that Amazon Connect allows."""

    def __init__(
        self,
        connect: Connect,
        instance_id: str,
        stage: Stage | None,
        tell: Callable[[int, int], None],
    ) -> None:
        """
        Args:
            stage: None leaves out what is a stage's: what it wants beside flows, and what it has
                published without a file.
            tell: is told of progress: how many flows were read, of how many.
        """
        self._connect, self._instance_id, self._stage = connect, instance_id, stage
        self._tell = tell
        name = stage.name if stage is not None else ""
        self._shipped = ShippedFlows(connect, instance_id, name, "", lambda _: None)

    def read(self, files: Sequence[FlowFile], chosen: Collection[str]) -> LiveCentre:
        """
        Args:
            chosen: labels of the files whose live flows are read; others are only listed.

        Raises:
            FlowDefinitionError: a live flow is not JSON.
        """
        found = {_label(each): each for each in self._listed()}
        there = [each for each in files if each.label in found]
        arns = {found[each.label].arn: _logical(each) for each in there}
        listed = {kind: self._names(kind) for kind in WANTED}
        for kind in _NAMEABLE:
            wanted = WANTED[kind][2]
            arns |= {arn: f"{kind}.{name}" for name, arn in listed[kind].items() if name in wanted}
        read = [each for each in there if each.label in chosen]
        flows = {}
        for count, file in enumerate(read):
            self._tell(count, len(read))
            flows[file.label] = self._flow(found[file.label])
        self._tell(len(read), len(read))
        arns |= naming.function_names(self._functions(flows.values()), function_names())
        ids = {arn.rpartition("/")[2]: name for arn, name in arns.items() if "/" in arn}
        names = {_logical(each) for each in files} | {f"lambda.{x}" for x in function_names()}
        names |= {f"{kind}.{name}" for kind in _NAMEABLE for name in WANTED[kind][2]}
        return LiveCentre(
            flows,
            naming.Naming({**ids, **arns}),
            frozenset(names),
            self._extra({each.label for each in files}),
            self._lacking(listed),
        )

    def _listed(self) -> Iterator[Live]:
        modules = self._all("ListContactFlowModules", "ContactFlowModulesSummaryList")
        for each in modules:
            yield _live(each, MODULE, is_published=True)
        for each in self._all("ListContactFlows", "ContactFlowSummaryList"):
            is_published = each.get("ContactFlowStatus") == "PUBLISHED"
            yield _live(each, str(each["ContactFlowType"]), is_published=is_published)

    def _flow(self, live: Live) -> LiveFlow:
        published = self._shipped.published(live)
        if published is None:
            return LiveFlow(live.name, live.type, {})
        settings = _json(published.settings, live) if live.is_module else None
        return LiveFlow(live.name, live.type, _json(published.content, live), settings or None)

    def _functions(self, flows: Collection[LiveFlow]) -> list[str]:
        """List the instance's functions; one that lists none may invoke any, as on a laptop."""
        listed = [
            str(each) for each in self._all("ListLambdaFunctions", "LambdaFunctions", most=25)
        ]
        used = [arn for flow in flows for arn in naming.function_arns_in(flow.document)]
        return listed or used

    def _names(self, kind: str) -> dict[str, str]:
        operation, members, _ = WANTED[kind]
        given: dict[str, Any] = {"QueueTypes": ["STANDARD"]} if kind == "queue" else {}
        return {each["Name"]: each["Arn"] for each in self._all(operation, members, **given)}

    def _extra(self, labels: Collection[str]) -> list[str]:
        if self._stage is None:
            return []
        published = map(_label, self._shipped.all_of_stage())
        return sorted(each for each in published if each not in labels)

    def _lacking(self, listed: Mapping[str, Mapping[str, str]]) -> list[str]:
        if self._stage is None:
            return []
        return [
            f"{kind} {name}"
            for kind, (_, _, wanted) in WANTED.items()
            for name in wanted
            if name not in listed[kind]
        ]

    def _all(
        self, operation: str, members: str, *, most: int = LARGEST_PAGE, **given: Any
    ) -> Iterator[Any]:
        place = {"InstanceId": self._instance_id, **given}
        return pages(self._connect.call, operation, members, most=most, **place)


def _live(each: Mapping[str, Any], type_: str, *, is_published: bool) -> Live:
    is_module = type_ == MODULE
    return Live(each["Name"], type_, each["Id"], each["Arn"], {}, is_published, is_module)


def _label(live: Live) -> str:
    return f"{'module' if live.is_module else 'flow'} {live.name}"


def _logical(file: FlowFile) -> str:
    return file.label.replace(" ", ".", 1)


def _json(text: str, live: Live) -> Any:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise FlowDefinitionError(_label(live), "", "$", "the live content is no JSON") from None
    return document
