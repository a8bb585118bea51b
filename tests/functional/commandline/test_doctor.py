"""`doctor`: what an admin is told before a deployment, and what is never taken for granted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore import xform_name
from botocore.validate import ParamValidator
from moto import mock_aws

from santral.domain.deployment import Capacity, Domains, Identity, Operations, Stage, StageNumber
from santral.domain.deployment import Instance as StageInstance
from santral.domain.errors import DependencyError, NotFoundError
from santral.local import stages
from santral.local.commands.doctor import report
from santral.local.doctor.aws import SignedIn, ThisComputer
from santral.local.doctor.examination import CHECKS, examine
from santral.local.doctor.findings import Outcome
from santral.local.doctor.subject import NO_CREDENTIALS, Subject
from tests.fakes.accounts import (
    ACCOUNT,
    INSTANCE,
    INSTANCE_ARN,
    INSTANCE_ID,
    WELL,
    FakeAccount,
    FakeWorkstation,
)
from tests.functional.commandline.conftest import Santral

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
STAGE = Stage(
    name="dev",
    region="eu-central-1",
    instance=StageInstance(alias="klima"),
    domains=Domains(mail_from="centre@klima.example"),
    capacity=Capacity(tenants=5),
)


def subject(
    stage: Stage = STAGE,
    changed: Mapping[tuple[str, str], Any] | None = None,
    **computer: Any,
) -> Subject:
    """Return one in which everything is well but what was changed."""
    account = FakeAccount({**WELL, **(changed or {})})
    return Subject(stage, NOW, FakeWorkstation(**computer), account)


def wrong(examined: Subject) -> list[tuple[str, str, str, str]]:
    """Return what did not pass, as plain texts."""
    return [
        (each.check, each.outcome.value, each.told, each.next_step)
        for each in examine(examined)
        if each.outcome is not Outcome.PASSED
    ]


def without_instance() -> dict[tuple[str, str], Any]:
    return {("connect", "list_instances"): {"InstanceSummaryList": []}}


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

    status = report(subject(versions={"node": "v20.1.0"}), as_json=False, tell=told.append)

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
    examined = subject(changed={("sts", "get_caller_identity"): unreached}, versions={})

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
    stage = replace(
        STAGE,
        domains=Domains("centre@klima.example", "c.klima.example", "klima.example", "Z1"),
        claimable_countries=("DE",),
    )
    gone = {} if asked[1] != "get_aws_default_service_quota" else without_instance()

    found = list(examine(subject(stage, {**gone, asked: denied})))

    unseen = [each for each in found if each.outcome is Outcome.UNSEEN]
    assert unseen
    assert any(each.told == f"{asked[0]}: AccessDeniedException" for each in unseen)
    assert found[-1].check == "mail identity"
    assert not [each for each in found if each.outcome is Outcome.MISSING]


@pytest.mark.parametrize(
    ("computer", "told"),
    [
        (
            {"versions": {"infra/node_modules/.bin/cdk": "2.1148.1"}},
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
            {"versions": {"node": "v18.9.0", "infra/node_modules/.bin/cdk": "2.1148.1"}},
            [("Node.js", "missing", "18.9.0", "install Node.js 20 or newer: the CDK runs on it")],
        ),
        (
            {"versions": {"node": "v22.1.0", "infra/node_modules/.bin/cdk": "3.0.0"}},
            [
                ("CDK CLI", "missing", "3.0.0 is npm's stray `latest`", "npm ci --prefix infra"),
            ],
        ),
        (
            {"versions": {"node": "v22.1.0", "infra/node_modules/.bin/cdk": "2.99.0 (build a)"}},
            [("CDK CLI", "missing", "2.99.0, older than 2.1148.0", "npm ci --prefix infra")],
        ),
        (
            {"written": {"requirements.txt": 9, "cdk.out/santral-dev-data.template.json": 12}},
            [("layer", "missing", "not built", "make layer")],
        ),
        (
            {
                "written": {
                    "requirements.txt": 11,
                    ".santral/layers/0123/python/six.py": 10,
                    "cdk.out/santral-dev-data.template.json": 12,
                }
            },
            [("layer", "missing", "older than requirements.txt", "make layer")],
        ),
        (
            {"written": {".santral/layers/0123/python/six.py": 10}},
            [("templates", "missing", "not written yet", "make synth STAGE=dev")],
        ),
        (
            {
                "written": {
                    ".santral/layers/0123/python/six.py": 10,
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
        domains=Domains(mail_from="centre@example.com"),
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


def test_the_root_user_is_told_to_become_another() -> None:
    root = {"Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:root"}

    [(check, outcome, told, _)] = wrong(subject(changed={("sts", "get_caller_identity"): root}))

    assert (check, outcome) == ("credentials", "missing")
    assert told == "account 123456789012, as its root user"


def test_a_region_that_is_switched_off_is_named_with_the_command_that_switches_it_on() -> None:
    off = {"Regions": [{"RegionName": "af-south-1", "OptInStatus": "not-opted-in"}]}
    stage = replace(STAGE, region="af-south-1")

    [first, *_] = wrong(subject(stage, {("ec2", "describe_regions"): off}))

    assert first == (
        "Region",
        "missing",
        "af-south-1 is switched off in this account",
        "aws account enable-region --region-name af-south-1",
    )


def test_the_certificates_region_has_to_be_bootstrapped_as_well() -> None:
    pages = Domains("centre@klima.example", "c.klima.example", "klima.example", "Z1")
    examined = subject(
        replace(STAGE, domains=pages),
        {("ssm", "get_parameter"): NotFoundError("ssm: ParameterNotFound")},
    )

    assert wrong(examined) == [
        (
            f"CDK bootstrap, {region}",
            "missing",
            "there is none",
            f"infra/node_modules/.bin/cdk bootstrap aws://123456789012/{region}",
        )
        for region in ("eu-central-1", "us-east-1")
    ]


def test_an_old_bootstrap_is_not_enough() -> None:
    old = {("ssm", "get_parameter"): {"Parameter": {"Value": "5"}}}

    [(check, _, told, _)] = wrong(subject(changed=old))

    assert (check, told) == ("CDK bootstrap, eu-central-1", "version 5, older than 6")


def test_a_new_account_needs_more_of_lambda() -> None:
    few = {("lambda", "get_account_settings"): {"AccountLimit": {"ConcurrentExecutions": 10}}}
    stage = replace(STAGE, capacity=Capacity(tenants=5, prepared_callers=2))

    assert wrong(subject(stage, few)) == [
        (
            "Lambda concurrency",
            "missing",
            "10 at once, and the stage asks for 108",
            "aws service-quotas request-service-quota-increase --region eu-central-1 "
            "--service-code lambda --quota-code L-B99A9384 --desired-value 1000",
        )
    ]


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        (NotFoundError("route53: NoSuchHostedZone"), "no zone Z1"),
        ({"HostedZone": {"Name": "other.example."}}, "Z1 is the zone other.example"),
        (
            {"HostedZone": {"Name": "klima.example.", "Config": {"PrivateZone": True}}},
            "Z1 is the private zone klima.example",
        ),
    ],
)
def test_a_hosted_zone_that_the_pages_cannot_be_in_is_found(zone: Any, told: str) -> None:
    pages = Domains("centre@klima.example", "c.klima.example", "klima.example", "Z1")
    examined = subject(replace(STAGE, domains=pages), {("route53", "get_hosted_zone"): zone})

    assert [(each[0], each[2]) for each in wrong(examined)] == [("hosted zone", told)]


def test_nobody_can_know_whether_an_alias_is_taken_elsewhere() -> None:
    assert wrong(subject(changed=without_instance())) == [
        (
            "instance",
            "unseen",
            "whether another account has klima: AWS tells when it is created",
            "deploy; where it is taken, stages/dev.toml: another alias",
        )
    ]


def test_an_instance_that_is_named_by_its_id_has_to_be_there() -> None:
    stage = replace(STAGE, instance=StageInstance(alias="klima", id=INSTANCE_ID))

    [(check, outcome, told, _)] = wrong(subject(stage, without_instance()))

    assert (check, outcome, told) == ("instance", "missing", f"no instance {INSTANCE_ID}")


def test_agents_of_an_instance_can_never_sign_in_otherwise() -> None:
    stage = replace(STAGE, instance=StageInstance(alias="klima", identity=Identity.SAML))

    [(check, outcome, told, _)] = wrong(subject(stage))

    assert (check, outcome) == ("sign-in of agents", "missing")
    assert told == (
        "the instance has CONNECT_MANAGED, the stage asks for SAML, and none can change it"
    )


def test_a_third_instance_does_not_fit_where_two_may_be() -> None:
    others = [{**INSTANCE, "Id": each, "InstanceAlias": each} for each in ("one", "two")]
    examined = subject(
        changed={
            ("connect", "list_instances"): {"InstanceSummaryList": others},
            ("service-quotas", "get_service_quota"): {"Quota": {"Value": 2.0}},
        }
    )

    [(_, _, told, next_step)] = [each for each in wrong(examined) if each[0] != "instance"]

    assert told == "2 of 2 are there"
    assert next_step == (
        "aws service-quotas request-service-quota-increase --region eu-central-1 "
        "--service-code connect --quota-code L-AA17A6B9 --desired-value 3"
    )


def test_instances_are_looked_for_on_every_page() -> None:
    def pages(NextToken: str = "") -> dict[str, Any]:  # noqa: N803  # as AWS calls it
        if NextToken:
            return {"InstanceSummaryList": [INSTANCE]}
        return {"InstanceSummaryList": [], "NextToken": "more"}

    assert wrong(subject(changed={("connect", "list_instances"): pages})) == []


def test_too_many_instances_made_and_deleted_stop_a_deployment_for_a_month() -> None:
    event = {"EventSource": "connect.amazonaws.com"}
    others = {"EventSource": "redshift.amazonaws.com"}
    trail = {("cloudtrail", "lookup_events"): {"Events": [event] * 50 + [others]}}

    [(check, outcome, told, _)] = wrong(subject(changed=trail))

    assert (check, outcome) == ("instances made and deleted", "missing")
    assert told == "100 of 100 in 30 days"


def test_quotas_that_are_too_small_for_all_businesses_are_named_with_the_request() -> None:
    small = {("service-quotas", "get_service_quota"): {"Quota": {"Value": 5.0}}}
    stage = replace(
        STAGE, capacity=Capacity(tenants=5), numbers=(StageNumber("a", "GB", "inbound"),)
    )

    found = {each[0]: each for each in wrong(subject(stage, small))}

    assert found["quota of phone-numbers"][2:] == (
        "5, and 5 businesses take 6",
        "aws service-quotas request-service-quota-increase --region eu-central-1 "
        f"--service-code connect --quota-code L-8F812903 --desired-value 6 "
        f"--context-id {INSTANCE_ARN}",
    )
    assert "quota of queues" in found


def test_a_quota_that_the_stage_counts_on_has_to_be_there() -> None:
    there = {("service-quotas", "get_service_quota"): {"Quota": {"Value": 400.0}}}
    stage = replace(STAGE, quotas={"users": 450}, capacity=Capacity(tenants=1))

    told = {each[0]: each[2] for each in wrong(subject(stage, there))}

    assert told["quota of users"] == "400, and the stage counts on 450"


def test_a_quota_that_was_raised_has_to_be_told_to_the_stage() -> None:
    stage = replace(STAGE, capacity=Capacity(tenants=40))

    told = {each[0]: each for each in wrong(subject(stage))}

    assert told["quota of phone-numbers"][2:] == (
        "1000, but the stage counts on 5 and refuses the businesses that would take more",
        "stages/dev.toml: [quotas] phone-numbers = 1000",
    )


def test_an_instance_that_allows_no_call_is_found() -> None:
    def none_at_once(QuotaCode: str, **_: str) -> dict[str, Any]:  # noqa: N803
        return {"Quota": {"Value": 0.0 if QuotaCode == "L-12AB7C57" else 1000.0}}

    examined = subject(changed={("service-quotas", "get_service_quota"): none_at_once})

    assert [each[:3] for each in wrong(examined)] == [
        ("calls at once", "missing", "none are allowed")
    ]


def test_numbers_without_papers_pass_and_others_are_asked_for_or_not_seen() -> None:
    stage = replace(STAGE, claimable_countries=("GB", "DE"))
    none: dict[Any, Any] = {
        ("connect", "search_available_phone_numbers"): {"AvailableNumbersList": []}
    }

    there = wrong(subject(stage, none))
    before = wrong(subject(stage, without_instance()))

    assert [each[:3] for each in there] == [("numbers, DE DID", "missing", "none can be claimed")]
    assert [each[:2] for each in before] == [("instance", "unseen"), ("numbers, DE DID", "unseen")]


@pytest.mark.parametrize(
    ("changed", "check", "told"),
    [
        (
            {("sesv2", "get_account"): {"ProductionAccessEnabled": False, "SendingEnabled": True}},
            "mail out of the sandbox",
            "SES is in its sandbox",
        ),
        (
            {("sesv2", "get_account"): {"ProductionAccessEnabled": True, "SendingEnabled": False}},
            "mail out of the sandbox",
            "sending is paused",
        ),
        (
            {("sesv2", "get_email_identity"): {"VerifiedForSendingStatus": False}},
            "mail identity",
            "SES waits for its proof",
        ),
        (
            {("sesv2", "get_email_identity"): NotFoundError("sesv2: NotFoundException")},
            "mail identity",
            "SES does not know the sender yet",
        ),
    ],
)
def test_mail_that_would_reach_nobody_is_found(
    changed: dict[tuple[str, str], Any], check: str, told: str
) -> None:
    assert [(each[0], each[2]) for each in wrong(subject(changed=changed))] == [(check, told)]


def test_a_verified_address_is_enough_where_its_domain_is_not_known() -> None:
    def identity(EmailIdentity: str) -> dict[str, Any]:  # noqa: N803
        if "@" in EmailIdentity:
            return {"VerifiedForSendingStatus": True}
        raise NotFoundError("sesv2: NotFoundException")

    assert wrong(subject(changed={("sesv2", "get_email_identity"): identity})) == []


def test_no_address_and_no_name_of_who_asks_is_told() -> None:
    told: list[str] = []

    report(subject(), as_json=True, tell=told.append)

    assert "ayse" not in told[0]
    assert "@" not in told[0]


def test_every_question_and_every_made_up_answer_is_as_the_service_models_say() -> None:
    pages = Domains("centre@klima.example", "c.klima.example", "klima.example", "Z1")
    stage = replace(STAGE, domains=pages, claimable_countries=("DE",))
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
    assert outcome("mail identity") == [("missing", "SES does not know the sender yet")]


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
        stages.find("dev", tmp_path)
