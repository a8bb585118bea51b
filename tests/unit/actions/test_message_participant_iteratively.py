"""MessageParticipantIteratively: prompts over and over, until an interrupt."""

from __future__ import annotations

from santral.engine.steps import Play, Prompt, Wait
from tests.fakes.flow_runs import Line, block, leaves_by, problems_of

SECOND = 1_000_000
ONE, TWO = Prompt("Text", "One."), Prompt("Text", "Two.")
BOTH = {"Messages": [{"Text": "One."}, {"Text": "Two."}]}


def test_the_prompts_are_played_in_turn_for_ever() -> None:
    line = Line()
    heard = [line.enters("MessageParticipantIteratively", **BOTH)]
    heard += [line.after(4) for _ in range(4)]
    assert heard == [Play(ONE), Play(TWO), Play(ONE), Play(TWO), Play(ONE)]


def test_the_interrupt_cuts_the_prompt_and_the_list_begins_anew() -> None:
    line = Line()
    action = block("MessageParticipantIteratively", **BOTH, InterruptFrequencySeconds="30")
    assert line.enters_again(action) == Play(ONE, at_most_us=30 * SECOND)
    assert line.after(20) == Play(TWO, at_most_us=10 * SECOND)
    assert leaves_by(line.after(10)) == "MessagesInterrupted"
    assert line.enters_again(action) == Play(ONE, at_most_us=30 * SECOND)


def test_prompts_that_go_on_under_the_interrupt_are_joined_where_they_are() -> None:
    line = Line()
    action = block(
        "MessageParticipantIteratively",
        **BOTH,
        InterruptFrequencySeconds="30",
        ContinueMessagingDuringInterrupt="true",
    )
    line.enters_again(action)
    line.after(20)  # the second prompt begins
    assert leaves_by(line.after(10)) == "MessagesInterrupted"
    line.centre.timeline.advance_to(line.centre.timeline.now_us + 3 * SECOND)
    assert line.enters_again(action) == Play(TWO, at_most_us=30 * SECOND, from_us=13 * SECOND)
    assert line.after(7) == Play(ONE, at_most_us=23 * SECOND)


def test_cut_off_by_an_agent_it_goes_on_with_the_same_prompt() -> None:
    line = Line()
    action = block("MessageParticipantIteratively", **BOTH)
    line.enters_again(action)
    line.after(20)
    assert line.enters_again(action) == Play(TWO)


def test_the_interval_can_come_from_an_attribute() -> None:
    line = Line()
    line.contact.attributes["every"] = "45"
    step = line.enters(
        "MessageParticipantIteratively", **BOTH, InterruptFrequencySeconds="$.Attributes.every"
    )
    assert step == Play(ONE, at_most_us=45 * SECOND)


def test_an_interval_that_nobody_has_set_is_an_error() -> None:
    step = Line().enters(
        "MessageParticipantIteratively", **BOTH, InterruptFrequencySeconds="$.Attributes.every"
    )
    assert leaves_by(step) == "NoMatchingError"


def test_a_prompt_that_nobody_has_set_is_an_error() -> None:
    step = Line().enters(
        "MessageParticipantIteratively", Messages=[{"PromptId": "$.External.music"}]
    )
    assert leaves_by(step) == "NoMatchingError"


def test_prompts_without_a_sound_do_not_turn_without_time_passing() -> None:
    line = Line()
    line.enters("MessageParticipantIteratively", Messages=[{"Text": "$.External.a"}])
    line.after(0)
    assert line.after(0) == Wait(10 * SECOND)
    assert line.after(10) == Play(Prompt("Text", ""))


def test_without_an_interrupt_it_needs_no_branch() -> None:
    alone = block("MessageParticipantIteratively", **BOTH).transitions
    assert not alone.next_required
    assert not alone.all_operands
    assert block(
        "MessageParticipantIteratively", **BOTH, InterruptFrequencySeconds="30"
    ).transitions.all_operands


def test_an_empty_list_cannot_be_played() -> None:
    assert problems_of("MessageParticipantIteratively", Messages=[]) == [
        "!Parameters.Messages: at least one message is needed"
    ]


def test_an_interrupt_within_the_time_to_accept_is_advised_against() -> None:
    assert problems_of("MessageParticipantIteratively", **BOTH, InterruptFrequencySeconds="15") == [
        "Parameters.InterruptFrequencySeconds: "
        "an agent has 20 s to accept, and moving the contact meanwhile fails"
    ]
