"""Phone numbers through boto3: found, claimed, rung, moved and released."""

from __future__ import annotations

from typing import Any

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.number_stock import countries, country_of, is_offered, offered
from santral.local.connect.operations.phone_numbers import add_number
from tests.functional.connect.refusals import all_of, refusal

ISTANBUL = "+902123456700"
TURKISH = {"PhoneNumberCountryCode": "TR", "PhoneNumberType": "DID"}


@pytest.fixture
def claimed(account: Mocked, client: Any, instance: Instance) -> dict[str, str]:
    made = client.claim_phone_number(
        InstanceId=instance.id,
        PhoneNumber=ISTANBUL,
        PhoneNumberDescription="Front door",
        Tags={"language": "tr"},
    )
    account.wait(seconds=2)
    return {"PhoneNumberId": made["PhoneNumberId"]}


@pytest.fixture
def branch(account: Mocked) -> Instance:
    """Another instance of the account."""
    return account.connect.add_instance("branch", {"IdentityManagementType": "CONNECT_MANAGED"})


def _status(client: Any, number: dict[str, str]) -> str:
    summary = client.describe_phone_number(**number)["ClaimedPhoneNumberSummary"]
    return str(summary["PhoneNumberStatus"]["Status"])


# --- searching ---


@pytest.mark.parametrize(
    ("country", "local", "toll_free"),
    [
        ("TR", "+902123456700", "+908001234500"),
        ("RU", "+73011234500", "+78001234500"),
        ("CN", "+861012345600", "+868001234500"),
        ("IT", "+390212345600", "+39800123400"),
        ("US", "+12015550100", "+18002345600"),
        ("DE", "+4930123400", "+498001234567800"),
        ("GB", "+441212345600", "+448001234500"),
    ],
)
def test_numbers_are_found_by_country_and_type(
    client: Any, instance: Instance, country: str, local: str, toll_free: str
) -> None:
    for type_, number in (("DID", local), ("TOLL_FREE", toll_free)):
        found = client.search_available_phone_numbers(
            InstanceId=instance.id, PhoneNumberCountryCode=country, PhoneNumberType=type_
        )["AvailableNumbersList"]

        assert len(found) == 10
        assert found[0] == {
            "PhoneNumber": number,
            "PhoneNumberCountryCode": country,
            "PhoneNumberType": type_,
        }
        assert phonenumbers.is_valid_number(phonenumbers.parse(number))


def test_all_numbers_of_a_search_are_found_page_by_page(client: Any, instance: Instance) -> None:
    for size in (1, 10):
        found = all_of(
            client,
            "search_available_phone_numbers",
            "AvailableNumbersList",
            size,
            TargetArn=instance.arn,
            **TURKISH,
        )
        numbers = [each["PhoneNumber"] for each in found]
        assert numbers == [f"+9021234567{at:02d}" for at in range(100)]


@pytest.mark.parametrize(
    ("country", "prefix", "first"),
    [
        ("DE", "+4989", "+4989123400"),
        ("US", "+1206", "+12065550100"),
        ("DE", "+4930123456", "+4930123456"),
        ("TR", "+90535", None),  # a mobile one
        ("TR", "+4989", None),
        ("DE", "+49301234567", None),  # longer than those there are
    ],
)
def test_numbers_are_found_by_how_they_begin(
    client: Any, instance: Instance, country: str, prefix: str, first: str | None
) -> None:
    found = client.search_available_phone_numbers(
        InstanceId=instance.id,
        PhoneNumberCountryCode=country,
        PhoneNumberType="DID",
        PhoneNumberPrefix=prefix,
    )["AvailableNumbersList"]

    assert (found[0]["PhoneNumber"] if found else None) == first


def test_there_are_no_numbers_of_other_types(client: Any, instance: Instance) -> None:
    found = client.search_available_phone_numbers(
        InstanceId=instance.id, PhoneNumberCountryCode="TR", PhoneNumberType="UIFN"
    )

    assert found["AvailableNumbersList"] == []


@pytest.mark.parametrize("wrong", [{"PhoneNumberPrefix": "90212"}, {"TargetArn": "arn:aws:none"}])
def test_a_search_that_cannot_be_is_refused(
    client: Any, instance: Instance, wrong: dict[str, str]
) -> None:
    request = {**TURKISH, "InstanceId": instance.id, **wrong}
    search = client.search_available_phone_numbers

    assert refusal(search, **request) == "InvalidParameterException"
    assert refusal(search, **TURKISH) == "InvalidParameterException"
    assert refusal(search, **TURKISH, InstanceId="nothing") == "InvalidParameterException"


