"""Phone numbers: searched for, claimed, moved between instances and released.

Source: API Reference, ClaimPhoneNumber, PhoneNumberStatus, ReleasePhoneNumber.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from santral.engine.timeline import HOUR, SECOND
from santral.local.connect import paging
from santral.local.connect.errors import in_use, invalid, not_found
from santral.local.connect.instance import Instance
from santral.local.connect.number_stock import country_of, is_offered, offered, type_of
from santral.local.connect.registry import Answer, Given, account_operation, operation
from santral.local.connect.resources import Kind, Resource, by_order, describing
from santral.local.connect.uses import refuse_if_used_by_any

if TYPE_CHECKING:
    from santral.local.connect.connect import Connect

WORKFLOW_US: Final = 2 * SECOND  # how long claiming, moving and describing are IN_PROGRESS
RETRY_US: Final = 24 * HOUR  # how long a number whose claim has failed is held for another try
COOLDOWN_US: Final = 180 * 24 * HOUR
_MOST_FOUND = 10  # on a page of SearchAvailablePhoneNumbers
_QUOTA = "phone-numbers"


def _bind(instance: Instance, resource: Resource) -> None:
    reference = resource.details.get("ContactFlowId")
    if reference is None:
        _unbind(instance, resource)
    else:
        instance.directory.numbers[resource.name] = reference


def _unbind(instance: Instance, resource: Resource) -> None:
    instance.directory.numbers.pop(resource.name, None)


def _arn(instance: Instance, resource_id: str) -> str:
    return f"arn:aws:connect:{instance.region}:{instance.account}:phone-number/{resource_id}"


# A number's name is the number. Details: Country, Type, Description, ContactFlowId (an ARN),
# ready_us (when the last request is done with), Failure (why it failed), Claimed (absent until it
# is).
PHONE_NUMBER = Kind("phone number", "phone-number", bind=_bind, unbind=_unbind, rank=70, arn=_arn)
RELEASED = Kind("released phone number", "released-phone-number", unique=False, rank=95)


def add_number(
    instance: Instance,
    e164: str,
    *,
    flow: str | None = None,
    description: str | None = None,
    id_: str | None = None,
) -> Resource:
    """Give an instance a number that it has had for long, whatever its quota.

    Args:
        flow: ARN of the flow that answers it.
    """
    details = {
        **_facts(e164, description),
        "ContactFlowId": flow,
        "ready_us": instance.timeline.now_us,
        "Claimed": True,
    }
    return instance.table(PHONE_NUMBER).create(e164, _present(details), id_=id_)


def numbers_of(instance: Instance) -> list[Resource]:
    """List an instance's numbers; one whose claim failed a day ago is let go."""
    table = instance.table(PHONE_NUMBER)
    for each in table:
        if not _held(instance, each):
            table.delete(each)
    return list(table)


# --- the stock ---


@account_operation("SearchAvailablePhoneNumbers")
def search_available(connect: Connect, given: Given) -> Answer:
    _target(connect, given)
    country, type_ = given["PhoneNumberCountryCode"], given["PhoneNumberType"]
    taken = set(_taken(connect))
    found = [each for each in offered(country, type_, _prefix(given)) if each not in taken]
    return paging.page(
        {"MaxResults": _MOST_FOUND, **given},
        "AvailableNumbersList",
        found,
        lambda each: {
            "PhoneNumber": each,
            "PhoneNumberCountryCode": country,
            "PhoneNumberType": type_,
        },
        order=str,
    )


@account_operation("ClaimPhoneNumber")
def claim(connect: Connect, given: Given) -> Answer:
    """Claim a number; whether the quota has room for it is told by its status, later."""
    instance, e164 = _target(connect, given), given["PhoneNumber"]
    numbers_of(instance)
    table = instance.table(PHONE_NUMBER)
    resource = table.named(e164)
    if (
        resource is not None
        and "Claimed" not in resource.details  # moving it may have failed, which is another thing
        and _status(instance, resource) == "FAILED"
    ):
        table.change(resource, **_claim_progress(instance))
        return _ids(resource)
    if not is_offered(e164) or e164 in _taken(connect):
        raise not_found("available phone number")
    details = {**_facts(e164, given.get("PhoneNumberDescription")), **_claim_progress(instance)}
    return _ids(table.create(e164, _present(details), given.get("Tags")))


