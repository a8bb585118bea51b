"""Links and forms lead to one file, for a short time, and to nothing else."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from aiohttp import web
from botocore.compat import get_current_datetime

from santral.local.server.application import new_application
from santral.local.server.s3 import add_s3, keys_of_environment
from santral.stores.clients import Clients
from santral.stores.files import import_key
from santral.stores.links import Links, UploadForm
from tests.functional.cloud import BUCKET, REGION, Cloud
from tests.functional.server.asking import Answered, ask

ADDRESS = "http://127.0.0.1:8090"
HOST = {"Host": "127.0.0.1:8090"}
BOUNDARY = "a-boundary"
KEY = "shop/exports/job-1.zip"
OWN_KEY = import_key("shop", "job-2")


@dataclass
class Browser:
    """
    Attributes:
        later: how much later than it was signed everything is asked.
    """

    cloud: Cloud
    links: Links
    later: timedelta = timedelta()

    def open(self, url: str, method: str = "GET", **headers: str) -> Answered:
        assert url.startswith(ADDRESS)
        return ask(self._app(), method, url.removeprefix(ADDRESS), headers={**HOST, **headers})

    def post(
        self, form: UploadForm, file: bytes = b"name,id\n", changes: Mapping[str, str] = {}
    ) -> Answered:
        fields = {**form.fields, **changes}
        parts = [_part(f'name="{name}"', value.encode()) for name, value in fields.items()]
        parts.append(_part('name="file"; filename="any.csv"', file))
        headers = {**HOST, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
        return ask(self._app(), "POST", form.url.removeprefix(ADDRESS), headers=headers, body=body)

    def kept(self, key: str) -> bytes:
        return self.cloud.clients.s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()

    def keys(self) -> list[str]:
        listing = self.cloud.clients.s3.list_objects_v2(Bucket=BUCKET)
        return [each["Key"] for each in listing.get("Contents", [])]

    def _app(self) -> web.Application:
        app = new_application(_raise)
        add_s3(
            app,
            self.cloud.clients.s3,
            keys_of_environment(),
            clock=lambda: get_current_datetime(remove_tzinfo=False) + self.later,
        )
        return app


def _raise(error: Exception) -> None:
    raise error


def _part(name: str, value: bytes) -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {name}\r\n\r\n"
    return head.encode() + value + b"\r\n"


def code(answer: Answered) -> tuple[int, str]:
    found = re.search(rb"<Code>(\w+)</Code>", answer.body)
    return answer.status, found[1].decode() if found else ""


@pytest.fixture
def browser(empty_cloud: Cloud) -> Browser:
    empty_cloud.clients.s3.put_object(Bucket=BUCKET, Key=KEY, Body=b"0123456789")
    clients = Clients(REGION, s3_address=f"{ADDRESS}/s3")
    return Browser(empty_cloud, Links(clients.s3_links, BUCKET))


@pytest.fixture
def url(browser: Browser) -> str:
    return browser.links.download(KEY, name="Satış.zip", content_type="application/zip")


def test_a_link_leads_to_its_file_under_a_name(browser: Browser, url: str) -> None:
    answer = browser.open(url)

    assert (answer.status, answer.body) == (200, b"0123456789")
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"Sat__.zip\"; filename*=UTF-8''Sat%C4%B1%C5%9F.zip"
    )
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_part_of_a_recording_can_be_asked_for(browser: Browser, url: str) -> None:
    answer = browser.open(url, Range="bytes=2-4")

    assert (answer.status, answer.body) == (206, b"234")
    assert answer.headers["Content-Range"] == "bytes 2-4/10"
    assert code(browser.open(url, Range="bytes=99-"))[0] == 416


def test_what_was_uploaded_can_be_no_page_of_ours(browser: Browser) -> None:
    url = browser.links.listen(KEY, content_type="text/html", bucket=BUCKET)

    assert browser.open(url).headers["Content-Security-Policy"].startswith("sandbox")


def test_a_link_is_good_for_a_minute(browser: Browser, url: str) -> None:
    browser.later = timedelta(seconds=55)
    assert browser.open(url).status == 200

    browser.later = timedelta(seconds=61)
    assert code(browser.open(url)) == (403, "AccessDenied")


CHANGES: list[Callable[[str], str]] = [
    lambda url: url.replace("job-1", "job-2"),
    lambda url: url.replace("/shop/", "/clinic/"),
    lambda url: url.replace("Expires=60", "Expires=6000"),
    lambda url: url.replace("no-store", "public"),
    lambda url: url.replace("X-Amz-Credential=", "X-Amz-Credential=x"),
    lambda url: url.replace("eu-central-1", "us-east-1"),
    lambda url: re.sub("X-Amz-Signature=..", "X-Amz-Signature=00", url),
    lambda url: re.sub("&X-Amz-Signature=.*", "", url),
    lambda url: url + "&versionId=1",
    lambda url: url.partition("?")[0],
    lambda url: url.replace("SignedHeaders=host", "SignedHeaders="),
    lambda url: url.replace("X-Amz-Date=2", "X-Amz-Date=x"),
]


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_a_link_that_was_changed_leads_nowhere(
    browser: Browser, url: str, change: Callable[[str], str]
) -> None:
    answer = browser.open(change(url))

    assert answer.status in (400, 403, 404)
    assert b"0123456789" not in answer.body


def test_a_link_is_for_one_method_and_one_host(browser: Browser, url: str) -> None:
    assert browser.open(url, "HEAD").status == 403
    assert code(browser.open(url, Host="localhost:8090")) == (403, "SignatureDoesNotMatch")


def test_a_link_to_a_file_that_is_not_there_says_so(browser: Browser) -> None:
    url = browser.links.download("shop/exports/none.zip", name="a", content_type="b")

    assert code(browser.open(url)) == (404, "NoSuchKey")


def test_a_form_uploads_one_file_under_its_key(browser: Browser) -> None:
    answer = browser.post(browser.links.upload_form("shop", "job-2"), b"name,id\nAda,1\n")

    assert answer.status == 204
    assert browser.kept(import_key("shop", "job-2")) == b"name,id\nAda,1\n"


def test_a_form_takes_a_file_that_is_longer_than_a_request_may_be(browser: Browser) -> None:
    file = b"x" * 9_000_000

    assert browser.post(browser.links.upload_form("shop", "job-2"), file).status == 204
    assert browser.kept(import_key("shop", "job-2")) == file


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"key": "shop/imports/job-3.csv"}, (403, "AccessDenied")),
        ({"key": "clinic/imports/job-2.csv"}, (403, "AccessDenied")),
        ({"Content-Type": "text/html"}, (403, "AccessDenied")),
        ({"x-amz-meta-more": "1"}, (403, "AccessDenied")),
        ({"x-amz-signature": "00"}, (403, "SignatureDoesNotMatch")),
        ({"x-amz-algorithm": "none"}, (400, "AuthorizationQueryParametersError")),
        ({"policy": ""}, (403, "SignatureDoesNotMatch")),
        ({"key": "clinic/imports/job-2.csv", "KEY": OWN_KEY}, (400, "InvalidArgument")),
        ({"KEY": "clinic/imports/job-2.csv"}, (400, "InvalidArgument")),
        ({"x-ignore-me": "1"}, (204, "")),
    ],
)
def test_a_form_that_was_changed_uploads_nothing(
    browser: Browser, changes: dict[str, str], expected: tuple[int, str]
) -> None:
    answer = browser.post(browser.links.upload_form("shop", "job-2"), changes=changes)

    assert code(answer) == expected
    assert (len(browser.keys()) == 2) == (expected[0] == 204)


def test_a_policy_of_somebody_elses_making_is_refused(browser: Browser) -> None:
    form = browser.links.upload_form("shop", "job-2")
    policy = json.loads(base64.b64decode(form.fields["policy"]))
    policy["conditions"] = []
    forged = base64.b64encode(json.dumps(policy).encode()).decode()

    assert code(browser.post(form, changes={"policy": forged})) == (403, "SignatureDoesNotMatch")


def test_a_form_is_good_for_a_quarter_of_an_hour(browser: Browser) -> None:
    form = browser.links.upload_form("shop", "job-2")
    browser.later = timedelta(minutes=16)

    assert code(browser.post(form)) == (403, "AccessDenied")


def test_an_empty_file_and_one_that_is_too_long_are_refused(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert code(browser.post(browser.links.upload_form("shop", "job-2"), b"")) == (
        400,
        "EntityTooSmall",
    )
    monkeypatch.setattr("santral.stores.links.LARGEST_IMPORT_BYTES", 10)
    form = browser.links.upload_form("shop", "job-2")
    assert code(browser.post(form, b"x" * 11)) == (400, "EntityTooLarge")


def test_another_bucket_is_another_form(browser: Browser) -> None:
    form = browser.links.upload_form("shop", "job-2")
    elsewhere = UploadForm(form.url.replace(BUCKET, "other-bucket"), form.fields)

    assert code(browser.post(elsewhere)) == (403, "AccessDenied")


def test_what_is_no_form_is_refused(browser: Browser) -> None:
    answer = ask(browser._app(), "POST", f"/s3/{BUCKET}", headers=HOST, body=b"x")

    assert code(answer) == (412, "PreconditionFailed")


@pytest.mark.parametrize(("tenant", "id_"), [("shop/../clinic", "1"), ("shop", "../1"), ("", "")])
def test_a_form_is_made_for_ids_and_nothing_else(browser: Browser, tenant: str, id_: str) -> None:
    with pytest.raises(Exception, match="not the id of a file"):
        browser.links.upload_form(tenant, id_)


@pytest.mark.parametrize("page", ["http://localhost:8090", "http://127.0.0.1:8090"])
def test_our_pages_may_post_and_learn_what_became_of_it(browser: Browser, page: str) -> None:
    told = browser.open(f"{ADDRESS}/s3/{BUCKET}", "OPTIONS", Origin=page)
    refused = browser.open(f"{ADDRESS}/s3/{BUCKET}", "POST", Origin=page)
    assert told.headers["Access-Control-Allow-Methods"] == "POST"
    for answered in (told, refused):
        assert answered.headers["Access-Control-Allow-Origin"] == page


@pytest.mark.parametrize(
    "page", ["https://elsewhere.example", "http://localhost:8091", "http://localhost:8090.example"]
)
def test_pages_of_others_learn_nothing(browser: Browser, page: str) -> None:
    told = browser.open(f"{ADDRESS}/s3/{BUCKET}", "OPTIONS", Origin=page)
    assert "Access-Control-Allow-Origin" not in told.headers
