"""Rules through boto3: they are kept, found and checked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.flow_texts import marks
from tests.functional.connect.furnishing import make_flow, make_user
from tests.functional.connect.refusals import all_of, refusal

Json = dict[str, Any]
FUNCTION = json.dumps(
    {
        "Version": "2022-11-25",
        "RuleFunction": {
            "Operator": "AND",
            "Operands": [
                {
                    "Operator": "CONTAINS_ANY",
                    "Operands": ["refund"],
                    "ComparisonValue": "$.ContactLens.PostCall.ExactMatch.Transcript",
                    "Negate": False,
                }
            ],
        },
    }
)
CATEGORY: Json = {"ActionType": "ASSIGN_CONTACT_CATEGORY", "AssignContactCategoryAction": {}}
EVENT: Json = {
    "ActionType": "GENERATE_EVENTBRIDGE_EVENT",
    "EventBridgeAction": {"Name": "refund"},
}
POST_CALL = "OnPostCallAnalysisAvailable"


def _request(instance: Instance, source: str = POST_CALL, **more: Any) -> Json:
    return {
        "InstanceId": instance.id,
        "Name": "Refunds",
        "TriggerEventSource": {"EventSourceName": source},
        "Function": FUNCTION,
        "Actions": [CATEGORY],
        "PublishStatus": "PUBLISHED",
        **more,
    }


def _rule(client: Any, instance: Instance, source: str = POST_CALL, **more: Any) -> str:
    return str(client.create_rule(**_request(instance, source, **more))["RuleId"])


def _described(client: Any, instance: Instance, rule: str) -> Json:
    answer: Json = client.describe_rule(InstanceId=instance.id, RuleId=rule)
    return dict(answer["Rule"])


def _refused(client: Any, instance: Instance, source: str = POST_CALL, **more: Any) -> str:
    return refusal(client.create_rule, **_request(instance, source, **more))


def _notification(*users: str, **more: Any) -> Json:
    content = {"DeliveryMethod": "EMAIL", "Content": "Look.", "ContentType": "PLAIN_TEXT"}
    return {
        "ActionType": "SEND_NOTIFICATION",
        "SendNotificationAction": {**content, "Recipient": {"UserIds": [*users]}, **more},
    }


def test_a_rule_is_described_as_it_was_made(client: Any, instance: Instance) -> None:
    rule = _rule(client, instance, Actions=[CATEGORY, EVENT], Tags={"team": "all"})

    described = _described(client, instance, rule)

    assert described["RuleArn"] == f"{instance.arn}/rule/{rule}"
    assert described["Name"] == "Refunds"
    assert described["TriggerEventSource"] == {"EventSourceName": POST_CALL}
    assert described["Function"] == FUNCTION
    assert described["Actions"] == [CATEGORY, EVENT]
    assert described["PublishStatus"] == "PUBLISHED"
    assert described["CreatedTime"] == described["LastUpdatedTime"]
    assert described["Tags"] == {"team": "all"}


def test_an_update_replaces_all_but_the_event(
    client: Any, account: Mocked, instance: Instance
) -> None:
    filter_ = {
        "ResourceType": "CONTACT",
        "FilterType": "TAG",
        "FilterKey": "team",
        "FilterValue": "all",
        "Operator": "EQUALS",
    }
    rule = _rule(client, instance, PreEvaluationFilters={"AndConditions": [filter_]})
    before = _described(client, instance, rule)
    account.wait(minutes=1)

    client.update_rule(
        InstanceId=instance.id,
        RuleId=rule,
        Name="Refunds.2",
        Function=FUNCTION,
        Actions=[EVENT],
        PublishStatus="DRAFT",
    )

    after = _described(client, instance, rule)
    assert before["PreEvaluationFilters"] == {"AndConditions": [filter_]}
    assert "PreEvaluationFilters" not in after
    assert (after["Name"], after["PublishStatus"]) == ("Refunds.2", "DRAFT")
    assert after["Actions"] == [EVENT]
    assert after["TriggerEventSource"] == {"EventSourceName": POST_CALL}
    assert (after["LastUpdatedTime"] - after["CreatedTime"]).total_seconds() == 60


def test_a_name_is_taken_once(client: Any, instance: Instance) -> None:
    _rule(client, instance)
    other = _rule(client, instance, Name="Other")
    request = _request(instance)
    del request["TriggerEventSource"]

    assert _refused(client, instance) == "ResourceConflictException"
    assert refusal(client.update_rule, RuleId=other, **request) == "ResourceConflictException"


def test_a_deleted_rule_is_not_found(client: Any, instance: Instance) -> None:
    rule = _rule(client, instance)

    client.delete_rule(InstanceId=instance.id, RuleId=rule)

    for call in (client.describe_rule, client.delete_rule):
        assert refusal(call, InstanceId=instance.id, RuleId=rule) == "ResourceNotFoundException"


def test_rules_are_listed_by_event_and_status_and_page_by_page(
    client: Any, instance: Instance
) -> None:
    _rule(client, instance)
    _rule(client, instance, "OnContactEvaluationSubmit", Name="Low", Actions=[EVENT])
    _rule(client, instance, Name="Draft", PublishStatus="DRAFT")

    def listed(**request: Any) -> list[str]:
        answer = client.list_rules(InstanceId=instance.id, **request)
        return [each["Name"] for each in answer["RuleSummaryList"]]

    for size in (1, 200):
        rows = all_of(client, "list_rules", "RuleSummaryList", size, InstanceId=instance.id)
        assert [each["Name"] for each in rows] == ["Refunds", "Low", "Draft"]
        assert rows[1]["ActionSummaries"] == [{"ActionType": "GENERATE_EVENTBRIDGE_EVENT"}]
    assert listed(PublishStatus="DRAFT") == ["Draft"]
    assert listed(EventSourceName="OnContactEvaluationSubmit") == ["Low"]


def test_rules_are_found_by_what_they_do(client: Any, instance: Instance) -> None:
    _rule(client, instance, Tags={"team": "all"})
    _rule(client, instance, "OnContactEvaluationSubmit", Name="Low", Actions=[EVENT])

    def found(**request: Any) -> list[str]:
        answer = client.search_rules(InstanceId=instance.id, **request)
        assert answer["ApproximateTotalCount"] == len(answer["Rules"])
        return [each["Name"] for each in answer["Rules"]]

    def where(field: str, value: str) -> Json:
        condition = {"FieldName": field, "Value": value, "ComparisonType": "EXACT"}
        return {"SearchCriteria": {"StringCondition": condition}}

    tag = {"TagKey": "team", "TagValue": "all"}
    assert found(**where("Name", "low")) == ["Low"]
    assert found(**where("EventSourceName", POST_CALL)) == ["Refunds"]
    assert found(**where("ActionSummaries", "GENERATE_EVENTBRIDGE_EVENT")) == ["Low"]
    assert found(**where("PublishStatus", "DRAFT")) == []
    assert found(SearchFilter={"AttributeFilter": {"AndCondition": {"TagConditions": [tag]}}}) == [
        "Refunds"
    ]
    for size in (1, 200):
        assert len(all_of(client, "search_rules", "Rules", size, InstanceId=instance.id)) == 2


@pytest.mark.parametrize(
    "function",
    [
        "",
        "not JSON",
        "[" * 100_000,
        "[]",
        json.dumps({"Version": "2020-01-01", "RuleFunction": {"Operator": "AND"}}),
        json.dumps({"Version": "2022-11-25"}),
        json.dumps({"Version": "2022-11-25", "RuleFunction": {"Operator": "XOR"}}),
        json.dumps({"Version": "2022-11-25", "RuleFunction": {"Operator": "OR"}}),
    ],
)
def test_a_function_is_in_the_rules_language(
    client: Any, instance: Instance, function: str
) -> None:
    assert _refused(client, instance, Function=function) == "InvalidRequestException"


@pytest.mark.parametrize(
    ("source", "actions"),
    [
        (POST_CALL, []),
        (POST_CALL, [{"ActionType": "GENERATE_EVENTBRIDGE_EVENT"}]),
        ("OnCaseCreate", [EVENT]),
        ("OnContactEvaluationSubmit", [CATEGORY]),
        ("OnCaseCreate", [{"ActionType": "END_ASSOCIATED_TASKS"}]),
        ("OnSalesforceCaseCreate", [CATEGORY]),  # without its integration
        (POST_CALL, [_notification()]),
    ],
)
def test_an_action_is_whole_and_one_that_the_event_allows(
    client: Any, instance: Instance, source: str, actions: list[Json]
) -> None:
    assert _refused(client, instance, source, Actions=actions) == "InvalidRequestException"


def test_what_an_action_names_is_there(client: Any, instance: Instance) -> None:
    flow = make_flow(client, instance, "Tasks", "CONTACT_FLOW", marks("task"))
    form = client.create_evaluation_form(
        InstanceId=instance.id,
        Title="Calls",
        Items=[{"Section": {"Title": "s", "RefId": "s", "Items": []}}],
    )["EvaluationFormId"]

    def task(flow_id: str) -> Json:
        return {
            "ActionType": "CREATE_TASK",
            "TaskAction": {"Name": "Look at it", "ContactFlowId": flow_id},
        }

    def evaluation(form_id: str) -> Json:
        return {
            "ActionType": "SUBMIT_AUTO_EVALUATION",
            "SubmitAutoEvaluationAction": {"EvaluationFormId": form_id},
        }

    user = make_user(client, instance)
    agent = "$.ContactLens.ContactEvaluation.Agent.AgentId"
    _rule(
        client,
        instance,
        Actions=[task(flow), evaluation(form), _notification(user, agent)],
    )

    excluded = _notification(user, Exclusion={"UserIds": ["nobody"]})
    for action in (task("nothing"), evaluation("nothing"), _notification("nobody"), excluded):
        code = _refused(client, instance, Name="Other", Actions=[action])
        assert code == "ResourceNotFoundException"


def test_a_rule_on_another_systems_events_names_the_integration(
    client: Any, instance: Instance
) -> None:
    made = client.create_integration_association(
        InstanceId=instance.id,
        IntegrationType="EVENT",
        IntegrationArn="arn:aws:app-integrations:eu-central-1:123456789012:event-integration/sf",
        SourceApplicationUrl="https://example.com",
        SourceApplicationName="Salesforce",
        SourceType="SALESFORCE",
    )
    source = {
        "EventSourceName": "OnSalesforceCaseCreate",
        "IntegrationAssociationId": made["IntegrationAssociationId"],
    }

    rule = _rule(client, instance, TriggerEventSource=source)

    assert _described(client, instance, rule)["TriggerEventSource"] == source
    unknown = {**source, "IntegrationAssociationId": "nothing"}
    assert (
        _refused(client, instance, Name="Other", TriggerEventSource=unknown)
        == "ResourceNotFoundException"
    )


def test_an_instance_has_two_hundred_rules_at_most(client: Any, instance: Instance) -> None:
    for number in range(200):
        _rule(client, instance, Name=f"Rule{number}")

    assert _refused(client, instance) == "ServiceQuotaExceededException"
