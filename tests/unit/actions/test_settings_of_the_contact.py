"""Blocks that set something on the contact: logging, voice, recording, data, routing."""

from __future__ import annotations

import pytest

from tests.fakes.flow_runs import Line, block, leaves_by, problems_of

# --- UpdateFlowLoggingBehavior ---


def test_the_flow_log_is_switched_on_and_off() -> None:
    line = Line()
    assert leaves_by(line.enters("UpdateFlowLoggingBehavior", FlowLoggingBehavior="Enabled")) == (
        "NextAction"
    )
    assert line.contact.flow_logging
    line.enters("UpdateFlowLoggingBehavior", FlowLoggingBehavior="Disabled")
    assert not line.contact.flow_logging


# --- UpdateContactTextToSpeechVoice ---


@pytest.mark.parametrize("voice", ["Filiz", "$.Attributes.voice"])
def test_another_voice_speaks_from_here_on(voice: str) -> None:
    line = Line()
    line.contact.attributes["voice"] = "Filiz"
    step = line.enters("UpdateContactTextToSpeechVoice", TextToSpeechVoice=voice)
    assert leaves_by(step) == "NextAction"
    assert line.reads("$.TextToSpeechVoiceId") == "Filiz"


def test_a_voice_that_nobody_has_chosen_is_an_error() -> None:
    line = Line()
    step = line.enters("UpdateContactTextToSpeechVoice", TextToSpeechVoice="$.Attributes.voice")
    assert leaves_by(step) == "NoMatchingError"
    assert line.reads("$.TextToSpeechVoiceId") == "Joanna"


# --- UpdateContactRecordingBehavior ---


def test_both_sides_are_recorded_and_then_neither() -> None:
    line = Line()
    both = {"RecordedParticipants": ["Customer", "Agent"], "IVRRecordingBehavior": "Enabled"}
    neither = {"RecordedParticipants": [], "IVRRecordingBehavior": "Disabled"}
    recorded = []
    for behaviour in (both, neither):
        step = line.enters("UpdateContactRecordingBehavior", RecordingBehavior=behaviour)
        assert leaves_by(step) == "NextAction"
        recorded.append(line.contact.recorded_participants)
    assert recorded == [("Agent", "Customer"), ()]
    assert line.centre.warnings == ["the automated part of a call is not recorded here"]


def test_analytics_alone_leave_the_recording_as_it_is() -> None:
    line = Line()
    line.contact.recorded_participants = ("Agent",)
    line.enters("UpdateContactRecordingBehavior", AnalyticsBehavior={"Enabled": "True"})
    assert line.contact.recorded_participants == ("Agent",)


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({}, "!Parameters: one of RecordingBehavior and AnalyticsBehavior is needed"),
        (
            {"RecordingBehavior": {"RecordedParticipants": ["Neighbour"]}},
            "!Parameters.RecordingBehavior.RecordedParticipants: Agent and Customer are allowed",
        ),
        (
            {"RecordingBehavior": {}},
            "!Parameters.RecordingBehavior.RecordedParticipants: missing",
        ),
    ],
)
def test_who_is_recorded_must_be_said(parameters: dict[str, object], problem: str) -> None:
    assert problems_of("UpdateContactRecordingBehavior", **parameters) == [problem]


# --- UpdateContactRecordingAndAnalyticsBehavior ---

VOICE = {"VoiceBehavior": {"VoiceRecordingBehavior": {"RecordedParticipants": ["Agent"]}}}
CHAT = {"ChatBehavior": {"ChatAnalyticsBehavior": {"Enabled": "False"}}}
SCREEN = {"ScreenRecordingBehavior": {"ScreenRecordedParticipants": ["Agent"]}}


@pytest.mark.parametrize(
    ("channel", "parameters", "branch"),
    [
        ("VOICE", VOICE, "NextAction"),
        ("CHAT", VOICE, "ChannelMismatch"),
        ("CHAT", CHAT, "NextAction"),
        ("VOICE", CHAT, "ChannelMismatch"),
        ("VOICE", SCREEN, "NextAction"),
    ],
)
def test_a_behaviour_is_for_its_own_channel(
    channel: str, parameters: dict[str, object], branch: str
) -> None:
    line = Line(channel=channel)
    step = line.enters("UpdateContactRecordingAndAnalyticsBehavior", **parameters)
    assert leaves_by(step) == branch


