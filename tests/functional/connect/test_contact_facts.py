"""What is known of a contact, changed through boto3: names, attributes, tags, place, references."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import ContactCentre
from tests.functional.connect.refusals import all_of, refusal


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    return ContactCentre(client, account, instance)


def _no(centre: ContactCentre, operation: str, contact: str, **more: Any) -> str:
    return refusal(getattr(centre.client, operation), **centre.mine, ContactId=contact, **more)


def test_nobody_is_described_who_never_was(centre: ContactCentre) -> None:
    assert _no(centre, "describe_contact", "nobody") == "ResourceNotFoundException"


# --- names, references, segment attributes ---


def test_a_contact_is_changed_while_it_lives_and_afterwards(centre: ContactCentre) -> None:
    task = centre.task()
    centre.client.update_contact(
        **centre.mine,
        ContactId=task,
        Name="Write to the bank",
        References={"form": {"Type": "URL", "Value": "https://example.com/form"}},
        SegmentAttributes={"branch": {"ValueString": "north"}},
    )
    centre.client.stop_contact(**centre.mine, ContactId=task)
    centre.client.update_contact(**centre.mine, ContactId=task, Description="Was urgent")

    described = centre.described(task)
    assert described["Name"] == "Write to the bank"
    assert described["Description"] == "Was urgent"
    assert described["SegmentAttributes"]["branch"] == {"ValueString": "north"}
    details = [each["ContactDetails"] for each in centre.account.books().records]
    assert details == [
        {"Name": "Write to the bank"},
        {"Name": "Write to the bank", "Description": "Was urgent"},
    ]


def test_a_task_is_given_another_life(centre: ContactCentre) -> None:
    task = centre.task()
    expiry = {"ValueMap": {"ExpiryDuration": {"ValueInteger": 5}}}
    centre.client.update_contact(
        **centre.mine, ContactId=task, SegmentAttributes={"connect:ContactExpiry": expiry}
    )

    centre.account.wait(minutes=5)

    assert centre.described(task)["DisconnectReason"] == "EXPIRED"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "InvalidRequestException"),
        ({"QueueInfo": {"Id": "q"}}, "InvalidRequestException"),
        ({"AdditionalRecipients": {"CcEmailAddresses": []}}, "InvalidRequestException"),
        (
            {"References": {"r": {"Type": "ATTACHMENT", "Value": "v"}}},
            "InvalidParameterException",
        ),
        ({"SegmentAttributes": {"a b": {"ValueString": "1"}}}, "InvalidParameterException"),
        (
            {
                "SegmentAttributes": {
                    "connect:ContactExpiry": {"ValueMap": {"ExpiryDuration": {"ValueInteger": 5}}}
                }
            },
            "InvalidRequestException",
        ),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    centre: ContactCentre, more: dict[str, Any], code: str
) -> None:
    chat = centre.chat()

    assert _no(centre, "update_contact", chat, **more) == code
    assert _no(centre, "update_contact", "nobody", Name="x") == "ResourceNotFoundException"


def test_references_are_listed_by_type(centre: ContactCentre) -> None:
    task = centre.task(
        References={
            "form": {"Type": "URL", "Value": "https://example.com/form"},
            "case": {"Type": "NUMBER", "Value": "7"},
            "due": {"Type": "DATE", "Value": "1795420800"},
        }
    )

    listed = centre.client.list_contact_references(
        **centre.mine, ContactId=task, ReferenceTypes=["URL", "NUMBER"]
    )["ReferenceSummaryList"]

    assert listed == [
        {"Url": {"Name": "form", "Value": "https://example.com/form"}},
        {"Number": {"Name": "case", "Value": "7"}},
    ]
    unknown = _no(centre, "list_contact_references", "nobody", ReferenceTypes=["URL"])
    assert unknown == "ResourceNotFoundException"


# --- attributes ---


def test_attributes_are_merged_and_told_as_an_event(centre: ContactCentre) -> None:
    task = centre.task(Attributes={"order": "7", "step": "one"})

    centre.client.update_contact_attributes(
        **centre.mine, InitialContactId=task, Attributes={"step": "two"}
    )

    attributes = centre.client.get_contact_attributes(**centre.mine, InitialContactId=task)
    assert attributes["Attributes"] == {"order": "7", "step": "two"}
    told = centre.account.books().events[-1]
    assert told["eventType"] == "CONTACT_DATA_UPDATED"
    assert told["updatedProperties"] == ["UserDefinedAttributes"]


def test_attributes_that_cannot_be_are_refused(centre: ContactCentre) -> None:
    def no(contact: str, **attributes: str) -> str:
        return refusal(
            centre.client.update_contact_attributes,
            **centre.mine,
            InitialContactId=contact,
            Attributes=attributes,
        )

    task = centre.task(Attributes={"a": "x" * 32_000})
    assert no(task, b="x" * 1_000) == "InvalidRequestException"
    assert no(task, **{"a key": "1"}) == "InvalidParameterException"
    assert no("nobody", b="1") == "ResourceNotFoundException"
    unknown = refusal(
        centre.client.get_contact_attributes, **centre.mine, InitialContactId="nobody"
    )
    assert unknown == "ResourceNotFoundException"
    assert centre.described(task)["Attributes"] == {"a": "x" * 32_000}


# --- tags ---


def test_a_contact_is_tagged_and_untagged(centre: ContactCentre) -> None:
    task = centre.task()
    of_the_service = centre.described(task)["Tags"]

    centre.client.tag_contact(
        **centre.mine, ContactId=task, Tags={f"key{n}": str(n) for n in range(6)}
    )
    assert centre.described(task)["Tags"] == {
        **of_the_service,
        **{f"key{n}": str(n) for n in range(6)},
    }

    centre.client.untag_contact(**centre.mine, ContactId=task, TagKeys=["key0", "nothing"])
    assert "key0" not in centre.described(task)["Tags"]
    assert centre.described(task)["Tags"]["key1"] == "1"


def test_a_contact_has_six_tags_and_none_of_the_services(centre: ContactCentre) -> None:
    task = centre.task()
    tags = {f"key{n}": "" for n in range(6)}
    centre.client.tag_contact(**centre.mine, ContactId=task, Tags=tags)

    assert _no(centre, "tag_contact", task, Tags={"seventh": ""}) == "InvalidRequestException"
    assert _no(centre, "tag_contact", task, Tags={"aws:x": ""}) == "InvalidParameterException"
    assert _no(centre, "tag_contact", "nobody", Tags={"a": ""}) == "ResourceNotFoundException"
    assert _no(centre, "untag_contact", "nobody", TagKeys=["a"]) == "ResourceNotFoundException"


# --- its place ---


def test_a_contact_that_is_more_urgent_is_offered_first(centre: ContactCentre) -> None:
    usual = centre.task()
    urgent = centre.task()
    centre.client.update_contact_routing_data(**centre.mine, ContactId=urgent, QueuePriority=1)
    centre.account.wait(seconds=61)

    centre.becomes("Available")
    centre.account.wait(seconds=1)

    assert [each.contact.id for each in centre.agent.offers] == [urgent, usual]
    assert centre.described(urgent)["QueuePriority"] == 1


def test_a_contact_is_made_to_look_older(centre: ContactCentre) -> None:
    task = centre.task()

    centre.client.update_contact_routing_data(
        **centre.mine, ContactId=task, QueueTimeAdjustmentSeconds=60
    )
    centre.account.wait(seconds=61)

    assert centre.described(task)["QueueTimeAdjustmentSeconds"] == 60


def test_a_place_that_cannot_be_is_refused(centre: ContactCentre) -> None:
    def no(contact: str, **more: Any) -> str:
        return _no(centre, "update_contact_routing_data", contact, **more)

    task = centre.task()
    assert no(task) == "InvalidParameterException"
    both = no(task, QueuePriority=1, QueueTimeAdjustmentSeconds=1)
    assert both == "InvalidParameterException"
    assert no(task, RoutingCriteria={"Steps": []}) == "UnsupportedOperationException"
    assert no("nobody", QueuePriority=1) == "ResourceNotFoundException"
    centre.client.stop_contact(**centre.mine, ContactId=task)
    assert no(task, QueuePriority=1) == "ResourceConflictException"


# --- who belongs to it ---


@pytest.mark.parametrize("size", [1, 1000])
def test_what_is_associated_is_listed_in_order(centre: ContactCentre, size: int) -> None:
    first = centre.task()
    centre.account.wait(seconds=1)
    second = centre.task(PreviousContactId=first)
    centre.account.wait(seconds=1)
    related = centre.chat(RelatedContactId=second)
    centre.task()

    request = {**centre.mine, "ContactId": second, "MaxResults": min(size, 100)}
    listed: list[dict[str, Any]] = []
    while True:
        answer = centre.client.list_associated_contacts(**request)
        listed += answer["ContactSummaryList"]
        if "NextToken" not in answer:
            break
        request["NextToken"] = answer["NextToken"]

    assert [each["ContactId"] for each in listed] == [first, second, related]
    assert listed[1]["PreviousContactId"] == first
    assert listed[2]["RelatedContactId"] == second
    assert listed[2]["InitiationTimestamp"] == START + timedelta(seconds=2)
    unknown = _no(centre, "list_associated_contacts", "nobody")
    assert unknown == "ResourceNotFoundException"


# --- searching ---


def _search(centre: ContactCentre, **more: Any) -> dict[str, Any]:
    times = {
        "Type": "INITIATION_TIMESTAMP",
        "StartTime": START,
        "EndTime": START + timedelta(days=1),
    }
    answer: dict[str, Any] = centre.client.search_contacts(
        **{**centre.mine, "TimeRange": times, **more}
    )
    return answer


def _found(centre: ContactCentre, criteria: dict[str, Any]) -> list[str]:
    return [each["Id"] for each in _search(centre, SearchCriteria=criteria)["Contacts"]]


@pytest.fixture
def three(centre: ContactCentre) -> tuple[str, str, str]:
    """A task that was worked on and is over, a chat that waits, and a call that rings."""
    task = centre.with_agent(centre.task(Attributes={"order": "7"}, Name="Write to the bank"))
    centre.client.tag_contact(**centre.mine, ContactId=task, Tags={"team": "north"})
    centre.client.stop_contact(**centre.mine, ContactId=task)
    centre.becomes("Offline")
    centre.account.wait(seconds=60)
    chat = centre.chat(Attributes={"order": "8"})
    centre.account.wait(seconds=60)
    return task, chat, centre.calls_out(Attributes={"order": "8"})


def test_contacts_are_found_by_each_criterion(
    centre: ContactCentre, three: tuple[str, str, str]
) -> None:
    task, chat, call = three
    groups = {"L1Ids": ["no group"]}

    assert _found(centre, {}) == [call, chat, task]
    assert _found(centre, {"Channels": ["TASK", "VOICE"]}) == [call, task]
    assert _found(centre, {"InitiationMethods": ["INBOUND"]}) == []
    assert _found(centre, {"QueueIds": [centre.queue]}) == [chat, task]
    assert _found(centre, {"AgentIds": [centre.user]}) == [task]
    assert _found(centre, {"AgentHierarchyGroups": groups}) == []
    assert _found(centre, {"ContactTags": {"TagCondition": {"TagKey": "team"}}}) == [task]
    words = {"SearchText": ["BANK", "fax"], "MatchType": "MATCH_ANY"}
    assert _found(centre, {"Name": words}) == [task]
    assert _found(centre, {"Name": {**words, "MatchType": "MATCH_ALL"}}) == []
    assert _found(centre, {"Name": {**words, "MatchType": "MATCH_EXACT"}}) == []
    assert _found(centre, {"Name": {**words, "MatchType": "MATCH_NONE"}}) == [call, chat]
    order = {"Criteria": [{"Key": "order", "Values": ["8", "9"]}]}
    assert _found(centre, {"SearchableContactAttributes": order}) == [call, chat]
    subtype = {"Criteria": [{"Key": "connect:Subtype", "Values": ["connect:Chat"]}]}
    assert _found(centre, {"SearchableSegmentAttributes": subtype}) == [chat]
    live = {"TimestampCondition": {"Type": "DISCONNECT_TIMESTAMP", "ConditionType": "NOT_EXISTS"}}
    more_time = {"Criteria": [live], "MatchType": "MATCH_ALL"}
    assert _found(centre, {"AdditionalTimeRange": more_time}) == [call, chat]


def test_contacts_are_found_by_each_time(
    centre: ContactCentre, three: tuple[str, str, str]
) -> None:
    task, chat, _ = three

    def found(type_: str) -> list[str]:
        times = {"Type": type_, "StartTime": START, "EndTime": START + timedelta(days=7)}
        return [each["Id"] for each in _search(centre, TimeRange=times)["Contacts"]]

    assert found("DISCONNECT_TIMESTAMP") == [task]
    assert found("CONNECTED_TO_AGENT_TIMESTAMP") == [task]
    assert found("ENQUEUE_TIMESTAMP") == [chat, task]
    assert found("SCHEDULED_TIMESTAMP") == []


def test_contacts_are_sorted_as_asked(centre: ContactCentre, three: tuple[str, str, str]) -> None:
    task, chat, call = three

    def sorted_by(field: str, order: str) -> list[str]:
        sort = {"FieldName": field, "Order": order}
        return [each["Id"] for each in _search(centre, Sort=sort)["Contacts"]]

    assert sorted_by("INITIATION_TIMESTAMP", "ASCENDING") == [task, chat, call]
    assert sorted_by("CHANNEL", "ASCENDING") == [chat, task, call]
    assert sorted_by("CHANNEL", "DESCENDING") == [call, task, chat]


@pytest.mark.parametrize("size", [1, 1000])
def test_contacts_are_found_page_by_page(
    centre: ContactCentre, three: tuple[str, str, str], size: int
) -> None:
    times = {
        "Type": "INITIATION_TIMESTAMP",
        "StartTime": START,
        "EndTime": START + timedelta(days=1),
    }

    found = all_of(
        centre.client, "search_contacts", "Contacts", size, **centre.mine, TimeRange=times
    )

    assert [each["Id"] for each in found] == list(reversed(three))
    assert _search(centre, MaxResults=1)["TotalCount"] == 3


def test_a_search_that_cannot_be_is_refused(centre: ContactCentre) -> None:
    backwards = {
        "Type": "INITIATION_TIMESTAMP",
        "StartTime": START,
        "EndTime": START - timedelta(days=1),
    }
    assert refusal(_search, centre=centre, TimeRange=backwards) == "InvalidParameterException"
    # Of a day on which there was nobody to compare with.
    day_before = {
        "Type": "INITIATION_TIMESTAMP",
        "StartTime": START - timedelta(days=2),
        "EndTime": START - timedelta(days=1),
    }
    more_time = {"MatchType": "MATCH_ALL", "Criteria": [{"TimeRange": backwards}]}
    code = refusal(
        _search,
        centre=centre,
        TimeRange=day_before,
        SearchCriteria={"AdditionalTimeRange": more_time},
    )
    assert code == "InvalidParameterException"
    unknown = {"ActiveRegions": ["eu-central-1"]}
    assert refusal(_search, centre=centre, SearchCriteria=unknown) == "InvalidParameterException"
