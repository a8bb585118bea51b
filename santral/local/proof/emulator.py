"""Runs ministack, an emulator of AWS, with what it lacks; in an environment of its own.

This file is run by that environment's Python (requirements-prove.txt) and imports nothing of ours.
It adds, and says so in its log:

- the types AWS::Connect::*, and the service `connect`: both are forwarded over HTTP to our own
  Amazon Connect (santral/local/proof/connect_side.py), whose address is in SANTRAL_CONNECT;
- NO_OPS: types that the emulator lacks and that no call goes through;
- what its evaluator of policies lacks: policy variables, and the condition keys
  dynamodb:LeadingKeys and ses:FromAddress;
- the records by which a domain of mail is proven, as attributes of AWS::SES::EmailIdentity;
- that a request over the loopback interface is as one over TLS: buckets refuse any other.

Both hooks are private names of ministack: its version is pinned, and `make prove` fails when one
is gone.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

# What is made by name only. A test compares docs/prove.md with this table.
NO_OPS: Final[Mapping[str, str]] = {
    "AWS::Budgets::Budget": "nothing is paid for here",
    "AWS::CloudWatch::Alarm with Metrics": "the emulator computes no metric math",
    "AWS::WAFv2::WebACLAssociation": "the emulator's API Gateway asks no web ACL",
}

# As santral/local/connect/cloudformation/types.py has them, which this environment has not.
CONNECT: Final = (
    "AgentStatus",
    "ApprovedOrigin",
    "ContactFlow",
    "HoursOfOperation",
    "Instance",
    "InstanceStorageConfig",
    "IntegrationAssociation",
    "PhoneNumber",
    "Prompt",
    "Queue",
    "SecurityProfile",
)
_PARTITION_KEY: Final = "pk"
_VARIABLE: Final = re.compile(r"\$\{([\w:/-]+)\}")
_EQUALITY: Final = re.compile(r"([#\w.]+)\s*=\s*(:\w+)")

Properties = Mapping[str, Any]


def main() -> None:
    from ministack import app

    serve_connect()
    leave_out()
    supply_condition_keys()
    fill_in_policy_variables()
    count_loopback_as_tls()
    supply_mail_records()
    sys.stderr.write(f"no-ops: {', '.join(sorted(NO_OPS)) or 'none'}\n")
    app.main()


# --- Amazon Connect ---


def serve_connect() -> None:
    from ministack import app
    from ministack.core import router
    from ministack.services.cloudformation import provisioners

    for name in CONNECT:
        provisioners._RESOURCE_HANDLERS[f"AWS::Connect::{name}"] = _handlers(
            f"AWS::Connect::{name}"
        )
    app.SERVICE_HANDLERS["connect"] = _forward
    router.SERVICE_PATTERNS["connect"] = {
        "host_patterns": [r"^connect\."],
        "credential_scope": "connect",
    }


def _handlers(kind: str) -> dict[str, Callable[..., Any]]:
    def create(_logical_id: str, properties: Properties, _stack: str) -> tuple[str, Any]:
        return _asked(action="create", type=kind, properties=properties)

    def update(physical_id: str, old: Properties, new: Properties, _stack: str) -> tuple[str, Any]:
        return _asked(action="update", type=kind, id=physical_id, old=old, properties=new)

    def delete(physical_id: str, properties: Properties) -> None:
        _asked(action="delete", type=kind, id=physical_id, old=properties)

    return {"create": create, "update": update, "delete": delete}


def _asked(**asked: Any) -> tuple[str, Any]:
    """
    Raises:
        ValueError: with Amazon Connect's own words; CloudFormation shows them.
    """
    address = f"{os.environ['SANTRAL_CONNECT']}/_cloudformation"
    request = urllib.request.Request(  # noqa: S310  # our own address
        address, json.dumps(asked, default=str).encode(), method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answered:  # noqa: S310
            document = json.load(answered)
    except urllib.error.HTTPError as error:
        raise ValueError(json.load(error)["message"]) from None
    return document["id"], document["attributes"]


async def _forward(
    method: str, path: str, headers: Mapping[str, str], body: bytes, query: Mapping[str, Any]
) -> tuple[int, dict[str, str], bytes]:
    import asyncio

    return await asyncio.to_thread(_forwarded, method, path, headers, body, query)


def _forwarded(
    method: str, path: str, headers: Mapping[str, str], body: bytes, query: Mapping[str, Any]
) -> tuple[int, dict[str, str], bytes]:
    from urllib.parse import quote, urlencode

    asked = f"?{urlencode(dict(query), doseq=True)}" if query else ""
    # The path arrives decoded, and an ARN in it is one segment for Connect.
    target = f"{os.environ['SANTRAL_CONNECT']}{_one_segment_each(path, quote)}{asked}"
    passed = {
        name: value
        for name, value in headers.items()
        if name.lower() in ("authorization", "content-type", "x-amz-date")
    }
    request = urllib.request.Request(target, body or None, passed, method=method)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=20) as answered:  # noqa: S310
            return answered.status, dict(answered.headers), answered.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def _one_segment_each(path: str, quote: Callable[..., str]) -> str:
    """Quote a path again; an ARN with slashes goes to its end as one segment."""
    head, found, arn = path.partition("/arn:")
    quoted = quote(head, safe="/%:")
    return f"{quoted}/{quote('arn:' + arn, safe='')}" if found else quoted


# --- types that are left out ---


def leave_out() -> None:
    from ministack.services.cloudformation import provisioners

    def create(logical_id: str, _properties: Properties, stack: str) -> tuple[str, Any]:
        name = f"{stack}-{logical_id}-{uuid.uuid4().hex[:8]}"
        return name, {"Arn": f"arn:aws:no-op:::{name}"}

    def update(
        physical_id: str, _old: Properties, _new: Properties, _stack: str
    ) -> tuple[str, Any]:
        return physical_id, {"Arn": f"arn:aws:no-op:::{physical_id}"}

    def delete(_physical_id: str, _properties: Properties) -> None:
        return

    nothing: dict[str, Callable[..., Any]] = {"create": create, "update": update, "delete": delete}
    for kind in NO_OPS:
        name, _, member = kind.partition(" with ")
        if member:
            _leave_out_with(provisioners._RESOURCE_HANDLERS[name], member, nothing)
            continue
        if kind in provisioners._RESOURCE_HANDLERS:
            raise SystemExit(f"the emulator has {kind} by now: take it out of NO_OPS")
        provisioners._RESOURCE_HANDLERS[kind] = nothing


def _leave_out_with(
    handlers: dict[str, Callable[..., Any]], member: str, nothing: Mapping[str, Callable[..., Any]]
) -> None:
    """Leave out those resources of a type that have this property."""
    kept = dict(handlers)

    def create(logical_id: str, properties: Properties, stack: str) -> Any:
        chosen = nothing if member in properties else kept
        return chosen["create"](logical_id, properties, stack)

    def update(physical_id: str, old: Properties, new: Properties, stack: str) -> Any:
        chosen = nothing if member in new else kept
        return chosen["update"](physical_id, old, new, stack)

    def delete(physical_id: str, properties: Properties) -> None:
        if member not in properties:
            kept["delete"](physical_id, properties)

    handlers.update(create=create, delete=delete)
    if "update" in kept:
        handlers["update"] = update


def supply_mail_records() -> None:
    """Source: CloudFormation Template Reference, AWS::SES::EmailIdentity, return values."""
    from ministack.services.cloudformation import provisioners

    handlers = provisioners._RESOURCE_HANDLERS["AWS::SES::EmailIdentity"]
    create = handlers["create"]

    def create_with_records(logical_id: str, properties: Properties, stack: str) -> tuple[str, Any]:
        made, attributes = create(logical_id, properties, stack)
        domain = properties["EmailIdentity"].rpartition("@")[2]
        for place in (1, 2, 3):
            token = f"token{place}"
            attributes[f"DkimDNSTokenName{place}"] = f"{token}._domainkey.{domain}"
            attributes[f"DkimDNSTokenValue{place}"] = f"{token}.dkim.amazonses.com"
        return made, attributes

    handlers["create"] = create_with_records


# --- what policies are asked about ---


def supply_condition_keys() -> None:
    """Have policies see which partitions a request names, and whose mail it sends.

    Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon
    DynamoDB": LeadingKeys are the partition keys of the items that a request names.
    """
    from ministack.core import iam_evaluator
    from ministack.core.responses import get_account_id

    enforce = iam_evaluator.enforce

    def enforce_with_keys(
        access_key_id: str,
        iam_action: str,
        service: str,
        region: str,
        resource_arn: str = "*",
        service_context: dict[str, Any] | None = None,
    ) -> Any:
        context = dict(service_context or {})
        signed = iam_evaluator._signed_request.get()
        body = signed.body if signed else b""
        if service == "dynamodb":
            keys = sorted(set(leading_keys(iam_action, body)))
            if keys:
                context["dynamodb:LeadingKeys"] = keys
        if iam_action == "ses:SendEmail":  # it would be asked of "*"
            sender = context["ses:FromAddress"] = json.loads(body)["FromEmailAddress"]
            identity = f"identity/{sender.rpartition('@')[2]}"
            resource_arn = f"arn:aws:ses:{region}:{get_account_id()}:{identity}"
        if iam_action.startswith("states:SendTask"):  # likewise; the token says of which machine
            resource_arn = _only_state_machine() or resource_arn
        denied = enforce(access_key_id, iam_action, service, region, resource_arn, context)
        if denied is not None:
            sys.stderr.write(f"refused: {iam_action} on {resource_arn} with {sorted(context)}\n")
        return denied

    iam_evaluator.enforce = enforce_with_keys


def _only_state_machine() -> str | None:
    """Find the machine that every task is of; the emulator keeps no machine beside a token.

    That the machine's ARN is what policies are asked about: aws_stepfunctions.StateMachine,
    grant_task_response.
    """
    from ministack.services import stepfunctions

    machines = list(stepfunctions._state_machines)
    return str(machines[0]) if len(machines) == 1 else None


def fill_in_policy_variables() -> None:
    """Put values in place of `${aws:PrincipalTag/tenant}` and the like, before conditions are met.

    Source: IAM User Guide, "IAM policy elements: Variables and tags": where the key is not there,
    the value fits nothing.
    """
    from ministack.core import iam_evaluator

    conditions_met = iam_evaluator._conditions_met
    resolve = iam_evaluator._resolve_condition_key

    def filled_in(value: Any, context: Any) -> Any:
        if isinstance(value, list):
            return [filled_in(each, context) for each in value]
        if not isinstance(value, str):
            return value
        return _VARIABLE.sub(lambda found: str(resolve(found[1], context) or found[0]), value)

    def met(conditions: Mapping[str, Any], context: Any) -> Any:
        known = {
            operator: {key: filled_in(value, context) for key, value in keys.items()}
            for operator, keys in (conditions or {}).items()
        }
        return conditions_met(known, context)

    iam_evaluator._conditions_met = met


def count_loopback_as_tls() -> None:
    from ministack import app

    pin = app.pin_request_origin

    def pin_as_tls(source_ip: str, *secure_transport: bool) -> None:
        pin(source_ip, source_ip == "127.0.0.1" or any(secure_transport))

    app.pin_request_origin = pin_as_tls


def leading_keys(action: str, body: bytes) -> Iterator[str]:
    """Yield the partition keys that a request names; none where it names none, as a Scan.

    >>> list(leading_keys("dynamodb:GetItem", b'{"Key": {"pk": {"S": "klima"}}}'))
    ['klima']
    >>> list(leading_keys("dynamodb:Scan", b'{"TableName": "t"}'))
    []
    """
    try:
        asked = json.loads(body)
    except ValueError:
        return
    if action == "dynamodb:Query":
        yield from _queried(asked)
        return
    for item in _items(asked):
        value = item.get(_PARTITION_KEY, {}).get("S")
        if value is not None:
            yield value


def _queried(asked: Mapping[str, Any]) -> Iterator[str]:
    names = asked.get("ExpressionAttributeNames", {})
    values = asked.get("ExpressionAttributeValues", {})
    for name, value in _EQUALITY.findall(asked.get("KeyConditionExpression", "")):
        if names.get(name, name) == _PARTITION_KEY and value in values:
            yield values[value]["S"]


def _items(asked: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (asked[member] for member in ("Key", "Item") if member in asked)
    for table in asked.get("RequestItems", {}).values():
        yield from table["Keys"] if isinstance(table, Mapping) else _written(table)
    yield from _written(asked.get("TransactItems", ()))


def _written(requests: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the item or the key of each request of a batch or a transaction."""
    for request in requests:
        for body in request.values():
            yield body.get("Item") or body.get("Key") or {}


if __name__ == "__main__":
    main()