@settings(deadline=None)
@given(
    country=st.sampled_from(sorted(countries())),
    type_=st.sampled_from(["DID", "TOLL_FREE"]),
)
def test_whatever_is_offered_can_be_claimed(country: str, type_: str) -> None:
    for number in offered(country, type_)[::33]:
        assert is_offered(number)
        assert country_of(number) == country


def test_a_country_that_the_api_has_no_code_for_has_no_numbers() -> None:
    assert not is_offered("+38328012345")  # Kosovo


# --- claiming ---


def test_a_number_is_claimed_after_a_moment(
    account: Mocked, client: Any, instance: Instance
) -> None:
    made = client.claim_phone_number(InstanceId=instance.id, PhoneNumber=ISTANBUL)
    number = {"PhoneNumberId": made["PhoneNumberId"]}
    before = _status(client, number)
    account.wait(seconds=2)

    assert (before, _status(client, number)) == ("IN_PROGRESS", "CLAIMED")


def test_a_claimed_number_is_described(
    client: Any, instance: Instance, claimed: dict[str, str]
) -> None:
    arn = f"arn:aws:connect:eu-central-1:123456789012:phone-number/{claimed['PhoneNumberId']}"

    for reference in (claimed["PhoneNumberId"], arn):
        described = client.describe_phone_number(PhoneNumberId=reference)
        assert described["ClaimedPhoneNumberSummary"] == {
            "PhoneNumberId": claimed["PhoneNumberId"],
            "PhoneNumberArn": arn,
            "PhoneNumber": ISTANBUL,
            "PhoneNumberCountryCode": "TR",
            "PhoneNumberType": "DID",
            "PhoneNumberDescription": "Front door",
            "TargetArn": instance.arn,
            "InstanceId": instance.id,
            "Tags": {"language": "tr"},
            "PhoneNumberStatus": {"Status": "CLAIMED"},
        }


@pytest.mark.usefixtures("claimed")
def test_what_is_claimed_is_neither_found_nor_claimed_again(
    client: Any, instance: Instance, branch: Instance
) -> None:
    found = client.search_available_phone_numbers(InstanceId=branch.id, **TURKISH)

    assert found["AvailableNumbersList"][0]["PhoneNumber"] == "+902123456701"
    for target in (instance, branch):
        assert refusal(client.claim_phone_number, TargetArn=target.arn, PhoneNumber=ISTANBUL) == (
            "ResourceNotFoundException"
        )


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("+905321112233", "ResourceNotFoundException"),
        ("+90212345670", "ResourceNotFoundException"),
        ("+999123456789", "ResourceNotFoundException"),
        ("12+902123456700", "ResourceNotFoundException"),
        ("02123456700", "InvalidParameterException"),
    ],
)
def test_only_what_a_search_would_find_is_claimed(
    client: Any, instance: Instance, number: str, code: str
) -> None:
    assert refusal(client.claim_phone_number, InstanceId=instance.id, PhoneNumber=number) == code


def test_a_claim_says_for_whom_it_is(client: Any, instance: Instance) -> None:
    claim = client.claim_phone_number
    both = {"InstanceId": instance.id, "TargetArn": instance.arn}

    assert refusal(claim, PhoneNumber=ISTANBUL) == "InvalidParameterException"
    assert refusal(claim, PhoneNumber=ISTANBUL, **both) == "InvalidParameterException"
    assert refusal(claim, PhoneNumber=ISTANBUL, InstanceId="nothing") == (
        "ResourceNotFoundException"
    )


def test_a_claim_that_is_repeated_is_one_claim(client: Any, instance: Instance) -> None:
    request = {"InstanceId": instance.id, "ClientToken": "a token"}
    claim = client.claim_phone_number
    first = claim(**request, PhoneNumber=ISTANBUL)

    assert claim(**request, PhoneNumber=ISTANBUL)["PhoneNumberId"] == first["PhoneNumberId"]
    assert refusal(claim, **request, PhoneNumber="+902123456701") == "IdempotencyException"


def test_a_repeated_claim_is_a_new_one_a_week_later(
    account: Mocked, client: Any, instance: Instance
) -> None:
    request = {"InstanceId": instance.id, "ClientToken": "a token"}
    client.claim_phone_number(**request, PhoneNumber=ISTANBUL)
    account.wait(minutes=7 * 24 * 60)

    again = client.claim_phone_number(**request, PhoneNumber="+902123456701")
    described = client.describe_phone_number(PhoneNumberId=again["PhoneNumberId"])
    assert described["ClaimedPhoneNumberSummary"]["PhoneNumber"] == "+902123456701"


