"""The sample businesses as the scenarios need them, and who calls them."""

from __future__ import annotations

from dataclasses import replace

from santral.domain.business import Business
from santral.domain.tenant import Consent, ConsentPolicy, CrmKind, CrmSpec, Emergency
from santral.local import businesses

KLIMA = businesses.load("klima")
CLINICA = businesses.load("clinica")

SHOP_TR, SHOP_RU = "+902120000001", "+902120000002"
CLINIC_IT, CLINIC_EN = "+390600000001", "+390600000002"

AYSE = "+905321112233"  # a VIP, whose account manager is Deniz; she prefers English
STRANGER = "+905550001122"


def with_emergency(business: Business) -> Business:
    tenant = business.tenant
    return replace(business, tenant=replace(tenant, emergency=Emergency(on=True, message=MESSAGES)))


def asking_consent(business: Business) -> Business:
    consent = Consent(ConsentPolicy.ASK)
    return replace(business, tenant=replace(business.tenant, consent=consent))


def never_recording(business: Business) -> Business:
    consent = Consent(ConsentPolicy.NONE)
    return replace(business, tenant=replace(business.tenant, consent=consent))


def with_crm(business: Business) -> Business:
    return replace(business, tenant=replace(business.tenant, crm=CrmSpec(CrmKind.HTTP)))


def with_capacity(business: Business, **capacities: int) -> Business:
    """Limit queues, by their names."""
    queues = tuple(
        replace(each, capacity=capacities.get(each.name, each.capacity))
        for each in business.tenant.queues
    )
    return replace(business, tenant=replace(business.tenant, queues=queues))


MESSAGES = {"tr": "Yangın tatbikatı.", "ru": "Учебная тревога.", "en": "Fire drill."}
