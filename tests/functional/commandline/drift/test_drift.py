"""What was changed in a live instance is shown block by block, and can be had in the files."""

from __future__ import annotations

import pytest

from functions.stage_files import find_stage
from santral.domain.errors import FlowDefinitionError, NotFoundError
from santral.local.commands.plan import lines
from santral.local.drift.comparison import Kind, compare
from santral.local.drift.drift import Drift
from santral.local.drift.files import flow_files
from santral.local.drift.live import Reading, find_instance
from santral.local.drift.naming import function_names
from santral.local.identifiers import INSTANCE_ALIAS, INSTANCE_ID, REGION
from santral.local.terminal import Paint
from tests.functional.commandline.drift.conftest import (
    UUID,
    Centre,
    Document,
    action,
    insert_before_hang_up,
    renamed,
)


def test_where_nothing_was_changed_there_is_no_drift(centre: Centre) -> None:
    for file in flow_files(centre.folder):
        assert centre.drift(file.name).is_none, file.label


def test_a_changed_text_is_shown_by_block_and_path(centre: Centre) -> None:
    content = centre.content("inbound")
    action(content, "say apology in English")["Parameters"]["Text"] = "Call again."
    centre.publish("inbound", content)

    [change] = centre.changes()

    assert (change.kind, change.block, change.type, change.path, change.live) == (
        Kind.CHANGED,
        "say apology in English",
        "MessageParticipant",
        "Parameters.Text",
        "Call again.",
    )


def test_an_inserted_block_is_added_and_changes_only_what_leads_to_it(centre: Centre) -> None:
    content = centre.content("inbound")
    insert_before_hang_up(content, "say apology")
    centre.publish("inbound", content)

    changes = centre.changes()

    assert [(str(each.kind), each.block, each.path) for each in changes] == [
        ("changed", "say apology", "Transitions.NextAction"),
        ("added", UUID, ""),
    ]


def test_people_are_shown_names_and_no_arns(centre: Centre) -> None:
    content = centre.content("inbound")
    first = action(content, "get phrases")
    second = action(content, "ask consent")
    first["Parameters"], second["Parameters"] = second["Parameters"], first["Parameters"]
    centre.publish("inbound", content)

    told = list(lines(centre.drift(), Paint()))

    assert told == [
        "flow inbound",
        "  ~ get phrases (InvokeFlowModule)",
        '      Parameters.FlowModuleId: "${module.phrases}" -> "${module.consent}"',
        "  ~ ask consent (InvokeFlowModule)",
        '      Parameters.FlowModuleId: "${module.consent}" -> "${module.phrases}"',
        "1 differ",
    ]


def test_where_blocks_are_drawn_matters_only_when_asked(centre: Centre) -> None:
    content = centre.content("inbound")
    content["Metadata"]["ActionMetadata"]["hang up"]["position"] = {"x": 1, "y": 2}
    centre.publish("inbound", content)

    assert centre.drift().is_none
    [flow] = centre.drift(positions=True).flows
    assert [(each.block, each.path) for each in flow.changes] == [
        ("hang up", "position.x"),
        ("hang up", "position.y"),
    ]


def test_blocks_that_the_designer_gave_other_identifiers_are_the_same_blocks(
    centre: Centre,
) -> None:
    content = centre.content("inbound")
    for number, identifier in enumerate([x["Identifier"] for x in content["Actions"]]):
        content = renamed(content, identifier, f"{number:08}-0b0a-4908-8706-050403020100")
    centre.publish("inbound", content)

    assert centre.drift().is_none


def test_the_order_of_conditions_matters_since_the_first_counts() -> None:
    def flow(*keys: str) -> Document:
        conditions = [
            {"Condition": {"Operator": "Equals", "Operands": [key]}, "NextAction": "a"}
            for key in keys
        ]
        return {"Actions": [{"Identifier": "a", "Transitions": {"Conditions": conditions}}]}

    changes = list(compare(flow("1", "2"), flow("2", "1")))

    assert [(each.path, each.file, each.live) for each in changes] == [
        ("Transitions.Conditions (order)[0]", "Equals 1", "Equals 2"),
        ("Transitions.Conditions (order)[1]", "Equals 2", "Equals 1"),
    ]
    assert list(compare(flow("1", "2"), flow("1", "2"))) == []


def test_what_has_no_logical_name_is_refused_by_block(centre: Centre) -> None:
    arn = f"arn:aws:connect:{REGION}:123456789012:instance/{INSTANCE_ID}/queue/{UUID}"
    content = centre.content("inbound")
    action(content, "set fallback queue")["Parameters"]["QueueId"] = arn
    centre.publish("inbound", content)

    with pytest.raises(
        FlowDefinitionError,
        match=r"^flow inbound: block 'set fallback queue': Parameters.QueueId: no logical name for",
    ):
        centre.adopt()


def test_a_text_that_would_be_taken_for_a_logical_name_is_refused(centre: Centre) -> None:
    content = centre.content("inbound")
    action(content, "say apology in English")["Parameters"]["Text"] = "It costs ${price}."
    centre.publish("inbound", content)

    with pytest.raises(FlowDefinitionError, match=r"Parameters.Text: .* and 'price' is none$"):
        centre.adopt()


def test_a_flow_that_is_not_there_and_one_too_many_are_told(centre: Centre) -> None:
    path = centre.folder / "flows" / "disconnect.json"
    path.rename(path.with_name("goodbye.json"))

    [flow] = centre.drift("goodbye").flows

    assert flow.is_missing
    assert list(lines(Drift([flow], ["flow old"], ["queue basic"]), Paint())) == [
        "flow goodbye: not in the instance",
        "flow old: in the instance, and there is no file",
        "queue basic: not in the instance",
        "3 differ",
    ]


ARN = "arn:aws:lambda:eu-central-1:123456789012:function:"


def test_a_function_is_known_by_the_name_that_cloudformation_gave_it() -> None:
    deployed = f"{ARN}santral-dev-functions-MenuStep1A2B3C4D-x9Y8z7"

    names = function_names([deployed, f"{ARN}somebody-elses"], ["menu_step", "choose_queue"])

    assert names == {deployed: "lambda.menu_step"}


def test_of_two_functions_that_could_be_meant_neither_is_named() -> None:
    arns = [f"{ARN}santral-{stage}-functions-MenuStep1A2B3C4D" for stage in ("dev", "prod")]

    assert function_names(arns, ["menu_step"]) == {}


def test_for_a_stage_its_instance_is_found_and_what_it_lacks_is_told(centre: Centre) -> None:
    stage = find_stage("dev")
    reading = Reading(centre.connect, INSTANCE_ID, stage, lambda _count, _of: None)

    live = reading.read([], ())

    assert find_instance(centre.connect, INSTANCE_ALIAS) == INSTANCE_ID
    with pytest.raises(NotFoundError, match=r"^connect: no instance is called 'santral-dev'"):
        find_instance(centre.connect, stage.instance.alias)
    assert (live.extra, live.lacking) == (
        [],
        [
            "queue basic",
            "hours always",
            "security profile Operator",
            "security profile Supervisor",
        ],
    )
