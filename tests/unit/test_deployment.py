"""What a stage file may say, and what each mistake in it is answered with."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.deployment import (
    Capacity,
    Domains,
    Identity,
    Instance,
    NumberType,
    Stage,
    StageNumber,
    read_stage,
)
from santral.domain.errors import StageFileError
from santral.domain.instance_quotas import QUOTAS
from santral.domain.residency import REGIONS, law_against
from santral.domain.templates.zones import is_country
from santral.local.connect.quotas import PER_INSTANCE

STAGES = Path(__file__).parents[2] / "stages"
SMALLEST = """
name = "dev"
region = "eu-central-1"
[instance]
alias = "klima"
[domains]
mail_from = "centre@klima.example"
"""
ALIAS = 'expected up to 45 small letters, digits and hyphens, not "d-" in front'
STAGE_NAME = "expected up to 16 small letters and digits, a letter first"
COUNTRY = "expected two capital letters, as GB"
NUMBER_NAME = "expected a name of its own, of small letters and _"
NUMBER_TYPE = (
    "expected one of DID, TOLL_FREE, UIFN, SHARED, THIRD_PARTY_DID, THIRD_PARTY_TF, SHORT_CODE"
)
LOG_DAYS = (
    "expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, "
    "2192, 2557, 2922, 3288, 3653"
)


def refusals(*changes: str) -> list[str]:
    """Return what is said of the smallest file with lines put in place of its own, or added."""
    top: list[str] = []
    tables: list[str] = []
    for change in changes:
        (tables if change.startswith("[") else top).append(change)
    lines = [
        line
        for line in SMALLEST.strip().splitlines()
        if not any(line.split(" =")[0] == each.split(" =")[0] for each in top)
    ]
    text = "\n".join([*top, *lines, *tables])
    with pytest.raises(StageFileError) as refused:
        read_stage(text, file="dev.toml")
    return str(refused.value).splitlines()


def test_the_smallest_file_is_a_stage() -> None:
    stage = read_stage(SMALLEST)

    assert stage == Stage(
        name="dev",
        region="eu-central-1",
        instance=Instance(alias="klima"),
        domains=Domains(mail_from="centre@klima.example"),
    )
    assert stage.instance.identity == Identity.CONNECT_MANAGED
    assert (stage.capacity.tenants, stage.retention.logs_days) == (40, 90)
    assert stage.retention.is_kept_when_destroyed


def test_everything_can_be_said() -> None:
    stage = read_stage(
        """
        name = "prod"
        region = "eu-west-2"
        residency = "GB"
        terms = "2027-01"
        claimable_countries = ["GB"]

        [instance]
        alias = "klima-prod"
        id = "0123abcd-0000-4000-8000-0123456789ab"
        identity = "SAML"

        [domains]
        mail_from = "centre@klima.example"
        pages = "centre.klima.example"
        zone = "klima.example"
        zone_id = "Z0123"

        [capacity]
        prepared_callers = 3

        [quotas]
        queues = 300

        [[numbers]]
        name = "support"
        country = "GB"
        flow = "inbound"
        type = "TOLL_FREE"
        """
    )

    assert stage.instance == Instance(
        "klima-prod", "0123abcd-0000-4000-8000-0123456789ab", Identity.SAML
    )
    assert stage.domains.pages == "centre.klima.example"
    assert stage.capacity == Capacity(prepared_callers=3)
    assert stage.quotas == {"queues": 300}
    assert stage.numbers == (StageNumber("support", "GB", "inbound", NumberType.TOLL_FREE),)


@pytest.mark.parametrize("name", ["dev", "prod", "prove"])
def test_the_stages_that_are_shipped_can_be_read(name: str) -> None:
    stage = read_stage((STAGES / f"{name}.toml").read_text("utf-8"))

    assert (stage.name, stage.is_proof) == (name, name == "prove")


def test_a_file_saved_by_a_windows_editor_is_read() -> None:
    assert (
        read_stage("\N{ZERO WIDTH NO-BREAK SPACE}" + SMALLEST.replace("\n", "\r\n")).name == "dev"
    )


def test_text_that_is_not_toml_is_refused_with_its_place() -> None:
    with pytest.raises(StageFileError) as refused:
        read_stage('name = "dev"\nregion = eu', file="dev.toml")

    assert str(refused.value) == "dev.toml: line 2, column 10: expected TOML"


def test_an_empty_file_is_told_all_that_is_missing() -> None:
    with pytest.raises(StageFileError) as refused:
        read_stage("", file="dev.toml")

    assert str(refused.value).splitlines() == [
        "dev.toml: name: missing",
        "dev.toml: region: missing",
        "dev.toml: instance: missing",
        "dev.toml: domains: missing",
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ('name = "Dev"', f"name: {STAGE_NAME}"),
        ('name = "a2345678901234567"', f"name: {STAGE_NAME}"),
        ("name = 7", "name: expected text"),
        ('nmae = "x"', 'nmae: unknown key (did you mean "name"?)'),
        ('terms = ""', "terms: expected the version that is in force, such as 2026-11"),
        ('privacy = " "', "privacy: expected the version that is in force, such as 2026-11"),
        ("[capacity]\ntenants = 0", "capacity.tenants: expected 1 or more"),
        ("[capacity]\nburst = -1", "capacity.burst: expected 1 or more"),
        ("[capacity]\nprepared_callers = -1", "capacity.prepared_callers: expected 0 or more"),
        (
            "[capacity]\nrequests_per_address = 9",
            "capacity.requests_per_address: expected 10 or more: AWS WAF counts no fewer",
        ),
        ("[quotas]\nqueues = 0", "quotas.queues: expected 1 or more"),
        ("[quotas]\nqueue = 300", 'quotas.queue: unknown key (did you mean "queues"?)'),
        ("[retention]\nlogs_days = 8", f"retention.logs_days: {LOG_DAYS}"),
        ("[retention]\nlogs_days = 180", "retention.logs_days: expected 90 at most"),
        ("[retention]\naccess_logs_days = 91", f"retention.access_logs_days: {LOG_DAYS}"),
        ("[retention]\nquarantine_days = 31", "retention.quarantine_days: expected 1 to 30"),
        ("[retention]\nexports_days = 30", "retention.exports_days: expected 31 or more"),
        ("[retention]\nuploads_days = 0", "retention.uploads_days: expected 1 or more"),
        (
            "[retention]\nrecordings_days = -1",
            "retention.recordings_days: expected days, or 0 for ever",
        ),
        (
            '[operations]\nalarms_to = ["a@b.example", "b"]',
            "operations.alarms_to[1]: expected a mail address",
        ),
        ("[operations]\nbudget_per_month = 0", "operations.budget_per_month: expected 1 or more"),
        (
            '[operations]\nrunbooks = "https://x.example/a#b"',
            "operations.runbooks: expected an https address without #",
        ),
        (
            '[operations]\nrunbooks = "http://x.example"',
            "operations.runbooks: expected an https address without #",
        ),
        ('claimable_countries = ["uk"]', f"claimable_countries[0]: {COUNTRY}"),
    ],
)
def test_a_mistake_is_said_with_its_place_and_what_was_expected(change: str, problem: str) -> None:
    [said] = refusals(change)

    assert said == f"dev.toml: {problem}"


@pytest.mark.parametrize(
    ("instance", "problem"),
    [
        ('alias = "Klima"', f"alias: {ALIAS}"),
        ('alias = "d-klima"', f"alias: {ALIAS}"),
        ('alias = "klima-"', f"alias: {ALIAS}"),
        (f'alias = "{"k" * 46}"', f"alias: {ALIAS}"),
        (
            'alias = "k"\nsaml_url = "https://sign-in.example.com"',
            'saml_url: expected together with identity = "SAML"',
        ),
        (
            'alias = "k"\nidentity = "SAML"\nsaml_url = "sign-in.example.com"',
            "saml_url: expected an address that begins with https://",
        ),
        ('alias = "k"\nid = "12"', "id: expected the id of an instance, the last part of its ARN"),
        ('alias = "k"\nidentity = "LDAP"', "identity: expected one of CONNECT_MANAGED, SAML"),
    ],
)
def test_an_instance_that_cannot_be_is_refused(instance: str, problem: str) -> None:
    text = SMALLEST.replace('alias = "klima"', instance)

    with pytest.raises(StageFileError) as refused:
        read_stage(text, file="dev.toml")

    assert str(refused.value) == f"dev.toml: instance.{problem}"


@pytest.mark.parametrize(
    ("domains", "problem"),
    [
        ('mail_from = "nobody"', "mail_from: expected a mail address, such as centre@example.com"),
        (
            'pages = "https://centre.klima.example"\nzone = "klima.example"\nzone_id = "Z1"',
            "pages: expected a host name, such as centre.example.com",
        ),
        (
            'pages = "centre.klima.example"',
            "pages: expected together with zone and zone_id, or none of the three",
        ),
        (
            'zone = "klima.example"\nzone_id = "Z1"',
            "pages: expected together with zone and zone_id, or none of the three",
        ),
        (
            'pages = "centre.klima.example"\nzone = "a.example"\nzone_id = "Z1"',
            "pages: expected a name in the zone a.example",
        ),
        (
            'pages = "notklima.example"\nzone = "klima.example"\nzone_id = "Z1"',
            "pages: expected a name in the zone klima.example",
        ),
    ],
)
def test_a_domain_that_cannot_be_is_refused(domains: str, problem: str) -> None:
    kept = "" if "mail_from" in domains else 'mail_from = "centre@klima.example"\n'
    text = SMALLEST.replace('mail_from = "centre@klima.example"', kept + domains)

    with pytest.raises(StageFileError) as refused:
        read_stage(text, file="dev.toml")

    assert str(refused.value) == f"dev.toml: domains.{problem}"


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ('name = "a"\ncountry = "44"\nflow = "inbound"', f"numbers[0].country: {COUNTRY}"),
        (
            'name = "a"\ncountry = "GB"\nflow = "flow.a"',
            "numbers[0].flow: expected a flow's logical name, such as inbound",
        ),
        ('name = "A"\ncountry = "GB"\nflow = "a"', f"numbers[0].name: {NUMBER_NAME}"),
        (
            'name = "a"\ncountry = "GB"\nflow = "a"\n[[numbers]]\n'
            'name = "a"\ncountry = "US"\nflow = "b"',
            f"numbers[1].name: {NUMBER_NAME}",
        ),
        (
            'name = "a"\ncountry = "GB"\nflow = "a"\ntype = "FAX"',
            f"numbers[0].type: {NUMBER_TYPE}",
        ),
    ],
)
def test_a_number_that_cannot_be_is_refused(number: str, problem: str) -> None:
    [said] = refusals(f"[[numbers]]\n{number}")

    assert said == f"dev.toml: {problem}"


def test_a_region_without_amazon_connect_is_refused() -> None:
    [said] = refusals('region = "eu-west-1"', 'residency = "EU"')

    assert said == (
        "dev.toml: region: expected a Region that has Amazon Connect: us-east-1, us-west-2, "
        "ca-central-1, eu-central-1, eu-west-2, ap-northeast-1, ap-northeast-2, ap-southeast-1, "
        "ap-southeast-2, af-south-1"
    )


@pytest.mark.parametrize(
    ("residency", "problem"),
    [
        ("US", "eu-central-1 keeps its data in EU; expected us-east-1 or us-west-2"),
        (
            "RU",
            "cannot be met: the law (152-FZ) has data of people in Russia kept in Russia, where "
            "AWS has no Region",
        ),
        (
            "TR",
            "cannot be met: Amazon Connect keeps data in AU, CA, EU, GB, JP, KR, SG, US, ZA, and "
            "nowhere else",
        ),
    ],
)
def test_a_residency_that_the_region_cannot_give_is_refused_with_the_reason(
    residency: str, problem: str
) -> None:
    assert refusals(f'residency = "{residency}"') == [f"dev.toml: residency: {problem}"]


@pytest.mark.parametrize("region", REGIONS)
def test_each_region_gives_the_residency_of_its_own_area(region: str) -> None:
    text = SMALLEST.replace("eu-central-1", region)

    stage = read_stage(f'residency = "{REGIONS[region]}"\n{text}')

    assert stage.region == region


def test_of_all_countries_only_russia_cannot_be_served() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    countries = [a + b for a in letters for b in letters if is_country(a + b)]

    assert len(countries) > 240
    assert [each for each in countries if law_against(each)] == ["RU"]


def test_quotas_are_those_that_the_local_amazon_connect_holds_to() -> None:
    assert {name: PER_INSTANCE[name] for name in QUOTAS} == QUOTAS


@given(st.text(max_size=60))
def test_whatever_is_in_the_file_it_is_a_stage_or_refused(text: str) -> None:
    with suppress(StageFileError):
        assert read_stage(SMALLEST + text).name == "dev"


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ('terms = "a b"', "terms: expected the version that is in force, such as 2026-11"),
        ("capacity.tenants = 9999999999", "capacity.tenants: expected 2000000000 at most"),
        ("retention.uploads_days = 99999", "retention.uploads_days: expected 36500 at most"),
        (
            'operations.alarms_to = ["a@b.example", "a@b.example"]',
            "operations.alarms_to[1]: expected each address once",
        ),
        (
            "operations.budget_per_month = 9999999999",
            "operations.budget_per_month: expected 2000000000 at most",
        ),
    ],
)
def test_what_aws_could_not_take_is_refused(new: str, problem: str) -> None:
    with pytest.raises(StageFileError) as refused:
        read_stage(f"{new}\n{SMALLEST}", file="dev.toml")

    assert str(refused.value) == f"dev.toml: {problem}"


def test_a_stage_is_called_as_its_file_is() -> None:
    with pytest.raises(StageFileError) as refused:
        read_stage(SMALLEST, file="prod.toml", name="prod")

    assert str(refused.value) == "prod.toml: name: expected prod, as the file is called"
    assert read_stage(SMALLEST, name="dev").name == "dev"


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(StageFileError, match=r"dev\.toml: \(file\): expected UTF-8"):
        read_stage(SMALLEST.encode("utf-16"), file="dev.toml")
