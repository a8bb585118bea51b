"""Business files: what is read, and what a mistake is answered with."""

from __future__ import annotations

import pytest

from santral.domain.business import Business, read_business
from santral.domain.errors import BusinessFileError
from santral.stores.phone_numbers import PhoneNumbersByMetadata

SETTINGS = """
id = "shop"
name = "Shop"
timezone = "Europe/Rome"
region = "IT"
tiers = { vip = 1 }
vip = { tiers = ["vip"], queue = "sales" }
[[languages]]
code = "it"
locale = "it-IT"
voice = "Bianca"
[[languages]]
code = "en"
locale = "en-GB"
voice = "Amy"
[[numbers]]
e164 = "06 0000 0001"
language = "it"
menu = "main"
[[schedules]]
name = "main"
week = { mon = ["09:00-13:00", "14:00-18:00"] }
[[holidays]]
name = "Natale"
first = 2026-12-25
last = 2026-12-26
[[hotlines]]
name = "Notte"
greeting = { it = "Notte.", en = "Night." }
numbers = ["+39 06 0000 0001"]
week = { mon = ["20:00-00:00"] }
[[menus]]
id = "main"
prompt = { it = "Premi 1.", en = "Press 1." }
choices.1 = { queue = "sales" }
choices.2 = { transfer = "06 6982 1234" }
[[queues]]
name = "sales"
target_s = 60
overflow_to = "all"
[[queues]]
name = "all"
fallback = true
[[routing_profiles]]
name = "everybody"
queues = [{ queue = "sales" }, { queue = "all", priority = 2 }]
[[agents]]
username = "ada"
first_name = "Ada"
last_name = "Neri"
routing_profile = "everybody"
"""

HEADER = "id,name,numbers,tier,language,account_manager,queue,country\n"


def read(settings: str = SETTINGS, customers: str = "") -> Business:
    return read_business(settings, customers, PhoneNumbersByMetadata(), file="shop.toml")


def problems(settings: str = SETTINGS, customers: str = "") -> list[tuple[str, str]]:
    with pytest.raises(BusinessFileError) as refused:
        read(settings, customers)
    return list(refused.value.problems)


def test_a_business_is_read_with_its_numbers_in_e164() -> None:
    tenant = read().tenant

    assert tenant.numbers[0].e164 == "+390600000001"
    assert tenant.hotlines[0].numbers == ("+390600000001",)
    assert tenant.menus[0].choices["2"].transfer == "+390669821234"
    assert tenant.fallback_queue.name == "all"


def test_customers_are_read_with_numbers_of_several_countries() -> None:
    rows = HEADER + "1,Anna Neri,333 123 4567 | 06 6982 1234,vip,it,ada,sales,\n"
    rows += "2,Иван,8 (916) 123-45-67,,,,,RU\n"

    anna, ivan = read(customers=rows).customers

    assert anna.numbers == ("+393331234567", "+390669821234")
    assert (anna.tier, anna.language, anna.account_manager, anna.queue) == (
        "vip",
        "it",
        "ada",
        "sales",
    )
    assert (ivan.numbers, ivan.language, ivan.queue) == (("+79161234567",), None, None)


