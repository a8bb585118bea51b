"""Views through boto3: saved, published, versions, and what a template may be."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.refusals import all_of, refusal

Json = dict[str, Any]


def _template(heading: str) -> str:
    """Write a page of one text."""
    component = {"_id": "text", "Type": "TextContainer", "Props": {}, "Content": [heading]}
    return json.dumps({"Head": {"Title": "Guide"}, "Body": [component]})


def _content(heading: str = "Hello", *actions: str) -> Json:
    return {"Template": _template(heading), "Actions": [*actions]}


def _view(client: Any, instance: Instance, name: str = "Guide", **more: Any) -> str:
    request = {"Status": "PUBLISHED", "Content": _content(), **more}
    return str(client.create_view(InstanceId=instance.id, Name=name, **request)["View"]["Id"])


def _described(client: Any, instance: Instance, view: str) -> Json:
    answer: Json = client.describe_view(InstanceId=instance.id, ViewId=view)
    return dict(answer["View"])


def _heading(view: Json) -> str:
    return str(json.loads(view["Content"]["Template"])["Body"][0]["Content"][0])


def test_a_view_is_described_as_it_was_made(client: Any, instance: Instance) -> None:
    content = _content("Hello $.Customer.Name, $.Order", "Next", "Back")

    view = _view(client, instance, Content=content, Description="First", Tags={"team": "all"})

    described = _described(client, instance, view)
    assert described["Arn"] == f"{instance.arn}/view/{view}"
    assert (described["Name"], described["Description"]) == ("Guide", "First")
    assert (described["Status"], described["Type"]) == ("PUBLISHED", "CUSTOMER_MANAGED")
    assert described["Content"]["Template"] == content["Template"]
    assert described["Content"]["Actions"] == ["Next", "Back"]
    assert json.loads(described["Content"]["InputSchema"]) == {
        "type": "object",
        "properties": {
            "Customer": {"type": "object", "properties": {"Name": {}}, "required": ["Name"]},
            "Order": {},
        },
        "required": ["Customer", "Order"],
    }
    assert described["Tags"] == {"team": "all"}
    assert len(described["ViewContentSha256"]) == 64


def test_what_is_saved_stands_beside_what_is_published(
    client: Any, account: Mocked, instance: Instance
) -> None:
    view = _view(client, instance)
    account.wait(minutes=1)

    saved = client.update_view_content(
        InstanceId=instance.id, ViewId=view, Status="SAVED", Content=_content("Newer")
    )["View"]
    before = [_heading(_described(client, instance, view + each)) for each in ("", ":$SAVED")]
    client.update_view_content(
        InstanceId=instance.id, ViewId=view, Status="PUBLISHED", Content=_content("Newest")
    )

    assert (saved["Status"], _heading(saved)) == ("SAVED", "Newer")
    assert (saved["LastModifiedTime"] - saved["CreatedTime"]).total_seconds() == 60
    assert before == ["Hello", "Newer"]
    after = _described(client, instance, f"{instance.arn}/view/{view}:$LATEST")
    assert _heading(after) == "Newest"


def test_a_view_that_was_never_published_is_seen_as_saved_alone(
    client: Any, instance: Instance
) -> None:
    view = _view(client, instance, Status="SAVED", Content={})
    asked = {"InstanceId": instance.id, "ViewId": view}

    assert _described(client, instance, f"{view}:$SAVED")["Status"] == "SAVED"
    for call in (client.describe_view, client.create_view_version):
        assert refusal(call, **asked) == "ResourceNotFoundException"


def test_a_name_is_taken_once(client: Any, instance: Instance) -> None:
    _view(client, instance)
    other = _view(client, instance, "Other")
    request = {"InstanceId": instance.id, "Name": "Guide"}

    renamed = refusal(client.update_view_metadata, ViewId=other, **request)
    again = refusal(client.create_view, Status="SAVED", Content={}, **request)
    client.update_view_metadata(
        InstanceId=instance.id, ViewId=other, Name="Another", Description="Changed"
    )

    assert renamed == again == "DuplicateResourceException"
    described = _described(client, instance, other)
    assert (described["Name"], described["Description"]) == ("Another", "Changed")


def test_versions_keep_what_was_published(client: Any, instance: Instance) -> None:
    view = _view(client, instance)
    asked = {"InstanceId": instance.id, "ViewId": view}

    first = client.create_view_version(**asked, VersionDescription="Go-live")["View"]
    again = client.create_view_version(**asked)["View"]
    client.update_view_content(**asked, Status="PUBLISHED", Content=_content("Newer"))
    sum_ = _described(client, instance, view)["ViewContentSha256"]
    second = client.create_view_version(**asked, ViewContentSha256=sum_)["View"]

    assert [each["Version"] for each in (first, again, second)] == [1, 1, 2]
    assert first["Arn"] == f"{instance.arn}/view/{view}:1"
    assert _heading(_described(client, instance, f"{view}:1")) == "Hello"
    assert _heading(_described(client, instance, f"{view}:2")) == "Newer"
    for size in (1, 100):
        rows = all_of(client, "list_view_versions", "ViewVersionSummaryList", size, **asked)
        assert [(each["Version"], each.get("VersionDescription")) for each in rows] == [
            (1, "Go-live"),
            (2, None),
        ]


def test_a_version_is_not_made_of_another_content_than_was_meant(
    client: Any, instance: Instance
) -> None:
    view = _view(client, instance)

    code = refusal(
        client.create_view_version,
        InstanceId=instance.id,
        ViewId=view,
        ViewContentSha256="0" * 64,
    )

    assert code == "InvalidRequestException"


def test_the_number_of_a_deleted_version_does_not_come_back(
    client: Any, instance: Instance
) -> None:
    asked = {"InstanceId": instance.id, "ViewId": _view(client, instance)}
    client.create_view_version(**asked)

    client.delete_view_version(**asked, ViewVersion=1)
    gone = refusal(client.delete_view_version, **asked, ViewVersion=1)
    next_ = client.create_view_version(**asked)["View"]["Version"]

    assert gone == "ResourceNotFoundException"
    assert next_ == 2
    described = refusal(client.describe_view, InstanceId=instance.id, ViewId=f"{asked['ViewId']}:1")
    assert described == "ResourceNotFoundException"


def test_a_deleted_view_is_not_found(client: Any, instance: Instance) -> None:
    asked = {"InstanceId": instance.id, "ViewId": _view(client, instance)}

    client.delete_view(**asked)

    for call in (
        client.describe_view,
        client.update_view_metadata,
        client.create_view_version,
        client.list_view_versions,
        client.delete_view,
    ):
        assert refusal(call, **asked) == "ResourceNotFoundException"


def test_views_are_listed_by_name_and_found(client: Any, instance: Instance) -> None:
    _view(client, instance, "Zebra", Description="Of the zoo", Tags={"team": "all"})
    _view(client, instance, "Ant", Status="SAVED")

    def found(**request: Any) -> list[str]:
        answer = client.search_views(InstanceId=instance.id, **request)
        assert answer["ApproximateTotalCount"] == len(answer["Views"])
        return [each["Name"] for each in answer["Views"]]

    text = {"FieldName": "description", "Value": "zoo", "ComparisonType": "CONTAINS"}
    tag = {"TagKey": "team", "TagValue": "all"}
    for size in (1, 100):
        for operation, key in (("list_views", "ViewsSummaryList"), ("search_views", "Views")):
            rows = all_of(client, operation, key, size, InstanceId=instance.id)
            assert [(each["Name"], each["Status"]) for each in rows] == [
                ("Ant", "SAVED"),
                ("Zebra", "PUBLISHED"),
            ]
    managed = client.list_views(InstanceId=instance.id, Type="AWS_MANAGED")
    assert managed["ViewsSummaryList"] == []
    assert found(SearchCriteria={"StringCondition": text}) == ["Zebra"]
    assert found(SearchCriteria={"StringCondition": {**text, "Value": ""}}) == ["Ant", "Zebra"]
    assert found(SearchCriteria={"ViewStatusCondition": "SAVED"}) == ["Ant"]
    assert found(SearchCriteria={"ViewTypeCondition": "AWS_MANAGED"}) == []
    assert found(SearchFilter={"AttributeFilter": {"TagCondition": tag}}) == ["Zebra"]


@pytest.mark.parametrize(
    ("status", "content"),
    [
        ("SAVED", {"Template": "<html>"}),
        ("SAVED", {"Template": _template("x" * 400_000)}),
        ("SAVED", {"Actions": ["Next", "Next"]}),
        ("PUBLISHED", {}),
        ("PUBLISHED", {"Template": "{}"}),
    ],
)
def test_a_content_that_cannot_be_shown_is_refused(
    client: Any, instance: Instance, status: str, content: Json
) -> None:
    code = refusal(
        client.create_view, InstanceId=instance.id, Name="Guide", Status=status, Content=content
    )

    assert code == "InvalidRequestException"


def test_an_instance_has_two_hundred_views_at_most(client: Any, instance: Instance) -> None:
    for number in range(200):
        _view(client, instance, f"View {number}", Status="SAVED", Content={})

    code = refusal(
        client.create_view, InstanceId=instance.id, Name="Guide", Status="SAVED", Content={}
    )

    assert code == "ServiceQuotaExceededException"
