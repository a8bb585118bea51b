"""What is kept, for how long, and who may reach it past our API."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

import boto3

from santral.stores.links import Links
from tests.infra.template import Centre, Found


def only(centre: Centre, type_: str, name: str) -> Found:
    """Return the one resource of the data stack whose logical id is this name and a digest."""
    found = [each for each in centre["data"].resources(type_) if each.logical_id[:-8] == name]
    [one] = found
    return one


def rules(bucket: Found) -> dict[str, Mapping[str, Any]]:
    return {each["Id"]: each for each in bucket.properties["LifecycleConfiguration"]["Rules"]}


def denials(centre: Centre, bucket: str) -> dict[str, Mapping[str, Any]]:
    policy = only(centre, "AWS::S3::BucketPolicy", f"{bucket}Policy").properties
    return {each["Sid"]: each for each in policy["PolicyDocument"]["Statement"] if "Sid" in each}


def test_items_that_expire_are_deleted_by_the_tables_that_have_such(prod: Centre) -> None:
    expiring = {
        table.logical_id[:-8]: table.properties["TimeToLiveSpecification"]["AttributeName"]
        for table in prod["data"].resources("AWS::DynamoDB::Table")
        if "TimeToLiveSpecification" in table.properties
    }

    assert expiring == {
        "MembersTable": "expires_at",
        "DocumentsTable": "expires_at",
        "AuditTable": "expires_at",
        "WorkTable": "expires_at",
    }


def test_an_upload_is_deleted_sooner_than_an_export(prod: Centre) -> None:
    kept = rules(only(prod, "AWS::S3::Bucket", "Files"))

    assert kept["Uploads"]["ExpirationInDays"] == 7
    assert kept["Uploads"]["TagFilters"] == [{"Key": "kind", "Value": "upload"}]
    assert kept["Exports"]["ExpirationInDays"] == 31


def test_the_form_for_an_upload_gives_it_the_tag_by_which_it_is_deleted() -> None:
    s3 = boto3.client(
        "s3", region_name="eu-central-1", aws_access_key_id="id", aws_secret_access_key="key"
    )

    form = Links(s3, "files").upload_form("shop", "list-1")

    tags = ET.fromstring(form.fields["tagging"])  # noqa: S314 - our own text
    assert [each.text for each in tags.iter() if each.text] == ["kind", "upload"]


def test_a_recording_deleted_by_mistake_can_be_brought_back_for_a_week(prod: Centre) -> None:
    bucket = only(prod, "AWS::S3::Bucket", "Recordings")

    kept = rules(bucket)["Recordings"]
    assert bucket.properties["VersioningConfiguration"] == {"Status": "Enabled"}
    assert kept["ExpirationInDays"] == 365
    assert kept["NoncurrentVersionExpiration"] == {"NoncurrentDays": 7}


def test_no_recording_is_locked_against_erasure(prod: Centre) -> None:
    for bucket in prod.resources("AWS::S3::Bucket"):
        assert "ObjectLockConfiguration" not in bucket.properties
        assert not bucket.properties.get("ObjectLockEnabled")


def test_a_link_is_refused_two_minutes_after_it_was_signed_and_a_form_after_sixteen(
    prod: Centre,
) -> None:
    for bucket in ("Recordings", "Files", "Quarantine"):
        refused = denials(prod, bucket)
        links, forms = refused["OldLinks"]["Condition"], refused["OldForms"]["Condition"]

        assert links["StringEquals"] == {"s3:authType": "REST-QUERY-STRING"}
        assert links["NumericGreaterThan"] == {"s3:signatureAge": "120000"}
        assert forms["StringEquals"] == {"s3:authType": "POST"}
        assert forms["NumericGreaterThan"] == {"s3:signatureAge": "960000"}


def test_pages_of_any_other_origin_may_not_post_the_form(prod: Centre) -> None:
    [rule] = only(prod, "AWS::S3::Bucket", "Files").properties["CorsConfiguration"]["CorsRules"]

    assert rule["AllowedMethods"] == ["POST"]
    assert rule["AllowedOrigins"] == ["https://*.cloudfront.net"]  # prod has no name of its own


def test_streams_have_the_key_that_amazon_connect_may_use(prod: Centre) -> None:
    key = only(prod, "AWS::KMS::Key", "RecordingsKey").logical_id
    hours = {}
    for stream in prod["data"].resources("AWS::Kinesis::Stream"):
        hours[stream.logical_id[:-8]] = stream.properties["RetentionPeriodHours"]
        assert stream.properties["StreamEncryption"] == {
            "EncryptionType": "KMS",
            "KeyId": {"Fn::GetAtt": [key, "Arn"]},
        }

    assert hours == {"Records": 168, "AgentEvents": 24}


def test_a_message_is_tried_five_times_and_then_kept_for_two_weeks(prod: Centre) -> None:
    queue = only(prod, "AWS::SQS::Queue", "ImportCustomersQueue").properties
    dead = only(prod, "AWS::SQS::Queue", "ImportCustomersDead")

    assert queue["VisibilityTimeout"] == 5400  # six times the 15 minutes of the function
    assert queue["RedrivePolicy"] == {
        "deadLetterTargetArn": {"Fn::GetAtt": [dead.logical_id, "Arn"]},
        "maxReceiveCount": 5,
    }
    assert dead.properties["MessageRetentionPeriod"] == 14 * 24 * 3600


def test_a_failure_that_nobody_waits_for_has_a_queue_of_its_own(prod: Centre) -> None:
    dead = {
        each.logical_id[:-12]
        for each in prod["data"].resources("AWS::SQS::Queue")
        if each.logical_id[:-8].endswith("Dead")
    }

    assert {"ContactRecords", "Recordings", "Tidy", "Reconcile", "ConnectWrites"} <= dead
    assert not {"Api", "IdentifyContact", "AddClaims"} & dead
