"""Forms, evaluations, templates, rules, test cases, views and tables are there after a restart."""

from __future__ import annotations

import json
from typing import Any

import boto3

from santral.local.connect import mocked
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.fakes.flow_files import flow
from tests.functional.connect.evaluation_texts import graded, scored, section
from tests.functional.connect.flow_texts import marks
from tests.functional.connect.furnishing import CALLER, answer, make_flow
from tests.functional.connect.test_data_tables import make_attribute, make_table

CATEGORY = {"ActionType": "ASSIGN_CONTACT_CATEGORY", "AssignContactCategoryAction": {}}
FUNCTION = {"Version": "2022-11-25", "RuleFunction": {"Operator": "AND", "Operands": []}}
TEST = {
    "Version": "2019-10-30",
    "Observations": [
        {
            "Identifier": "begun",
            "Event": {"Identifier": "e", "Type": "TestInitiated", "Actor": "System"},
            "Actions": [],
            "Transitions": {"NextObservations": []},
        }
    ],
}
NAME = {"Id": {"Name": "Task"}, "Type": "NAME"}


def _everything(client: Any, instance: Instance, contact: str) -> None:
    asked = {"InstanceId": instance.id}
    form = client.create_evaluation_form(
        **asked, Title="Calls", Items=[section("s", graded("q"))], ScoringStrategy=scored()
    )["EvaluationFormId"]
    client.activate_evaluation_form(**asked, EvaluationFormId=form, EvaluationFormVersion=1)
    evaluation = client.start_contact_evaluation(**asked, ContactId=contact, EvaluationFormId=form)[
        "EvaluationId"
    ]
    yes = {"q": {"Value": {"StringValue": "yes"}}}
    client.submit_contact_evaluation(**asked, EvaluationId=evaluation, Answers=yes)
    client.create_task_template(
        **asked,
        Name="Refund",
        ContactFlowId=make_flow(client, instance, "Tasks", "CONTACT_FLOW", marks("task")),
        Fields=[NAME],
        Constraints={"RequiredFields": [{"Id": NAME["Id"]}]},
    )
    client.create_rule(
        **asked,
        Name="Refunds",
        TriggerEventSource={"EventSourceName": "OnPostCallAnalysisAvailable"},
        Function=json.dumps(FUNCTION),
        Actions=[CATEGORY],
        PublishStatus="PUBLISHED",
    )
    client.create_test_case(**asked, Name="Sales", Content=json.dumps(TEST))
    view = client.create_view(
        **asked, Name="Guide", Status="PUBLISHED", Content={"Template": '{"Body": []}'}
    )["View"]["Id"]
    client.create_view_version(**asked, ViewId=view)
    table = {**asked, "DataTableId": make_table(client, instance)}
    make_attribute(client, table, "City", Primary=True)
    make_attribute(client, table, "Phone")
    ankara = [{"AttributeName": "City", "Value": "Ankara"}]
    value = {"AttributeName": "Phone", "Value": "1", "PrimaryValues": ankara}
    client.batch_create_data_table_value(**table, Values=[value])


def _seen(client: Any, instance: Instance, contact: str) -> list[Any]:
    asked = {"InstanceId": instance.id}
    forms = client.list_evaluation_forms(**asked)["EvaluationFormSummaryList"]
    views = client.list_views(**asked)["ViewsSummaryList"]
    tables = client.list_data_tables(**asked)["DataTableSummaryList"]
    return [
        forms,
        client.list_contact_evaluations(**asked, ContactId=contact)["EvaluationSummaryList"],
        client.describe_contact(**asked, ContactId=contact)["Contact"]["ContactEvaluations"],
        client.list_task_templates(**asked)["TaskTemplates"],
        client.search_rules(**asked)["Rules"],
        client.search_test_cases(**asked)["TestCases"],
        client.search_views(**asked)["Views"],
        client.list_view_versions(**asked, ViewId=views[0]["Id"])["ViewVersionSummaryList"],
        client.list_data_table_values(**asked, DataTableId=tables[0]["Id"])["Values"],
    ]


def test_everything_is_seen_again_after_a_restart(
    client: Any, account: Mocked, instance: Instance
) -> None:
    account.centre(instance.id).call(CALLER, answer(instance, flow()))
    account.wait(minutes=1)
    contact = instance.ledger.contacts()[-1].id
    _everything(client, instance, contact)
    before = _seen(client, instance, contact)
    kept = json.loads(json.dumps(list(account.connect.kept())))

    with mocked(start=account.now) as another:
        another.connect.restore(kept)
        after = _seen(boto3.client("connect"), another.connect.instance(instance.id), contact)

    assert after == before
    assert all(len(each) == 1 for each in after)
