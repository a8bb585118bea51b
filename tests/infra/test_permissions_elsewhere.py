"""Which files, people, queues and keys the roles of a synthesized centre let functions reach."""

from __future__ import annotations

import pytest

from tests.infra.roles import Roles, camel
from tests.infra.template import Centre


@pytest.mark.parametrize(
    ("function", "action", "name", "key", "expected"),
    [
        ("contact_records", "PutObject", "Quarantine", "contact_records/1", True),
        ("contact_records", "PutObject", "Quarantine", "elsewhere/1", False),
        ("contact_records", "GetObject", "Quarantine", "contact_records/1", False),
        ("contact_records", "DeleteObject", "Quarantine", "contact_records/1", False),
        ("recordings", "GetObject", "Recordings", "connect/a/CallRecordings/b.wav", True),
        ("recordings", "PutObject", "Recordings", "connect/a/CallRecordings/b.wav", False),
        ("recordings", "DeleteObject", "Recordings", "connect/a/CallRecordings/b.wav", False),
        ("recordings", "GetObject", "Recordings", "connect/a/ChatTranscripts/b.json", False),
        ("export_tenant", "GetObject", "Recordings", "connect/a/Reports/b.csv", False),
        ("api", "GetObject", "Recordings", "connect/a/Attachments/b.pdf", False),
        ("import_customers", "GetObject", "Files", "klima/imports/1.csv", True),
        ("import_customers", "DeleteObject", "Files", "klima/imports/1.csv", True),
        ("import_customers", "GetObject", "Files", "klima/exports/1.zip", False),
        ("export_tenant", "PutObject", "Files", "klima/exports/1.zip", True),
        ("export_tenant", "AbortMultipartUpload", "Files", "klima/exports/1.zip", True),
        ("export_tenant", "PutObject", "Files", "klima/imports/1.csv", False),
        ("export_tenant", "GetObject", "Recordings", "connect/a/CallRecordings/a.wav", True),
        ("export_tenant", "DeleteObject", "Recordings", "a.wav", False),
        ("delete_tenant", "DeleteObjectVersion", "Recordings", "a.wav", True),
        ("delete_tenant", "DeleteObjectVersion", "Files", "klima/exports/1.zip", True),
        ("delete_tenant", "GetObject", "Recordings", "a.wav", False),
        ("api", "GetObject", "Files", "klima/exports/1.zip", True),
        ("api", "PutObject", "Files", "klima/imports/1.csv", True),
        ("api", "PutObjectTagging", "Files", "klima/imports/1.csv", True),
        ("api", "PutObject", "Files", "klima/exports/1.zip", False),
        ("api", "GetObject", "Files", "klima/imports/1.csv", False),
        ("api", "DeleteObject", "Files", "klima/imports/1.csv", False),
        ("api", "GetObject", "Recordings", "connect/a/CallRecordings/a.wav", True),
        ("api", "DeleteObject", "Recordings", "a.wav", False),
        ("api", "GetObject", "Quarantine", "contact_records/1", False),
        ("identify_contact", "GetObject", "Recordings", "a.wav", False),
    ],
)
def test_files_are_reached_by_their_own_functions(
    roles: Roles, function: str, action: str, name: str, key: str, *, expected: bool
) -> None:
    role = roles.of(function)

    assert role.allows(f"s3:{action}", f"{roles.bucket(name)}/{key}") is expected


@pytest.mark.parametrize(
    ("function", "queue", "expected"),
    [
        ("contact_records", "deliver_webhooks", True),
        ("contact_records", "delete_tenant", False),
        ("connect_writes", "connect_writes", True),
        ("provision", "connect_writes", True),
        ("provision", "deliver_webhooks", True),
        ("provision", "export_tenant", False),
        ("deliver_webhooks", "deliver_webhooks", True),
        ("import_customers", "import_customers", True),
        ("import_customers", "deliver_webhooks", True),
        ("export_tenant", "export_tenant", True),
        ("export_tenant", "delete_tenant", False),
        ("delete_tenant", "connect_writes", True),
        ("delete_tenant", "export_tenant", True),
        ("reconcile", "delete_tenant", True),
        ("reconcile", "connect_writes", False),
        ("api", "import_customers", True),
        ("menu_step", "connect_writes", False),
    ],
)
def test_functions_ring_for_whom_they_have_work(
    roles: Roles, function: str, queue: str, *, expected: bool
) -> None:
    role = roles.of(function)
    arn = roles.arn("data", "AWS::SQS::Queue", f"{camel(queue)}Queue")

    assert role.allows("sqs:SendMessage", arn) is expected


@pytest.mark.parametrize(
    ("function", "action", "expected"),
    [
        ("api", "AdminCreateUser", True),
        ("api", "AdminSetUserPassword", True),
        ("api", "ListUsers", False),
        ("api", "DeleteUserPool", False),
        ("api", "UpdateUserPool", False),
        ("tidy", "ListUsers", True),
        ("tidy", "AdminDeleteUser", True),
        ("tidy", "AdminSetUserPassword", False),
        ("delete_tenant", "AdminDeleteUser", True),
        ("delete_tenant", "AdminCreateUser", False),
        ("connect_writes", "AdminGetUser", False),
    ],
)
def test_people_are_changed_by_whom_that_is_the_business_of(
    roles: Roles, function: str, action: str, *, expected: bool
) -> None:
    pool = roles.arn("identity", "AWS::Cognito::UserPool", "People")

    assert roles.of(function).allows(f"cognito-idp:{action}", pool) is expected


