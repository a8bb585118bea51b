"""Who created and changed things, where the API says so: whoever signs the requests."""

from __future__ import annotations

from santral.local.connect.instance import Instance


def author(instance: Instance) -> str:
    """Give an ARN: requests are not told apart by who makes them, so it is the account's own."""
    return f"arn:aws:iam::{instance.account}:root"
