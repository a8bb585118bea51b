"""`doctor`: what an admin is told before a deployment, and what is never taken for granted."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore import xform_name
from botocore.validate import ParamValidator
from moto import mock_aws

from functions.stage_files import find_stage
from santral.domain.deployment import Domains, Operations, StageNumber
from santral.domain.deployment import Instance as StageInstance
from santral.domain.errors import DependencyError, NotFoundError
from santral.local.commands.doctor import report
from santral.local.doctor.aws import SignedIn, ThisComputer
from santral.local.doctor.computer import CDK
from santral.local.doctor.examination import CHECKS, examine
from santral.local.doctor.findings import Outcome
from santral.local.doctor.subject import NO_CREDENTIALS, Subject
from tests.fakes.accounts import (
    ACCOUNT,
    INSTANCE,
    INSTANCE_ID,
    PROGRAMS,
    WELL,
    FakeAccount,
    FakeWorkstation,
)
from tests.functional.commandline.conftest import Santral
from tests.functional.commandline.examined import (
    NOW,
    PAGES,
    STAGE,
    subject,
    without_instance,
    wrong,
)


def test_where_everything_is_well_everything_passes_and_the_status_says_so() -> None:
    told: list[str] = []

    status = report(subject(), as_json=False, tell=told.append)

    assert status == 0
    assert told[0] == "stage dev in eu-central-1"
    assert told[1] == (
        "passed   Python                      3.11: the functions run on Lambda's python3.11"
    )
    assert told[-1] == "31 passed, 0 missing, 0 unseen"


def test_what_is_missing_makes_the_status_1_and_has_a_next_step_on_a_line_of_its_own() -> None:
    told: list[str] = []

    status = report(subject(programs=PROGRAMS | {CDK: ""}), as_json=False, tell=told.append)

    assert status == 1
    at = told.index("missing  CDK CLI                     no infra/node_modules/.bin/cdk")
    assert told[at + 1] == f"{'':36} -> npm ci --prefix infra"


def test_what_could_not_be_seen_makes_the_status_3_and_never_0() -> None:
    unreached = DependencyError("sesv2", "not reached", retryable=False)

    status = report(
        subject(changed={("sesv2", "get_account"): unreached}), as_json=False, tell=lambda _: None
    )

    assert status == 3


def test_what_is_missing_weighs_more_than_what_could_not_be_seen() -> None:
    unreached = DependencyError("sts", NO_CREDENTIALS, retryable=False)
    examined = subject(changed={("sts", "get_caller_identity"): unreached}, programs={})

    assert report(examined, as_json=False, tell=lambda _: None) == 1


def test_a_program_is_told_the_same_as_a_person() -> None:
    told: list[str] = []

    report(subject(python=(3, 9)), as_json=True, tell=told.append)

    [whole] = map(json.loads, told)
    assert (whole["stage"], whole["region"]) == ("dev", "eu-central-1")
    assert (whole["passed"], whole["missing"], whole["unseen"]) == (30, 1, 0)
    assert whole["findings"][0] == {
        "check": "Python",
        "outcome": "missing",
        "told": "3.9: Lambda has no such runtime",
        "next_step": "make .venv with one of 3.11, 3.12, 3.13, 3.14",
    }


def test_without_credentials_the_computer_is_examined_and_nothing_of_the_account_is_asked() -> None:
    refused = DependencyError("sts", NO_CREDENTIALS, retryable=False)
    account = FakeAccount({("sts", "get_caller_identity"): refused})

    found = list(examine(Subject(STAGE, NOW, FakeWorkstation(), account)))

    by_outcome = {each: [f.check for f in found if f.outcome is each] for each in Outcome}
    assert by_outcome[Outcome.PASSED] == [
        *("Python", "Node.js", "CDK CLI", "layer", "contact flows", "templates"),
        *("mail sender", "alias", "alarms"),
    ]
    assert by_outcome[Outcome.MISSING] == []
    assert len(by_outcome[Outcome.UNSEEN]) == 15
    assert [f.next_step for f in found if f.check == "credentials"] == [
        "aws configure sso, and AWS_PROFILE set to the profile that it makes"
    ]
    assert len(account.asked) == 1


@pytest.mark.parametrize("asked", list(WELL))
def test_whatever_cannot_be_seen_is_said_so_and_the_rest_is_looked_at_all_the_same(
    asked: tuple[str, str],
) -> None:
    denied = DependencyError(asked[0], "AccessDeniedException", retryable=False)
    stage = replace(PAGES, claimable_countries=("DE",))
    gone = {} if asked[1] != "get_aws_default_service_quota" else without_instance()

    found = list(examine(subject(stage, {**gone, asked: denied})))

    unseen = [each for each in found if each.outcome is Outcome.UNSEEN]
    assert unseen
    assert any(each.told == f"{asked[0]}: AccessDeniedException" for each in unseen)
    assert found[-1].check == "mail sender's domain"
    assert not [each for each in found if each.outcome is Outcome.MISSING]


@pytest.mark.parametrize(
    ("computer", "told"),
    [
        (
            {"programs": PROGRAMS | {"node": ""}},
            [
                (
                    "Node.js",
                    "missing",
                    "not found",
                    "install Node.js 20 or newer: the CDK runs on it",
                )
            ],
        ),
        (
            {"programs": PROGRAMS | {"node": "v18.9.0"}},
            [("Node.js", "missing", "18.9.0", "install Node.js 20 or newer: the CDK runs on it")],
        ),
        (
            {"programs": PROGRAMS | {CDK: "3.0.0"}},
            [
                ("CDK CLI", "missing", "3.0.0 is npm's stray `latest`", "npm ci --prefix infra"),
            ],
        ),
        (
            {"programs": PROGRAMS | {CDK: "2.99.0 (build a)"}},
            [("CDK CLI", "missing", "2.99.0, older than 2.1148.0", "npm ci --prefix infra")],
        ),
        (
            {"programs": PROGRAMS | {sys.executable: ""}},
            [
                (
                    "layer",
                    "missing",
                    "not built, or older than what it is made from",
                    "make layer",
                )
            ],
        ),
        (
            {"written": {}},
            [("templates", "missing", "not written yet", "make synth STAGE=dev")],
        ),
        (
            {
                "written": {
                    "cdk.out/santral-dev-data.template.json": 12,
                    "stages/dev.toml": 13,
                }
            },
            [
                (
                    "templates",
                    "missing",
                    "older than what they are made from",
                    "make synth STAGE=dev",
                )
            ],
        ),
    ],
)
def test_what_the_computer_lacks_is_named_with_the_command_that_mends_it(
    computer: Any, told: list[tuple[str, str, str, str]]
) -> None:
    assert wrong(subject(**computer)) == told


def test_what_nobody_can_choose_for_an_admin_is_asked_for() -> None:
    stage = replace(
        STAGE,
        instance=StageInstance(alias="santral-dev"),
        domains=Domains(mail_from="centre@example.com", is_mail_verified=True),
        operations=Operations(alarms_to=("operations@example.com",)),
    )
    named = {**INSTANCE, "InstanceAlias": "santral-dev"}
    there = {("connect", "list_instances"): {"InstanceSummaryList": [named]}}

    assert wrong(subject(stage, there)) == [
        (
            "mail sender",
            "missing",
            "domains.mail_from is still centre@example.com",
            "stages/dev.toml: an address of yours",
        ),
        (
            "alias",
            "missing",
            "instance.alias is still santral-dev, and has to be unique in all of AWS",
            "stages/dev.toml: an alias of your own",
        ),
        (
            "alarms",
            "missing",
            "operations.alarms_to has a made-up address",
            "stages/dev.toml: addresses of yours",
        ),
    ]


def test_a_number_that_leads_to_no_flow_is_found() -> None:
    stage = replace(STAGE, numbers=(StageNumber("support", "GB", "nowhere"),))

    [first, *_] = wrong(subject(stage))

    assert first[:3] == (
        "contact flows",
        "missing",
        "number support leads to nowhere, which is no flow",
    )


def test_no_address_and_no_name_of_who_asks_is_told() -> None:
    told: list[str] = []

    report(subject(), as_json=True, tell=told.append)

    assert "ayse" not in told[0]
    assert "@" not in told[0]


def test_every_question_and_every_made_up_answer_is_as_the_service_models_say() -> None:
    stage = replace(PAGES, claimable_countries=("DE",))
    asked = []
    for changed in ({}, without_instance()):
        account = FakeAccount({**WELL, **changed})
        list(examine(Subject(stage, NOW, FakeWorkstation(), account)))
        asked += account.asked

    session = botocore.session.get_session()
    models = {service: session.get_service_model(service) for service in {a[0] for a in asked}}
    for service, operation, _, parameters in asked:
        model = models[service]
        [name] = [each for each in model.operation_names if xform_name(each) == operation]
        shape = model.operation_model(name)
        if shape.input_shape is not None:
            problems = ParamValidator().validate(dict(parameters), shape.input_shape)
            assert not problems.has_errors(), problems.generate_report()
        assert shape.output_shape is not None
        assert set(WELL[service, operation]) <= set(shape.output_shape.members)
    assert {(each[0], each[1]) for each in asked} == set(WELL)


@pytest.fixture
def moto_account(monkeypatch: pytest.MonkeyPatch) -> Iterator[SignedIn]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        yield SignedIn("eu-central-1")


def test_an_empty_account_is_told_what_it_lacks(moto_account: SignedIn) -> None:
    examined = Subject(STAGE, NOW, FakeWorkstation(), moto_account)

    def outcome(check: str) -> list[tuple[str, str]]:
        return [(each.outcome.value, each.told) for each in CHECKS[check](examined)]

    assert outcome("credentials") == [("passed", f"account {ACCOUNT}")]
    assert outcome("CDK bootstrap") == [("missing", "there is none")]
    assert outcome("budget") == [("passed", "may be seen; the stage's is $500")]
    assert outcome("sign-in of agents") == [
        ("passed", "CONNECT_MANAGED, for ever: no instance can change it")
    ]
    assert outcome("mail sender's domain") == [
        ("missing", "klima.example is not verified, and Cognito is told to send from it")
    ]


def test_a_quota_that_was_never_raised_is_the_default() -> None:
    never = NotFoundError("service-quotas: NoSuchResourceException")
    few = {"Quota": {"Value": 5.0}}
    examined = subject(
        changed={
            ("service-quotas", "get_service_quota"): never,
            ("service-quotas", "get_aws_default_service_quota"): few,
        }
    )

    assert [each.told for each in CHECKS["calls at once"](examined)] == [
        "5; the next caller hears that it is busy"
    ]


def test_what_is_not_there_is_told_apart_from_what_cannot_be_seen(moto_account: SignedIn) -> None:
    with pytest.raises(NotFoundError):
        moto_account.ask("route53", "get_hosted_zone", Id="Z0NOWHERE")
    with pytest.raises(NotFoundError):
        moto_account.ask("connect", "describe_instance", InstanceId=INSTANCE_ID)
    with pytest.raises(DependencyError) as failed:
        moto_account.ask("ssm", "get_parameter", Name=7)
    assert (failed.value.service, failed.value.problem) == ("ssm", "ParamValidationError")


def test_a_computer_without_credentials_is_told_so_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))

    with pytest.raises(DependencyError) as failed:
        SignedIn("eu-central-1").ask("sts", "get_caller_identity")

    assert failed.value.problem == NO_CREDENTIALS


def test_this_computer_knows_its_programs_and_the_ages_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "program").write_text("#!/bin/sh\necho 1.2.3\necho more\n", encoding="utf-8")
    (tmp_path / "program").chmod(0o755)
    computer = ThisComputer(tmp_path)

    assert computer.first_line("./program", "--version") == "1.2.3"
    assert computer.first_line("./nothing") == ""
    assert computer.first_line("false") == ""
    assert computer.newest("nothing/*") is None
    assert computer.newest("prog*") is not None


def test_a_stage_that_is_not_there_is_one_line(santral: Santral) -> None:
    ended = santral("doctor", "--stage", "nowhere")

    assert ended.status == 2
    assert ended.err == "santral: no stage 'nowhere'; there are dev, prod, prove\n"


def test_a_stage_file_that_is_wrong_says_where(tmp_path: Path) -> None:
    (tmp_path / "dev.toml").write_text('name = "dev"\n', encoding="utf-8")

    with pytest.raises(Exception, match=r"stages/dev\.toml: region: missing"):
        find_stage("dev", tmp_path)
