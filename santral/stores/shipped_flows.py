"""The flows and modules that all businesses share, in the instance of Amazon Connect.

Two tags tell whose one is: the stage that it belongs to, and what has published it. A name is
unique among flows, and among modules; so a create whose reply was lost is asked for again.

Source: API Reference, CreateContactFlow (Status: SAVED is not validated), CreateContactFlowModule,
UpdateContactFlowContent, SearchContactFlows, CreateContactFlowVersion, BatchGetFlowAssociation.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from santral.domain.errors import (
    ConflictError,
    ContactCentreError,
    DependencyError,
    NotFoundError,
    RefusedError,
    UnknownOutcomeError,
)
from santral.stores.connect import Connect, client_token, pages
from santral.stores.connect_failures import SERVICE
from santral.stores.connect_resources import NAME_TAKEN, code_in, is_quota

# As santral/engine/flow_types.py has it, which what runs in Lambda does without.
MODULE: Final = "MODULE"
STAGE_TAG: Final = "stage"
PUBLISHER_TAG: Final = "publisher"
_DUPLICATE: Final = "DuplicateResourceException"
_MOST_NUMBERS: Final = 50  # in one question about associations
# What is new is not found for some seconds.
_LOOKS: Final = 5
_BETWEEN_LOOKS_S: Final = 3.0
_DEFAULT_SETTINGS: Final = "{}"


@dataclass(frozen=True, slots=True)
class Live:
    """A flow or module in the instance.

    Attributes:
        is_published: a flow that never was has no content yet.
        is_new: it came to be because of create().
    """

    name: str
    type: str
    id: str
    arn: str
    tags: Mapping[str, str]
    is_published: bool
    is_module: bool
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """
    Attributes:
        settings: a module's, as JSON.
    """

    content: str
    settings: str = _DEFAULT_SETTINGS

    def says_what(self, other: Published) -> bool:
        """Compare what runs: how it is written, and where its blocks are drawn, is no matter."""
        mine = (_meaning(self.content), _read(self.settings))
        return mine == (_meaning(other.content), _read(other.settings))


@dataclass(frozen=True, slots=True)
class _Kind:
    """How flows, or modules, are called in the API."""

    noun: str
    id: str
    made: tuple[str, str]
    found: str
    versions: tuple[str, str]


_FLOWS: Final = _Kind(
    noun="ContactFlow",
    id="ContactFlowId",
    made=("ContactFlowId", "ContactFlowArn"),
    found="ContactFlows",
    versions=("ContactFlowVersion", "ContactFlowVersionSummaryList"),
)
_MODULES: Final = _Kind(
    noun="ContactFlowModule",
    id="ContactFlowModuleId",
    made=("Id", "Arn"),
    found="ContactFlowModules",
    versions=("ContactFlowModuleVersion", "ContactFlowModuleVersionSummaryList"),
)


class ShippedFlows:
    """Every method raises what Connect.call does."""

    def __init__(
        self,
        connect: Connect,
        instance_id: str,
        stage: str,
        publisher: str,
        sleep: Callable[[float], None],
    ) -> None:
        """
        Args:
            publisher: what publishes them; it deletes none of another's.
        """
        self._connect, self._instance_id, self._sleep = connect, instance_id, sleep
        self._tags = {STAGE_TAG: stage, PUBLISHER_TAG: publisher}

    # --- finding ---

    def all_of_stage(self) -> list[Live]:
        condition = {"TagKey": STAGE_TAG, "TagValue": self._tags[STAGE_TAG]}
        flows = {"SearchFilter": {"TagFilter": {"TagCondition": condition}}}
        found = [*self._search(_MODULES, flows), *self._search(_FLOWS, flows)]
        return [each for each in found if PUBLISHER_TAG in each.tags]

    def is_mine(self, live: Live) -> bool:
        return live.tags.get(PUBLISHER_TAG) == self._tags[PUBLISHER_TAG]

    def published(self, live: Live) -> Published | None:
        """Return what runs now; None where nothing was published yet."""
        if not live.is_published:
            return None
        kind = _kind(live)
        answer = self._ask(f"Describe{kind.noun}", **{kind.id: live.id})[kind.noun]
        return Published(answer["Content"], answer.get("Settings") or _DEFAULT_SETTINGS)

    # --- changing ---

    def create(self, name: str, type_: str, *, settings: str, token: str | None) -> Live:
        """Create a flow that does nothing, or a module; what an earlier request has made is taken.

        Args:
            token: for a module: asked for twice with it, Connect makes one.

        Raises:
            RefusedError: NameTaken: something of that name is there that is not this stage's.
        """
        kind = _MODULES if token is not None else _FLOWS
        given: dict[str, Any] = {"Name": name, "Tags": self._tags}
        if token is not None:
            given |= {"Content": _EMPTY_MODULE, "Settings": settings or _DEFAULT_SETTINGS}
            given |= {"ClientToken": client_token(token, 1)}
        else:
            given |= {"Content": _EMPTY_FLOW, "Type": type_, "Status": "SAVED"}
        in_doubt = False
        for _ in range(_LOOKS):
            try:
                made = self._ask(f"Create{kind.noun}", **given)
            except UnknownOutcomeError:
                in_doubt = True
            except ConflictError as error:
                if code_in(error) != _DUPLICATE:
                    raise
                found = self._find(kind, name)
                if found is not None:
                    return replace(found, is_new=in_doubt)
                self._sleep(_BETWEEN_LOOKS_S)
            else:
                id_, arn = (str(made[each]) for each in kind.made)
                is_module = kind is _MODULES
                return Live(name, type_, id_, arn, self._tags, is_module, is_module, is_new=True)
        problem = f"Create{kind.noun}: there, and not to be seen yet"
        raise UnknownOutcomeError(SERVICE, problem, retryable=True)

    def publish(self, live: Live, published: Published) -> None:
        kind = _kind(live)
        settings = {"Settings": published.settings} if live.is_module else {}
        self._ask(
            f"Update{kind.noun}Content",
            **{kind.id: live.id},
            Content=published.content,
            **settings,
        )

    def keep(self, live: Live) -> None:
        """Make a version of what is published; the oldest one goes where there is no more room."""
        kind = _kind(live)
        create = f"Create{kind.noun}Version"
        place: dict[str, Any] = {kind.id: live.id}
        try:
            self._ask(create, **place)
        except UnknownOutcomeError:
            return  # it is there, or the next deployment keeps one
        except DependencyError as error:
            if not is_quota(error):
                raise
            number, members = kind.versions
            listed = pages(self._ask, f"List{kind.noun}Versions", members, **place)
            oldest = min(int(each["Version"]) for each in listed)
            self._ask(f"Delete{kind.noun}Version", **place, **{number: oldest})
            self._ask(create, **place)

    def adopt(self, live: Live) -> None:
        """Let it be this publisher's from now on."""
        self._connect.call("TagResource", resourceArn=live.arn, tags=self._tags)

    def delete(self, live: Live) -> None:
        kind = _kind(live)
        with suppress(NotFoundError):
            self._ask(f"Delete{kind.noun}", **{kind.id: live.id})

    # --- numbers ---

    def answering(self, number_arns: Collection[str]) -> dict[str, str]:
        """Return the id of the flow that answers each number, by ARN, where one does."""
        arns, found = list(number_arns), {}
        for at in range(0, len(arns), _MOST_NUMBERS):
            answer = self._ask(
                "BatchGetFlowAssociation",
                ResourceIds=arns[at : at + _MOST_NUMBERS],
                ResourceType="VOICE_PHONE_NUMBER",
            )
            for each in answer.get("FlowAssociationSummaryList", ()):
                found[each["ResourceId"]] = each["FlowId"].rpartition("/")[2]
        return found

    def answer(self, number_arn: str, flow_id: str) -> None:
        number = number_arn.rpartition("/")[2]
        self._ask("AssociatePhoneNumberContactFlow", PhoneNumberId=number, ContactFlowId=flow_id)

    def answer_no_more(self, number_arn: str) -> None:
        number = number_arn.rpartition("/")[2]
        with suppress(NotFoundError):
            self._ask("DisassociatePhoneNumberContactFlow", PhoneNumberId=number)

    # --- inside ---

    def _ask(self, operation: str, /, **parameters: Any) -> Mapping[str, Any]:
        return self._connect.call(operation, InstanceId=self._instance_id, **parameters)

    def _find(self, kind: _Kind, name: str) -> Live | None:
        """
        Raises:
            RefusedError: NameTaken: what is called so is not this stage's.
        """
        condition = {"FieldName": "name", "Value": name, "ComparisonType": "EXACT"}
        for each in self._search(kind, {"SearchCriteria": {"StringCondition": condition}}):
            if each.name.casefold() == name.casefold():
                ours = PUBLISHER_TAG in each.tags
                if not ours or each.tags.get(STAGE_TAG) != self._tags[STAGE_TAG]:
                    raise RefusedError(SERVICE, f"Create{kind.noun}", NAME_TAKEN)
                return each
        return None

    def _search(self, kind: _Kind, condition: Mapping[str, Any]) -> Iterator[Live]:
        is_module = kind is _MODULES
        for each in pages(self._ask, f"Search{kind.noun}s", kind.found, **condition):
            yield Live(
                each["Name"],
                MODULE if is_module else each["Type"],
                each["Id"],
                each["Arn"],
                each.get("Tags", {}),
                is_published=is_module or each.get("Status") == "PUBLISHED",
                is_module=is_module,
            )


