"""Who is calling, and what happens next: the rule that greets every caller.

The emergency switch beats hotlines, hotlines beat opening hours, opening hours beat the VIP's
way past the menu unless the tenant's VIP rules say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from santral.domain.customer import Customer, OptOut
from santral.domain.hours import Hotline, Hours
from santral.domain.menu import Menu
from santral.domain.moments import moment
from santral.domain.phone import is_hidden
from santral.domain.phrases import phrase
from santral.domain.tenant import (
    AgentSpec,
    Consent,
    ConsentPolicy,
    Language,
    Number,
    QueueSpec,
    Tenant,
)
from santral.domain.vip import are_vips, priority_of
from santral.domain.whispers import who_it_is


class Next(StrEnum):
    MENU = "menu"
    QUEUE = "queue"
    CLOSED = "closed"
    MESSAGE = "message"


class Known(StrEnum):
    YES = "yes"
    NO = "no"
    SEVERAL = "several"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the flow does with a caller.

    Attributes:
        customer: only when exactly one matched.
        greeting: never empty. By name for a known caller; without, where connecting_text
            follows and names her.
        message: for closed and message, and empty otherwise.
        menu, menu_text: for menu.
        queue, agent, connecting_text: for queue; agent is her account manager, free or not.
        priority: 1 (best) to 5.
        moment_text: what she hears while something is looked up for her; never empty.
        agent_text: what the agent hears of her, "" when she is not known.

    The text that goes with `next` is never empty: between two blocks there would be silence.
    """

    next: Next
    known: Known
    customer: Customer | None
    vip: bool
    language: Language
    greeting: str
    consent: ConsentPolicy
    consent_text: str
    crm: bool
    priority: int
    moment_text: str
    agent_text: str
    message: str = ""
    menu: Menu | None = None
    menu_text: str = ""
    queue: QueueSpec | None = None
    agent: AgentSpec | None = None
    connecting_text: str = ""


def identify(
    tenant: Tenant, dialled: str, caller: str | None, matches: Sequence[Customer], at: datetime
) -> Welcome:
    """Decide what a caller hears and where she goes.

    Args:
        dialled: E.164, one of the tenant's numbers; another one counts as the first of them.
        caller: as the network sent it, None when it sent nothing.
        matches: the customers who have this number.
        at: aware.
    """
    case = _case(tenant, dialled, caller, matches, at)
    welcome = _undecided(case)
    if tenant.emergency.on:
        return replace(welcome, next=Next.MESSAGE, message=_emergency(case))
    hotline = _active_hotline(case)
    if hotline is not None:
        return _by_hotline(case, welcome, hotline)
    hours = tenant.hours(case.number.schedule)
    if hours is not None and not hours.is_open(at) and not (case.vip and tenant.vip.after_hours):
        return replace(welcome, next=Next.CLOSED, message=_closed(case, hours))
    queue = _own_queue(case)
    if queue is not None:
        return _straight_to(case, welcome, queue)
    if not welcome.menu_text.strip():
        return _without_a_menu(case, welcome)
    return welcome


@dataclass(frozen=True, slots=True)
class _Case:
    tenant: Tenant
    number: Number
    matches: Sequence[Customer]
    known: Known
    vip: bool
    language: Language
    at: datetime

    @property
    def name(self) -> str:
        return self.matches[0].spoken_name if len(self.matches) == 1 else ""

    def say(self, key: str, **values: str) -> str:
        return phrase(key, self.language.code, self.tenant.phrases, **values)

    def text(self, texts: Mapping[str, str]) -> str:
        """Return a text of the tenant's own: in the caller's language, else the number's."""
        return texts.get(self.language.code) or texts.get(self.number.language, "")


def _case(
    tenant: Tenant, dialled: str, caller: str | None, matches: Sequence[Customer], at: datetime
) -> _Case:
    hidden = is_hidden(caller)
    people = () if hidden else tuple(matches)
    number = tenant.number(dialled)
    return _Case(
        tenant=tenant,
        number=number,
        matches=people,
        known=Known.HIDDEN if hidden else _known(len(people)),
        vip=are_vips(tenant, people),
        language=_language(tenant, number, people),
        at=at,
    )


def _known(matches: int) -> Known:
    if matches > 1:
        return Known.SEVERAL
    return Known.YES if matches else Known.NO


def _language(tenant: Tenant, number: Number, people: Sequence[Customer]) -> Language:
    wanted = {each.language for each in people}
    spoken = tenant.language(wanted.pop()) if len(wanted) == 1 else None
    return spoken or tenant.language(number.language) or tenant.languages[0]


