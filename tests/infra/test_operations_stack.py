"""What an operator is shown, and told."""

from __future__ import annotations

import json

from infra.alarms import COUNTED
from tests.infra.cloudwatch import text_of
from tests.infra.template import Centre


def test_alarms_are_mailed_to_whom_the_stage_names(prod: Centre, dev: Centre) -> None:
    def told(centre: Centre) -> list[str]:
        found = centre["operations"].resources("AWS::SNS::Subscription")
        return [each.properties["Endpoint"] for each in found]

    assert told(prod) == ["operations@example.com"]
    assert told(dev) == []


def test_the_dashboard_begins_with_what_callers_meet(prod: Centre) -> None:
    (board,) = prod["operations"].resources("AWS::CloudWatch::Dashboard")
    body = text_of(board.properties["DashboardBody"])
    titles = [part.partition('"')[0] for part in body.split('"title":"')[1:]]

    assert titles[0].startswith("Calls")
    assert titles[3].startswith("How long a caller waits")
    assert titles[-1] == "Alarms"
    assert all(f'"{name}"' in body for name in COUNTED)


def test_the_budget_mails_before_it_is_spent_and_when_it_is(prod: Centre) -> None:
    (budget,) = prod["operations"].resources("AWS::Budgets::Budget")
    notices = budget.properties["NotificationsWithSubscribers"]

    assert budget.properties["Budget"]["BudgetLimit"] == {"Amount": 500, "Unit": "USD"}
    assert [each["Notification"]["Threshold"] for each in notices] == [80, 100]


def test_nobody_but_the_accounts_own_alarms_may_tell_the_topic(prod: Centre) -> None:
    (policy,) = prod["operations"].resources("AWS::SNS::TopicPolicy")
    allowed = [
        each
        for each in policy.properties["PolicyDocument"]["Statement"]
        if each["Effect"] == "Allow"
    ]

    assert [each["Condition"]["StringEquals"] for each in allowed] == [
        {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    ]
    assert json.dumps(allowed[0]["Principal"]).count("amazonaws.com") == 2