def test_the_agent_alone_is_recorded() -> None:
    line = Line()
    line.enters("UpdateContactRecordingAndAnalyticsBehavior", **VOICE)
    assert line.contact.recorded_participants == ("Agent",)


def test_voice_analytics_alone_leave_the_recording_as_it_is() -> None:
    line = Line()
    line.contact.recorded_participants = ("Agent",)
    analytics = {"VoiceAnalyticsBehavior": {"Enabled": "True"}}
    line.enters("UpdateContactRecordingAndAnalyticsBehavior", VoiceBehavior=analytics)
    assert line.contact.recorded_participants == ("Agent",)


def test_a_chat_has_one_error_more() -> None:
    name = "UpdateContactRecordingAndAnalyticsBehavior"
    assert block(name, **VOICE).transitions.required == ("NoMatchingError", "ChannelMismatch")
    assert block(name, **CHAT).transitions.required[-1] == "InFlightRedactionConfigurationFailed"


def test_one_behaviour_at_a_time() -> None:
    assert problems_of("UpdateContactRecordingAndAnalyticsBehavior", **VOICE, **SCREEN) == [
        "Parameters: only one of VoiceBehavior, ScreenRecordingBehavior is allowed"
    ]


# --- UpdateContactData ---


def test_the_contact_is_named_and_its_language_set() -> None:
    line = Line()
    line.contact.attributes["name"] = "Ayşe"
    step = line.enters(
        "UpdateContactData",
        Name="$.Attributes.name",
        Description="about the air conditioner",
        LanguageCode="tr-TR",
        CustomerId="c-7",
    )
    assert leaves_by(step) == "NextAction"
    read = [line.reads(f"$.{field}") for field in ("Name", "Description", "LanguageCode")]
    assert read == ["Ayşe", "about the air conditioner", "tr-TR"]
    assert line.reads("$.CustomerId") == "c-7"


def test_a_missing_value_is_an_error_and_sets_nothing() -> None:
    line = Line()
    step = line.enters("UpdateContactData", Name="Ayşe", CustomerId="$.Attributes.id")
    assert leaves_by(step) == "NoMatchingError"
    assert line.reads("$.Name") is None


def test_references_are_set_though_connect_may_refuse_them() -> None:
    written = {"order": {"Type": "URL", "Value": "https://example.com/1"}}
    assert problems_of("UpdateContactData", References=written) == [
        "Parameters.References: the page names it, but Connect may refuse it"
    ]


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({}, "Parameters: at least one thing to set is needed"),
        (
            {"Name": "x", "IsVoiceIdStreamingEnabled": "TRUE"},
            "!Parameters.IsVoiceIdStreamingEnabled: "
            "Voice ID is not supported: the service ended on 2026-05-20",
        ),
    ],
)
def test_something_that_still_exists_must_be_set(
    parameters: dict[str, object], problem: str
) -> None:
    assert problems_of("UpdateContactData", **parameters) == [problem]


# --- UpdateContactRoutingBehavior ---


@pytest.mark.parametrize(
    ("parameters", "change"),
    [
        ({"QueuePriority": "1"}, (1, None)),
        ({"QueueTimeAdjustmentSeconds": "600"}, (None, 600_000_000)),
        ({"QueueTimeAdjustmentSeconds": "-60"}, (None, -60_000_000)),
    ],
)
def test_priority_or_age_is_changed(
    parameters: dict[str, str], change: tuple[int | None, int | None]
) -> None:
    line = Line()
    assert leaves_by(line.enters("UpdateContactRoutingBehavior", **parameters)) == "NextAction"
    assert line.centre.acd.changes == [change]


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        (
            {"QueuePriority": "0"},
            "Parameters.QueuePriority: a whole number from 1 to 9223372036854775807 is needed",
        ),
        (
            {"QueuePriority": "$.Attributes.priority"},
            "!Parameters.QueuePriority: a reference is not allowed here",
        ),
        (
            {"RoutingProficiencies": {}},
            "!Parameters.RoutingProficiencies: routing by proficiency is not supported yet",
        ),
    ],
)
def test_a_priority_is_a_number_in_the_flow(parameters: dict[str, object], problem: str) -> None:
    assert problems_of("UpdateContactRoutingBehavior", **parameters) == [problem]