@pytest.mark.parametrize("start", ["", "\N{ZERO WIDTH NO-BREAK SPACE}"])
def test_a_spreadsheet_s_semicolons_and_byte_order_mark_are_no_hindrance(start: str) -> None:
    rows = start + 'name;id;numbers\n"Neri; Anna";1;333 123 4567\n'
    assert read(start + SETTINGS, rows).customers[0].name == "Neri; Anna"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "shop"', "", ("id", "missing")),
        (
            'id = "shop"',
            'id = "platform"',
            ("id", "expected 2 to 32 lower-case letters, digits and hyphens"),
        ),
        ('id = "shop"', "id = 7", ("id", "expected text")),
        ('name = "Shop"', 'name = " "', ("name", "expected the name as callers hear it")),
        (
            '"Europe/Rome"',
            '"Europe/Roma"',
            ("timezone", 'expected an IANA time zone, such as "Europe/Istanbul"'),
        ),
        (
            '"Europe/Rome"',
            '"EST5EDT"',
            ("timezone", 'expected an IANA time zone, such as "Europe/Istanbul"'),
        ),
        (
            '"Europe/Rome"',
            '"../Rome"',
            ("timezone", 'expected an IANA time zone, such as "Europe/Istanbul"'),
        ),
        (
            'code = "en"',
            'code = "it"',
            ("languages[1].code", "expected another code: this one stands twice"),
        ),
        ('voice = "Amy"', 'voice = ""', ("languages[1].voice", "missing")),
        (
            'e164 = "06 0000 0001"',
            'e164 = "06 OOOO"',
            ("numbers[0].e164", "expected a telephone number"),
        ),
        (
            'menu = "main"',
            'menu = "mian"',
            ("numbers[0].menu", 'expected the id of a menu (did you mean "main"?)'),
        ),
        (
            'language = "it"',
            'language = "xx"',
            ("numbers[0].language", "expected one of the languages (one of en, it)"),
        ),
        (
            '["09:00-13:00", "14:00-18:00"]',
            '["09:00-13:00", "12:00-18:00"]',
            ("schedules[0].week.mon", "expected opening hours that do not overlap"),
        ),
        (
            '"14:00-18:00"',
            '"18:00-14:00"',
            (
                "schedules[0].week.mon[1]",
                'expected opening hours in order, such as "09:00-13:00"',
            ),
        ),
        (
            "{ mon = [",
            "{ monday = [",
            ("schedules[0].week.monday", "expected one of mon, tue, wed, thu, fri, sat, sun"),
        ),
        (
            "last = 2026-12-26",
            "last = 2026-12-24",
            ("holidays[0].last", "expected a day that is not before the first"),
        ),
        (
            "last = 2026-12-26",
            "last = 2026-12-20\nyearly = true",
            ("holidays[0].last", "expected a holiday of at most 92 days, New Year included"),
        ),
        (
            "first = 2026-12-25",
            "first = 2026-12-25T10:00:00",
            ("holidays[0].first", "expected a date, such as 2026-10-29"),
        ),
        (
            'en = "Night."',
            'de = "Nacht."',
            ("hotlines[0].greeting.en", "expected a text in each of the languages"),
        ),
        (
            '["+39 06 0000 0001"]',
            '["+39 06 0000 0009"]',
            ("hotlines[0].numbers", "expected numbers that are listed under numbers"),
        ),
        (
            'week = { mon = ["20:00-00:00"] }',
            "",
            ("hotlines[0]", "expected when: first (and last), a week, or both"),
        ),
        (
            'prompt = { it = "Premi 1.", en = "Press 1." }',
            'prompt = { it = "Premi 1." }',
            ("menus[0].prompt.en", "expected a text in each of the languages"),
        ),
        (
            'choices.1 = { queue = "sales" }',
            'choices.1 = { queue = "sale" }',
            ("menus[0].choices.1.queue", 'expected the name of a queue (did you mean "sales"?)'),
        ),
        (
            '"06 6982 1234"',
            '"home"',
            ("menus[0].choices.2.transfer", "expected a telephone number"),
        ),
        (
            'overflow_to = "all"',
            'overflow_to = "al"',
            ("queues[0].overflow_to", 'expected the name of a queue (did you mean "all"?)'),
        ),
        (
            'overflow_to = "all"',
            'overflow_to = "sales"',
            (
                "queues[0].overflow_to",
                "expected a queue whose overflow does not lead back here",
            ),
        ),
        (
            'overflow_to = "all"',
            "",
            (
                "queues[0].target_s",
                "expected overflow_to beside it; a target says when to overflow",
            ),
        ),
        ("target_s = 60", "target_s = 0", ("queues[0].target_s", "expected 1 or more")),
        ("target_s = 60", "target_s = 1.5", ("queues[0].target_s", "expected a whole number")),
        (
            "target_s = 60",
            "target = 60",
            ("queues[0].target", 'unknown key (did you mean "target_s"?)'),
        ),
        ("fallback = true", "", ("queues", "expected exactly one with fallback = true")),
        ("fallback = true", 'fallback = "yes"', ("queues[1].fallback", "expected true or false")),
        (
            "fallback = true",
            'fallback = true\nschedule = "main"',
            ("queues[1].schedule", "expected none: the fallback queue is always open"),
        ),
        (
            '[{ queue = "sales" }, ',
            "[",
            ("queues[0]", "expected an agent whose routing profile serves this queue"),
        ),
        (
            "priority = 2",
            "priority = 100",
            ("routing_profiles[0].queues[1].priority", "expected 1 (served first) to 99"),
        ),
        (
            'routing_profile = "everybody"',
            'routing_profile = "evrybody"',
            (
                "agents[0].routing_profile",
                'expected a routing profile (did you mean "everybody"?)',
            ),
        ),
        (
            'username = "ada"',
            'username = "Ada Neri"',
            ("agents[0].username", "expected one of its own: small letters, digits, . _ -"),
        ),
        (
            'tiers = ["vip"]',
            'tiers = ["gold"]',
            ("vip.tiers[0]", "expected one of the tiers (one of vip)"),
        ),
        ("{ vip = 1 }", "{ vip = 9 }", ("tiers.vip", "expected 1 (first) to 5")),
        (
            '[[queues]]\nname = "sales"',
            '[phrases.it]\nwelcom = "Ciao."\n[[queues]]\nname = "sales"',
            ("phrases.it.welcom", 'unknown phrase (did you mean "welcome"?)'),
        ),
        (
            '[[queues]]\nname = "sales"',
            '[phrases.it]\nwelcome = "Ciao {nome}."\n[[queues]]\nname = "sales"',
            ("phrases.it.welcome", "expected no placeholders but {business}"),
        ),
        (
            '[[queues]]\nname = "sales"',
            '[crm]\nkind = "http"\n[[queues]]\nname = "sales"',
            ("crm.url", "expected an address when kind is http, and none otherwise"),
        ),
        (
            '[[queues]]\nname = "sales"',
            '[consent]\npolicy = "maybe"\n[[queues]]\nname = "sales"',
            ("consent.policy", "expected one of none, announce, ask"),
        ),
        ("[[agents]]", "[agents]", ("agents", "expected a list")),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_was_expected(
    old: str, new: str, problem: tuple[str, str]
) -> None:
    assert problem in problems(SETTINGS.replace(old, new, 1))


