"""What an owner is told about the settings for her own customer system."""

from __future__ import annotations

from dataclasses import replace

import pytest

from santral.domain.crm_rules import MOST_HEADERS, crm_problems
from santral.domain.tenant import CrmKind, CrmMethod, CrmSpec

HTTP = CrmSpec(
    CrmKind.HTTP,
    "https://crm.example/customers/{number}",
    secret="crm-key",
    headers={"Authorization": "Bearer {secret}", "X-Shop": "serin"},
    fields={"name": "data.0.full-name", "open_orders": "data.0.deals"},
)
ODOO = CrmSpec(CrmKind.ODOO, "https://shop.odoo.example", secret="odoo", db="shop", login="desk")


@pytest.mark.parametrize("crm", [CrmSpec(), HTTP, ODOO, replace(ODOO, fields={"tier": "x_tier"})])
def test_settings_that_fit_together_are_taken(crm: CrmSpec) -> None:
    assert list(crm_problems(crm)) == []


@pytest.mark.parametrize(
    ("crm", "path", "expected"),
    [
        (replace(HTTP, url=""), "crm.url", "expected an address when kind is http"),
        (CrmSpec(url="https://crm.example"), "crm.url", "expected an address when kind is http"),
        (replace(HTTP, url="https://a.example/{tel}"), "crm.url", "expected no placeholders but"),
        (replace(ODOO, url=""), "crm.url", "expected the address of the Odoo server alone"),
        (replace(ODOO, url="https://a.example/?db=a"), "crm.url", "expected the address of the"),
        (replace(ODOO, db=""), "crm.db", "expected one when kind is odoo"),
        (replace(HTTP, login="desk"), "crm.login", "expected one when kind is odoo"),
        (replace(ODOO, secret=""), "crm.secret", "expected the name of the secret that holds"),
        (replace(HTTP, secret="My key"), "crm.secret", "expected the name of a secret"),
        (replace(ODOO, method=CrmMethod.POST), "crm.method", "expected none when kind is odoo"),
        (replace(ODOO, headers={"X-A": "b"}), "crm.headers", "expected none when kind is not http"),
        (replace(HTTP, headers={"Host": "inside"}), "crm.headers.Host", "expected a header of"),
        (
            replace(HTTP, headers={"content-length": "0"}),
            "crm.headers.content-length",
            "expected a header of your own",
        ),
        (replace(HTTP, headers={"X A": "b"}), "crm.headers.X A", "expected a header of your own"),
        (
            replace(HTTP, headers={"X-A": "b\r\nX-B: c"}),
            "crm.headers.X-A",
            "expected a text in one",
        ),
        (replace(HTTP, headers={"X-A": "ü"}), "crm.headers.X-A", "expected a text in one line"),
        (replace(HTTP, secret=""), "crm.headers.Authorization", "expected crm.secret to name"),
        (
            replace(HTTP, headers={f"X-{at}": "a" for at in range(MOST_HEADERS + 1)}),
            "crm.headers",
            "expected at most 10",
        ),
        (replace(HTTP, fields={"tyre": "a"}), "crm.fields.tyre", "unknown key"),
        (replace(HTTP, fields={"tier": "a..b"}), "crm.fields.tier", "expected a path such as"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(crm: CrmSpec, path: str, expected: str) -> None:
    [(told, text)] = [each for each in crm_problems(crm) if each[0] == path]

    assert told == path
    assert text.startswith(expected)
