"""The environment variables of functions: every setting of functions/settings.py, tables, queues.

They say where things are, and hold no secret: whoever may look at a function sees them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import aws_cdk as cdk

from functions.catalogue import FunctionSpec
from functions.settings import SETTINGS
from infra.gateway import VIEWER_HEADER
from infra.packaging import TIME_ZONES
from santral.domain.deployment import Stage

if TYPE_CHECKING:  # IdentityStack has a function of its own, and asks here for its environment
    from infra.stacks.connect import ConnectStack
    from infra.stacks.data import DataStack
    from infra.stacks.edge import EdgeStack
    from infra.stacks.identity import IdentityStack

# Settings that a deployment leaves as functions/settings.py has them, and why.
LEFT_AS_THEY_ARE: Final[Mapping[str, str]] = {
    "participant_url": "the Region's own is meant",
    "payment_secret": "no payment service is connected; without it no payment notice is taken",
    "import_threads": "as many as were measured to be worth it",
    "import_rows": "as many as were measured to be worth it",
    "export_part_bytes": "as much as the function's memory has room for",
    "deletion_grace_s": "what the certificate of deletion promises",
    "deletion_settle_s": "as long as records of a contact come in, wherever it is deployed",
}


def metrics_namespace(stage: Stage) -> str:
    return f"Santral/{stage.name}"


def of_every_function(stage: Stage, data: DataStack) -> dict[str, str]:
    """Return what functions/wiring.py asks for, whatever a function does."""
    per_s = stage.capacity.connect_requests_per_s
    return {
        **{
            f"SANTRAL_{field.upper()}_TABLE": table.table_name
            for field, table in data.tables.items()
        },
        "SANTRAL_QUARANTINE_BUCKET": data.quarantine.bucket_name,
        SETTINGS["metrics_namespace"].variable: metrics_namespace(stage),
        SETTINGS["connect_requests_per_s"].variable: str(per_s),
        # The time zones that were tested, not those of the runtime's image; read from there, they
        # need no package loaded. Source: Python, "zoneinfo", "Configuring the data sources".
        "PYTHONTZPATH": TIME_ZONES,
    }


def queues_of(spec: FunctionSpec, data: DataStack) -> dict[str, str]:
    return {f"SANTRAL_{each.upper()}_QUEUE": data.queues[each].queue_url for each in spec.rings}


def settings(
    stage: Stage,
    *,
    data: DataStack,
    edge: EdgeStack,
    identity: IdentityStack,
    connect: ConnectStack,
    state_machine: str,
) -> dict[str, str]:
    """Return the settings that all functions of the centre have alike.

    Args:
        state_machine: the ARN of the one that sets businesses up.
    """
    capacity = stage.capacity
    pool = identity.pool.user_pool_id
    region = cdk.Stack.of(identity).region
    values = {
        "user_pool_id": pool,
        "client_id": identity.client.user_pool_client_id,
        # Source: Amazon Cognito Developer Guide, "Verifying JSON web tokens".
        "token_issuer": f"https://cognito-idp.{region}.amazonaws.com/{pool}",
        "instance_id": connect.instance_id,
        "files_bucket": data.files.bucket_name,
        "page_url": edge.page_url,
        "saml_url": stage.instance.saml_url,
        "viewer_header": VIEWER_HEADER,
        "mail_from": stage.domains.mail_from,
        "provisioning_arn": state_machine,
        "terms_version": stage.terms,
        "privacy_version": stage.privacy,
        "requests_per_minute": str(capacity.requests_per_minute),
        "chats_per_day": str(capacity.chats_per_day),
        "chats_per_address": str(capacity.chats_per_address),
        "sign_ups_per_day": str(capacity.sign_ups_per_day),
        "sign_ups_per_address": str(capacity.sign_ups_per_address),
        "cell_tenants": str(capacity.tenants),
        "cell_quotas": ",".join(f"{name}={quota}" for name, quota in stage.quotas.items()),
        "claimable_countries": ",".join(stage.claimable_countries),
    }
    # A variable without a value is left out: the setting's own default is meant.
    return {SETTINGS[name].variable: value for name, value in values.items() if value}
