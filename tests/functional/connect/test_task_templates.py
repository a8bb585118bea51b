"""Task templates through boto3: what a template may be, and the tasks that begin from one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from santral.local.connect.errors import ConnectError
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.task_templates import apply
from santral.local.testing.small_flows import action
from santral.local.testing.small_flows import flow as flow_of
from tests.functional.connect.flow_texts import marks
from tests.functional.connect.furnishing import make_flow, make_queue
from tests.functional.connect.refusals import all_of, refusal

NAME = {"Id": {"Name": "Task"}, "Type": "NAME"}
URGENCY = {
    "Id": {"Name": "Urgency"},
    "Type": "SINGLE_SELECT",
    "SingleSelectOptions": ["low", "high"],
}
AMOUNT = {"Id": {"Name": "Amount"}, "Type": "NUMBER"}
ASSIGN = {"Id": {"Name": "Assign to"}, "Type": "QUICK_CONNECT"}


def _ids(*names: str) -> list[dict[str, Any]]:
    return [{"Id": {"Name": name}} for name in names]


def _defaults(**values: str) -> dict[str, Any]:
    return {
        "DefaultFieldValues": [
            {"Id": {"Name": name}, "DefaultValue": value} for name, value in values.items()
        ]
    }


def _request(client: Any, instance: Instance, **more: Any) -> dict[str, Any]:
    if "ContactFlowId" not in more:
        flows = client.list_contact_flows(InstanceId=instance.id)["ContactFlowSummaryList"]
        more["ContactFlowId"] = (
            flows[0]["Id"]
            if flows
            else make_flow(client, instance, "Tasks", "CONTACT_FLOW", marks("task"))
        )
    return {
        "InstanceId": instance.id,
        "Name": "Refund",
        "Fields": [NAME, URGENCY, AMOUNT],
        "Constraints": {"RequiredFields": _ids("Task")},
        **more,
    }


def _template(client: Any, instance: Instance, **more: Any) -> str:
    return str(client.create_task_template(**_request(client, instance, **more))["Id"])


def _quick_connect(client: Any, instance: Instance) -> str:
    flow = make_flow(client, instance, "To a queue", "QUEUE_TRANSFER", marks("moved"))
    config = {"QueueId": make_queue(client, instance), "ContactFlowId": flow}
    made = client.create_quick_connect(
        InstanceId=instance.id,
        Name="Back office",
        QuickConnectConfig={"QuickConnectType": "QUEUE", "QueueConfig": config},
    )
    return str(made["QuickConnectId"])


def _reasons(client: Any, instance: Instance, **more: Any) -> list[tuple[str, str]]:
    """Tell the properties that the service complains of, with its reasons."""
    with pytest.raises(ClientError) as caught:
        client.create_task_template(**_request(client, instance, **more))
    response: Any = caught.value.response
    assert response["Error"]["Code"] == "PropertyValidationException"
    return [(each["PropertyPath"], each["Reason"]) for each in response["PropertyList"]]


def test_a_template_is_given_as_it_was_made(client: Any, instance: Instance) -> None:
    template = _template(
        client, instance, Description="Money back", Defaults=_defaults(Urgency="low")
    )

    got = client.get_task_template(InstanceId=instance.id, TaskTemplateId=template)

    assert got["Arn"] == f"{instance.arn}/task-template/{template}"
    assert got["InstanceId"] == instance.id
    assert got["Name"] == "Refund"
    assert got["Description"] == "Money back"
    assert got["Status"] == "ACTIVE"
    assert got["Fields"] == [NAME, URGENCY, AMOUNT]
    assert got["Constraints"] == {"RequiredFields": _ids("Task")}
    assert got["Defaults"] == _defaults(Urgency="low")


def test_an_update_replaces_all_of_a_template(client: Any, instance: Instance) -> None:
    template = _template(client, instance, Description="Money back")

    answer = client.update_task_template(
        TaskTemplateId=template,
        Status="INACTIVE",
        **_request(client, instance, Name="Refund or exchange", Fields=[NAME]),
    )

    got = client.get_task_template(InstanceId=instance.id, TaskTemplateId=template)
    assert got["Name"] == answer["Name"] == "Refund or exchange"
    assert got["Status"] == answer["Status"] == "INACTIVE"
    assert got["Fields"] == [NAME]
    assert "Description" not in got


def test_an_update_says_the_status_and_takes_no_other_templates_name(
    client: Any, instance: Instance
) -> None:
    _template(client, instance)
    other = _template(client, instance, Name="Exchange")
    request = _request(client, instance)

    silent = refusal(client.update_task_template, TaskTemplateId=other, **request)
    taken = refusal(client.update_task_template, TaskTemplateId=other, Status="ACTIVE", **request)

    assert silent == taken == "PropertyValidationException"


def test_templates_are_listed_by_status_and_name_and_page_by_page(
    client: Any, instance: Instance
) -> None:
    _template(client, instance)
    _template(client, instance, Name="Exchange", Status="INACTIVE")

    for size in (1, 100):
        listed = all_of(
            client, "list_task_templates", "TaskTemplates", size, InstanceId=instance.id
        )
        assert [each["Name"] for each in listed] == ["Refund", "Exchange"]
    inactive = client.list_task_templates(InstanceId=instance.id, Status="INACTIVE")
    named = client.list_task_templates(InstanceId=instance.id, Name="Refund")
    assert [each["Name"] for each in inactive["TaskTemplates"]] == ["Exchange"]
    assert [each["Name"] for each in named["TaskTemplates"]] == ["Refund"]


def test_a_deleted_template_is_not_found(client: Any, instance: Instance) -> None:
    template = _template(client, instance)

    client.delete_task_template(InstanceId=instance.id, TaskTemplateId=template)

    for call in (client.get_task_template, client.delete_task_template):
        code = refusal(call, InstanceId=instance.id, TaskTemplateId=template)
        assert code == "ResourceNotFoundException"


def test_a_snapshot_of_a_template_is_not_found(client: Any, instance: Instance) -> None:
    template = _template(client, instance)

    code = refusal(
        client.get_task_template,
        InstanceId=instance.id,
        TaskTemplateId=template,
        SnapshotVersion="1",
    )

    assert code == "ResourceNotFoundException"


def test_an_instance_has_fifty_templates_at_most(client: Any, instance: Instance) -> None:
    for number in range(50):
        _template(client, instance, Name=f"Template {number}")

    code = refusal(client.create_task_template, **_request(client, instance))

    assert code == "ServiceQuotaExceededException"


OTHER_NAME = {"Id": {"Name": "Title"}, "Type": "NAME"}
MANY = [NAME, *({"Id": {"Name": f"F{at}"}, "Type": "TEXT"} for at in range(50))]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"Fields": [AMOUNT]}, ("Fields", "REQUIRED_PROPERTY_MISSING")),
        ({"Fields": [NAME, OTHER_NAME]}, ("Fields", "UNIQUE_CONSTRAINT_VIOLATED")),
        ({"Fields": [NAME, NAME]}, ("Fields[1].Id.Name", "UNIQUE_CONSTRAINT_VIOLATED")),
        (
            {"Fields": [{"Id": {}, "Type": "NAME"}]},
            ("Fields[0].Id.Name", "REQUIRED_PROPERTY_MISSING"),
        ),
        ({"Fields": MANY}, ("Fields", "INVALID_FORMAT")),
        (
            {"Fields": [NAME, {**URGENCY, "SingleSelectOptions": []}]},
            ("Fields[1].SingleSelectOptions", "REQUIRED_PROPERTY_MISSING"),
        ),
        (
            {"Fields": [NAME, {**URGENCY, "SingleSelectOptions": ["low", "low"]}]},
            ("Fields[1].SingleSelectOptions", "UNIQUE_CONSTRAINT_VIOLATED"),
        ),
        (
            {"Fields": [NAME, {**URGENCY, "SingleSelectOptions": [f"{n}" for n in range(51)]}]},
            ("Fields[1].SingleSelectOptions", "INVALID_FORMAT"),
        ),
        (
            {"Fields": [NAME, {**AMOUNT, "SingleSelectOptions": ["1"]}]},
            ("Fields[1].SingleSelectOptions", "NOT_SUPPORTED"),
        ),
        ({"Constraints": {}}, ("Constraints.RequiredFields", "REQUIRED_PROPERTY_MISSING")),
        (
            {"Constraints": {"RequiredFields": _ids("Amount")}},
            ("Constraints.RequiredFields", "REQUIRED_PROPERTY_MISSING"),
        ),
        (
            {"Constraints": {"RequiredFields": _ids("Task"), "ReadOnlyFields": _ids("Colour")}},
            ("Constraints.ReadOnlyFields[0].Id.Name", "REFERENCED_RESOURCE_NOT_FOUND"),
        ),
        (
            {"Defaults": _defaults(Colour="red")},
            ("Defaults.DefaultFieldValues[0].Id.Name", "REFERENCED_RESOURCE_NOT_FOUND"),
        ),
        (
            {"Defaults": _defaults(Amount="much")},
            ("Defaults.DefaultFieldValues[0].DefaultValue", "TYPE_MISMATCH"),
        ),
        (
            {"Defaults": {"DefaultFieldValues": _ids("Amount") * 51}},
            ("Defaults.DefaultFieldValues", "INVALID_FORMAT"),
        ),
        (
            {
                "Fields": [NAME, ASSIGN],
                "Defaults": {
                    "DefaultFieldValues": [{"Id": ASSIGN["Id"], "DefaultValue": "nobody"}]
                },
            },
            ("Defaults.DefaultFieldValues", "REFERENCED_RESOURCE_NOT_FOUND"),
        ),
        ({"ContactFlowId": ""}, ("ContactFlowId", "REQUIRED_PROPERTY_MISSING")),
        ({"ContactFlowId": "none"}, ("ContactFlowId", "REFERENCED_RESOURCE_NOT_FOUND")),
        ({"SelfAssignFlowId": "none"}, ("SelfAssignFlowId", "REFERENCED_RESOURCE_NOT_FOUND")),
        (
            {"ContactHooks": {"WrapUpFlowId": "none"}},
            ("ContactHooks.WrapUpFlowId", "REFERENCED_RESOURCE_NOT_FOUND"),
        ),
    ],
)
def test_a_template_that_cannot_be_is_refused_by_its_property(
    client: Any, instance: Instance, change: dict[str, Any], complaint: tuple[str, str]
) -> None:
    assert _reasons(client, instance, **change) == [complaint]


def test_a_name_is_taken_once(client: Any, instance: Instance) -> None:
    _template(client, instance)

    assert _reasons(client, instance) == [("Name", "RESOURCE_NAME_ALREADY_EXISTS")]


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        ("NUMBER", "-12.5", "twelve"),
        ("BOOLEAN", "TRUE", "yes"),
        ("EMAIL", "refunds@example.com", "refunds"),
        ("URL", "https://example.com/a", "example"),
    ],
)
def test_a_default_is_of_its_fields_type(
    client: Any, instance: Instance, type_: str, good: str, bad: str
) -> None:
    fields = [NAME, {"Id": {"Name": "Field"}, "Type": type_}]

    _template(client, instance, Fields=fields, Defaults=_defaults(Field=good))

    assert _reasons(client, instance, Fields=fields, Defaults=_defaults(Field=bad)) == [
        ("Defaults.DefaultFieldValues[0].DefaultValue", "TYPE_MISMATCH")
    ]


# --- tasks from templates ---


def test_a_task_from_a_template_has_its_defaults_where_nothing_was_said(
    client: Any, instance: Instance
) -> None:
    flow = make_flow(client, instance, "Refunds", "CONTACT_FLOW", marks("refund"))
    template = _template(
        client,
        instance,
        ContactFlowId=flow,
        Defaults=_defaults(Task="A refund", Urgency="low", Amount="10"),
    )
    given = {
        "TaskTemplateId": template,
        "References": {"Amount": {"Type": "NUMBER", "Value": "250"}},
    }

    assert apply(instance, template, given) == {
        "Name": "A refund",
        "ContactFlowId": flow,
        "References": {
            "Amount": {"Type": "NUMBER", "Value": "250"},
            "Urgency": {"Type": "STRING", "Value": "low"},
        },
    }


def test_a_task_that_is_over_at_once_still_names_its_template(
    client: Any, account: Mocked, instance: Instance
) -> None:
    content = json.dumps(flow_of(action("ends", "DisconnectParticipant")))
    flow = make_flow(client, instance, "Ends", "CONTACT_FLOW", content)
    template = _template(client, instance, ContactFlowId=flow, Defaults=_defaults(Task="A refund"))

    client.start_task_contact(InstanceId=instance.id, TaskTemplateId=template, Name="A refund")

    [record] = account.books().records
    assert record["TaskTemplateInfo"] == {
        "Arn": f"{instance.arn}/task-template/{template}",
        "Name": "Refund",
    }


def test_a_quick_connect_comes_before_the_templates_flow(client: Any, instance: Instance) -> None:
    quick = _quick_connect(client, instance)
    template = _template(client, instance, Fields=[NAME, ASSIGN])

    asked = apply(instance, template, {"Name": "Call back", "QuickConnectId": quick})

    assert asked == {"Name": "Call back", "QuickConnectId": quick}


def test_a_template_without_a_flow_needs_whom_to_assign_to(client: Any, instance: Instance) -> None:
    quick = _quick_connect(client, instance)
    fields = [NAME, ASSIGN]
    assigned = {"DefaultFieldValues": [{"Id": ASSIGN["Id"], "DefaultValue": quick}]}
    open_ = _template(client, instance, Fields=fields, ContactFlowId="")
    set_ = _template(
        client, instance, Name="Assigned", Fields=fields, ContactFlowId="", Defaults=assigned
    )

    assert apply(instance, set_, {"Name": "Call back"})["QuickConnectId"] == quick
    assert _refused(instance, open_, {"Name": "Call back"}) == "InvalidParameterException"


def _refused(instance: Instance, template: str, given: dict[str, Any]) -> str:
    with pytest.raises(ConnectError) as caught:
        apply(instance, template, given)
    return caught.value.code


def test_a_task_with_a_field_missing_or_wrong_does_not_begin(
    client: Any, instance: Instance
) -> None:
    template = _template(client, instance, Constraints={"RequiredFields": _ids("Task", "Urgency")})
    urgent = {"Urgency": {"Type": "STRING", "Value": "high"}}

    def code(**given: Any) -> str:
        return _refused(instance, template, given)

    assert apply(instance, template, {"Name": "A", "References": urgent})["References"] == urgent
    for given in (
        {"References": urgent},
        {"Name": "A"},
        {"Name": "A", "References": {"Urgency": {"Type": "STRING", "Value": "medium"}}},
        {"Name": "A", "References": {"Urgency": {"Type": "URL", "Value": "high"}}},
        {"Name": "A", "References": {**urgent, "Colour": {"Type": "STRING", "Value": "red"}}},
    ):
        assert code(**given) == "InvalidParameterException"


def test_no_task_begins_from_an_inactive_or_unknown_template(
    client: Any, instance: Instance
) -> None:
    template = _template(client, instance, Status="INACTIVE")

    assert _refused(instance, template, {"Name": "A"}) == "InvalidRequestException"
    assert _refused(instance, "nothing", {"Name": "A"}) == "ResourceNotFoundException"


def test_a_task_begins_from_a_template_and_is_assigned_by_a_quick_connect(
    client: Any, instance: Instance
) -> None:
    quick = _quick_connect(client, instance)
    template = _template(client, instance, Fields=[NAME, ASSIGN], ContactFlowId="")

    task = client.start_task_contact(
        InstanceId=instance.id, TaskTemplateId=template, QuickConnectId=quick, Name="Call back"
    )["ContactId"]

    contact = client.describe_contact(InstanceId=instance.id, ContactId=task)["Contact"]
    assert contact["Name"] == "Call back"
    attributes = client.get_contact_attributes(InstanceId=instance.id, InitialContactId=task)
    assert attributes["Attributes"] == {"ran": "moved"}
