"""`doctor`, of an account: each thing that a deployment would stumble over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from santral.domain.deployment import Capacity, Identity, StageNumber
from santral.domain.deployment import Instance as StageInstance
from santral.domain.errors import NotFoundError
from santral.local.doctor.examination import examine
from santral.local.doctor.subject import Subject
from tests.fakes.accounts import (
    ACCOUNT,
    INSTANCE,
    INSTANCE_ARN,
    INSTANCE_ID,
    FakeAccount,
    FakeWorkstation,
)
from tests.functional.commandline.examined import (
    NOW,
    PAGES,
    STAGE,
    subject,
    without_instance,
    wrong,
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


def test_who_asks_and_whether_the_region_is_on_is_asked_where_it_cannot_be_off() -> None:
    account = FakeAccount()

    list(examine(Subject(replace(STAGE, region="af-south-1"), NOW, FakeWorkstation(), account)))

    assert [each[:3] for each in account.asked[:2]] == [
        ("sts", "get_caller_identity", "us-east-1"),
        ("ec2", "describe_regions", "us-east-1"),
    ]


def test_the_certificates_region_has_to_be_bootstrapped_as_well() -> None:
    examined = subject(
        PAGES,
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
            "10 at once, and the stage asks for 110",
            "aws service-quotas request-service-quota-increase --region eu-central-1 "
            "--service-code lambda --quota-code L-B99A9384 --desired-value 1000",
        )
    ]


def test_what_one_function_reserves_is_not_left_for_the_others() -> None:
    hundred = {("lambda", "get_account_settings"): {"AccountLimit": {"ConcurrentExecutions": 100}}}

    [(check, _, told, _)] = wrong(subject(changed=hundred))

    assert (check, told) == ("Lambda concurrency", "100 at once, and the stage asks for 102")


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
    examined = subject(PAGES, {("route53", "get_hosted_zone"): zone})

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
    ],
)
def test_mail_that_would_reach_nobody_is_found(
    changed: dict[tuple[str, str], Any], check: str, told: str
) -> None:
    assert [(each[0], each[2]) for each in wrong(subject(changed=changed))] == [(check, told)]


@pytest.mark.parametrize(
    ("is_told", "identity", "told", "next_step"),
    [
        (
            False,
            {"VerifiedForSendingStatus": True},
            "klima.example is verified, and Cognito still sends its codes itself, 50 a day at most",
            "stages/dev.toml: domains.is_mail_verified = true, and deploy again",
        ),
        (
            True,
            {"VerifiedForSendingStatus": False},
            "klima.example is not verified, and Cognito is told to send from it",
            "stages/dev.toml: domains.is_mail_verified = false, until SES has found the records",
        ),
        (
            False,
            {"VerifiedForSendingStatus": False},
            "SES has not found the records of klima.example",
            "put the CNAME records that the identity stack prints into the domain's DNS, and wait: "
            "minutes as a rule, 72 hours at most",
        ),
        (
            False,
            NotFoundError("sesv2: NotFoundException"),
            "SES does not know klima.example yet",
            "deploy: the identity stack makes it, and prints the records for its DNS",
        ),
    ],
)
def test_the_senders_domain_is_followed_until_codes_are_sent_from_it(
    is_told: bool,  # a case of the table
    identity: Any,
    told: str,
    next_step: str,
) -> None:
    stage = replace(STAGE, domains=replace(STAGE.domains, is_mail_verified=is_told))
    examined = subject(stage, {("sesv2", "get_email_identity"): identity})

    assert wrong(examined) == [("mail sender's domain", "missing", told, next_step)]
