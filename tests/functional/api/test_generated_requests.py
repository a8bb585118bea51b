"""Requests that nobody thought of: made from the OpenAPI document, answered as it says.

SANTRAL_FUZZ_EXAMPLES is how many for each endpoint; `make fuzz` asks for many.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import (
    not_a_server_error,
)
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from functions.api.permissions import OPERATES
from functions.api.routes.reference import described
from santral.domain.access import Role
from tests.functional.api.conftest import World
from tests.functional.api.wsgi import wsgi

MANY: Final = 50
EXAMPLES: Final = int(os.environ.get("SANTRAL_FUZZ_EXAMPLES", "6"))
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


class _App:
    """Stands for the app of the test that runs: the document is read before any does."""

    def __init__(self) -> None:
        self.now: Any = None

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.now(environ, start_response)


APP: Final = _App()
SCHEMA: Final = schemathesis.openapi.from_dict(described())
SCHEMA.app = APP
SCHEMA.config.update(base_url="http://santral.test")
# Every boundary of every field, some thousand requests: in `make fuzz`.
SCHEMA.config.phases.coverage.enabled = EXAMPLES >= MANY


@pytest.fixture
def asked(world: World) -> Iterator[World]:
    world.environment["SANTRAL_REQUESTS_PER_MINUTE"] = "1000000"
    APP.now = wsgi(world.client.gateway)
    yield world
    APP.now = None


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES < MANY,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_the_answer_is_one_that_the_document_names(
    case: schemathesis.Case[Any], asked: World
) -> None:
    roles = case.operation.definition.raw.get("x-roles", ())
    is_operators = set(roles) == {role.value for role in OPERATES}
    role, tenant = (Role.OPERATOR, "platform") if is_operators else (Role.OWNER, "shop")
    headers = {"Authorization": f"Bearer {asked.token(role, tenant)}"} if roles else None

    case.call_and_validate(headers=headers, checks=CHECKS)