def test_a_claim_over_the_quota_fails_and_may_be_tried_again_for_a_day(
    account: Mocked, client: Any, instance: Instance
) -> None:
    made = [
        client.claim_phone_number(InstanceId=instance.id, PhoneNumber=f"+90212345670{at}")
        for at in range(6)
    ]
    numbers = [{"PhoneNumberId": each["PhoneNumberId"]} for each in made]
    account.wait(seconds=2)
    sixth = client.describe_phone_number(**numbers[5])["ClaimedPhoneNumberSummary"]
    assert sixth["PhoneNumberStatus"] == {
        "Status": "FAILED",
        "Message": "The limit of claimed phone numbers is reached.",
    }
    assert len(client.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"]) == 5

    client.release_phone_number(**numbers[0])
    retry = client.claim_phone_number(InstanceId=instance.id, PhoneNumber="+902123456705")
    account.wait(minutes=24 * 60 + 1)
    assert retry["PhoneNumberId"] == numbers[5]["PhoneNumberId"]
    assert _status(client, numbers[5]) == "CLAIMED"


def test_a_number_that_could_not_move_is_not_lost_by_claiming_it_again(
    account: Mocked, client: Any, instance: Instance, branch: Instance, claimed: dict[str, str]
) -> None:
    for at in range(5):
        add_number(branch, f"+90216555000{at}")
    for at in range(4):
        add_number(instance, f"+90216555001{at}")
    client.update_phone_number(**claimed, TargetArn=branch.arn)
    account.wait(seconds=2)
    status = _status(client, claimed)

    again = refusal(client.claim_phone_number, InstanceId=instance.id, PhoneNumber=ISTANBUL)
    account.wait(minutes=24 * 60 + 1)

    assert (status, again) == ("FAILED", "ResourceNotFoundException")
    described = client.describe_phone_number(**claimed)["ClaimedPhoneNumberSummary"]
    assert described["TargetArn"] == instance.arn


def test_a_failed_claim_is_forgotten_after_a_day(
    account: Mocked, client: Any, instance: Instance
) -> None:
    for at in range(5):
        add_number(instance, f"+90216555000{at}")
    failed = client.claim_phone_number(InstanceId=instance.id, PhoneNumber=ISTANBUL)
    number = {"PhoneNumberId": failed["PhoneNumberId"]}
    account.wait(minutes=24 * 60)
    before = _status(client, number)
    account.wait(seconds=2)

    assert before == "FAILED"
    assert refusal(client.describe_phone_number, **number) == "ResourceNotFoundException"


# --- releasing ---


def test_a_released_number_rests_for_180_days(
    account: Mocked, client: Any, instance: Instance, claimed: dict[str, str]
) -> None:
    client.release_phone_number(**claimed)
    claim = client.claim_phone_number

    assert refusal(client.describe_phone_number, **claimed) == "ResourceNotFoundException"
    assert refusal(client.release_phone_number, **claimed) == "ResourceNotFoundException"
    account.wait(minutes=180 * 24 * 60 - 1)
    assert refusal(claim, InstanceId=instance.id, PhoneNumber=ISTANBUL) == (
        "ResourceNotFoundException"
    )
    account.wait(minutes=1)
    claim(InstanceId=instance.id, PhoneNumber=ISTANBUL)


def test_a_release_that_is_repeated_is_one_release(client: Any, claimed: dict[str, str]) -> None:
    client.release_phone_number(**claimed, ClientToken="a token")

    client.release_phone_number(**claimed, ClientToken="a token")


def test_who_releases_twice_the_quota_claims_no_more(
    account: Mocked, client: Any, instance: Instance
) -> None:
    for at in range(10):
        number = client.claim_phone_number(InstanceId=instance.id, PhoneNumber=f"+90212345670{at}")
        account.wait(seconds=2)
        client.release_phone_number(PhoneNumberId=number["PhoneNumberId"])

    failed = client.claim_phone_number(InstanceId=instance.id, PhoneNumber="+902123456710")
    account.wait(seconds=2)
    assert _status(client, {"PhoneNumberId": failed["PhoneNumberId"]}) == "FAILED"


def test_a_number_in_progress_is_left_alone(
    client: Any, instance: Instance, branch: Instance
) -> None:
    made = client.claim_phone_number(InstanceId=instance.id, PhoneNumber=ISTANBUL)
    number = {"PhoneNumberId": made["PhoneNumberId"]}

    assert refusal(client.release_phone_number, **number) == "ResourceInUseException"
    assert refusal(client.update_phone_number_metadata, **number) == "ResourceInUseException"
    assert refusal(client.update_phone_number, **number, InstanceId=branch.id) == (
        "ResourceInUseException"
    )
