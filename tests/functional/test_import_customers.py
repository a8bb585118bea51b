"""import_customers: from a spreadsheet to customers who are found when they call."""

from __future__ import annotations

import pytest

from santral.domain.customer import Customer
from santral.domain.job import JobState, Problem
from santral.stores import customer_search, customers, imports
from santral.stores.files import import_key
from santral.stores.tenant_guard import acting_for
from tests.functional import sample
from tests.functional.cloud import BUCKET, NAMES, Cloud, items
from tests.functional.import_runs import JOB, Imports, imports_in

HEADER = "Müşteri No;Ad Soyad;Telefon;Dil\n"


@pytest.fixture
def runs(cloud: Cloud) -> Imports:
    return imports_in(cloud)


def found(number: str) -> list[str]:
    with acting_for("shop"):
        return [each.name for each in customers.find("shop", number)]


def loaded(customer_id: str) -> Customer:
    with acting_for("shop"):
        return customers.load("shop", customer_id).value


def test_a_turkish_spreadsheet_becomes_customers_who_are_found(runs: Imports) -> None:
    job = runs.run(f"{HEADER}k-1;Gül Ak;0532 000 00 01;tr\nk-2;Can Er;(0212) 000 00 02;\n")

    assert (job.state, job.result["created"]) == (JobState.DONE, "2")
    assert found("+905320000001") == ["Gül Ak"]
    assert loaded("k-2") == Customer("k-2", "Can Er", ("+902120000002",))
    with acting_for("shop"):
        assert [each.id for each in customer_search.search("shop", "gul").customers] == ["k-1"]


def test_rows_with_problems_are_left_out_and_named(runs: Imports) -> None:
    job = runs.run(f"{HEADER}k-1;Gül Ak;twelve;tr\n;;;\nk-2;;05320000001;xx\nk-3;Can Er;;\n")

    assert job.problems == (
        Problem("rows[2].numbers", "expected telephone numbers, of the country or with their +"),
        Problem("rows[4].language", "expected one of the business's own: language"),
        Problem("rows[4].name", "missing"),
    )
    assert (job.result["created"], job.result["refused"]) == ("1", "2")


def test_who_is_there_by_id_is_changed_and_keeps_what_the_file_does_not_say(
    runs: Imports,
) -> None:
    job = runs.run(f"{HEADER}c-1;Ayşe Yılmaz-Ak;0532 000 00 01;\n")

    changed = loaded("c-1")
    assert (job.result["created"], job.result["changed"]) == ("0", "1")
    assert (changed.name, changed.tier, changed.numbers) == (
        "Ayşe Yılmaz-Ak",
        "gold",
        (sample.AYSE_NUMBER, "+905320000001"),
    )
    assert found(sample.AYSE_NUMBER) == found("+905320000001") == ["Ayşe Yılmaz-Ak"]


def test_who_has_the_number_and_the_name_is_not_there_twice(runs: Imports) -> None:
    job = runs.run(f"name,phone\nZEHRA DEMIR,{sample.FAMILY_NUMBER}\nAli,{sample.FAMILY_NUMBER}\n")

    assert (job.result["unchanged"], job.result["created"]) == ("1", "1")
    assert found(sample.FAMILY_NUMBER) == ["Mehmet Demir", "Zehra Demir", "Ali"]


def test_a_row_that_comes_twice_in_a_file_is_one_customer(runs: Imports) -> None:
    job = runs.run("name,phone,notes\nGül,05320000001,one\nGül,05320000001;05320000002,two\n")

    assert (job.result["created"], job.result["changed"]) == ("1", "1")
    assert found("+905320000002") == ["Gül"]
    with acting_for("shop"):
        [one] = customer_search.search("shop", "gul").customers
    assert one.value.notes == "two"


def test_who_was_merged_is_found_under_her_old_id(runs: Imports) -> None:
    with acting_for("shop"):
        customers.merge("shop", "c-1", "c-3", replacing=1, now=sample.MONDAY_MORNING)

    runs.run(f"{HEADER}c-3;Ayşe Ak;;\n")

    assert loaded("c-1").name == "Ayşe Ak"


