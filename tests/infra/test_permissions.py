"""What the roles of a synthesized centre allow, and above all what they refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pytest

from tests.infra.role_cases import (
    ASKED,
    CHANGES,
    FOREIGN,
    MAKES,
    NEVER,
    NOBODYS,
    NOT_REACHED,
    OTHERS,
    OWN,
    PLATFORMS,
    TABLES,
    TAKES_AWAY,
)
from tests.infra.roles import Role, Roles
from tests.infra.template import Centre

FLOW_FUNCTIONS = ("identify_contact", "menu_step", "choose_queue", "look_up_customer")
WRITES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")
EVERY_ONE = ("GetItem", "Query", "BatchGetItem", *WRITES)
NUMBER = "arn:aws:connect:eu-central-1:123456789012:phone-number/1"


@pytest.fixture(scope="module")
def roles(prod: Centre) -> Roles:
    return Roles(prod)


def camel(name: str) -> str:
    return "".join(each.capitalize() for each in name.split("_"))


def of_function(roles: Roles, name: str) -> Role:
    return roles("functions", f"{camel(name)}Role")


def table(roles: Roles, name: str) -> str:
    return roles.arn("data", "AWS::DynamoDB::Table", f"{camel(name)}Table")


def bucket(roles: Roles, name: str) -> str:
    return roles.arn("data", "AWS::S3::Bucket", name)


def in_instance(roles: Roles) -> str:
    return f"{roles.arn('connect', 'AWS::Connect::Instance', 'Instance')}/queue/1"


def each_of(asked: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, operations in asked.items():
        for operation in operations.split():
            yield name, operation


# --- functions that act for whomever their event names ---


@pytest.mark.parametrize("function", ASKED)
def test_a_function_may_do_what_it_was_seen_to_do(roles: Roles, function: str) -> None:
    role = of_function(roles, function)

    refused = [
        (name, operation)
        for name, operation in each_of(ASKED[function])
        if not role.allows(f"dynamodb:{operation}", table(roles, name), keys=("klima#order",))
    ]

    assert refused == []


@pytest.mark.parametrize("function", NOT_REACHED)
def test_a_function_reaches_no_table_that_it_has_no_use_for(roles: Roles, function: str) -> None:
    role = of_function(roles, function)

    allowed = [
        (name, operation)
        for name in NOT_REACHED[function].split()
        for operation in EVERY_ONE
        if role.allows(f"dynamodb:{operation}", table(roles, name), keys=("klima",))
    ]

    assert allowed == []


@pytest.mark.parametrize("function", [*ASKED, "api"])
def test_no_function_may_ask_for_items_without_naming_keys(roles: Roles, function: str) -> None:
    role = of_function(roles, function)

    allowed = [
        (name, operation)
        for name in TABLES
        for operation in NEVER
        if role.allows(f"dynamodb:{operation}", table(roles, name), keys=("klima",))
        or role.allows(f"dynamodb:{operation}", table(roles, name))
    ]

    assert allowed == []


@pytest.mark.parametrize("function", FLOW_FUNCTIONS)
def test_a_function_that_a_caller_waits_for_writes_nothing(roles: Roles, function: str) -> None:
    role = of_function(roles, function)

    allowed = [
        (name, operation)
        for name in TABLES
        for operation in WRITES
        if role.allows(f"dynamodb:{operation}", table(roles, name), keys=("klima",))
    ]

    assert allowed == []


@pytest.mark.parametrize("function", [*ASKED, "api"])
def test_a_function_is_nobody_but_lambda(roles: Roles, function: str) -> None:
    role = of_function(roles, function)

    assert role.trusts("lambda.amazonaws.com", "sts:AssumeRole")
    assert not role.trusts("ec2.amazonaws.com", "sts:AssumeRole")
    assert not role.trusts(of_function(roles, "tidy").arn, "sts:AssumeRole")


# --- the API: the platform by its own role, each business by the role of its session ---


def test_the_api_reaches_the_platforms_items_by_its_own_role(roles: Roles) -> None:
    role = of_function(roles, "api")

    refused = [
        (name, operation, keys)
        for name, operation in each_of(PLATFORMS)
        for keys in (("platform",), ("platform#sign-up",), ("platform#a", "platform#b"))
        if not role.allows(f"dynamodb:{operation}", table(roles, name), keys=keys)
    ]

    assert refused == []


@pytest.mark.parametrize("keys", [("klima",), ("klima#order",), ("platform2",), ("platform", "a")])
def test_the_apis_own_role_reaches_nothing_of_a_business(
    roles: Roles, keys: tuple[str, ...]
) -> None:
    role = of_function(roles, "api")

    allowed = [
        (name, operation)
        for name in TABLES
        for operation in EVERY_ONE
        if role.allows(f"dynamodb:{operation}", table(roles, name), keys=keys)
    ]

    assert allowed == []


@pytest.mark.parametrize("role_name", ["ApiRole", "TenantRole"])
def test_a_request_without_keys_is_refused(roles: Roles, role_name: str) -> None:
    role = roles("functions", role_name)

    allowed = [
        (name, operation)
        for name in TABLES
        for operation in EVERY_ONE
        if role.allows(f"dynamodb:{operation}", table(roles, name), session="klima")
    ]

    assert allowed == []


def test_a_session_reaches_the_items_of_its_business(roles: Roles) -> None:
    role = roles("functions", "TenantRole")

    refused = [
        (name, operation, keys)
        for name, operation in each_of(OWN)
        for keys in (("klima",), ("klima#order",), ("klima#number#+90", "klima"))
        if not role.allows(f"dynamodb:{operation}", table(roles, name), keys=keys, session="klima")
    ]

    assert refused == []


@pytest.mark.parametrize("keys", FOREIGN)
def test_a_session_reaches_no_other_business(roles: Roles, keys: tuple[str, ...]) -> None:
    role = roles("functions", "TenantRole")

    allowed = [
        (name, operation)
        for name in TABLES
        for operation in (*EVERY_ONE, *NEVER)
        if role.allows(f"dynamodb:{operation}", table(roles, name), keys=keys, session="klima")
    ]

    assert allowed == []


def test_a_session_without_its_tag_reaches_nothing(roles: Roles) -> None:
    role = roles("functions", "TenantRole")

    for keys in (("klima",), ("",), ("#order",), ("${aws:PrincipalTag/tenant}",)):
        assert not role.allows("dynamodb:GetItem", table(roles, "tenants"), keys=keys)


def test_a_session_reaches_the_index_of_recordings_no_more_than_any_bucket(roles: Roles) -> None:
    role = roles("functions", "TenantRole")
    recordings = bucket(roles, "Recordings")

    assert not role.allows(
        "dynamodb:Query",
        table(roles, "recordings"),
        keys=("platform#recording#1",),
        session="klima",
    )
    assert not role.allows("s3:GetObject", f"{recordings}/a", session="klima")


@pytest.mark.parametrize(
    ("role_name", "function"), [("TenantRole", "api"), ("ReleaseRole", "connect_writes")]
)
def test_a_role_is_assumed_by_one_function_for_one_business(
    roles: Roles, role_name: str, function: str
) -> None:
    role, by = roles("functions", role_name), of_function(roles, function)
    other = of_function(roles, "provision")
    tagged = {"asked": "klima", "tag_keys": ("tenant",)}

    for action in ("sts:AssumeRole", "sts:TagSession"):
        assert by.allows(action, role.arn)
        assert role.trusts(by.arn, action, **tagged)
        assert not role.trusts(by.arn, action)
        assert not role.trusts(by.arn, action, asked="klima", tag_keys=("tenant", "role"))
        assert not role.trusts(other.arn, action, **tagged)
        assert not other.allows(action, role.arn)


def test_only_what_takes_away_is_assumed_for_the_platform(roles: Roles) -> None:
    tagged = {"asked": "platform", "tag_keys": ("tenant",)}
    api, writes = of_function(roles, "api"), of_function(roles, "connect_writes")

    assert not roles("functions", "TenantRole").trusts(api.arn, "sts:AssumeRole", **tagged)
    assert roles("functions", "ReleaseRole").trusts(writes.arn, "sts:AssumeRole", **tagged)


# --- Amazon Connect ---


@pytest.mark.parametrize("operation", MAKES)
def test_what_is_made_in_amazon_connect_bears_the_tag_of_a_business(
    roles: Roles, operation: str
) -> None:
    role = of_function(roles, "connect_writes")
    action = f"connect:{operation}"

    assert role.allows(action, in_instance(roles), asked="klima")
    assert not role.allows(action, in_instance(roles))
    assert not role.allows(
        action, "arn:aws:connect:eu-central-1:123456789012:instance/other/queue/1", asked="klima"
    )


@pytest.mark.parametrize("operation", CHANGES)
def test_only_what_bears_the_tag_of_a_business_is_changed(roles: Roles, operation: str) -> None:
    role = of_function(roles, "connect_writes")

    assert role.allows(f"connect:{operation}", in_instance(roles), of="klima")
    assert not role.allows(f"connect:{operation}", in_instance(roles))


@pytest.mark.parametrize("operation", OTHERS)
def test_connect_writes_may_look_and_name_what_is_everybodys(roles: Roles, operation: str) -> None:
    role = of_function(roles, "connect_writes")

    assert role.allows(f"connect:{operation}", in_instance(roles))


@pytest.mark.parametrize("operation", [*TAKES_AWAY, "DeleteHoursOfOperationOverride"])
def test_connect_writes_takes_nothing_away_by_its_own_role(roles: Roles, operation: str) -> None:
    role = of_function(roles, "connect_writes")

    for of in ("klima", "platform"):
        assert not role.allows(f"connect:{operation}", in_instance(roles), of=of, session=of)
    assert not role.allows(f"connect:{operation}", in_instance(roles))


@pytest.mark.parametrize("operation", TAKES_AWAY)
def test_a_session_takes_away_what_is_its_business_alone(roles: Roles, operation: str) -> None:
    role, action = roles("functions", "ReleaseRole"), f"connect:{operation}"

    assert role.allows(action, in_instance(roles), of="klima", session="klima")
    assert not role.allows(action, in_instance(roles), of="klima2", session="klima")
    assert not role.allows(action, in_instance(roles), of="klima", session="klima2")
    assert not role.allows(action, in_instance(roles), session="klima")
    assert not role.allows(action, in_instance(roles), session="platform")
    assert not role.allows(action, in_instance(roles), of="klima")


def test_a_number_is_no_longer_answered_only_by_its_own_business(roles: Roles) -> None:
    role, action = roles("functions", "ReleaseRole"), "connect:DisassociatePhoneNumberContactFlow"

    assert role.allows(action, NUMBER, of="klima", session="klima")
    assert not role.allows(action, NUMBER, of="bakery", session="klima")


def test_a_number_is_released_by_the_platform_and_only_when_it_is_nobodys(roles: Roles) -> None:
    release = roles("functions", "ReleaseRole")
    action = "connect:ReleasePhoneNumber"

    assert release.allows(action, NUMBER, session="platform")
    assert not release.allows(action, NUMBER, session="platform", of="klima")
    assert not release.allows(action, NUMBER, session="klima", of="klima")
    assert not release.allows(action, NUMBER, session="klima")
    assert not of_function(roles, "connect_writes").allows(action, NUMBER)


@pytest.mark.parametrize("operation", NOBODYS)
@pytest.mark.parametrize(
    "role_name", ["ConnectWritesRole", "ReleaseRole", "ProvisionRole", "ApiRole"]
)
def test_the_instance_itself_is_nobodys_to_change(
    roles: Roles, role_name: str, operation: str
) -> None:
    role = roles("functions", role_name)
    instance = roles.arn("connect", "AWS::Connect::Instance", "Instance")

    for resource in (instance, in_instance(roles), NUMBER):
        assert not role.allows(f"connect:{operation}", resource, of="klima", session="klima")


@pytest.mark.parametrize("function", sorted({*ASKED, "api"} - {"connect_writes"}))
def test_no_other_function_writes_to_amazon_connect(roles: Roles, function: str) -> None:
    role = of_function(roles, function)

    for operation in (*MAKES, *CHANGES, *TAKES_AWAY, "ReleasePhoneNumber"):
        for resource in (in_instance(roles), NUMBER):
            assert not role.allows(
                f"connect:{operation}", resource, asked="klima", of="klima", session="klima"
            )


# --- files, people, messages ---


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
        ("import_customers", "GetObject", "Files", "klima/imports/1.csv", True),
        ("import_customers", "DeleteObject", "Files", "klima/imports/1.csv", True),
        ("import_customers", "GetObject", "Files", "klima/exports/1.zip", False),
        ("export_tenant", "PutObject", "Files", "klima/exports/1.zip", True),
        ("export_tenant", "AbortMultipartUpload", "Files", "klima/exports/1.zip", True),
        ("export_tenant", "PutObject", "Files", "klima/imports/1.csv", False),
        ("export_tenant", "GetObject", "Recordings", "a.wav", True),
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
        ("api", "GetObject", "Recordings", "a.wav", True),
        ("api", "DeleteObject", "Recordings", "a.wav", False),
        ("api", "GetObject", "Quarantine", "contact_records/1", False),
        ("identify_contact", "GetObject", "Recordings", "a.wav", False),
    ],
)
def test_files_are_reached_by_their_own_functions(
    roles: Roles, function: str, action: str, name: str, key: str, *, expected: bool
) -> None:
    role = of_function(roles, function)

    assert role.allows(f"s3:{action}", f"{bucket(roles, name)}/{key}") is expected


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
    role = of_function(roles, function)
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

    assert of_function(roles, function).allows(f"cognito-idp:{action}", pool) is expected


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
    api, flow = of_function(roles, "api"), of_function(roles, "menu_step")

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
    api, provision, writes = (
        of_function(roles, each) for each in ("api", "provision", "connect_writes")
    )

    assert api.allows("states:StartExecution", machine)
    assert provision.allows("states:StartExecution", machine)
    assert provision.allows(
        "states:DescribeExecution", f"{here}:execution:santral-prod-provisioning:1"
    )
    assert writes.allows("states:SendTaskSuccess", machine)
    assert writes.allows("states:SendTaskFailure", machine)
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
    """Of functions: every resource with a star is in this list, which is short."""
    starred = {
        (name, resource.rpartition(":")[2])
        for name in sorted(
            each.logical_id[:-8] for each in prod["functions"].resources("AWS::IAM::Role")
        )
        for statement in roles("functions", name).statements
        for resource in _listed(statement["Resource"])
        if "*" in resource
    }

    names = {
        name: {json.dumps(each)[1:-1].split("/", 1)[1] for owner, each in starred if owner == name}
        for name, _ in starred
        if name != "ProvisionRole"
    }
    assert names == {
        "ContactRecordsRole": {"contact_records/*"},
        "RecordingsRole": {"*"},
        "ConnectWritesRole": {f"{_instance(roles)}/*", "*"},
        "ReleaseRole": {f"{_instance(roles)}/*", "*"},
        "ImportCustomersRole": {"*/imports/*"},
        "ExportTenantRole": {"*/exports/*", "*"},
        "DeleteTenantRole": {"*"},
        "ApiRole": {"*/exports/*", "*/imports/*", "*"},
    }
    assert {each for name, each in starred if name == "ProvisionRole"} == {"*"}


def _instance(roles: Roles) -> str:
    return roles.arn("connect", "AWS::Connect::Instance", "Instance").rpartition("/")[2]


def _listed(plain: object) -> list[str]:
    return [str(each) for each in plain] if isinstance(plain, list) else [str(plain)]
