"""What the roles of a deployment may not do, tried with the roles themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from botocore.exceptions import ClientError

from santral.local.proof.deployment import Credentials, Deployment
from santral.local.proof.failure import ProofError

_DENIED: Final = {"AccessDenied", "AccessDeniedException"}


def refuse_what_is_not_granted(deployment: Deployment, tenant: str) -> list[str]:
    """Try it, and return what was refused.

    Each refusal has a twin beside it that is allowed, so that nothing is refused for another
    reason.

    Raises:
        ProofError: something was let through, or its twin was not.
    """
    tenants = deployment.output("data", "TenantsTableName")
    documents = deployment.output("data", "DocumentsTableName")
    flow = _table_client(deployment, deployment.credentials_of("choose_queue"))
    _allow("choose_queue reads a business", lambda: _get(flow, tenants, tenant))
    _refuse("choose_queue scans", lambda: flow.scan(TableName=tenants))
    _refuse("choose_queue writes", lambda: _put(flow, tenants, tenant))

    api = deployment.credentials_of("api")
    own = _table_client(deployment, api)
    _allow("the API reads the platform's items", lambda: _get(own, documents, "platform"))
    _refuse(
        "the API reads a business's items by its own role", lambda: _get(own, documents, tenant)
    )

    one = _table_client(deployment, _assumed(deployment, api, tenant))
    _allow("the API reads the business that it acts for", lambda: _get(one, documents, tenant))
    _refuse("it reads another business", lambda: _get(one, documents, "klima"))
    _refuse("it reads one whose id begins alike", lambda: _get(one, documents, f"{tenant}2"))
    return [
        "an action that no policy names (a scan, a write)",
        "another business's key, and one that begins alike",
        "any business's key without acting for it",
    ]


def _assumed(deployment: Deployment, by: Credentials, tenant: str) -> Credentials:
    sts = deployment.endpoint.client("sts", **by._asdict())
    variables = deployment.function("api")["Environment"]["Variables"]
    session = sts.assume_role(
        RoleArn=variables["SANTRAL_TENANT_ROLE_ARN"],
        RoleSessionName="proof",
        Tags=[{"Key": "tenant", "Value": tenant}],
    )["Credentials"]
    return Credentials(session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])


def _table_client(deployment: Deployment, credentials: Credentials) -> Any:
    return deployment.endpoint.client("dynamodb", **credentials._asdict())


def _get(client: Any, table: str, tenant: str) -> None:
    client.get_item(TableName=table, Key=_key(tenant))


def _put(client: Any, table: str, tenant: str) -> None:
    client.put_item(TableName=table, Item=_key(tenant))


def _key(tenant: str) -> dict[str, Any]:
    return {"pk": {"S": tenant}, "sk": {"S": "proof"}}


def _allow(what: str, act: Callable[[], Any]) -> None:
    try:
        act()
    except ClientError as error:
        raise ProofError(f"expected that {what}; it was refused: {error}") from None


def _refuse(what: str, act: Callable[[], Any]) -> None:
    try:
        act()
    except ClientError as error:
        if error.response["Error"]["Code"] in _DENIED:
            return
        raise ProofError(f"expected that it is denied that {what}; saw {error}") from None
    raise ProofError(f"it was let through that {what}")
