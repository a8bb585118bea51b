"""The instance: where it writes, what is in it, and who may see it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from santral.stores.recordings import parse_key
from tests.infra.conftest import ROOT
from tests.infra.template import Centre

FLOWS = ROOT / "contact_flows"


def stores(centre: Centre) -> dict[str, Mapping[str, Any]]:
    """Return ResourceType -> the whole storage config."""
    return {
        each.properties["ResourceType"]: each.body
        for each in centre["connect"].resources("AWS::Connect::InstanceStorageConfig")
    }


def test_recordings_are_written_where_our_function_reads_them(prod: Centre) -> None:
    prefix = stores(prod)["CALL_RECORDINGS"]["Properties"]["S3Config"]["BucketPrefix"]

    contact = "0b6e8a1c-1111-4222-8333-444455556666"
    found = parse_key(f"{prefix}/2026/03/02/{contact}_20260302T07:31_UTC.wav")

    assert prefix == "connect/santral-prod/CallRecordings"
    assert found is not None
    assert found.contact_id == contact


def test_all_that_is_stored_is_encrypted_with_the_key_of_recordings(prod: Centre) -> None:
    in_bucket = {
        name: body["Properties"]["S3Config"]["EncryptionConfig"]
        for name, body in stores(prod).items()
        if body["Properties"]["StorageType"] == "S3"
    }

    assert in_bucket.keys() == {
        "CALL_RECORDINGS",
        "CHAT_TRANSCRIPTS",
        "ATTACHMENTS",
        "SCHEDULED_REPORTS",
    }
    for encryption in in_bucket.values():
        assert encryption["EncryptionType"] == "KMS"
        assert "RecordingsKey" in str(encryption["KeyId"])


def test_streams_are_told_after_recordings_have_given_leave_to_use_their_key(prod: Centre) -> None:
    all_ = stores(prod)

    for resource_type in ("CONTACT_TRACE_RECORDS", "AGENT_EVENTS"):
        assert all_[resource_type]["Properties"]["StorageType"] == "KINESIS_STREAM"
        assert all_[resource_type]["DependsOn"] == ["StoresCallRecordings"]


def test_who_looks_into_the_instance_may_change_nothing(prod: Centre) -> None:
    profiles = {
        each.properties["SecurityProfileName"]: each.properties["Permissions"]
        for each in prod["connect"].resources("AWS::Connect::SecurityProfile")
    }

    assert profiles.keys() == {"Operator", "Supervisor"}
    for permissions in profiles.values():
        assert all(each == "AccessMetrics" or each.endswith(".View") for each in permissions)


def test_only_the_pages_may_show_the_softphone(prod: Centre) -> None:
    [origin] = prod["connect"].resources("AWS::Connect::ApprovedOrigin")

    assert "Distribution" in str(origin.properties["Origin"])


def test_every_prompt_that_a_flow_plays_is_in_the_instance(prod: Centre) -> None:
    written = "".join(file.read_text("utf-8") for file in FLOWS.rglob("*.json"))
    made = {each.properties["Name"] for each in prod["connect"].resources("AWS::Connect::Prompt")}

    played = set(re.findall(r"\$\{prompt\.(\w+)\}", written))

    assert played == {"hold_music"}
    assert played <= made


def test_prompts_have_the_one_format_that_amazon_connect_takes() -> None:
    for file in (FLOWS / "prompts").iterdir():
        head = file.read_bytes()[:36]

        assert head[:4] + head[8:16] == b"RIFFWAVEfmt "
        assert int.from_bytes(head[20:22], "little") == 7  # u-law
        assert int.from_bytes(head[22:24], "little") == 1  # one channel
        assert int.from_bytes(head[24:28], "little") == 8000
        assert file.stat().st_size < 8000 * 5 * 60  # five minutes
