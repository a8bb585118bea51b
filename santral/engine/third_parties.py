"""Calls that a flow passes to a number outside the centre.

Source: Administrator Guide, "Transfer to phone number"; TransferParticipantToThirdParty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.domain.contact import Outcome
from santral.engine.contact import Contact, Stage
from santral.engine.ports import RING_OUTSIDE_US
from santral.engine.run import Run
from santral.engine.steps import FAILED, Dial, DialEnded, Step

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

_FROM_STAGES = {Stage.IN_FLOW, Stage.QUEUED, Stage.AFTER_AGENT}


class ThirdParties:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.timeline = switchboard.timeline

    def dial(self, run: Run, step: Dial) -> Step | None:
        contact, board = run.contact, self.switchboard
        if contact.stage not in _FROM_STAGES or run.block is None or run.block.resume is None:
            return FAILED
        if not board.dialable(step.number):
            return run.block.resume(run, DialEnded("failed"))

        def answered(outcome: str) -> None:
            if run.ended or contact.disconnected_us is not None:
                return
            if outcome == "answered" and contact.stage not in _FROM_STAGES:
                outcome = "failed"  # an agent has her by now: nothing moves her meanwhile
            board.tell(contact, "dialled", "third party", step.number, outcome)
            if outcome == "answered":
                self._connect(run, step)
            else:
                board.runner.wake(run, DialEnded("failed" if outcome == "busy" else outcome))

        board.network.dial(contact, step.number, step.limit_us or RING_OUTSIDE_US, answered)
        return None

    def _connect(self, run: Run, step: Dial) -> None:
        contact, board = run.contact, self.switchboard
        if contact.stage is Stage.QUEUED:
            board.acd.abandon(contact)
        contact.stage = Stage.WITH_THIRD_PARTY
        contact.transferred_to = step.number
        contact.third_party_since_us = self.timeline.now_us
        if contact.chain.outcome is None:
            contact.chain.outcome = Outcome.OVERFLOWED
        if not step.resumes:
            board.runner.stop(run)
            contact.run = None
        board.tell(contact, "transferred", "third party")
        board.people.third_party_joined(contact)

    def hang_up(self, contact: Contact) -> bool:
        """The third party leaves: the flow that waits for it goes on, or the contact ends."""
        if contact.stage is not Stage.WITH_THIRD_PARTY:
            return False
        self._count_time(contact)
        self.switchboard.tell(contact, "left", "third party")
        run = contact.run
        if run is not None and not run.ended:
            contact.stage = Stage.IN_FLOW
            self.switchboard.runner.wake(run, DialEnded("ended"))
        else:
            self.switchboard.end(contact, "THIRD_PARTY_DISCONNECT")
        return True

    def customer_left(self, contact: Contact) -> None:
        self._count_time(contact)

    def _count_time(self, contact: Contact) -> None:
        if contact.third_party_since_us is not None:
            contact.third_party_us += self.timeline.now_us - contact.third_party_since_us
            contact.third_party_since_us = None
