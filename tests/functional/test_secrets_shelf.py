"""Secrets that tenants give us for their other systems."""

from __future__ import annotations

import pytest

from santral.domain.errors import NotFoundError, TenantBoundaryError
from santral.stores.secrets_shelf import SECRETS, Secret, secret_value
from santral.stores.tenant_guard import acting_for
from tests.functional.cloud import Cloud


def test_a_tenant_uses_its_own_secret_and_nobody_elses(cloud: Cloud) -> None:
    with acting_for("shop"):
        SECRETS.create("shop", "crm", Secret("s3cret"))

        assert secret_value("crm") == "s3cret"

    with acting_for("clinic"), pytest.raises(NotFoundError):
        secret_value("crm")


def test_for_nobody_there_is_no_secret(cloud: Cloud) -> None:
    with pytest.raises(TenantBoundaryError):
        secret_value("crm")


def test_a_secret_is_not_in_what_is_printed_of_it() -> None:
    assert "s3cret" not in f"{Secret('s3cret')!r} {Secret('s3cret')}"
