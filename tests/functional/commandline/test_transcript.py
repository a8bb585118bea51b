"""The lines of a transcript, event by event."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from santral.engine.instants import to_us
from santral.local.columns import wrapped
from santral.local.starts import start_of
from santral.local.terminal import Paint
from santral.local.transcript import Transcript, Transcripts
from tests.functional.commandline.instants import at

NINE = to_us(at("2026-11-23T06:00:00+00:00"))  # 09:00 in Istanbul
ZONE = "Europe/Istanbul"
RINGS = (NINE, "contact", "c1", "c1", None, "INBOUND", "VOICE", "+12065550100", "+902120000001")


def told(*events: tuple[object, ...], details: bool = False) -> list[str]:
    transcript = Transcript(ZONE, details=details)
    return [line for event in events for line in transcript.lines(event)]


def test_times_are_elapsed_and_local_and_stand_once() -> None:
    lines = told(
        RINGS,
        (NINE, "heard", "c1", "CUSTOMER", "Text", "Welcome.", 600),
        (NINE + 65_000_000, "left", "c1", "customer"),
    )

    assert lines == [
        "00:00  09:00:00  call      +12065550100 calls +902120000001",
        "                 hears     Welcome.",
        "01:05  09:01:05  hangs up  the customer",
    ]


def test_keys_typed_in_a_row_are_one_line_of_their_first_moment() -> None:
    lines = told(
        RINGS,
        (NINE + 1_000_000, "key", "c1", "4", True),
        (NINE + 2_000_000, "key", "c1", "2", True),
        (NINE + 3_000_000, "key", "c1", "7", False),
        (NINE + 4_000_000, "left", "c1", "customer"),
    )

    assert lines[1:3] == [
        "00:01  09:00:01  presses   42",
        "00:03  09:00:03  presses   7 (nobody listens)",
    ]


def test_music_that_goes_on_is_told_once_and_markup_is_not_read_out() -> None:
    music = (NINE, "heard", "c1", "CUSTOMER", "PromptId", "arn:aws:connect:prompt/hold", 4000)
    ssml = (NINE, "heard", "c1", "CUSTOMER", "SSML", "<speak>One <b>moment</b></speak>", 900)

    lines = told(RINGS, music, music, ssml, music)

    assert [line[17:] for line in lines[1:]] == [
        "hears     ♪ hold",
        "hears     One moment",
        "hears     ♪ hold",
    ]


def test_only_a_silence_that_somebody_would_hear_is_told() -> None:
    short = (NINE, "silence", "c1", 50, "say welcome")
    long = (NINE, "silence", "c1", 2_450, "say welcome")

    assert len(told(RINGS, short)) == 1
    assert told(RINGS, long)[1].endswith("silence   for 2.45 s, until 'say welcome'")
    assert len(told(RINGS, short, details=True)) == 2


def test_calls_at_the_same_time_have_a_transcript_each() -> None:
    transcripts = Transcripts(lambda: Transcript(ZONE))
    other = ("c2", "c2", None, "INBOUND", "VOICE", None, "+902120000001")
    for event in (
        RINGS,
        (NINE, "agent_status", "", "deniz", "Available"),
        (NINE + 5_000_000, "contact", *other),
        (NINE + 9_000_000, "left", "c1", "customer"),
    ):
        transcripts(event)

    assert list(transcripts) == ["c1", "c2"]
    assert len(transcripts.take("c1")) == 2
    assert transcripts.take("c2") == [
        "00:00  09:00:05  call      a hidden number calls +902120000001"
    ]


def test_colours_are_put_around_a_text_and_change_nothing_else() -> None:
    assert Paint(on=True)("failure", "no") == "\x1b[1;31mno\x1b[0m"
    assert Paint(on=False)("failure", "no") == "no"


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_wrapping_loses_no_letter(text: str, width: int) -> None:
    assert "".join("".join(wrapped(text, width)).split()) == "".join(text.split())


def test_a_time_in_local_time_is_taken_as_such() -> None:
    start, why = start_of(
        "2026-11-23T13:30", None, timezone=ZONE, hours=None, now=at("2026-01-01T00:00:00+00:00")
    )

    assert start == at("2026-11-23T10:30:00+00:00")
    assert why == ""
