"""Brings the instance's flows to what a deployment says: all are there first, then all say it.

So flows may name each other in circles. Where one step fails, everything is put back: contents,
which flow answers a number, and what was made is deleted. Contacts that are in a flow stay in the
content with which they entered it, whatever is published meanwhile.

Source: Administrator Guide, "Flow versioning and aliasing"; see ADR 15.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from functions.publish_flows.definitions import Definition, in_order
from santral.domain.errors import ConflictError, ContactCentreError, DependencyError, RefusedError
from santral.domain.placeholders import resolve
from santral.stores.deadline import remaining_s
from santral.stores.shipped_flows import Live, Published, ShippedFlows, problems_of

# What putting back needs, at two requests a second and with some that are asked for again.
_PUTTING_BACK_NEEDS_S: Final = 60.0
_EACH_NEEDS_S: Final = 1.5

Warn = Callable[[Exception, str], None]


class NotPublishedError(ContactCentreError):
    """The deployment cannot be had; its text says whose fault it is, and what was left behind."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Attributes:
        names: what flows name beside each other, as `lambda.menu_step`, to its ARN.
        numbers: ARN of a number -> name of the flow that answers it.
        token: the same for the same request, however often it is delivered.
    """

    definitions: Sequence[Definition]
    names: Mapping[str, str]
    numbers: Mapping[str, str]
    token: str


@dataclass(slots=True)
class Done:
    """What was done so far, so that it can be put back.

    Attributes:
        published: in that order, with what was there before.
        answering: number -> id of the flow that answered it before, "" for none.
    """

    created: list[Live] = field(default_factory=list)
    published: list[tuple[Live, Published]] = field(default_factory=list)
    answering: dict[str, str] = field(default_factory=dict)

    def ensure_it_can_be_put_back(self) -> None:
        """
        Raises:
            DependencyError: less time is left than that would need.
        """
        steps = len(self.created) + len(self.published) + len(self.answering)
        if remaining_s() < _PUTTING_BACK_NEEDS_S + steps * _EACH_NEEDS_S:
            raise DependencyError("lambda", "no time is left", retryable=True)


class Publishing:
    def __init__(self, flows: ShippedFlows, warn: Warn) -> None:
        """
        Args:
            warn: tells operators of what went wrong and did no harm.
        """
        self._flows, self._warn = flows, warn
        self._done = Done()
        self._at = ""  # the file that is being dealt with

    def publish(self, wanted: Wanted) -> dict[str, int]:
        """Return how many were created, published, and deleted.

        Raises:
            NotPublishedError: everything is as it was, or the text says what is not.
        """
        try:
            found = {_placeholder(each): each for each in self._flows.all_of_stage()}
            _ensure_answered(wanted)
            live = self._all_there(wanted, found)
            self._publish_all(wanted, live)
            self._answer_numbers(wanted, live)
            for each in live.values():
                if not self._flows.is_mine(each):
                    self._flows.adopt(each)
        except ContactCentreError as error:
            raise NotPublishedError(f"{self._told(error)}\n{self._put_back()}") from error
        return {
            "created": len(self._done.created),
            "published": len(self._done.published),
            "deleted": self._delete(each for name, each in found.items() if name not in live),
        }

    def withdraw(self, numbers: Mapping[str, str]) -> int:
        """Delete what this publisher has made, and return how many.

        Raises:
            NotPublishedError: something could not be deleted.
        """
        mine = [each for each in self._flows.all_of_stage() if self._flows.is_mine(each)]
        ids = {each.id for each in mine}
        for number, flow_id in self._flows.answering(numbers).items():
            if flow_id in ids:
                self._flows.answer_no_more(number)
        left = []
        for each in sorted(mine, key=lambda each: each.is_module):
            try:
                self._flows.delete(each)
            except ContactCentreError as error:
                left.append(f"{each.name}: {error}")
        if left:
            raise NotPublishedError("not deleted: " + "; ".join(left))
        return len(mine)

    # --- the two phases ---

    def _all_there(self, wanted: Wanted, found: Mapping[str, Live]) -> dict[str, Live]:
        """Create what is missing, and return all by placeholder."""
        live: dict[str, Live] = {}
        for definition in wanted.definitions:
            self._at = definition.file
            there = found.get(definition.placeholder)
            if there is None:
                there = self._created(definition, wanted.token)
            elif not there.is_published:  # left by a run that was cut off
                there = replace(there, is_new=True)
                self._done.created.append(there)
            if there.type != definition.type:
                problem = f"is of type {there.type}, and no flow changes its type; rename the file"
                raise NotPublishedError(problem)
            live[definition.placeholder] = there
        return live

    def _created(self, definition: Definition, token: str) -> Live:
        self._done.ensure_it_can_be_put_back()
        made = self._flows.create(
            definition.name,
            definition.type,
            settings=definition.settings,
            token=f"{token}.{definition.name}" if definition.is_module else None,
        )
        if made.is_new:
            self._done.created.append(made)
        return made

    def _publish_all(self, wanted: Wanted, live: Mapping[str, Live]) -> None:
        names = {**wanted.names, **{name: each.arn for name, each in live.items()}}
        for definition in in_order(wanted.definitions):
            self._at = definition.file
            there = live[definition.placeholder]
            content = resolve(definition.content, names, file=definition.file)
            shall = Published(content, definition.settings or "{}")
            if there.is_new:
                self._done.ensure_it_can_be_put_back()
                self._flows.publish(there, shall)
            else:
                self._replace(there, shall)

    def _replace(self, there: Live, shall: Published) -> None:
        """Publish what differs from what is published; that is kept as a version."""
        before = self._flows.published(there)
        if before is not None and before.says_what(shall):
            return
        self._done.ensure_it_can_be_put_back()
        if before is not None:
            self._keep(there)
            # Also where the request fails: it may have been done all the same.
            self._done.published.append((there, before))
        self._flows.publish(there, shall)

    def _keep(self, there: Live) -> None:
        try:
            self._flows.keep(there)
        except (ConflictError, RefusedError) as error:
            self._warn(error, "what was published could not be kept as a version")

    def _answer_numbers(self, wanted: Wanted, live: Mapping[str, Live]) -> None:
        if not wanted.numbers:
            return
        self._at = "numbers"
        now = self._flows.answering(wanted.numbers)
        for number, name in sorted(wanted.numbers.items()):
            flow_id = live[f"flow.{name}"].id
            if now.get(number) != flow_id:
                self._done.ensure_it_can_be_put_back()
                self._done.answering[number] = now.get(number, "")
                self._flows.answer(number, flow_id)

    # --- afterwards ---

    def _delete(self, unwanted: Iterable[Live]) -> int:
        """Delete what has no file any more; what is still used stays, and is told of."""
        deleted = 0
        for each in unwanted:
            if self._flows.is_mine(each):
                try:
                    self._flows.delete(each)
                    deleted += 1
                except ContactCentreError as error:
                    self._warn(error, "a flow without a file could not be deleted")
        return deleted

    def _put_back(self) -> str:
        """Put everything back as far as it goes, and say how it is now."""
        left: list[str] = []

        def tried(name: str, step: Callable[[], None]) -> None:
            try:
                step()
            except ContactCentreError as error:
                self._warn(error, "what a deployment did could not be put back")
                left.append(name)

        for number, flow_id in self._done.answering.items():
            tried("numbers", partial(self._answer_as_before, number, flow_id))
        # In the order in which they were published: modules first, which their callers fit again.
        for live, before in self._done.published:
            tried(live.name, partial(self._flows.publish, live, before))
        for live in reversed(self._done.created):
            tried(live.name, partial(self._flows.delete, live))
        if left:
            return f"could not be put back: {', '.join(dict.fromkeys(left))}"
        return "everything is as it was"

    def _answer_as_before(self, number: str, flow_id: str) -> None:
        if flow_id:
            self._flows.answer(number, flow_id)
        else:
            self._flows.answer_no_more(number)

    def _told(self, error: ContactCentreError) -> str:
        problems = problems_of(error) or [str(error)]
        return "\n".join(f"{self._at}: {each}" for each in problems)


def _ensure_answered(wanted: Wanted) -> None:
    """
    Raises:
        NotPublishedError: a number leads to a flow that is not of the deployment.
    """
    flows = {each.name for each in wanted.definitions if not each.is_module}
    unknown = sorted(set(wanted.numbers.values()) - flows)
    if unknown:
        raise NotPublishedError(f"numbers: no flow is called {unknown[0]!r}")


def _placeholder(live: Live) -> str:
    return f"{'module' if live.is_module else 'flow'}.{live.name}"
