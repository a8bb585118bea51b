"""Evaluation forms through boto3: versions, what is active, and what a form may be."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.evaluation_texts import (
    Json,
    graded,
    number,
    scored,
    section,
    several,
    text,
    yes_no,
)
from tests.functional.connect.furnishing import make_user
from tests.functional.connect.refusals import all_of, refusal

GREETING = [section("opening", graded("greeting"))]


def _form(client: Any, instance: Instance, title: str = "Calls", **more: Any) -> str:
    made = client.create_evaluation_form(
        InstanceId=instance.id, Title=title, **{"Items": GREETING, **more}
    )
    return str(made["EvaluationFormId"])


def _described(client: Any, instance: Instance, form: str, **more: Any) -> Json:
    answer: Json = client.describe_evaluation_form(
        InstanceId=instance.id, EvaluationFormId=form, **more
    )
    return dict(answer["EvaluationForm"])


def _update(client: Any, instance: Instance, form: str, version: int, **more: Any) -> Json:
    request = {"Title": "Calls", "Items": GREETING, **more}
    answer: Json = client.update_evaluation_form(
        InstanceId=instance.id, EvaluationFormId=form, EvaluationFormVersion=version, **request
    )
    return answer


def _refused(client: Any, instance: Instance, **more: Any) -> str:
    request = {"Title": "Calls", "Items": GREETING, **more}
    return refusal(client.create_evaluation_form, InstanceId=instance.id, **request)


def test_a_form_is_described_as_it_was_made(client: Any, instance: Instance) -> None:
    form = _form(
        client, instance, Description="For calls", ScoringStrategy=scored(), Tags={"team": "all"}
    )

    described = _described(client, instance, form)

    assert described["EvaluationFormArn"] == f"{instance.arn}/evaluation-form/{form}"
    assert described["Title"] == "Calls"
    assert described["Description"] == "For calls"
    assert described["Items"] == GREETING
    assert described["ScoringStrategy"] == scored()
    assert described["EvaluationFormVersion"] == 1
    assert described["Status"] == "DRAFT"
    assert described["Locked"] is False
    assert described["Tags"] == {"team": "all"}


def test_a_draft_changes_in_place_and_an_active_version_by_a_new_one(
    client: Any, instance: Instance
) -> None:
    form = _form(client, instance)
    asked = {"InstanceId": instance.id, "EvaluationFormId": form, "EvaluationFormVersion": 1}

    changed = _update(client, instance, form, 1, Title="All calls")
    client.activate_evaluation_form(**asked)
    locked = refusal(client.update_evaluation_form, **asked, Title="Calls again", Items=GREETING)
    added = _update(client, instance, form, 1, Title="Calls again", CreateNewVersion=True)

    assert changed["EvaluationFormVersion"] == 1
    assert locked == "ResourceConflictException"
    assert added["EvaluationFormVersion"] == 2
    assert _described(client, instance, form)["Title"] == "Calls again"
    first = _described(client, instance, form, EvaluationFormVersion=1)
    assert (first["Title"], first["Status"], first["Locked"]) == ("All calls", "ACTIVE", True)


def test_one_version_is_active_at_a_time(client: Any, instance: Instance) -> None:
    form = _form(client, instance)
    _update(client, instance, form, 1, CreateNewVersion=True)

    def active() -> list[int]:
        versions = client.list_evaluation_form_versions(
            InstanceId=instance.id, EvaluationFormId=form
        )["EvaluationFormVersionSummaryList"]
        return [e["EvaluationFormVersion"] for e in versions if e["Status"] == "ACTIVE"]

    seen = [active()]
    asked = {"InstanceId": instance.id, "EvaluationFormId": form}
    for version in (1, 2):
        client.activate_evaluation_form(**asked, EvaluationFormVersion=version)
        seen.append(active())
    client.deactivate_evaluation_form(**asked, EvaluationFormVersion=2)
    again = refusal(client.deactivate_evaluation_form, **asked, EvaluationFormVersion=2)

    assert [*seen, active()] == [[], [1], [2], []]
    assert again == "ResourceConflictException"


def test_an_active_version_is_not_deleted_and_the_last_takes_the_form_along(
    client: Any, instance: Instance
) -> None:
    form = _form(client, instance)
    _update(client, instance, form, 1, Title="Newer", CreateNewVersion=True)
    asked = {"InstanceId": instance.id, "EvaluationFormId": form}
    client.activate_evaluation_form(**asked, EvaluationFormVersion=1)

    whole = refusal(client.delete_evaluation_form, **asked)
    active = refusal(client.delete_evaluation_form, **asked, EvaluationFormVersion=1)
    client.delete_evaluation_form(**asked, EvaluationFormVersion=2)
    left = _described(client, instance, form)
    client.deactivate_evaluation_form(**asked, EvaluationFormVersion=1)
    client.delete_evaluation_form(**asked, EvaluationFormVersion=1)

    assert whole == active == "ResourceConflictException"
    assert (left["Title"], left["EvaluationFormVersion"]) == ("Calls", 1)
    assert refusal(client.describe_evaluation_form, **asked) == "ResourceNotFoundException"


def test_a_whole_form_is_deleted_at_once(client: Any, instance: Instance) -> None:
    form = _form(client, instance)
    _update(client, instance, form, 1, CreateNewVersion=True)

    client.delete_evaluation_form(InstanceId=instance.id, EvaluationFormId=form)

    assert client.list_evaluation_forms(InstanceId=instance.id)["EvaluationFormSummaryList"] == []


def test_forms_and_versions_are_listed_page_by_page(client: Any, instance: Instance) -> None:
    form = _form(client, instance)
    _form(client, instance, "Chats")
    _update(client, instance, form, 1, CreateNewVersion=True)

    for size in (1, 100):
        forms = all_of(
            client,
            "list_evaluation_forms",
            "EvaluationFormSummaryList",
            size,
            InstanceId=instance.id,
        )
        versions = all_of(
            client,
            "list_evaluation_form_versions",
            "EvaluationFormVersionSummaryList",
            size,
            InstanceId=instance.id,
            EvaluationFormId=form,
        )
        assert [(each["Title"], each["LatestVersion"]) for each in forms] == [
            ("Calls", 2),
            ("Chats", 1),
        ]
        assert [each["EvaluationFormVersion"] for each in versions] == [1, 2]


def test_forms_are_found_by_what_they_are(client: Any, account: Mocked, instance: Instance) -> None:
    form = _form(client, instance, Description="Of the night", Tags={"team": "night"})
    client.activate_evaluation_form(
        InstanceId=instance.id, EvaluationFormId=form, EvaluationFormVersion=1
    )
    account.wait(minutes=60)
    _form(client, instance, "Chats", AutoEvaluationConfiguration={"Enabled": True})

    def found(**request: Any) -> list[str]:
        answer = client.search_evaluation_forms(InstanceId=instance.id, **request)
        return [each["Title"] for each in answer["EvaluationFormSearchSummaryList"]]

    def by(kind: str, **condition: Any) -> list[str]:
        return found(SearchCriteria={kind: condition})

    tag = {"TagKey": "team", "TagValue": "night"}
    noon = "2026-11-23T07:30:00Z"
    assert by("StringCondition", FieldName="Status", Value="ACTIVE") == ["Calls"]
    assert by("StringCondition", FieldName="Description", Value="Of the night") == ["Calls"]
    assert by("NumberCondition", FieldName="ActiveVersion", MinValue=1) == ["Calls"]
    assert by("NumberCondition", FieldName="LatestVersion", MinValue=2) == []
    assert by(
        "NumberCondition", FieldName="LatestVersion", MaxValue=1, ComparisonType="LESSER_OR_EQUAL"
    ) == ["Calls", "Chats"]
    assert by("BooleanCondition", FieldName="AutoEvaluationEnabled", ComparisonType="IS_TRUE") == [
        "Chats"
    ]
    assert by(
        "DateTimeCondition", FieldName="CreatedTime", MinValue=noon, ComparisonType="GREATER_THAN"
    ) == ["Chats"]
    assert by("DateTimeCondition", FieldName="LastActivatedTime", MaxValue=noon) == ["Calls"]
    assert found(SearchFilter={"AttributeFilter": {"TagCondition": tag}}) == ["Calls"]
    assert found(SearchFilter={"AttributeFilter": {"AndCondition": {"TagConditions": [tag]}}}) == [
        "Calls"
    ]
    assert found(
        SearchFilter={"AttributeFilter": {"OrConditions": [{"TagConditions": [tag]}]}}
    ) == ["Calls"]
    first = client.search_evaluation_forms(InstanceId=instance.id, MaxResults=1)
    assert first["ApproximateTotalCount"] == 2
    assert found(MaxResults=1, NextToken=first["NextToken"]) == ["Chats"]


@pytest.mark.parametrize(
    "criteria",
    [
        {"NumberCondition": {"FieldName": "Colour", "MinValue": 1}},
        {"NumberCondition": {"FieldName": "LatestVersion"}},
        {"DateTimeCondition": {"FieldName": "CreatedTime", "MinValue": "yesterday"}},
    ],
)
def test_a_search_that_cannot_be_is_refused(
    client: Any, instance: Instance, criteria: Json
) -> None:
    _form(client, instance)

    code = refusal(client.search_evaluation_forms, InstanceId=instance.id, SearchCriteria=criteria)

    assert code == "InvalidParameterException"


def test_a_form_or_version_that_is_not_there_is_not_found(client: Any, instance: Instance) -> None:
    form = _form(client, instance)
    asked = {"InstanceId": instance.id, "EvaluationFormVersion": 7}

    for call in (
        client.activate_evaluation_form,
        client.deactivate_evaluation_form,
        client.describe_evaluation_form,
        client.delete_evaluation_form,
    ):
        for id_ in (form, "nothing"):
            assert refusal(call, EvaluationFormId=id_, **asked) == "ResourceNotFoundException"


def test_reviews_are_notified_to_users_that_are_there(client: Any, instance: Instance) -> None:
    def review(user: str) -> Json:
        return {"ReviewNotificationRecipients": [{"Type": "USER_ID", "Value": {"UserId": user}}]}

    user = make_user(client, instance)

    form = _form(client, instance, ReviewConfiguration=review(user))

    assert _described(client, instance, form)["ReviewConfiguration"] == review(user)
    assert (
        _refused(client, instance, ReviewConfiguration=review("nobody"))
        == "ResourceNotFoundException"
    )


def test_an_instance_has_sixty_forms_at_most(client: Any, instance: Instance) -> None:
    for _ in range(60):
        _form(client, instance)

    assert _refused(client, instance) == "ServiceQuotaExceededException"


def _typed(type_: str, properties: Json) -> Json:
    asked = {"Title": "q", "RefId": "q", "QuestionType": type_}
    return section("s", {"Question": {**asked, "QuestionTypeProperties": properties}})


BAD_TARGET = {"AutomaticFailConfiguration": {"TargetSection": "nowhere"}}
NUMERIC = {"MinValue": 0, "MaxValue": 10}


@pytest.mark.parametrize(
    "change",
    [
        {"Title": "x" * 101},
        {"Description": "x" * 1025},
        {"Items": []},
        {"Items": [text("alone")]},
        {"Items": [section("a", section("b", section("c")))]},
        {"Items": [section("a", text("a"))]},
        {"Items": [section("a", *(text(f"q{at}") for at in range(101)))]},
        {"Items": [section(f"s{at}") for at in range(101)]},
        {"Items": [_typed("TEXT", {"Numeric": NUMERIC})]},
        {"Items": [section("s", text("q", QuestionType="NUMERIC"))]},
        {"Items": [_typed("NUMERIC", {"Numeric": {"MinValue": 2, "MaxValue": 1}})]},
        {"Items": [section("s", number("q", (0, 50, 1), (50, 100, 2)))]},
        {"Items": [section("s", number("q", (0, 101, 1)))]},
        {"Items": [section("s", graded("q", yes=11))]},
        {"Items": [section("s", several("q", 1))]},
        {"Items": [section("s", yes_no("q", {"RefId": "no"}, {}))]},
        {"Items": [section("s", yes_no("q", BAD_TARGET, {}))]},
        {"Items": [section("s", graded("q", Weight=60.0))], "ScoringStrategy": scored()},
        {"Items": [section("s", graded("q", Weight=101.0))], "ScoringStrategy": scored()},
        {
            "Items": [section("s", graded("q"), Weight=60.0)],
            "ScoringStrategy": scored("SECTION_ONLY"),
        },
    ],
)
def test_a_form_that_cannot_be_is_refused(client: Any, instance: Instance, change: Json) -> None:
    assert _refused(client, instance, **change) == "InvalidParameterException"


def test_weights_of_a_draft_need_not_sum_up_until_it_is_activated(
    client: Any, instance: Instance
) -> None:
    items = [section("s", graded("q", Weight=60.0))]
    form = _form(client, instance, Items=items, ScoringStrategy=scored(), AsDraft=True)

    code = refusal(
        client.activate_evaluation_form,
        InstanceId=instance.id,
        EvaluationFormId=form,
        EvaluationFormVersion=1,
    )

    assert code == "InvalidParameterException"