def problems_of(error: ContactCentreError) -> list[str]:
    """Return what Connect has against a content, where that is why it would not take it.

    Source: API Reference, InvalidContactFlowException and InvalidContactFlowModuleException, which
    spell the member differently.
    """
    response = getattr(error.__cause__, "response", None)
    if not isinstance(error, RefusedError) or not isinstance(response, Mapping):
        return []
    listed = response.get("problems") or response.get("Problems") or ()
    return [str(each.get("message", "")) for each in listed if isinstance(each, Mapping)]


def _kind(live: Live) -> _Kind:
    return _MODULES if live.is_module else _FLOWS


def _meaning(content: str) -> Any:
    document = _read(content)
    if not isinstance(document, dict):
        return document
    document.pop("Metadata", None)
    actions = document.get("Actions")
    if isinstance(actions, list):
        document["Actions"] = sorted(actions, key=lambda each: json.dumps(each, sort_keys=True))
    return document


def _read(text: str) -> Any:
    """Read JSON; what is none is only equal to itself."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _empty(action: str, **more: Any) -> str:
    end = {"Identifier": "end", "Type": action, "Parameters": {}, "Transitions": {}}
    flow = {"Version": "2019-10-30", "StartAction": "end", "Metadata": {}, "Actions": [end]}
    return json.dumps(flow | more)


_EMPTY_FLOW: Final = _empty("EndFlowExecution")
_EMPTY_MODULE: Final = _empty("EndFlowModuleExecution", Settings={})
