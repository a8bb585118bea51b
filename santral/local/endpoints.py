"""Where DynamoDB is, if not in this process: what AWS's own environment variables say of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from santral.domain.errors import InputError
from santral.local.identifiers import REGION

ENDPOINT: Final = "AWS_ENDPOINT_URL_DYNAMODB"
# Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
_IGNORED: Final = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"


def dynamodb_elsewhere(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what a client needs to reach the DynamoDB that the environment names, {} if none.

    Region and keys are the environment's too, for DynamoDB Local keeps a database for each pair;
    where it names none, any will do. Profiles are not read.

    Raises:
        InputError: the variable holds no address.
    """
    url = environment.get(ENDPOINT, "")
    if not url or environment.get(_IGNORED, "").lower() == "true":
        return {}
    if not url.startswith(("http://", "https://")):
        raise InputError(f"{ENDPOINT}: expected an address such as http://localhost:8000")
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or REGION
    reach = {
        "endpoint_url": url,
        "region_name": region,
        "aws_access_key_id": environment.get("AWS_ACCESS_KEY_ID") or "local",
        "aws_secret_access_key": environment.get("AWS_SECRET_ACCESS_KEY") or "local",
    }
    if token := environment.get("AWS_SESSION_TOKEN"):
        reach["aws_session_token"] = token
    return reach
