"""Contact evaluations through boto3: filling in a form for a contact, submitting, the score."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.testing.small_flows import into_queue
from tests.fakes.flow_files import flow
from tests.functional.connect.evaluation_texts import (
    Json,
    graded,
    number,
    scored,
    section,
    several,
    text,
    when,
)
from tests.functional.connect.furnishing import CALLER, answer, make_profile, make_queue, make_user
from tests.functional.connect.refusals import refusal

ITEMS = [
    section(
        "call",
        graded("greeting", NotApplicableEnabled=True),
        number("minutes", (0, 5, 10), (6, 100, 5)),
        text("remarks"),
    )
]
YES, NO = {"Value": {"StringValue": "yes"}}, {"Value": {"StringValue": "no"}}
FIVE = {"Value": {"NumericValue": 5.0}}


@pytest.fixture
def contact(account: Mocked, instance: Instance) -> str:
    """A call that is over."""
    account.centre(instance.id).call(CALLER, answer(instance, flow()))
    account.wait(minutes=1)
    return instance.ledger.contacts()[-1].id


def _form(client: Any, instance: Instance, items: list[Json] = ITEMS, **more: Any) -> str:
    request = {"Title": "Calls", "Items": items, "ScoringStrategy": scored(), **more}
    made = client.create_evaluation_form(InstanceId=instance.id, **request)
    form = str(made["EvaluationFormId"])
    client.activate_evaluation_form(
        InstanceId=instance.id, EvaluationFormId=form, EvaluationFormVersion=1
    )
    return form


def _start(client: Any, instance: Instance, contact: str, form: str = "", **more: Any) -> str:
    made = client.start_contact_evaluation(
        InstanceId=instance.id,
        ContactId=contact,
        EvaluationFormId=form or _form(client, instance),
        **more,
    )
    return str(made["EvaluationId"])


def _submit(client: Any, instance: Instance, evaluation: str, **answers: Json) -> Json:
    client.submit_contact_evaluation(
        InstanceId=instance.id, EvaluationId=evaluation, Answers=answers
    )
    return _described(client, instance, evaluation)


def _described(client: Any, instance: Instance, evaluation: str) -> Json:
    answer: Json = client.describe_contact_evaluation(
        InstanceId=instance.id, EvaluationId=evaluation
    )
    return dict(answer["Evaluation"])


def test_an_evaluation_begins_empty_with_the_forms_active_version(
    client: Any, instance: Instance, contact: str
) -> None:
    form = _form(client, instance)
    evaluation = _start(client, instance, contact, form, Tags={"round": "1"})

    answer = client.describe_contact_evaluation(InstanceId=instance.id, EvaluationId=evaluation)

    begun = answer["Evaluation"]
    assert begun["EvaluationArn"] == f"{instance.arn}/contact-evaluation/{evaluation}"
    assert begun["Metadata"]["ContactId"] == contact
    assert begun["Status"] == "DRAFT"
    assert begun["Answers"] == begun["Notes"] == {}
    assert begun["Tags"] == {"round": "1"}
    assert answer["EvaluationForm"]["EvaluationFormId"] == form
    assert answer["EvaluationForm"]["EvaluationFormVersion"] == 1
    assert answer["EvaluationForm"]["Items"] == ITEMS


def test_answers_and_notes_are_merged_and_an_empty_one_takes_its_away(
    client: Any, instance: Instance, contact: str
) -> None:
    evaluation = _start(client, instance, contact)

    def update(answers: Json, notes: Json) -> None:
        client.update_contact_evaluation(
            InstanceId=instance.id, EvaluationId=evaluation, Answers=answers, Notes=notes
        )

    update({"greeting": YES, "minutes": FIVE}, {"greeting": {"Value": "friendly"}})
    update({"greeting": NO, "minutes": {}}, {"minutes": {"Value": "long"}, "greeting": {}})

    described = _described(client, instance, evaluation)
    assert described["Answers"] == {"greeting": NO}
    assert described["Notes"] == {"minutes": {"Value": "long"}}


def test_a_submitted_evaluation_has_its_score_and_can_be_submitted_again(
    client: Any, account: Mocked, instance: Instance, contact: str
) -> None:
    evaluation = _start(client, instance, contact)

    first = _submit(client, instance, evaluation, greeting=NO, minutes=FIVE)
    account.wait(minutes=5)
    again = _submit(client, instance, evaluation, greeting=YES)

    assert first["Status"] == again["Status"] == "SUBMITTED"
    assert first["Metadata"]["Score"]["Percentage"] == 50.0
    assert first["Scores"]["greeting"]["Percentage"] == 0.0
    assert first["Scores"]["minutes"]["Percentage"] == 100.0
    assert first["Scores"]["call"]["Percentage"] == 50.0
    assert again["Metadata"]["Score"]["Percentage"] == 100.0
    assert (again["LastModifiedTime"] - first["LastModifiedTime"]).total_seconds() == 300


def test_what_is_submitted_is_not_a_draft_any_more(
    client: Any, instance: Instance, contact: str
) -> None:
    evaluation = _start(client, instance, contact)
    _submit(client, instance, evaluation, greeting=YES, minutes=FIVE)

    code = refusal(
        client.update_contact_evaluation, InstanceId=instance.id, EvaluationId=evaluation
    )

    assert code == "ResourceConflictException"


def test_every_enabled_question_but_free_text_wants_an_answer(
    client: Any, instance: Instance, contact: str
) -> None:
    items = [section("call", graded("greeting"), graded("why", Enablement=when("greeting", "no")))]
    evaluation = _start(client, instance, contact, _form(client, instance, items))

    def code(**answers: Json) -> str:
        return refusal(
            client.submit_contact_evaluation,
            InstanceId=instance.id,
            EvaluationId=evaluation,
            Answers=answers,
        )

    assert code() == code(greeting=NO) == "InvalidParameterException"
    described = _submit(client, instance, evaluation, greeting=YES)
    assert described["ItemEnablementStatus"] == {
        "call": "ENABLED",
        "greeting": "ENABLED",
        "why": "DISABLED",
    }
    assert described["Metadata"]["Score"]["Percentage"] == 100.0


def test_an_unscored_form_gives_no_score(client: Any, instance: Instance, contact: str) -> None:
    off = {"Mode": "QUESTION_ONLY", "Status": "DISABLED"}
    form = _form(client, instance, ScoringStrategy=off)

    described = _submit(
        client, instance, _start(client, instance, contact, form), greeting=YES, minutes=FIVE
    )

    assert "Score" not in described["Metadata"]
    assert "Scores" not in described


@pytest.mark.parametrize(
    ("ref_id", "value"),
    [
        ("nothing", {"StringValue": "yes"}),
        ("greeting", {"StringValue": "perhaps"}),
        ("greeting", {"NumericValue": 1.0}),
        ("minutes", {"NumericValue": 101.0}),
        ("minutes", {"NotApplicable": True}),
        ("greeting", {"NotApplicable": False}),
        ("topics", {"StringValues": ["a", "z"]}),
        ("topics", {"StringValues": []}),
        ("day", {"DateTimeValue": "yesterday"}),
    ],
)
def test_an_answer_that_does_not_fit_its_question_is_refused(
    client: Any, instance: Instance, contact: str, ref_id: str, value: Json
) -> None:
    day = {"Question": {"Title": "day", "RefId": "day", "QuestionType": "DATETIME"}}
    form = _form(client, instance, [*ITEMS, section("more", several("topics", 1, 2), day)])
    evaluation = _start(client, instance, contact, form)

    code = refusal(
        client.update_contact_evaluation,
        InstanceId=instance.id,
        EvaluationId=evaluation,
        Answers={ref_id: {"Value": value}},
    )

    assert code == "InvalidParameterException"


def test_notes_are_on_questions(client: Any, instance: Instance, contact: str) -> None:
    evaluation = _start(client, instance, contact)

    code = refusal(
        client.update_contact_evaluation,
        InstanceId=instance.id,
        EvaluationId=evaluation,
        Notes={"nothing": {"Value": "?"}},
    )

    assert code == "InvalidParameterException"


def test_an_evaluation_needs_a_contact_and_an_active_form(
    client: Any, instance: Instance, contact: str
) -> None:
    draft = client.create_evaluation_form(InstanceId=instance.id, Title="Draft", Items=ITEMS)

    def code(contact_id: str, form: str, **more: Any) -> str:
        return refusal(
            client.start_contact_evaluation,
            InstanceId=instance.id,
            ContactId=contact_id,
            EvaluationFormId=form,
            **more,
        )

    active = _form(client, instance)
    assert code("nobody", active) == code(contact, "nothing") == "ResourceNotFoundException"
    assert code(contact, draft["EvaluationFormId"]) == "ResourceConflictException"
    assert (
        code(contact, active, AutoEvaluationConfiguration={"Enabled": True})
        == "InvalidParameterException"
    )


def test_a_form_stays_while_evaluations_are_made_by_it(
    client: Any, instance: Instance, contact: str
) -> None:
    form = _form(client, instance)
    evaluation = _start(client, instance, contact, form)
    asked = {"InstanceId": instance.id, "EvaluationFormId": form}
    client.deactivate_evaluation_form(**asked, EvaluationFormVersion=1)

    used = refusal(client.delete_evaluation_form, **asked)
    client.delete_contact_evaluation(InstanceId=instance.id, EvaluationId=evaluation)
    client.delete_evaluation_form(**asked)

    assert used == "ResourceConflictException"
    for call in (
        client.describe_contact_evaluation,
        client.update_contact_evaluation,
        client.submit_contact_evaluation,
        client.delete_contact_evaluation,
    ):
        code = refusal(call, InstanceId=instance.id, EvaluationId=evaluation)
        assert code == "ResourceNotFoundException"


def test_who_evaluates_is_a_user_of_the_instance(
    client: Any, instance: Instance, contact: str
) -> None:
    user = make_user(client, instance)
    arn = f"{instance.arn}/agent/{user}"
    asked = {"InstanceId": instance.id, "EvaluationId": _start(client, instance, contact)}

    client.update_contact_evaluation(**asked, UpdatedBy={"ConnectUserArn": arn})
    nobody = refusal(
        client.submit_contact_evaluation, **asked, SubmittedBy={"ConnectUserArn": f"{arn}0"}
    )

    answer = client.describe_contact_evaluation(**asked)
    assert answer["Evaluation"]["Metadata"]["EvaluatorArn"] == arn
    assert nobody == "ResourceNotFoundException"


def test_evaluations_of_a_contact_are_listed(
    client: Any, account: Mocked, instance: Instance, contact: str
) -> None:
    form = _form(client, instance)
    first = _start(client, instance, contact, form)
    _start(client, instance, contact, form)
    _submit(client, instance, first, greeting=YES, minutes=FIVE)

    listed = client.list_contact_evaluations(InstanceId=instance.id, ContactId=contact)
    nobody = refusal(client.list_contact_evaluations, InstanceId=instance.id, ContactId="nobody")

    rows = listed["EvaluationSummaryList"]
    assert [each["Status"] for each in rows] == ["SUBMITTED", "DRAFT"]
    assert rows[0]["Score"]["Percentage"] == 100.0
    described = client.describe_contact(InstanceId=instance.id, ContactId=contact)["Contact"]
    assert [each["Status"] for each in described["ContactEvaluations"].values()] == [
        "COMPLETE",
        "IN_PROGRESS",
    ]
    assert nobody == "ResourceNotFoundException"
    client.delete_contact_evaluation(InstanceId=instance.id, EvaluationId=first)
    described = client.describe_contact(InstanceId=instance.id, ContactId=contact)["Contact"]
    assert [each["Status"] for each in described["ContactEvaluations"].values()] == ["IN_PROGRESS"]


def test_evaluations_are_found_by_score_agent_and_tag(
    client: Any, account: Mocked, instance: Instance
) -> None:
    queue = make_queue(client, instance)
    user = make_user(client, instance, "ayse", make_profile(client, instance, "Team", queue))
    centre = account.centre(instance.id)
    desk = centre.agent("ayse").becomes("Available")
    call = centre.call(CALLER, answer(instance, into_queue(f"{instance.arn}/queue/{queue}")))
    desk.accepts()
    account.wait(minutes=1)
    call.hang_up()
    account.wait(minutes=2)
    contact = instance.ledger.contacts()[-1].id
    form = _form(client, instance)
    good = _start(client, instance, contact, form, Tags={"round": "1"})
    poor = _start(client, instance, contact, form)
    _submit(client, instance, good, greeting=YES, minutes=FIVE)
    _submit(client, instance, poor, greeting=NO, minutes={"Value": {"NumericValue": 30.0}})

    def found(**request: Any) -> list[str]:
        answer = client.search_contact_evaluations(InstanceId=instance.id, **request)
        return [each["EvaluationId"] for each in answer["EvaluationSearchSummaryList"]]

    def by(kind: str, **condition: Any) -> list[str]:
        return found(SearchCriteria={kind: condition})

    def with_(**filter_: Any) -> list[str]:
        return found(SearchFilter={"ContactEvaluationAttributeFilter": filter_})

    def of(agent: str) -> Json:
        return {"AttributeKey": "ContactAgentId", "AttributeValue": {"StringValue": agent}}

    tag = {"TagKey": "round", "TagValue": "1"}
    assert by("DecimalCondition", FieldName="ScorePercentage", MinValue=99.5) == [good]
    assert by("NumberCondition", FieldName="ScorePercentage", MinValue=0, MaxValue=50) == [poor]
    assert by("StringCondition", FieldName="ContactAgentId", Value=user) == [good, poor]
    assert by("BooleanCondition", FieldName="ScoreAutomaticFail", ComparisonType="IS_FALSE") == [
        good,
        poor,
    ]
    assert found(SearchFilter={"AttributeFilter": {"TagCondition": tag}}) == [good]
    assert with_(TagCondition=tag) == [good]
    assert with_(OrConditions=[]) == [good, poor]  # as in every search
    assert with_(ContactEvaluationAttributeCondition=of(user)) == [good, poor]
    assert with_(ContactEvaluationAttributeCondition=of("nobody")) == []
    both = {"TagConditions": [tag], "AttributeConditions": [of(user)]}
    assert with_(AndCondition=both) == with_(OrConditions=[both]) == [good]
    first = client.search_contact_evaluations(InstanceId=instance.id, MaxResults=1)
    assert first["ApproximateTotalCount"] == 2
    assert found(MaxResults=1, NextToken=first["NextToken"]) == [poor]
