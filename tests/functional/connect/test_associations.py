"""Lambda functions, bots, origins, keys and integrations of an instance, through boto3."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.instance import Instance
from tests.functional.connect.refusals import all_of, refusal

FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:look-up"
ALIAS = "arn:aws:lex:eu-central-1:123456789012:bot-alias/ABCDEFGHIJ/TSTALIASID"
KEY = "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkq\n-----END PUBLIC KEY-----\n"
ASSISTANT = "arn:aws:wisdom:eu-central-1:123456789012:assistant/1"


# --- Lambda functions ---


def test_functions_are_listed_page_by_page(client: Any, instance: Instance) -> None:
    for arn in (FUNCTION, f"{FUNCTION}:live"):
        client.associate_lambda_function(InstanceId=instance.id, FunctionArn=arn)

    for size in (1, 1000):
        listed = all_of(
            client, "list_lambda_functions", "LambdaFunctions", size, InstanceId=instance.id
        )
        assert listed == [FUNCTION, f"{FUNCTION}:live"]


def test_a_function_is_associated_once_and_let_go_once(client: Any, instance: Instance) -> None:
    request = {"InstanceId": instance.id, "FunctionArn": FUNCTION}
    client.associate_lambda_function(**request)

    again = refusal(client.associate_lambda_function, **request)
    client.disassociate_lambda_function(**request)
    gone = refusal(client.disassociate_lambda_function, **request)

    assert again == "ResourceConflictException"
    assert gone == "ResourceNotFoundException"
    assert client.list_lambda_functions(InstanceId=instance.id)["LambdaFunctions"] == []


def test_a_function_is_named_by_its_arn(client: Any, instance: Instance) -> None:
    code = refusal(client.associate_lambda_function, InstanceId=instance.id, FunctionArn="look-up")

    assert code == "InvalidParameterException"


def test_an_instance_has_fifty_functions_at_most(client: Any, instance: Instance) -> None:
    for number in range(50):
        client.associate_lambda_function(InstanceId=instance.id, FunctionArn=f"{FUNCTION}-{number}")

    code = refusal(client.associate_lambda_function, InstanceId=instance.id, FunctionArn=FUNCTION)

    assert code == "ServiceQuotaExceededException"


# --- bots ---


def test_a_bot_of_lex_v1_is_seen_by_both_lists(client: Any, instance: Instance) -> None:
    first = {"Name": "Orders", "LexRegion": "eu-west-1"}
    second = {"Name": "Tickets", "LexRegion": "eu-west-1"}
    client.associate_lex_bot(InstanceId=instance.id, LexBot=first)
    client.associate_bot(InstanceId=instance.id, LexBot=second)

    for size in (1, 1000):
        old = all_of(client, "list_lex_bots", "LexBots", size, InstanceId=instance.id)
        new = all_of(client, "list_bots", "LexBots", size, InstanceId=instance.id, LexVersion="V1")
        assert old == [first, second]
        assert new == [{"LexBot": first}, {"LexBot": second}]


def test_a_bot_of_lex_v2_is_its_alias(client: Any, instance: Instance) -> None:
    client.associate_bot(InstanceId=instance.id, LexV2Bot={"AliasArn": ALIAS})

    v1 = client.list_bots(InstanceId=instance.id, LexVersion="V1")["LexBots"]
    v2 = client.list_bots(InstanceId=instance.id, LexVersion="V2")["LexBots"]

    assert v1 == []
    assert v2 == [{"LexV2Bot": {"AliasArn": ALIAS}}]


def test_bots_are_let_go(client: Any, instance: Instance) -> None:
    bot = {"Name": "Orders", "LexRegion": "eu-west-1"}
    client.associate_bot(InstanceId=instance.id, LexV2Bot={"AliasArn": ALIAS})
    client.associate_lex_bot(InstanceId=instance.id, LexBot=bot)
    again = refusal(client.associate_lex_bot, InstanceId=instance.id, LexBot=bot)

    client.disassociate_bot(InstanceId=instance.id, LexV2Bot={"AliasArn": ALIAS})
    client.disassociate_lex_bot(InstanceId=instance.id, BotName="Orders", LexRegion="eu-west-1")

    gone = refusal(client.disassociate_bot, InstanceId=instance.id, LexBot=bot)
    assert again == "ResourceConflictException"
    assert gone == "ResourceNotFoundException"


def test_one_bot_is_named_whole(client: Any, instance: Instance) -> None:
    neither = refusal(client.associate_bot, InstanceId=instance.id)
    no_alias = refusal(client.associate_bot, InstanceId=instance.id, LexV2Bot={"AliasArn": "bot"})

    assert neither == no_alias == "InvalidRequestException"


# --- approved origins ---


def test_origins_are_approved_and_listed(client: Any, instance: Instance) -> None:
    for origin in ("https://shop.example", "http://localhost:8080"):
        client.associate_approved_origin(InstanceId=instance.id, Origin=origin)

    for size in (1, 1000):
        listed = all_of(client, "list_approved_origins", "Origins", size, InstanceId=instance.id)
        assert listed == ["https://shop.example", "http://localhost:8080"]


def test_an_origin_is_approved_once_and_withdrawn_once(client: Any, instance: Instance) -> None:
    request = {"InstanceId": instance.id, "Origin": "https://shop.example"}
    client.associate_approved_origin(**request)

    again = refusal(
        client.associate_approved_origin, InstanceId=instance.id, Origin="https://SHOP.example"
    )
    client.disassociate_approved_origin(**request)
    gone = refusal(client.disassociate_approved_origin, **request)

    assert again == "ResourceConflictException"
    assert gone == "ResourceNotFoundException"


@pytest.mark.parametrize("origin", ["shop.example", "https://shop.example/page", "ftp://a.example"])
def test_an_origin_is_scheme_and_host(client: Any, instance: Instance, origin: str) -> None:
    code = refusal(client.associate_approved_origin, InstanceId=instance.id, Origin=origin)

    assert code == "InvalidParameterException"


# --- security keys ---


def test_an_instance_has_two_keys(client: Any, instance: Instance) -> None:
    keys = [KEY, KEY.replace("MIIB", "MIIC"), KEY.replace("MIIB", "MIID")]
    first = client.associate_security_key(InstanceId=instance.id, Key=keys[0])
    again = refusal(client.associate_security_key, InstanceId=instance.id, Key=keys[0])
    client.associate_security_key(InstanceId=instance.id, Key=keys[1])

    third = refusal(client.associate_security_key, InstanceId=instance.id, Key=keys[2])

    assert again == "ResourceConflictException"
    assert third == "ServiceQuotaExceededException"
    for size in (1, 1000):
        listed = all_of(client, "list_security_keys", "SecurityKeys", size, InstanceId=instance.id)
        assert [each["Key"] for each in listed] == keys[:2]
        assert listed[0]["AssociationId"] == first["AssociationId"]


def test_a_key_is_replaced(client: Any, instance: Instance) -> None:
    made = client.associate_security_key(InstanceId=instance.id, Key=KEY)
    request = {"InstanceId": instance.id, "AssociationId": made["AssociationId"]}

    client.disassociate_security_key(**request)

    assert client.list_security_keys(InstanceId=instance.id)["SecurityKeys"] == []
    assert refusal(client.disassociate_security_key, **request) == "ResourceNotFoundException"


def test_a_key_is_in_pem_format(client: Any, instance: Instance) -> None:
    code = refusal(client.associate_security_key, InstanceId=instance.id, Key="MIIBIjANBgkq")

    assert code == "InvalidParameterException"


# --- integration associations ---


def test_integrations_are_listed_by_type_and_arn(client: Any, instance: Instance) -> None:
    made = client.create_integration_association(
        InstanceId=instance.id, IntegrationType="WISDOM_ASSISTANT", IntegrationArn=ASSISTANT
    )
    client.create_integration_association(
        InstanceId=instance.id,
        IntegrationType="EVENT",
        IntegrationArn="arn:aws:events:eu-central-1:123456789012:event-source/crm",
        SourceApplicationUrl="https://crm.example",
        SourceApplicationName="CRM",
        SourceType="SALESFORCE",
    )

    def listed(size: int, **only: str) -> list[dict[str, Any]]:
        return all_of(
            client,
            "list_integration_associations",
            "IntegrationAssociationSummaryList",
            size,
            InstanceId=instance.id,
            **only,
        )

    for size in (1, 1000):
        assert [each["IntegrationType"] for each in listed(size)] == ["WISDOM_ASSISTANT", "EVENT"]
    (assistant,) = listed(1, IntegrationType="WISDOM_ASSISTANT", IntegrationArn=ASSISTANT)
    assert assistant["InstanceId"] == instance.id
    assert assistant["IntegrationAssociationId"] == made["IntegrationAssociationId"]
    assert assistant["IntegrationAssociationArn"] == made["IntegrationAssociationArn"]
    assert listed(1, IntegrationType="EVENT")[0]["SourceApplicationName"] == "CRM"


def test_an_integration_is_made_once_and_ended_once(client: Any, instance: Instance) -> None:
    request = {
        "InstanceId": instance.id,
        "IntegrationType": "WISDOM_ASSISTANT",
        "IntegrationArn": ASSISTANT,
    }
    made = client.create_integration_association(**request)
    ended = {
        "InstanceId": instance.id,
        "IntegrationAssociationId": made["IntegrationAssociationId"],
    }

    again = refusal(client.create_integration_association, **request)
    client.delete_integration_association(**ended)
    gone = refusal(client.delete_integration_association, **ended)

    assert again == "DuplicateResourceException"
    assert gone == "ResourceNotFoundException"


def test_an_integration_is_named_whole(client: Any, instance: Instance) -> None:
    no_source = refusal(
        client.create_integration_association,
        InstanceId=instance.id,
        IntegrationType="EVENT",
        IntegrationArn=ASSISTANT,
    )
    no_arn = refusal(
        client.create_integration_association,
        InstanceId=instance.id,
        IntegrationType="WISDOM_ASSISTANT",
        IntegrationArn="assistant",
    )

    assert no_source == no_arn == "InvalidRequestException"
