"""The settings can place every value that a card has."""

from __future__ import annotations

from dataclasses import fields

from santral.domain.crm_rules import CARD_FIELDS
from santral.stores.crm import CrmCard


def test_every_value_of_a_card_but_its_age_has_a_place_in_the_settings() -> None:
    assert {each.name for each in fields(CrmCard)} == {*CARD_FIELDS, "is_stale"}
