"""A deployment as its administrator reaches it: by its tables and buckets, past its functions.

An export reads whole tables: what a business has is found by its id in the key, and nothing can be
forgotten. The deployment's own functions may not do so; the administrator's credentials have to.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from functions.stage_files import find_stage
from santral.domain.deployment import Stage
from santral.domain.errors import DependencyError, InputError
from santral.local.profiles import ensure_profile
from santral.stores.clients import Clients, new_session
from santral.stores.identity import Identity
from santral.stores.tables import TableNames, code_of

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

# What the stacks of a stage tell (infra/stacks/data.py, identity.py).
_OUTPUTS: Final = ("RecordingsBucket", "UserPoolId", "UserPoolClientId")


@dataclass(frozen=True)
class Place:
    """
    Attributes:
        dynamodb: no guard watches it.
        bucket: of recordings.
        identity: the user pool; None where there is none to make members in.
    """

    clients: Clients
    dynamodb: Any
    s3: S3Client
    tables: TableNames
    bucket: str
    identity: Identity | None = None

    def table(self, name: str) -> str:
        return str(getattr(self.tables, name))

    def scan(self, table: str, condition: str, values: Mapping[str, str]) -> Iterator[Any]:
        """Yield the items of a whole table that meet a condition, a page at a time.

        Raises:
            DependencyError: DynamoDB failed.
        """
        named = {name: {"S": value} for name, value in values.items()}
        pages = self.dynamodb.get_paginator("scan").paginate(
            TableName=self.table(table),
            ConsistentRead=True,
            FilterExpression=condition,
            ExpressionAttributeValues=named,
        )
        rest = iter(pages)
        while True:
            with translated("dynamodb"):
                page = next(rest, None)
            if page is None:
                return
            yield from page["Items"]


def from_environment(environment: Mapping[str, str] = os.environ) -> Place:
    """Return the deployment that the environment names, as it does for the functions.

    Raises:
        InputError: a table or the bucket is not named; the message says which variables are.
    """
    names = {name: f"SANTRAL_{name.upper()}_TABLE" for name in _table_fields()}
    wanted = [*names.values(), "SANTRAL_RECORDINGS_BUCKET"]
    missing = [each for each in wanted if not environment.get(each)]
    if missing:
        raise InputError(
            f"no deployment is named: give --stage, or set {', '.join(missing)} "
            "as the functions have them"
        )
    tables = TableNames(**{name: environment[variable] for name, variable in names.items()})
    pool = environment.get("SANTRAL_USER_POOL_ID", "")
    client = environment.get("SANTRAL_USER_POOL_CLIENT_ID", "")
    return _place(None, tables, environment["SANTRAL_RECORDINGS_BUCKET"], pool, client)


def of_stage(stage: Stage) -> Place:
    """Return a deployed stage, by what its stacks tell of themselves.

    Raises:
        InputError: it is not deployed where these credentials lead.
        DependencyError: CloudFormation failed.
    """
    session = new_session()
    cloudformation: Any = session.create_client("cloudformation", region_name=stage.region)
    outputs: dict[str, str] = {}
    for part in ("data", "identity"):
        outputs |= _outputs(cloudformation, f"santral-{stage.name}-{part}")
    try:
        tables = TableNames(
            **{name: outputs[f"{name.capitalize()}TableName"] for name in _table_fields()}
        )
        bucket, pool, client = (outputs[name] for name in _OUTPUTS)
    except KeyError as error:
        raise InputError(f"stage {stage.name}: its stacks tell no {error.args[0]}") from None
    return _place(stage.region, tables, bucket, pool, client)


@contextmanager
def translated(service: str) -> Iterator[None]:
    """Turn what botocore raises into our error, without what it repeats of a request.

    Raises:
        DependencyError: with AWS's code, or what kept the request from AWS, as NoCredentialsError.
    """
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        problem = code_of(error) or type(error).__name__
        raise DependencyError(service, problem, retryable=True) from None


def _table_fields() -> list[str]:
    return [each.name for each in fields(TableNames)]


def _outputs(cloudformation: Any, stack: str) -> dict[str, str]:
    with translated("cloudformation"):
        try:
            [found] = cloudformation.describe_stacks(StackName=stack)["Stacks"]
        except ClientError as error:
            if code_of(error) != "ValidationError":
                raise
            raise InputError(f"there is no stack {stack} where these credentials lead") from None
    return {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", ())}


def _place(region: str | None, tables: TableNames, bucket: str, pool: str, client: str) -> Place:
    session, clients = new_session(), Clients(region)
    make: Callable[..., Any] = session.create_client
    identity = Identity(clients.cognito, pool, client) if pool and client else None
    return Place(
        clients,
        make("dynamodb", region_name=region),
        make("s3", region_name=region),
        tables,
        bucket,
        identity,
    )


def find_place(stage: str) -> Place:
    """Return the deployment that an administrator means.

    Args:
        stage: its name; "" is what the environment names.
    """
    found = find_stage(stage) if stage else None
    ensure_profile()
    return of_stage(found) if found else from_environment()