@account_operation("ReleasePhoneNumber")
def release(connect: Connect, given: Given) -> Answer:
    instance, resource = _found(connect, given)
    _refuse_in_progress(instance, resource)
    refuse_if_used_by_any(instance, PHONE_NUMBER.name, resource.id)
    instance.table(PHONE_NUMBER).delete(resource)
    if "Claimed" in resource.details:
        instance.table(RELEASED).create(resource.name, {})
    return None


def _taken(connect: Connect) -> Iterator[str]:
    """List the numbers that nobody can claim: somebody's, and those released lately."""
    for instance in connect.instances.values():
        yield from (each.name for each in numbers_of(instance))
        yield from (each.name for each in _released(instance))


def _released(instance: Instance) -> list[Resource]:
    table = instance.table(RELEASED)
    for each in table:
        if each.created_us + COOLDOWN_US <= instance.timeline.now_us:
            table.delete(each)
    return list(table)


def _claim_progress(instance: Instance) -> dict[str, Any]:
    failure = _refusal(instance)
    return {**_progress(instance, failure), "Claimed": None if failure else True}


def _progress(instance: Instance, failure: str | None = None) -> dict[str, Any]:
    return {"ready_us": instance.timeline.now_us + WORKFLOW_US, "Failure": failure}


def _refusal(instance: Instance) -> str | None:
    """Say why an instance cannot have one number more; None where it can."""
    quota = instance.quotas.of(_QUOTA)
    if sum("Claimed" in each.details for each in numbers_of(instance)) >= quota:
        return "The limit of claimed phone numbers is reached."
    if len(_released(instance)) >= 2 * quota:  # 200 % of the quota in 180 days
        return "Too many phone numbers were released in the last 180 days."
    return None


# --- what is claimed ---


@account_operation("DescribePhoneNumber")
def describe(connect: Connect, given: Given) -> Answer:
    instance, resource = _found(connect, given)
    status = _status(instance, resource)
    message = resource.details.get("Failure") if status == "FAILED" else None
    return {
        "ClaimedPhoneNumberSummary": {
            **_summary(instance, resource),
            "Tags": resource.tags,
            "PhoneNumberStatus": {"Status": status, "Message": message},
        }
    }


@account_operation("UpdatePhoneNumber")
def move(connect: Connect, given: Given) -> Answer:
    """Move a number to another instance of the Region, where no flow answers it at first."""
    source, resource = _found(connect, given)
    target = _target(connect, given)
    _refuse_in_progress(source, resource)
    if target is source:
        return _ids(resource)
    if target.region != source.region:
        raise not_found("instance")
    table, failure = source.table(PHONE_NUMBER), _refusal(target)
    if failure is not None:
        table.change(resource, **_progress(source, failure))
        return _ids(resource)
    details = {
        **{name: each for name, each in resource.details.items() if name != "ContactFlowId"},
        **_progress(target),
    }
    refuse_if_used_by_any(source, PHONE_NUMBER.name, resource.id)
    moved = target.table(PHONE_NUMBER).create(
        resource.name, _present(details), resource.tags, id_=resource.id
    )
    table.delete(resource)
    return _ids(moved)


@account_operation("UpdatePhoneNumberMetadata")
def update_metadata(connect: Connect, given: Given) -> Answer:
    instance, resource = _found(connect, given)
    _refuse_in_progress(instance, resource)
    details = _progress(instance, resource.details.get("Failure"))
    details.update(describing(given, "PhoneNumberDescription"))
    instance.table(PHONE_NUMBER).change(resource, **details)
    return None


@operation("ListPhoneNumbers")
def list_(instance: Instance, given: Given) -> Answer:
    """List numbers in the older form, whose ARNs are not those by which numbers are tagged."""
    numbers = [
        each
        for each in _shown(instance)
        if _fits(each, given.get("PhoneNumberTypes"), given.get("PhoneNumberCountryCodes"), "")
    ]
    return paging.page(
        given,
        "PhoneNumberSummaryList",
        numbers,
        lambda each: {
            "Id": each.id,
            "Arn": f"{instance.arn}/phone-number/{each.id}",
            "PhoneNumber": each.name,
            "PhoneNumberType": each.details["Type"],
            "PhoneNumberCountryCode": each.details["Country"],
        },
        order=by_order,
    )


