"""From nothing to a business that is being set up, as its owner meets it."""

from __future__ import annotations

import pyotp

from santral.domain.access import Role
from santral.local.gateway import Reply
from santral.stores.tenant_guard import PLATFORM
from tests.functional.api.conftest import World
from tests.functional.api.wishes import EMAIL, PASSWORD, WISH


def test_a_business_is_being_set_up_after_eight_requests(world: World) -> None:
    replies: list[Reply] = []

    def ask(path: str, body: object = None, token: str = "") -> Reply:
        replies.append(world.client.by(token).post(path, body))
        return replies[-1]

    ask("/v1/sign-up", WISH)
    code = world.outbox.code(EMAIL)
    confirmed = ask("/v1/sign-up/confirm", {"email": EMAIL, "code": code, "password": PASSWORD})
    session = ask("/v1/session", {"email": EMAIL, "password": PASSWORD}).json()
    app = pyotp.TOTP(ask("/v1/mfa", token=session["access_token"]).json()["secret"])
    code = app.at(world.cloud.clock())
    ask("/v1/mfa/confirm", {"code": code}, session["access_token"])
    again = ask("/v1/session/refresh", {"refresh_token": session["refresh_token"]}).json()
    tenant = confirmed.json()["tenant"]
    operator = world.token(Role.OPERATOR, PLATFORM)
    ask(f"/v1/operator/tenants/{tenant}/approval", {}, operator)
    account = world.client.by(again["access_token"]).get("/v1/account")

    assert [each.status for each in replies] == [200] * 7
    assert (account.json()["tenant"], account.json()["state"]) == (tenant, "provisioning")
    [started] = world.executions.started.values()
    assert started == {"tenant": tenant, "job": account.json()["provisioning_job"]}
