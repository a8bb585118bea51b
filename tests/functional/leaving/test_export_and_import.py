"""A business leaves one deployment for another, and is the same there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import santral.stores as stores
from santral.domain.access import Role
from santral.domain.account import AccountState
from santral.domain.customer import Customer
from santral.domain.errors import ConflictError, InputError, NotFoundError
from santral.domain.members import Member
from santral.local.identifiers import CLIENT_ID, USER_POOL_ID
from santral.local.leaving import exporting
from santral.local.leaving.bundle import Bundle, open_bundle
from santral.local.leaving.exporting import Exported
from santral.local.leaving.kinds import LEFT, TAKEN
from santral.local.leaving.places import Place
from santral.local.leaving.records import read_line
from santral.local.leaving.restoring import Imported, restore
from santral.stores import accounts, customer_search, customers, members, recordings
from santral.stores.identity import Identity
from santral.stores.orders import ORDERS
from santral.stores.recordings import Recording
from santral.stores.seeding import create_tables
from santral.stores.tables import TableNames, bind
from santral.stores.tenant_guard import acting_for
from santral.stores.tenants import load
from santral.stores.webhooks import WEBHOOKS
from tests.fakes.user_pool import new_pool
from tests.functional import sample
from tests.functional.cloud import BUCKET, NAMES, REGION, Cloud
from tests.functional.one_of_everything import RECORD, one_of_everything

NOW = sample.MONDAY_MORNING
ELSEWHERE = TableNames(*(f"u-{each.name}" for each in fields(TableNames)))
OTHER_BUCKET = "other-recordings"
KEY = f"connect/old/CallRecordings/2026/03/02/{RECORD['ContactId']}_20260302T07:30_UTC.wav"
SOUND = b"RIFF....WAVEfmt and a voice"


def quiet(_progress: str) -> None:
    return


@pytest.fixture
def here(cloud: Cloud) -> Place:
    return Place(
        cloud.clients,
        cloud.collaborators.clients._session.create_client("dynamodb", REGION),
        cloud.clients.s3,
        NAMES,
        BUCKET,
    )


@pytest.fixture
def elsewhere(here: Place, cloud: Cloud) -> Iterator[Place]:
    """An empty deployment, with a user pool of its own."""
    create_tables(cloud.clients.dynamodb, ELSEWHERE)
    cloud.clients.s3.create_bucket(
        Bucket=OTHER_BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    identity = Identity(new_pool().client, USER_POOL_ID, CLIENT_ID)
    yield replace(here, tables=ELSEWHERE, bucket=OTHER_BUCKET, identity=identity)
    bind(cloud.clients.dynamodb, NAMES)
    for name in [getattr(ELSEWHERE, each.name) for each in fields(TableNames)]:
        here.dynamodb.delete_table(TableName=name)
    for each in cloud.clients.s3.list_objects_v2(Bucket=OTHER_BUCKET).get("Contents", ()):
        cloud.clients.s3.delete_object(Bucket=OTHER_BUCKET, Key=each["Key"])
    cloud.clients.s3.delete_bucket(Bucket=OTHER_BUCKET)


def with_a_recording(cloud: Cloud) -> None:
    """Let the shop have one of everything, a recording too, beside a clinic."""
    one_of_everything()
    members.add(Member("sub-9", "clinic", Role.OWNER, "other@example.com", "Ada"))
    cloud.clients.s3.put_object(Bucket=BUCKET, Key=KEY, Body=SOUND)
    recording = Recording(RECORD["ContactId"], BUCKET, KEY, NOW, len(SOUND), 1_000)
    recordings.index(recording, "0A", deleted=False)


def exported(here: Place, folder: Path, **more: Any) -> Exported:
    return exporting.export(here, "shop", folder, now=NOW, tell=quiet, **more)


def imported(place: Place, export: Bundle) -> Imported:
    return restore(place, export, secret=lambda: "Secret-of-40-letters-x", tell=quiet)


def test_a_business_is_the_same_in_another_deployment(
    cloud: Cloud, here: Place, elsewhere: Place, tmp_path: Path
) -> None:
    with_a_recording(cloud)
    before = exported(here, tmp_path / "out")

    after = imported(elsewhere, open_bundle(tmp_path / "out"))

    assert after.digest == before.digest
    assert after.is_whole
    assert (after.recordings, after.members) == (1, 1)
    bind(cloud.clients.dynamodb, ELSEWHERE)
    with acting_for("shop"):
        assert load("shop").name == sample.shop().name
        [found] = customer_search.page("shop").items[:1]
        assert found.value.name == "Ayşe Yılmaz"
        assert ORDERS.load("shop", "260302-00001").value.total_minor == 29_980
        found_sounds = recordings.of_contact("shop", RECORD["ContactId"])
    assert [(each.bucket, each.key) for each in found_sounds] == [(OTHER_BUCKET, KEY)]
    sound = cloud.clients.s3.get_object(Bucket=OTHER_BUCKET, Key=KEY)["Body"].read()
    assert sound == SOUND


def test_whoever_may_sign_in_gets_a_user_there_and_no_way_in_comes_along(
    cloud: Cloud, here: Place, elsewhere: Place, tmp_path: Path
) -> None:
    with_a_recording(cloud)
    exported(here, tmp_path / "out")

    imported(elsewhere, open_bundle(tmp_path / "out"))

    bind(cloud.clients.dynamodb, ELSEWHERE)
    [owner] = members.all_of("shop")
    account = accounts.load("shop").value
    assert (owner.value.email, owner.value.role) == ("owner@example.com", Role.OWNER)
    assert owner.value.subject != "sub-1"
    assert account.owners == (owner.value.subject,)
    assert account.state is AccountState.VERIFIED
    assert members.keys_of("shop") == []
    with acting_for("shop"):
        assert WEBHOOKS.load("shop", "w-1").value.secrets == ("Secret-of-40-letters-x",)
    everything = b"".join(each.read_bytes() for each in (tmp_path / "out").rglob("*.*"))
    assert b"top-secret" not in everything
    assert b"digest-of-key" not in everything
    assert b"other@example.com" not in everything


def test_tables_for_analysis_hold_the_same_rows(cloud: Cloud, here: Place, tmp_path: Path) -> None:
    with_a_recording(cloud)

    done = exported(here, tmp_path / "out")

    orders = pq.read_table(tmp_path / "out/tables/order.parquet").to_pylist()
    assert [(each["currency"], each["customer_id"]) for each in orders] == [("TRY", "c-1")]
    for kind, count in done.counts.items():
        assert pq.read_metadata(tmp_path / f"out/tables/{kind}.parquet").num_rows == count


def test_an_export_says_what_it_left_behind_and_why(
    cloud: Cloud, here: Place, tmp_path: Path
) -> None:
    with_a_recording(cloud)
    exported(here, tmp_path / "out", tables=False)

    manifest = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))

    assert manifest["left_behind"]["key"] == "it opens a door; whoever needs one gets a new one"
    assert manifest["kinds"]["customer"] == 3
    assert not (tmp_path / "out/tables").exists()


def test_a_business_that_is_there_already_is_left_alone(
    cloud: Cloud, here: Place, tmp_path: Path
) -> None:
    with_a_recording(cloud)
    exported(here, tmp_path / "out")

    with pytest.raises(ConflictError, match="there is a business shop already"):
        imported(here, open_bundle(tmp_path / "out"))


def test_an_import_that_broke_off_goes_on_and_another_one_does_not(
    cloud: Cloud, here: Place, elsewhere: Place, tmp_path: Path
) -> None:
    with_a_recording(cloud)
    before = exported(here, tmp_path / "out")
    without_pool = replace(elsewhere, identity=None)
    with pytest.raises(InputError, match="members need a user pool"):
        imported(without_pool, open_bundle(tmp_path / "out"))
    bind(cloud.clients.dynamodb, NAMES)
    with acting_for("shop"):
        customers.create("shop", Customer("c-9", "New"), now=NOW)
    exported(here, tmp_path / "later")

    with pytest.raises(ConflictError, match="another import of shop was begun"):
        imported(elsewhere, open_bundle(tmp_path / "later"))
    after = imported(elsewhere, open_bundle(tmp_path / "out"))

    assert after.digest == before.digest
    with pytest.raises(ConflictError, match="there is a business shop already"):
        imported(elsewhere, open_bundle(tmp_path / "out"))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda out: (out / "records/customer.jsonl").write_text("{}"), "is damaged"),
        (lambda out: (out / "records/customer.jsonl").unlink(), "is missing"),
        (lambda out: (out / "manifest.json").unlink(), "expected an export"),
        (lambda out: (out / "manifest.json").write_text("["), "expected JSON"),
        (lambda out: (out / "manifest.json").write_text("{}"), "expected the manifest"),
    ],
)
def test_an_export_that_was_harmed_is_refused_before_anything_is_written(
    cloud: Cloud, here: Place, tmp_path: Path, harm: Any, said: str
) -> None:
    with_a_recording(cloud)
    exported(here, tmp_path / "out", tables=False)
    harm(tmp_path / "out")

    with pytest.raises(InputError, match=said):
        open_bundle(tmp_path / "out")


def test_a_manifest_that_leads_out_of_its_folder_is_refused(
    cloud: Cloud, here: Place, tmp_path: Path
) -> None:
    exported(here, tmp_path / "out", tables=False)
    manifest = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))
    manifest["files"]["../secret"] = {"bytes": 1, "sha256": "0"}
    (tmp_path / "out/manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(InputError, match="names a file outside the folder"):
        open_bundle(tmp_path / "out")


def test_a_line_cannot_reach_another_businesss_items(tmp_path: Path) -> None:
    line = json.dumps({"kind": "note", "key": "x#note", "sort": "n", "content": {}})

    with pytest.raises(InputError, match="line 1: expected a key of its kind"):
        read_line(line, "records/note.jsonl, line 1")


def test_nobodys_business_is_not_found(here: Place, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no business nobody"):
        exporting.export(here, "nobody", tmp_path / "out", now=NOW, tell=quiet)
    with pytest.raises(InputError, match="expected the id of a business"):
        exporting.export(here, "platform", tmp_path / "out", now=NOW, tell=quiet)


def test_a_folder_that_holds_something_is_not_written_into(here: Place, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()

    with pytest.raises(InputError, match="holds something already"):
        exported(here, tmp_path)


NAMES_OF_PEOPLE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=20
).filter(str.strip)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), NAMES_OF_PEOPLE, max_size=6))
def test_whatever_customers_are_called_the_digest_survives_the_round_trip(
    cloud: Cloud, here: Place, elsewhere: Place, tmp_path: Path, people: dict[str, str]
) -> None:
    for folder in tmp_path.iterdir():
        shutil.rmtree(folder)
    _empty(here, ELSEWHERE)
    bind(cloud.clients.dynamodb, NAMES)
    if accounts.find("shop") is None:
        with_a_recording(cloud)
    with acting_for("shop"):
        for id_, name in people.items():
            if customers.find("shop", id_) is None:
                customers.create("shop", Customer(id_, name.strip()), now=NOW)
    before = exported(here, tmp_path / "out", tables=False)

    after = imported(elsewhere, open_bundle(tmp_path / "out"))

    assert after.digest == before.digest


def _empty(place: Place, names: TableNames) -> None:
    for each in fields(TableNames):
        table = getattr(names, each.name)
        for item in place.dynamodb.scan(TableName=table)["Items"]:
            key = {"pk": item["pk"], "sk": item["sk"]}
            place.dynamodb.delete_item(TableName=table, Key=key)


def test_every_kind_that_is_kept_is_taken_along_or_left_with_a_reason() -> None:
    import importlib
    import pkgutil

    from functions.api import allowance, idempotency
    from santral.stores.deletion_kinds import HANG_ON_OTHERS, PEOPLE, PLATFORMS, STAY
    from santral.stores.linked_work import LinkedShelf
    from santral.stores.shelves import Shelf

    modules = [
        importlib.import_module(f"santral.stores.{each.name}")
        for each in pkgutil.iter_modules(stores.__path__)
    ]
    kinds = {
        value.kind
        for module in [*modules, allowance, idempotency]
        for value in vars(module).values()
        if isinstance(value, Shelf | LinkedShelf)
    }

    known = TAKEN.keys() | LEFT.keys()
    assert len(kinds) > 25
    assert kinds - known == set()
    assert (HANG_ON_OTHERS | PEOPLE | PLATFORMS | STAY.keys()) - known == set()
    assert TAKEN.keys() & LEFT.keys() == set()