def test_a_file_is_only_checked_and_then_imported(runs: Imports) -> None:
    before = items(runs.cloud, NAMES.customers)

    checked = runs.run(f"{HEADER}k-1;Gül Ak;;\nk-2;;;\n", dry_run=True)
    untouched = items(runs.cloud, NAMES.customers) == before
    runs.begin("20260302T073001-2", file_id=JOB)
    runs.tell("20260302T073001-2")

    assert untouched
    assert (checked.state, checked.result["created"], len(checked.problems)) == (
        JobState.DONE,
        "1",
        1,
    )
    assert loaded("k-1").name == "Gül Ak"


def test_an_upload_is_gone_once_it_was_imported(runs: Imports) -> None:
    runs.run(f"{HEADER}k-1;Gül Ak;;\n")

    listing = runs.cloud.clients.s3.list_objects_v2(Bucket=BUCKET)
    assert "Contents" not in listing


@pytest.mark.parametrize(
    ("file", "options", "reason"),
    [
        ("ad;telefon\n".encode("utf-16"), {}, None),
        ("name,phone\nGül,05320000001\n".encode("windows-1254"), {}, "say its charset"),
        ("name,phone\nGül,05320000001\n".encode("windows-1254"), {"charset": "windows-1254"}, None),
        (b"shoe,size\n", {}, "column of names"),
        (b"", {}, "names of columns"),
        (b"name,id\n", {"mapping": {"name": "nme"}}, "unknown field"),
        (b"name,id\n" + b"Ada,1\n" * 20_000 + b"\xff,1\n", {}, "text in utf-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(runs: Imports, file: bytes, options, reason) -> None:
    job = runs.run(file, **options)

    assert job.state is (JobState.DONE if reason is None else JobState.FAILED)
    assert reason is None or reason in job.reason


def test_an_import_without_a_file_says_so(runs: Imports) -> None:
    runs.begin()
    runs.tell()

    assert (runs.job().state, runs.job().reason) == (JobState.FAILED, "there is no such file")


def test_a_file_that_is_replaced_meanwhile_is_not_gone_on_with(cloud: Cloud) -> None:
    runs = imports_in(cloud, SANTRAL_IMPORT_ROWS="50")
    long = "x" * 1_900
    runs.upload("id,name,notes\n" + "".join(f"k-{n},Caller,{long}\n" for n in range(150)))
    runs.cloud.dynamodb.fault = runs.cloud.dynamodb.break_down
    runs.cloud.dynamodb.matching = "#customer#k-60"
    runs.tell()
    runs.cloud.dynamodb.fault = None
    key = import_key("shop", JOB)
    runs.cloud.clients.s3.put_object(Bucket=BUCKET, Key=key, Body=b"name,id\n")

    runs.tell()

    assert (runs.job().state, runs.job().reason) == (JobState.FAILED, "the file has changed")
    assert runs.job().result["created"] == "50"


def test_an_import_that_was_cancelled_ends_before_its_next_chunk(runs: Imports) -> None:
    runs.upload(f"{HEADER}k-1;Gül Ak;;\n")
    with acting_for("shop"):
        imports.cancel("shop", JOB, now=runs.cloud.clock())

    runs.tell()

    assert (runs.job().state, runs.job().reason) == (JobState.FAILED, "cancelled")
    assert found("+905320000001") == []


def test_a_message_that_nobody_wrote_is_dropped(runs: Imports) -> None:
    assert runs.tell("20990101T000000-9") == {"batchItemFailures": []}
    assert runs.cloud.counts["MessageDropped", "shop"] == 1


def test_whoever_waits_for_it_is_told_that_customers_were_imported(runs: Imports) -> None:
    runs.run(f"{HEADER}k-1;Gül Ak;;\n")

    assert "Gül" not in runs.cloud.log.getvalue()
    assert runs.queues.sent == []  # there is no webhook


def test_an_import_with_threads_has_the_same_customers(cloud: Cloud) -> None:
    rows = "".join(f"k-{n};Caller {n};0532000{n:04};\n" for n in range(60))
    threaded = imports_in(cloud, SANTRAL_IMPORT_THREADS="4")

    job = threaded.run(HEADER + rows)

    assert job.result["created"] == "60"
    assert all(found(f"+90532000{n:04}") == [f"Caller {n}"] for n in (0, 17, 59))
