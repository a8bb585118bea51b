"""MessageParticipant: something is said, and on it goes."""

from __future__ import annotations

import pytest

from santral.engine.steps import Play, Prompt
from tests.fakes.flow_runs import Line, leaves_by, problems_of

MEDIA = {"Uri": "s3://prompts/$.Attributes.name", "SourceType": "S3", "MediaType": "Audio"}


def test_a_text_is_said() -> None:
    line = Line()
    assert line.enters("MessageParticipant", Text="Hello.") == Play(Prompt("Text", "Hello."))
    assert leaves_by(line.after(1)) == "NextAction"


@pytest.mark.parametrize(
    ("key", "written", "content"),
    [
        ("Text", "Hello $.Attributes.name.", "Hello A & B."),
        ("SSML", "<speak>$.Attributes.name</speak>", "<speak>A &amp; B</speak>"),
        ("PromptId", "$.Attributes.name", "A & B"),
    ],
)
def test_each_kind_of_prompt_takes_references(key: str, written: str, content: str) -> None:
    line = Line()
    line.contact.attributes["name"] = "A & B"
    assert line.enters("MessageParticipant", **{key: written}) == Play(Prompt(key, content))


def test_a_recording_in_a_bucket_is_played() -> None:
    line = Line()
    line.contact.attributes["name"] = "welcome.wav"
    step = line.enters("MessageParticipant", Media=MEDIA)
    assert step == Play(Prompt("Media", "s3://prompts/welcome.wav"))


def test_speech_markup_that_a_function_answers_stays_markup() -> None:
    line = Line()
    line.run.memory.external = {"say": "<speak>Hi</speak>"}
    step = line.enters("MessageParticipant", SSML="$.External.say")
    assert step == Play(Prompt("SSML", "<speak>Hi</speak>"))


def test_a_missing_value_is_left_out_and_warned_of() -> None:
    line = Line()
    step = line.enters("MessageParticipant", Text="Hello $.Attributes.name!")
    assert step == Play(Prompt("Text", "Hello !"))
    assert line.centre.warnings == ["$.Attributes.name has no value"]


@pytest.mark.parametrize("key", ["PromptId", "SSML"])
def test_a_whole_prompt_that_is_missing_is_an_error(key: str) -> None:
    step = Line().enters("MessageParticipant", **{key: "$.External.prompt"})
    assert leaves_by(step) == "NoMatchingError"


def test_keys_pressed_ahead_skip_the_prompt_where_the_block_allows_it() -> None:
    line = Line()
    line.contact.dtmf_buffering = True
    line.presses_ahead("1")
    skipped = line.enters("MessageParticipant", Text="Hi", SkipWhenDTMFBufferEnabled="true")
    said = line.enters("MessageParticipant", Text="Hi", SkipWhenDTMFBufferEnabled="false")
    assert leaves_by(skipped) == "NextAction"
    assert said == Play(Prompt("Text", "Hi"))


def test_in_a_chat_the_text_is_written() -> None:
    line = Line(channel="CHAT")
    assert leaves_by(line.enters("MessageParticipant", Text="Hello.")) == "NextAction"
    assert line.centre.shown == ["Hello."]


def test_a_task_goes_on_as_if_it_had_been_said() -> None:
    line = Line(channel="TASK")
    assert leaves_by(line.enters("MessageParticipant", Text="Hello.")) == "NextAction"
    assert line.centre.shown == []


@pytest.mark.parametrize("key", ["PromptId", "SSML"])
def test_what_only_a_voice_line_can_hear_is_an_error_in_a_chat(key: str) -> None:
    step = Line(channel="CHAT").enters("MessageParticipant", **{key: "x"})
    assert leaves_by(step) == "NoMatchingError"


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({}, "!Parameters: one of Text, SSML, PromptId, Media is needed"),
        ({"Text": "a", "PromptId": "b"}, "Parameters: only one of Text, PromptId is allowed"),
        (
            {"PromptId": "prompt $.Attributes.x"},
            "Parameters.PromptId: one reference and nothing around it",
        ),
        ({"Text": "a", "Volume": "11"}, "Parameters.Volume: unknown parameter"),
        ({"Text": ["a"]}, "!Parameters.Text: a string is needed"),
    ],
)
def test_what_connect_would_not_take_is_told(parameters: dict[str, object], problem: str) -> None:
    assert problems_of("MessageParticipant", **parameters) == [problem]
