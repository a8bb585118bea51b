"""Takes a picture of every page, light, dark and narrow: `make pictures`, to be looked at."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import BrowserContext, ViewportSize
from playwright.sync_api import Error as BrowserError

from tests.web import chromium
from tests.web.centre import WebCentre, open_centre
from tests.web.conftest import MONDAY_MORNING, OPENED
from tests.web.walk import OPERATOR, Stop, one_of_each, stops

_WIDE: Final = ViewportSize(width=1280, height=900)
_NARROW: Final = ViewportSize(width=390, height=844)
Scheme = Literal["light", "dark"]
_LOOKS: Final[tuple[tuple[str, Scheme, ViewportSize], ...]] = (
    ("light", "light", _WIDE),
    ("dark", "dark", _WIDE),
    ("narrow", "light", _NARROW),
)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    walked = stops()
    with open_centre(*OPENED, MONDAY_MORNING) as centre, chromium.started() as browser:
        things = one_of_each(centre, centre.session("admin@klima.example")["access_token"])
        contexts: dict[str | None, BrowserContext] = {}
        for number, stop in enumerate(walked, start=1):
            print(f"{number:>3} of {len(walked)}  {stop.path}", flush=True)  # noqa: T201
            if stop.email not in contexts:
                contexts[stop.email] = browser.new_context(locale="en")
                if stop.email not in (None, OPERATOR):
                    centre.sign_in(contexts[stop.email], stop.email)
            _take(centre, contexts[stop.email], stop, stop.at(things), folder / stop.name)
    index = folder / "index.html"
    index.write_text(_sheet(walked), "utf-8")
    print(f"Look at {index}")  # noqa: T201


def _take(centre: WebCentre, context: BrowserContext, stop: Stop, path: str, to: Path) -> None:
    page = context.new_page()
    try:
        for look, scheme, size in _LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            if stop.email == OPERATOR:
                centre.open_as_operator(page, path)
            else:
                page.goto(f"{centre.address}{path}")
            try:
                page.get_by_role("heading", level=1).first.wait_for(timeout=8000)
                chromium.settle(page)
            except BrowserError:
                print(f"     {path}: taken as it is, it did not settle", file=sys.stderr)  # noqa: T201
            chromium.picture(page, to.with_name(f"{to.name}-{look}.png"))
    finally:
        page.close()


def _sheet(walked: list[Stop]) -> str:
    rows = "".join(
        f"<h2>{escape(stop.path)}</h2>"
        + "".join(f'<img src="{stop.name}-{look}.png" height="400">' for look, _, _ in _LOOKS)
        for stop in walked
    )
    return f"<!doctype html><meta charset=utf-8><title>Every page</title>{rows}"


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ".santral/pictures"))