@account_operation("ListPhoneNumbersV2")
def list_v2(connect: Connect, given: Given) -> Answer:
    """List the numbers of one instance, or those of all in the Region."""
    if "TargetArn" in given or "InstanceId" in given:
        instances = [_target(connect, given)]
    else:
        instances = list(connect.instances.values())
    types, countries = given.get("PhoneNumberTypes"), given.get("PhoneNumberCountryCodes")
    numbers = [
        (instance, each)
        for instance in instances
        for each in _shown(instance)
        if _fits(each, types, countries, _prefix(given))
    ]
    numbers.sort(key=_by_id)
    return paging.page(
        given,
        "ListPhoneNumbersSummaryList",
        numbers,
        lambda each: _summary(*each),
        order=_by_id,
    )


def _by_id(number: tuple[Instance, Resource]) -> str:
    return number[1].id


def _shown(instance: Instance) -> list[Resource]:
    numbers_of(instance)
    return [each for each in instance.table(PHONE_NUMBER).visible() if "Claimed" in each.details]


def _fits(
    number: Resource, types: list[str] | None, countries: list[str] | None, prefix: str
) -> bool:
    details = number.details
    return (
        (not types or details["Type"] in types)
        and (not countries or details["Country"] in countries)
        and number.name.startswith(prefix)
    )


# --- one number ---


def _facts(e164: str, description: str | None) -> dict[str, Any]:
    return {"Country": country_of(e164), "Type": type_of(e164), "Description": description or None}


def _present(details: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in details.items() if each is not None}


def _status(instance: Instance, resource: Resource) -> str:
    if instance.timeline.now_us < resource.details["ready_us"]:
        return "IN_PROGRESS"
    return "FAILED" if "Failure" in resource.details else "CLAIMED"


def _held(instance: Instance, resource: Resource) -> bool:
    details = resource.details
    return "Claimed" in details or instance.timeline.now_us < details["ready_us"] + RETRY_US


def _refuse_in_progress(instance: Instance, resource: Resource) -> None:
    if _status(instance, resource) == "IN_PROGRESS":
        raise in_use(PHONE_NUMBER.name, "a request in progress", resource_id=resource.id)


def _ids(resource: Resource) -> dict[str, str]:
    return {"PhoneNumberId": resource.id, "PhoneNumberArn": resource.arn}


def _summary(instance: Instance, resource: Resource) -> Mapping[str, Any]:
    return {
        **_ids(resource),
        "PhoneNumber": resource.name,
        "PhoneNumberCountryCode": resource.details["Country"],
        "PhoneNumberType": resource.details["Type"],
        "PhoneNumberDescription": resource.details.get("Description"),
        "TargetArn": instance.arn,
        "InstanceId": instance.id,
    }


def _target(connect: Connect, given: Given) -> Instance:
    """
    Raises:
        ConnectError: InvalidParameterException, ResourceNotFoundException.
    """
    named = [given[name] for name in ("TargetArn", "InstanceId") if name in given]
    if len(named) != 1:
        raise invalid("TargetArn", "expected either it or InstanceId")
    return connect.instance(named[0])


def _found(connect: Connect, given: Given) -> tuple[Instance, Resource]:
    """
    Raises:
        ConnectError: ResourceNotFoundException.
    """
    for instance in connect.instances.values():
        numbers_of(instance)
        resource = instance.table(PHONE_NUMBER).find(given["PhoneNumberId"])
        if resource is not None:
            return instance, resource
    raise not_found(PHONE_NUMBER.name)


def _prefix(given: Given) -> str:
    prefix: str = given.get("PhoneNumberPrefix", "")
    if prefix and not prefix.startswith("+"):
        raise invalid("PhoneNumberPrefix", "expected the + of the country code at its beginning")
    return prefix
