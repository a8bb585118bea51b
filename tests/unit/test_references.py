"""References: what a path reads, and what a text says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.engine.references import Template, has_leaf, is_known, split
from tests.fakes.flow_runs import CENTRE, CUSTOMER, Line


@pytest.fixture
def line() -> Line:
    line = Line()
    line.contact.attributes.update({"name": "Ayşe", "order number": "A-7", "my-id_2": "42"})
    line.run.memory.external = {
        "text": "five",
        "count": 5,
        "yes": True,
        "none": None,
        "customer": {"tier": "gold", "orders": [{"id": "o-1"}, {"id": "o-2"}]},
    }
    return line


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("$.Attributes.name", "Ayşe"),
        ("$.Attributes.my-id_2", "42"),
        ("$.Attributes['order number']", "A-7"),
        ("$.Attributes.['order number']", "A-7"),
        ('$["Attributes"]["order number"]', "A-7"),
        ("$['Attributes'].name", "Ayşe"),
        ("$.External.count", 5),
        ("$.External.yes", True),
        ("$.External.customer.tier", "gold"),
        ("$.External.customer.orders.1.id", "o-2"),
        ("$.External.customer.orders[0].id", "o-1"),
        ("$.LambdaInvocation.ResultData.text", "five"),
        ("$.CustomerEndpoint.Address", CUSTOMER),
        ("$.CustomerEndpoint.Type", "TELEPHONE_NUMBER"),
        ("$.SystemEndpoint.Address", CENTRE),
        ("$.SegmentAttributes['connect:Subtype']", "connect:Telephony"),
        ("$['AwsRegion']", "eu-central-1"),
        ("$.ContactId", "c-1"),
        ("$.InitialContactId", "c-1"),
        ("$.Channel", "VOICE"),
        ("$.InitiationMethod", "INBOUND"),
        ("$.TextToSpeechVoiceId", "Joanna"),
    ],
)
def test_a_path_reads_its_value(line: Line, path: str, value: object) -> None:
    assert line.reads(path) == value


@pytest.mark.parametrize(
    "path",
    [
        "$.Attributes.unknown",
        "$.Attributes.Name",  # names are case-sensitive
        "$.Attributes.name.first",
        "$.External.none",
        "$.External.customer.orders.2.id",
        "$.External.customer.orders." + "9" * 5_000,
        "$.Queue.Name",
        "$.Agent.FirstName",
        "$.StoredCustomerInput",
        "$.Lex.IntentName",
        "$.PreviousContactId",
    ],
)
def test_what_is_not_there_reads_as_nothing(line: Line, path: str) -> None:
    assert line.reads(path) is None


def test_a_hidden_number_reads_as_nothing() -> None:
    assert Line(number=None).reads("$.CustomerEndpoint.Address") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello $.Attributes.name.", "Hello Ayşe."),
        ("$.Attributes.name, $.Attributes.name!", "Ayşe, Ayşe!"),
        ("$.Attributes.name$.External.text", "Ayşefive"),
        ("Order $.Attributes['order number'] is ready", "Order A-7 is ready"),
        ("You have $.External.count new messages", "You have 5 new messages"),
        ("$.External.yes", "true"),
        ("$.External.customer", '{"tier":"gold","orders":[{"id":"o-1"},{"id":"o-2"}]}'),
        ("No $.Attributes.unknown here", "No  here"),
        ("It costs $5.00, $.BadValue.x", "It costs $5.00, $.BadValue.x"),
        ("a $. b $ c", "a $. b $ c"),
        ("", ""),
    ],
)
def test_a_text_says_its_values(line: Line, text: str, said: str) -> None:
    assert line.hears(text) == said


def test_a_missing_value_in_a_text_is_warned_of(line: Line) -> None:
    line.hears("$.Attributes.name $.Attributes.unknown $.External.none")
    assert line.centre.warnings == [
        "$.Attributes.unknown has no value",
        "$.External.none has no value",
    ]


def test_values_inside_speech_markup_are_escaped(line: Line) -> None:
    line.contact.attributes["firm"] = "Black & <Decker>"
    said = line.hears("<speak>$.Attributes.firm</speak>", xml=True)
    assert said == "<speak>Black &amp; &lt;Decker&gt;</speak>"


def test_a_text_that_is_one_path_keeps_the_value_s_type(line: Line) -> None:
    assert Template("$.External.count").value(line.run) == 5
    assert Template("$.External.count ").value(line.run) == "5 "


def test_a_text_without_references_is_known_beforehand() -> None:
    assert Template("Hello.").constant == "Hello."
    assert Template("Hello $.Attributes.name").constant is None


@pytest.mark.parametrize(
    "text",
    ["", "$", "$.", "$.Attributes.", "Attributes.x", "$.Attributes.x y", "$.a..b", "$[]", "$['']"],
)
def test_what_is_no_path_is_not_split(text: str) -> None:
    assert split(text) is None


def test_a_root_that_nobody_knows_is_told_from_one_that_is_empty() -> None:
    assert [is_known(split(path) or ()) for path in ("$.Lex.x", "$.BadValue.x")] == [True, False]


def test_a_path_must_lead_to_a_value() -> None:
    paths = ["$.External", "$.External.x", "$.StoredCustomerInput", "$.Attributes"]
    assert [has_leaf(split(path) or ()) for path in paths] == [False, True, True, False]


@given(st.text(alphabet="$.['\"]AttribuesExternal0x ", max_size=40))
def test_any_text_can_be_said(text: str) -> None:
    assert isinstance(Line().hears(text), str)
