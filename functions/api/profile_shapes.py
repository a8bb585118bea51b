"""What the parts of a profile look like in bodies and answers: as in a business file.

Names that a body gives to new parts follow the rules of santral/domain; those of parts that are
there already may come from a file, and are only shown.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from functions.api.shapes import LanguageCode, Shape, Text, Words, printable
from santral.domain.hours import Slot
from santral.domain.menu import After
from santral.domain.tenant import ConsentPolicy

LONGEST_TEXT: Final = 3_000  # Amazon Polly bills and takes no more at once


def _one_slot(text: str) -> str:
    return Slot.from_text(text).to_text()


Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
Username = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
Said = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(printable)]
Spoken = Annotated[dict[LanguageCode, Said], Field(max_length=20)]
"""What is said, in each of the business's languages."""

SlotText = Annotated[
    str,
    StringConstraints(pattern=r"^\s*\d{1,2}:\d\d\s*-\s*\d{1,2}:\d\d\s*$", max_length=20),
    AfterValidator(_one_slot),
    Field(description="wall times, as 09:00-13:00; 24:00 is the end of the day"),
]
Slots = Annotated[tuple[SlotText, ...], Field(max_length=10)]
DayName = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WeekShape = dict[DayName, Slots]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
Instant = Annotated[
    AwareDatetime,
    Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2199, 12, 31, tzinfo=UTC)),
]
"""For which calendars and time zones are worth asking."""

Zone = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}$")
]
Region = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{2}$"),
    Field(description="the country whose local forms of telephone numbers are meant"),
]
Tier = Annotated[str, StringConstraints(min_length=1, max_length=64)]
PhraseKey = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,64}$")]


class LanguageShape(Shape):
    code: LanguageCode
    locale: Annotated[
        str,
        StringConstraints(pattern=r"^[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"),
        Field(description="as Amazon Connect names it: tr-TR"),
    ]
    voice: Annotated[
        str,
        StringConstraints(pattern=r"^[A-Za-z]{1,32}$"),
        Field(description="a voice of Amazon Polly: Filiz"),
    ]


class OverrideShape(Shape):
    """Days that are not as the week says: without slots they are closed."""

    name: Words
    first: Day
    last: Annotated[Day | None, Field(description="included; null is one day")] = None
    yearly: Annotated[bool, Field(description="only day and month count")] = False
    slots: Slots = ()
    spoken: Spoken = Field(default_factory=dict, description="what the occasion is called")


class HoursBody(Shape):
    week: Annotated[WeekShape, Field(description="a day that is not listed is closed")]
    overrides: Annotated[
        tuple[OverrideShape, ...],
        Field(max_length=100, description="of this schedule alone; they beat the holidays"),
    ] = ()


class NewHoursBody(HoursBody):
    name: Name


class HoursView(HoursBody):
    name: str


class HolidaysShape(Shape):
    """They count in every schedule; among the yearly and dated ones, dated ones win."""

    holidays: Annotated[tuple[OverrideShape, ...], Field(max_length=300)]


class HotlineShape(Shape):
    """A window in which callers go straight to one queue, open or not."""

    name: Words
    greeting: Spoken
    queue: Annotated[Text, Field(description="empty ends the call after the greeting")] = ""
    numbers: Annotated[
        tuple[Text, ...], Field(max_length=100, description="none is all of the business's")
    ] = ()
    first: Day | None = None
    last: Annotated[Day | None, Field(description="included; null is one day")] = None
    week: WeekShape = Field(default_factory=dict, description="empty is all day")


class HotlinesShape(Shape):
    hotlines: Annotated[tuple[HotlineShape, ...], Field(max_length=50)]


class ChoiceShape(Shape):
    """What one key does: exactly one of queue, menu, transfer and message."""

    queue: Text = ""
    menu: Text = ""
    transfer: Annotated[Text, Field(description="a telephone number")] = ""
    message: Spoken = Field(default_factory=dict)
    then: Annotated[After, Field(description="after a message")] = After.REPEAT


class MenuBody(Shape):
    prompt: Spoken
    choices: Annotated[
        dict[Annotated[str, StringConstraints(pattern=r"^[0-9*]$")], ChoiceShape],
        Field(min_length=1, max_length=11, description="by key, 0 to 9 and *"),
    ]
    default_queue: Annotated[
        Text, Field(description="of who chose nothing; empty is the fallback queue")
    ] = ""


class NewMenuBody(MenuBody):
    id: Name


class MenuView(MenuBody):
    id: str


class QueueBody(Shape):
    schedule: Annotated[
        Text, Field(description="outside it, callers go on to overflow_to; empty is always open")
    ] = ""
    capacity: Annotated[int | None, Field(ge=1, le=10_000)] = None
    target_s: Annotated[
        int | None,
        Field(ge=1, le=86_400, description="who waits longer makes new callers overflow"),
    ] = None
    overflow_to: Text | None = None
    fallback: Annotated[
        bool, Field(description="takes whatever finds no other place; one queue is it")
    ] = False


class NewQueueBody(QueueBody):
    name: Name


class QueueView(QueueBody):
    name: str


Channel = Literal["VOICE", "CHAT", "TASK", "EMAIL"]


def _one_call() -> dict[Channel, int]:
    return {"VOICE": 1}


class ProfileQueueShape(Shape):
    queue: Words
    channel: Channel = "VOICE"
    priority: Annotated[int, Field(ge=1, le=99, description="1 is served first")] = 1
    delay_s: Annotated[int, Field(ge=0, le=9_999)] = 0


class RoutingProfileBody(Shape):
    queues: Annotated[tuple[ProfileQueueShape, ...], Field(min_length=1, max_length=50)]
    outbound_queue: Annotated[Text, Field(description="empty is the first queue")] = ""
    concurrency: dict[Channel, Annotated[int, Field(ge=1, le=10)]] = Field(
        default_factory=_one_call, description="contacts at once"
    )


class NewRoutingProfileBody(RoutingProfileBody):
    name: Name


class RoutingProfileView(RoutingProfileBody):
    name: str


class AgentBody(Shape):
    first_name: Annotated[Words, Field(description="callers hear it")]
    last_name: Text
    routing_profile: Words
    languages: Annotated[tuple[LanguageCode, ...], Field(max_length=10)] = ()
    wrap_up_s: Annotated[int, Field(ge=0, le=86_400)] = 30


class NewAgentBody(AgentBody):
    username: Username


class AgentView(AgentBody):
    username: str


class EmergencyShape(Shape):
    on: bool = False
    message: Spoken = Field(default_factory=dict)


class ConsentShape(Shape):
    """Whether conversations are recorded: never, after saying so, or after a yes."""

    policy: ConsentPolicy = ConsentPolicy.NONE
    text: Spoken = Field(default_factory=dict, description="empty takes the system's own words")


class VipShape(Shape):
    tiers: Annotated[tuple[Tier, ...], Field(max_length=20)] = ()
    queue: Annotated[
        Text, Field(description="while the account manager is not free; empty switches it off")
    ] = ""
    priority: Annotated[int, Field(ge=1, le=5, description="1 is first")] = 1
    after_hours: bool = False


class TiersShape(Shape):
    """How early the turn of a tier of customers comes; 1 is first, and unknown callers have 5."""

    tiers: Annotated[dict[Tier, Annotated[int, Field(ge=1, le=5)]], Field(max_length=20)]


class NumberBody(Shape):
    language: LanguageCode
    menu: Words
    schedule: Words = "main"


class NumberView(NumberBody):
    id: Annotated[str, Field(description="does not tell the number")]
    e164: str
