"""A business as the call path sees it: numbers, languages, queues, agents and its rules.

One Tenant is one item in the store (santral/domain/plain.py is its form there) and one file of
`businesses/`. It names things by the names that its owner gave; ARNs are filled in once Amazon
Connect has made the resources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from santral.domain.hours import Hotline, Hours, Override, Week
from santral.domain.menu import Menu


class ConsentPolicy(StrEnum):
    """Whether a conversation is recorded: never, after saying so, or after a yes."""

    NONE = "none"
    ANNOUNCE = "announce"
    ASK = "ask"


class CrmKind(StrEnum):
    """Where customer cards come from: this centre alone, or a system of the tenant's as well."""

    NONE = "none"
    HTTP = "http"
    ODOO = "odoo"


class CrmMethod(StrEnum):
    """How a number is sent to a CRM of kind http: in the address, or in a body of JSON."""

    GET = "GET"
    POST = "POST"


@dataclass(frozen=True, slots=True)
class Language:
    """
    Attributes:
        code: as texts are keyed, such as "tr".
        locale: as Amazon Connect names it, such as "tr-TR".
        voice: a voice of Amazon Polly, such as "Filiz".
    """

    code: str
    locale: str
    voice: str


@dataclass(frozen=True, slots=True)
class Number:
    e164: str
    language: str
    menu: str
    schedule: str = "main"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A week with a name; the tenant's holidays count in every schedule.

    Attributes:
        overrides: days of this schedule alone; they beat the tenant's holidays.
    """

    name: str
    week: Week
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueSpec:
    """
    Attributes:
        schedule: outside it, callers go on to overflow_to; "" is always open.
        capacity: contacts that may wait; None is Amazon Connect's own limit.
        target_s: once the oldest caller has waited longer, new ones go to overflow_to; seconds.
        fallback: the one queue that takes whatever finds no other place; each tenant has one.
        arn: "" until Amazon Connect has made the queue.
    """

    name: str
    schedule: str = ""
    capacity: int | None = None
    target_s: int | None = None
    overflow_to: str | None = None
    fallback: bool = False
    arn: str = ""


@dataclass(frozen=True, slots=True)
class AgentSpec:
    """
    Attributes:
        wrap_up_s: seconds of after-contact work until the next contact may come.
        arn: "" until Amazon Connect has made the user.
    """

    username: str
    first_name: str
    last_name: str
    routing_profile: str
    languages: tuple[str, ...] = ()
    wrap_up_s: int = 30
    arn: str = ""


@dataclass(frozen=True, slots=True)
class ProfileQueue:
    """
    Attributes:
        priority: 1 is served first; 1 to 99.
        delay_s: how long a contact waits before these agents are asked; 0 to 9999 seconds.
    """

    queue: str
    channel: str = "VOICE"
    priority: int = 1
    delay_s: int = 0


@dataclass(frozen=True, slots=True)
class RoutingProfileSpec:
    """
    Attributes:
        outbound_queue: whose number and flows an outbound call uses; "" is the first queue.
        concurrency: contacts at once, by channel.
    """

    name: str
    queues: tuple[ProfileQueue, ...]
    outbound_queue: str = ""
    concurrency: Mapping[str, int] = field(default_factory=lambda: {"VOICE": 1})


@dataclass(frozen=True, slots=True)
class Consent:
    """
    Attributes:
        text: what is said or asked, by language code; empty takes the built-in phrase.
    """

    policy: ConsentPolicy = ConsentPolicy.NONE
    text: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VipRules:
    """
    Attributes:
        tiers: customers of these tiers are VIPs.
        queue: where they go when their account manager is not free; "" switches the rule off.
        priority: 1 (best) to 5.
        after_hours: whether they are put through when the business is closed.
    """

    tiers: tuple[str, ...] = ()
    queue: str = ""
    priority: int = 1
    after_hours: bool = False


@dataclass(frozen=True, slots=True)
class Emergency:
    """The switch that beats everything: while it is on, callers hear the message and no more."""

    on: bool = False
    message: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CrmSpec:
    """
    Attributes:
        url: for http, with {number} or {digits} where the caller's goes, in E.164 with or without
            its plus sign; without either, it is added as `number=…`. For odoo, the server's.
        secret: the name of the key or token by which we are let in; its value is kept elsewhere
            and never shown.
        headers: of each http request; {secret} is filled in.
        fields: where a value of the card stands in an answer, by the card's own name for it: a
            path such as `data.0.full_name`; for odoo, a field of res.partner.
        db, login: odoo's.
    """

    kind: CrmKind = CrmKind.NONE
    url: str = ""
    method: CrmMethod = CrmMethod.GET
    secret: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    db: str = ""
    login: str = ""

    @property
    def is_external(self) -> bool:
        return self.kind is not CrmKind.NONE


@dataclass(frozen=True, slots=True)
class Tenant:
    """
    Attributes:
        id: lower-case letters, digits and hyphens; part of every key in the store.
        region: ISO 3166 country whose local forms of telephone numbers are meant.
        tiers: the contact priority, 1 (best) to 5, of each tier of customers.
        phrases: the tenant's own wording of santral/domain/phrases.py, by language and key.
    """

    id: str
    name: str
    timezone: str
    region: str
    languages: tuple[Language, ...]
    numbers: tuple[Number, ...]
    schedules: tuple[Schedule, ...]
    queues: tuple[QueueSpec, ...]
    menus: tuple[Menu, ...]
    routing_profiles: tuple[RoutingProfileSpec, ...] = ()
    agents: tuple[AgentSpec, ...] = ()
    holidays: tuple[Override, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    emergency: Emergency = Emergency()
    vip: VipRules = VipRules()
    tiers: Mapping[str, int] = field(default_factory=dict)
    consent: Consent = Consent()
    crm: CrmSpec = CrmSpec()
    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def fallback_queue(self) -> QueueSpec:
        return next((queue for queue in self.queues if queue.fallback), self.queues[0])

    def queue(self, name: str | None) -> QueueSpec | None:
        return next((queue for queue in self.queues if queue.name == name), None)

    def agent(self, username: str | None) -> AgentSpec | None:
        return next((agent for agent in self.agents if agent.username == username), None)

    def menu(self, menu_id: str) -> Menu | None:
        return next((menu for menu in self.menus if menu.id == menu_id), None)

    def number(self, dialled: str) -> Number:
        """Return what is known of the number; of the tenant's first one, when nothing is."""
        first = self.numbers[0] if self.numbers else self.new_number(dialled)
        return next((each for each in self.numbers if each.e164 == dialled), first)

    def new_number(self, e164: str) -> Number:
        """Return what a number begins with: the first language, menu and schedule."""
        return Number(
            e164,
            self.languages[0].code if self.languages else "",
            self.menus[0].id if self.menus else "",
            self.schedules[0].name if self.schedules else "",
        )

    def language(self, code_or_locale: str | None) -> Language | None:
        """Return the language by its code ("tr") or its locale ("tr-TR")."""
        return next((x for x in self.languages if code_or_locale in (x.code, x.locale)), None)

    def hours(self, schedule: str) -> Hours | None:
        """Return a schedule with the tenant's holidays in it."""
        found = next((each for each in self.schedules if each.name == schedule), None)
        if found is None:
            return None
        return Hours(self.timezone, found.week, self.holidays + found.overrides)

    def with_arns(self, queues: Mapping[str, str], agents: Mapping[str, str]) -> Tenant:
        """Return the tenant with ARNs by queue name and by username; the others as they were."""
        return replace(
            self,
            queues=tuple(replace(x, arn=queues.get(x.name, x.arn)) for x in self.queues),
            agents=tuple(replace(x, arn=agents.get(x.username, x.arn)) for x in self.agents),
        )
