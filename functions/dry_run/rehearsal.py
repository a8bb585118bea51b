"""A call to a business in virtual time: its flows, its functions, its queues and agents.

Nobody's telephone rings. The same request on the same profile gives the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from random import Random
from typing import Final

from functions.dry_run.account import Account
from functions.dry_run.flows import (
    MADE_UP,
    add_flows,
    entry_flow,
    made_up_arn,
    made_up_names,
    shipped_flows,
)
from functions.dry_run.handlers import HandlersInProcess, Stopwatch
from functions.dry_run.read_only import trying
from functions.dry_run.request import MOST_MINUTES, DryRun
from functions.dry_run.wish import Wish, unplayable
from functions.flow_files import ENTRY
from functions.wiring import collaborators
from santral.domain.errors import BusinessFileError
from santral.domain.tenant import CrmKind, Number, Tenant
from santral.engine.answering import EverybodyAnswers, Manners, People
from santral.engine.business import enter, with_every_arn
from santral.engine.caller import ScriptedCaller, hang_up_after, is_over
from santral.engine.contact import Chain
from santral.engine.directory import Directory
from santral.engine.instants import to_datetime, to_us
from santral.engine.ports import EstimatedSpeech, RecordsInMemory
from santral.engine.routing.agents import AVAILABLE
from santral.engine.switchboard import Switchboard
from santral.engine.timeline import MILLISECOND, MINUTE, Timeline
from santral.stores import tenants
from santral.stores.deadline import remaining_s
from santral.stores.tenant_guard import acting_for, reading_only

MOST_BLOCKS: Final = 10_000
LATENCY_US: Final = 50 * MILLISECOND  # of every function


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A call that was played.

    Attributes:
        tenant: as it was tried.
        start: in the business's own time zone.
        stopped: why it was broken off; "" where it came to its end.
        lasted_s: of the call's own time.
    """

    tenant: Tenant
    number: Number
    caller: str | None
    start: datetime
    account: Account
    stopped: str
    lasted_s: float


def rehearse(request: DryRun) -> Rehearsal:
    """Play the call.

    Raises:
        BusinessFileError: what was asked for, or the profile, cannot be played; with each problem.
        NotFoundError: there is no such tenant.
        DependencyError: the stored tenant cannot be read.
    """
    tenant = request.draft or _stored(request.tenant)
    refused = list(unplayable(tenant))
    if refused:
        raise BusinessFileError("dry run", refused)
    tenant = with_every_arn(tenant, made_up_arn)
    wish = Wish.of(request, tenant)
    timeline = Timeline(to_us(wish.start))
    stopwatch = Stopwatch(lambda: timeline.now_us)
    numbered = count(1)
    with trying(
        tenant,
        clock=lambda: to_datetime(timeline.now_us),
        monotonic=stopwatch.monotonic,
        new_id=lambda: f"dry-run-{next(numbered)}",
    ):
        call = _Call(tenant, wish, timeline, stopwatch)
        stopped = call.play(request)
    lasted_s = round((to_datetime(timeline.now_us) - wish.start).total_seconds(), 3)
    return Rehearsal(tenant, wish.number, wish.caller, wish.start, call.account, stopped, lasted_s)


def _stored(tenant_id: str) -> Tenant:
    """Read it anew: what an owner has just saved is what she wants to hear."""
    collaborators()  # binds the tables, where nobody has yet
    with acting_for(tenant_id), reading_only():
        return tenants.load_versioned(tenant_id).tenant


class _Call:
    """The business around one call."""

    def __init__(
        self, tenant: Tenant, wish: Wish, timeline: Timeline, stopwatch: Stopwatch
    ) -> None:
        here = collaborators()
        self.tenant, self.wish, self.timeline = tenant, wish, timeline
        self.directory = self._furnished()
        queues = {f"{tenant.id}-{each.name}": each.name for each in tenant.queues}
        self.account = Account(timeline.now_us, queues, self._names())
        network = EverybodyAnswers()
        network.timeline = timeline
        self._new_id: Callable[[], str] = here.ids
        self._lambdas = HandlersInProcess(stopwatch, here.ids, LATENCY_US)
        self._network = network

    def play(self, request: DryRun) -> str:
        """Play it to its end; answers why it was broken off, if it was."""
        caller = ScriptedCaller(request.turns)
        people = People(caller.her_turn, Manners())
        board = people.board = self._board(people)
        for username in self.wish.available:
            agent = self.directory.agent(username)
            if agent is not None:
                board.set_status(agent, AVAILABLE)
        contact = board.arrive(self.wish.caller, self.wish.number.e164)
        if contact is None:
            raise AssertionError("every number of a business has its entry flow")
        if request.hang_up_after_s is not None:
            hang_up_after(board, contact, request.hang_up_after_s)
        stopped = self._run(board, contact.chain)
        self._look_back(caller)
        return stopped

    def _run(self, board: Switchboard, chain: Chain) -> str:
        timeline = self.timeline
        horizon_us = timeline.now_us + MOST_MINUTES * MINUTE
        while not is_over(board, chain):
            due_us = timeline.next_due_us
            if due_us is None:
                return "nothing happens any more"
            if due_us > horizon_us:
                timeline.advance_to(horizon_us)
                return f"the call goes on after {MOST_MINUTES} minutes"
            if len(self.account.blocks) >= MOST_BLOCKS:
                return f"the call has gone through {MOST_BLOCKS} blocks"
            if remaining_s() <= 0:
                return "there was no time for the rest"
            timeline.advance_to(due_us)
        return ""

    def _look_back(self, caller: ScriptedCaller) -> None:
        if caller.turns_left:
            text = f"groups of keys that nothing has asked for: {caller.turns_left}"
            self.account.warn(self.timeline.now_us, text)
        if self.tenant.crm.kind is not CrmKind.NONE and self.account.lacks_card:
            text = "the CRM is not asked in a dry run: the call is announced without its card"
            self.account.warn(self.timeline.now_us, text)

    def _furnished(self) -> Directory:
        tenant, number, directory = self.tenant, self.wish.number, Directory()
        enter(tenant, directory, made_up_arn)
        add_flows(directory, shipped_flows())
        arn = made_up_arn("contact-flow", f"{ENTRY}-{number.e164}")
        fallback = tenant.fallback_queue.arn
        entry = entry_flow(tenant, number, fallback, made_up_names(), arn=arn)
        directory.add_flow(entry)
        directory.numbers[number.e164] = entry.arn
        return directory

    def _names(self) -> Mapping[str, str]:
        prompts = {
            arn: name.removeprefix("prompt.").replace("_", " ")
            for name, arn in made_up_names().items()
            if name.startswith("prompt.")
        }
        return prompts | {each.username: each.first_name for each in self.tenant.agents}

    def _board(self, people: People) -> Switchboard:
        return Switchboard(
            timeline=self.timeline,
            directory=self.directory,
            lambdas=self._lambdas,
            ids=self._new_id,
            random=Random("dry run"),  # noqa: S311 - a simulation, no secrets
            speech=EstimatedSpeech(),
            phone_numbers=collaborators().phone_numbers,
            network=self._network,
            people=people,
            books=RecordsInMemory(),
            settings=MADE_UP,
            trace=self.account,
        )