def test_all_mistakes_of_both_files_are_told_at_once_one_per_line() -> None:
    settings = SETTINGS.replace("target_s", "targets", 1).replace('"Amy"', "5")

    with pytest.raises(BusinessFileError) as refused:
        read(settings, HEADER + "1,Anna,none,,,,,\n")

    assert str(refused.value).splitlines() == [
        "shop.toml: languages[1].voice: expected text",
        'shop.toml: queues[0].targets: unknown key (did you mean "target_s"?)',
        "shop.toml: customers.csv:2.numbers: expected telephone numbers, parted by |",
    ]


@pytest.mark.parametrize(
    ("text", "path"),
    [('id = "x"\nname = \n', "line 2, column 8"), ('id = "x', "(end of file)")],
)
def test_what_is_no_toml_is_named_with_its_line(text: str, path: str) -> None:
    assert problems(text) == [(path, "expected TOML")]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("id,name\n", ("customers.csv:1", "expected a column numbers")),
        (
            "id,name,numbers,tire\n",
            ("customers.csv:1", 'unknown column (did you mean "tier"?)'),
        ),
        (HEADER + ",Anna,333 123 4567,,,,,\n", ("customers.csv:2.id", "missing")),
        (HEADER + "1,,333 123 4567,,,,,\n", ("customers.csv:2.name", "missing")),
        (
            HEADER + "1,Anna,333 123 4567,,,,,\n1,Ada,333 123 4568,,,,,\n",
            ("customers.csv:3.id", "expected an id of its own; line 2 has it as well"),
        ),
        (
            HEADER + "1,Anna,333 123 4567 |,,,,,\n",
            ("customers.csv:2.numbers", "expected telephone numbers, parted by |"),
        ),
        (
            HEADER + "1,Anna,333 123 4567,vpi,,,,\n",
            ("customers.csv:2.tier", 'expected one of the tiers (did you mean "vip"?)'),
        ),
        (
            HEADER + "1,Anna,333 123 4567,,de,,,\n",
            ("customers.csv:2.language", "expected one of the languages (one of en, it)"),
        ),
        (
            HEADER + "1,Anna,333 123 4567,,,adda,,\n",
            ("customers.csv:2.account_manager", "expected the username of an agent"),
        ),
        (
            HEADER + "1,Anna,333 123 4567,,,,sale,\n",
            ("customers.csv:2.queue", 'expected the name of a queue (did you mean "sales"?)'),
        ),
        (
            HEADER + "1,Anna,333 123 4567\n",
            ("customers.csv:2", "expected as many columns as the header has"),
        ),
        (
            HEADER + "1,Anna,333 123 4567,,,,,,,,\n",
            ("customers.csv:2", "expected as many columns as the header has"),
        ),
        (HEADER + '1,"Anna" x,333,,,,,\n', ("customers.csv:2", "expected a row of CSV")),
    ],
)
def test_a_mistake_in_a_customer_is_named_with_line_and_column(
    rows: str, problem: tuple[str, str]
) -> None:
    assert problem in problems(customers=rows)


def test_no_error_repeats_a_number_or_a_name() -> None:
    settings = SETTINGS.replace("06 0000 0001", "06 0000 OOOO").replace('"Ada"', '""')
    rows = HEADER + "1,Anna Bianchi,333 12,gold,de,adda,x,\n"

    told = str(problems(settings, rows))

    assert [text for text in ("OOOO", "Anna", "Bianchi", "333", "adda") if text in told] == []


def test_a_ring_of_three_queues_is_told_at_each_of_them() -> None:
    ring = "".join(
        f'[[queues]]\nname = "{name}"\noverflow_to = "{following}"\n'
        for name, following in (("a", "b"), ("b", "c"), ("c", "a"))
    )
    told = [path for path, text in problems(SETTINGS + ring) if "lead back" in text]
    assert told == ["queues[2].overflow_to", "queues[3].overflow_to", "queues[4].overflow_to"]