def _undecided(case: _Case) -> Welcome:
    """Return the welcome of a caller for whom no special rule holds: greeting and menu."""
    tenant = case.tenant
    menu = tenant.menu(case.number.menu)
    customer = case.matches[0] if case.known == Known.YES else None
    greeting = case.say("welcome", business=tenant.name)
    if case.name:
        greeting = case.say("welcome_known", business=tenant.name, name=case.name)
    return Welcome(
        next=Next.MENU,
        known=case.known,
        customer=customer,
        vip=case.vip,
        language=case.language,
        greeting=greeting,
        consent=_consent(case).policy,
        consent_text=_consent_text(case, _consent(case)),
        crm=tenant.crm.is_external,
        priority=priority_of(tenant, [each.tier for each in case.matches], vip=case.vip),
        moment_text=case.say("one_moment"),
        agent_text=who_it_is(tenant, customer, vip=case.vip, language=case.language.code),
        menu=menu,
        menu_text=case.text(menu.prompt) if menu else "",
    )


def _consent(case: _Case) -> Consent:
    """Return the business's rule, unless anybody with this number declined to be recorded."""
    declined = any(OptOut.RECORDING in each.opt_outs for each in case.matches)
    return Consent() if declined else case.tenant.consent


def _consent_text(case: _Case, consent: Consent) -> str:
    if consent.policy == ConsentPolicy.NONE:
        return ""
    return case.text(consent.text) or case.say(f"consent_{consent.policy}")


def _emergency(case: _Case) -> str:
    return case.text(case.tenant.emergency.message) or case.say("emergency")


def _active_hotline(case: _Case) -> Hotline | None:
    for hotline in case.tenant.hotlines:
        mine = not hotline.numbers or case.number.e164 in hotline.numbers
        if mine and hotline.is_active(case.at, case.tenant.timezone):
            return hotline
    return None


def _by_hotline(case: _Case, welcome: Welcome, hotline: Hotline) -> Welcome:
    text = case.text(hotline.greeting)
    queue = case.tenant.queue(hotline.queue)
    if queue is None:
        return replace(welcome, next=Next.MESSAGE, message=text or case.say("emergency"))
    return replace(
        welcome, next=Next.QUEUE, queue=queue, connecting_text=text or case.say("connecting")
    )


def _without_a_menu(case: _Case, welcome: Welcome) -> Welcome:
    """Return the welcome for a number whose menu is gone or has no words: somebody answers."""
    queue = case.tenant.fallback_queue
    return replace(welcome, next=Next.QUEUE, queue=queue, connecting_text=case.say("connecting"))


def _own_queue(case: _Case) -> QueueSpec | None:
    """Return the queue that spares this caller the menu: her own, or that of VIPs."""
    own = {each.queue for each in case.matches}
    queue = case.tenant.queue(own.pop()) if len(own) == 1 else None
    return queue or (case.tenant.queue(case.tenant.vip.queue) if case.vip else None)


def _straight_to(case: _Case, welcome: Welcome, queue: QueueSpec) -> Welcome:
    agent = _account_manager(case)
    kind = "connecting" + ("_known" if case.name else "") + ("_agent" if agent else "")
    return replace(
        welcome,
        next=Next.QUEUE,
        greeting=case.say("welcome", business=case.tenant.name),
        queue=queue,
        agent=agent,
        connecting_text=case.say(kind, name=case.name, agent=agent.first_name if agent else ""),
    )


def _account_manager(case: _Case) -> AgentSpec | None:
    usernames = {each.account_manager for each in case.matches}
    if not case.vip or len(usernames) != 1:
        return None
    return case.tenant.agent(usernames.pop())


def _closed(case: _Case, hours: Hours) -> str:
    opens = hours.next_opening(case.at)
    if opens is None:
        return _why_closed(case, hours)
    when = moment(opens, now=case.at, timezone=case.tenant.timezone, language=case.language.code)
    return f"{_why_closed(case, hours)} {case.say('reopening', when=when)}"


def _why_closed(case: _Case, hours: Hours) -> str:
    today = case.at.astimezone(ZoneInfo(case.tenant.timezone)).date()
    override = hours.override_on(today)
    if override is None or override.slots:
        return case.say("closed")
    holiday = case.text(override.spoken)
    return case.say("closed_holiday", holiday=holiday) if holiday else case.say("closed_today")
