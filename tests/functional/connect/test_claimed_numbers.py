"""Claimed phone numbers through boto3: their flows, moving, describing and listing them."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.phone_numbers import add_number
from tests.functional.connect.flow_texts import HOLD, NOT_PUBLISHABLE, marks, rung
from tests.functional.connect.refusals import all_of, refusal

ISTANBUL, TOLL_FREE, BERLIN = "+902123456700", "+908001234500", "+4930123400"


@pytest.fixture
def number(account: Mocked, client: Any, instance: Instance) -> dict[str, str]:
    made = client.claim_phone_number(
        InstanceId=instance.id, PhoneNumber=ISTANBUL, PhoneNumberDescription="Front door"
    )
    account.wait(seconds=2)
    return {"PhoneNumberId": made["PhoneNumberId"]}


@pytest.fixture
def main(client: Any, instance: Instance) -> dict[str, str]:
    made = client.create_contact_flow(
        InstanceId=instance.id, Name="Main", Type="CONTACT_FLOW", Content=marks("main")
    )
    return {"InstanceId": instance.id, "ContactFlowId": made["ContactFlowId"]}


@pytest.fixture
def branch(account: Mocked) -> Instance:
    """Another instance of the account."""
    return account.connect.add_instance("branch", {"IdentityManagementType": "CONNECT_MANAGED"})


# --- flows ---


def test_callers_meet_the_flow_of_the_number(
    account: Mocked, client: Any, instance: Instance, number: dict[str, str], main: dict[str, str]
) -> None:
    client.associate_phone_number_contact_flow(**number, **main)

    assert rung(account, instance, ISTANBUL) == "main"


def test_nobody_answers_a_number_without_a_flow(
    account: Mocked, client: Any, instance: Instance, number: dict[str, str], main: dict[str, str]
) -> None:
    client.associate_phone_number_contact_flow(**number, **main)
    client.disassociate_phone_number_contact_flow(**number, InstanceId=instance.id)

    with pytest.raises(LookupError):
        rung(account, instance, ISTANBUL)
    disassociate = client.disassociate_phone_number_contact_flow
    assert refusal(disassociate, **number, InstanceId=instance.id) == "ResourceNotFoundException"


def test_nobody_answers_a_released_number(
    account: Mocked, client: Any, instance: Instance, number: dict[str, str], main: dict[str, str]
) -> None:
    client.associate_phone_number_contact_flow(**number, **main)
    client.release_phone_number(**number)

    with pytest.raises(LookupError):
        rung(account, instance, ISTANBUL)


@pytest.mark.parametrize(
    ("flow", "code"),
    [
        ({"Type": "CUSTOMER_HOLD", "Content": HOLD}, "InvalidParameterException"),
        (
            {"Type": "CONTACT_FLOW", "Content": NOT_PUBLISHABLE, "Status": "SAVED"},
            "InvalidParameterException",
        ),
    ],
)
def test_only_a_published_inbound_flow_answers(
    client: Any, instance: Instance, number: dict[str, str], flow: dict[str, str], code: str
) -> None:
    made = client.create_contact_flow(InstanceId=instance.id, Name="Other", **flow)
    associate = client.associate_phone_number_contact_flow

    assert (
        refusal(associate, **number, InstanceId=instance.id, ContactFlowId=made["ContactFlowId"])
        == code
    )


def test_flow_and_number_are_of_the_instance(
    client: Any, instance: Instance, branch: Instance, number: dict[str, str], main: dict[str, str]
) -> None:
    associate = client.associate_phone_number_contact_flow

    for wrong in ({"InstanceId": branch.id}, {"ContactFlowId": "nothing"}):
        assert refusal(associate, **{**number, **main, **wrong}) == "ResourceNotFoundException"
    assert refusal(associate, PhoneNumberId="nothing", **main) == "ResourceNotFoundException"


def test_a_number_whose_claim_failed_has_no_flow(
    account: Mocked, client: Any, instance: Instance, main: dict[str, str]
) -> None:
    for at in range(5):
        add_number(instance, f"+90216555000{at}")
    failed = client.claim_phone_number(InstanceId=instance.id, PhoneNumber=ISTANBUL)
    account.wait(seconds=2)

    associate = client.associate_phone_number_contact_flow
    assert refusal(associate, PhoneNumberId=failed["PhoneNumberId"], **main) == (
        "ResourceNotFoundException"
    )


def test_a_number_of_a_queue_is_not_released(
    client: Any, instance: Instance, number: dict[str, str]
) -> None:
    hours = client.create_hours_of_operation(
        InstanceId=instance.id, Name="Always", TimeZone="Europe/Istanbul", Config=[]
    )
    client.create_queue(
        InstanceId=instance.id,
        Name="Sales",
        HoursOfOperationId=hours["HoursOfOperationId"],
        OutboundCallerConfig={"OutboundCallerIdNumberId": number["PhoneNumberId"]},
    )

    assert refusal(client.release_phone_number, **number) == "ResourceInUseException"


# --- moving ---


def test_a_number_moves_to_another_instance_without_its_flow(
    account: Mocked,
    client: Any,
    instance: Instance,
    branch: Instance,
    number: dict[str, str],
    main: dict[str, str],
) -> None:
    client.associate_phone_number_contact_flow(**number, **main)
    moved = client.update_phone_number(**number, InstanceId=branch.id)

    assert moved["PhoneNumberId"] == number["PhoneNumberId"]
    described = client.describe_phone_number(**number)["ClaimedPhoneNumberSummary"]
    assert described["TargetArn"] == branch.arn
    assert described["PhoneNumberDescription"] == "Front door"
    assert described["PhoneNumberStatus"]["Status"] == "IN_PROGRESS"
    for centre in (instance, branch):
        with pytest.raises(LookupError):
            rung(account, centre, ISTANBUL)
    account.wait(seconds=2)
    described = client.describe_phone_number(**number)["ClaimedPhoneNumberSummary"]
    assert described["PhoneNumberStatus"]["Status"] == "CLAIMED"


def test_a_number_stays_where_the_other_instance_has_no_room(
    account: Mocked,
    client: Any,
    instance: Instance,
    branch: Instance,
    number: dict[str, str],
    main: dict[str, str],
) -> None:
    client.associate_phone_number_contact_flow(**number, **main)
    for at in range(5):
        add_number(branch, f"+90216555000{at}")
    client.update_phone_number(**number, TargetArn=branch.arn)
    account.wait(minutes=2 * 24 * 60)

    described = client.describe_phone_number(**number)["ClaimedPhoneNumberSummary"]
    assert described["InstanceId"] == instance.id
    assert described["PhoneNumberStatus"]["Status"] == "FAILED"
    assert rung(account, instance, ISTANBUL) == "main"


def test_a_number_is_moved_only_within_its_region(
    account: Mocked, client: Any, instance: Instance, number: dict[str, str]
) -> None:
    account.connect.region = "us-east-1"
    far = account.connect.add_instance("far-away", {})
    move = client.update_phone_number

    assert refusal(move, **number, InstanceId=far.id) == "ResourceNotFoundException"
    assert refusal(move, **number) == "InvalidParameterException"
    client.update_phone_number(**number, InstanceId=instance.id)


# --- describing and listing ---


def test_a_description_is_changed_after_a_moment(
    account: Mocked, client: Any, number: dict[str, str]
) -> None:
    client.update_phone_number_metadata(**number, PhoneNumberDescription="Back door")
    before = client.describe_phone_number(**number)["ClaimedPhoneNumberSummary"]
    account.wait(seconds=2)
    after = client.describe_phone_number(**number)["ClaimedPhoneNumberSummary"]

    assert before["PhoneNumberStatus"]["Status"] == "IN_PROGRESS"
    assert after["PhoneNumberStatus"]["Status"] == "CLAIMED"
    assert after["PhoneNumberDescription"] == "Back door"


def test_a_number_is_tagged_by_its_arn(client: Any, number: dict[str, str]) -> None:
    described = client.describe_phone_number(**number)["ClaimedPhoneNumberSummary"]
    arn = described["PhoneNumberArn"]

    client.tag_resource(resourceArn=arn, tags={"language": "tr"})
    assert client.list_tags_for_resource(resourceArn=arn)["tags"] == {"language": "tr"}


@pytest.fixture
def three(instance: Instance, branch: Instance) -> list[str]:
    """Numbers in the order of their ids, the last one of the other instance."""
    ids = ["a-1", "a-2", "a-3"]
    for centre, id_, e164 in zip(
        (instance, instance, branch), ids, (ISTANBUL, TOLL_FREE, BERLIN), strict=True
    ):
        add_number(centre, e164, id_=id_)
    return ids


def test_numbers_are_listed_page_by_page(
    client: Any, instance: Instance, branch: Instance, three: list[str]
) -> None:
    key = "ListPhoneNumbersSummaryList"
    for size in (1, 1000):
        listed = all_of(client, "list_phone_numbers_v2", key, size)
        assert [each["PhoneNumberId"] for each in listed] == three
        mine = all_of(client, "list_phone_numbers_v2", key, size, TargetArn=instance.arn)
        assert [each["PhoneNumber"] for each in mine] == [ISTANBUL, TOLL_FREE]
        old = all_of(
            client, "list_phone_numbers", "PhoneNumberSummaryList", size, InstanceId=instance.id
        )
        assert [(each["PhoneNumber"], each["PhoneNumberType"]) for each in old] == [
            (ISTANBUL, "DID"),
            (TOLL_FREE, "TOLL_FREE"),
        ]
    assert old[0]["Arn"] == f"{instance.arn}/phone-number/a-1"
    assert listed[2]["InstanceId"] == branch.id


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({"PhoneNumberTypes": ["TOLL_FREE"]}, [TOLL_FREE]),
        ({"PhoneNumberCountryCodes": ["DE", "TR"]}, [ISTANBUL, TOLL_FREE, BERLIN]),
        ({"PhoneNumberCountryCodes": ["DE"]}, [BERLIN]),
        ({"PhoneNumberPrefix": "+9021"}, [ISTANBUL]),
    ],
)
@pytest.mark.usefixtures("three")
def test_numbers_are_listed_by_type_country_and_prefix(
    client: Any, wishes: dict[str, Any], expected: list[str]
) -> None:
    listed = client.list_phone_numbers_v2(**wishes)["ListPhoneNumbersSummaryList"]

    assert [each["PhoneNumber"] for each in listed] == expected


@pytest.mark.usefixtures("three")
def test_the_older_list_takes_types_and_countries_too(client: Any, instance: Instance) -> None:
    listed = client.list_phone_numbers(
        InstanceId=instance.id, PhoneNumberTypes=["DID"], PhoneNumberCountryCodes=["TR"]
    )

    assert [each["Id"] for each in listed["PhoneNumberSummaryList"]] == ["a-1"]