def test_mails_have_one_sender(roles: Roles) -> None:
    identity = roles("functions", "ApiRole")
    [resources] = [
        each["Resource"] for each in identity.statements if each["Action"] == "ses:SendEmail"
    ]

    for resource in resources:
        assert identity.allows("ses:SendEmail", resource, sender="centre@example.com")
        assert not identity.allows("ses:SendEmail", resource, sender="other@example.com")
        assert not identity.allows("ses:SendEmail", resource)


def test_a_key_serves_through_services_and_never_directly(roles: Roles) -> None:
    key = roles.arn("data", "AWS::KMS::Key", "Key")
    recordings_key = roles.arn("data", "AWS::KMS::Key", "RecordingsKey")
    api, flow = roles.of("api"), roles.of("menu_step")

    assert api.allows("kms:Decrypt", key, via="dynamodb.eu-central-1.amazonaws.com")
    assert api.allows("kms:Decrypt", recordings_key, via="s3.eu-central-1.amazonaws.com")
    assert flow.allows("kms:Decrypt", key, via="dynamodb.eu-central-1.amazonaws.com")
    assert not flow.allows("kms:GenerateDataKey", key, via="dynamodb.eu-central-1.amazonaws.com")
    assert not flow.allows("kms:Decrypt", recordings_key, via="s3.eu-central-1.amazonaws.com")
    assert not api.allows("kms:Decrypt", key)
    assert not api.allows("kms:ScheduleKeyDeletion", key, via="s3.eu-central-1.amazonaws.com")


def test_state_machines_are_started_and_answered_by_their_own_functions(roles: Roles) -> None:
    here = "arn:aws:states:eu-central-1:123456789012"
    machine = f"{here}:stateMachine:santral-prod-provisioning"
    api, provision, writes = (roles.of(each) for each in ("api", "provision", "connect_writes"))

    assert api.allows("states:StartExecution", machine)
    assert provision.allows("states:StartExecution", machine)
    assert provision.allows(
        "states:DescribeExecution", f"{here}:execution:santral-prod-provisioning:1"
    )
    assert writes.allows("states:SendTaskSuccess", "*")  # AWS asks of no machine
    assert writes.allows("states:SendTaskFailure", "*")
    assert not writes.allows("states:StartExecution", machine)
    assert not api.allows("states:StopExecution", machine)
    assert not api.allows("states:StartExecution", f"{here}:stateMachine:another")


def test_the_state_machine_calls_provision_and_nobody_else(roles: Roles) -> None:
    role = roles("provisioning", "Role")
    [invoke] = [each for each in role.statements if each["Sid"] == "Steps"]

    assert invoke["Action"] == "lambda:InvokeFunction"
    assert invoke["Resource"] == roles.arn("functions", "AWS::Lambda::Function", "Provision")
    assert role.trusts("states.amazonaws.com", "sts:AssumeRole", source_account="123456789012")
    assert not role.trusts("states.amazonaws.com", "sts:AssumeRole", source_account="2")


def test_a_star_stands_only_where_names_are_not_known_before(prod: Centre, roles: Roles) -> None:
    bucket, instance = "arn:aws:s3:::", roles.instance
    files, recordings, aside = (
        roles.bucket(each).removeprefix(bucket) for each in ("Files", "Recordings", "Quarantine")
    )
    calls = f"{bucket}{recordings}/connect/*/CallRecordings/*"
    numbers = "arn:aws:connect:eu-central-1:123456789012:phone-number/*"
    executions = "arn:aws:states:eu-central-1:123456789012:execution:santral-prod-provisioning:*"
    names = [each.logical_id[:-8] for each in prod["functions"].resources("AWS::IAM::Role")]

    starred = {name: _starred(roles, name) for name in names}

    assert {name: each for name, each in starred.items() if each} == {
        "ContactRecordsRole": {f"{bucket}{aside}/contact_records/*"},
        "RecordingsRole": {calls},
        "ConnectWritesRole": {f"{instance}/*", numbers, "*"},  # the last for tasks' answers
        "ReleaseRole": {f"{instance}/*", numbers},
        "ProvisionRole": {executions},
        "ImportCustomersRole": {f"{bucket}{files}/*/imports/*"},
        "ExportTenantRole": {f"{bucket}{files}/*/exports/*", calls},
        "DeleteTenantRole": {f"{bucket}{files}/*", f"{bucket}{recordings}/*"},
        "ApiRole": {
            f"{bucket}{files}/*/exports/*",
            f"{bucket}{files}/*/imports/*",
            calls,
            f"{instance}/*",  # contacts that go on
        },
        "PresenceRole": {f"{instance}/*"},
    }


def _starred(roles: Roles, name: str) -> set[str]:
    resources = [each["Resource"] for each in roles("functions", name).statements]
    listed = [each if isinstance(each, list) else [each] for each in resources]
    return {resource for each in listed for resource in each if "*" in resource}
