"""A noun of the tests' own, to see what every endpoint goes through; it is part of no API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from functions.api.app import Api, view_of
from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY, RUNS
from functions.api.replies import Created, Listed, Versioned, listed, version_tag
from functions.api.shapes import Id, PageQuery, Shape, Words
from santral.local.gateway import Gateway
from santral.stores.shelves import Shelf, Stored

routes = Routes("Cups")


@dataclass(frozen=True, slots=True)
class Cup:
    colour: str


CUPS = Shelf("cup", Cup)


class CupBody(Shape):
    colour: Words


class CupView(Shape):
    id: str
    colour: str


class Disturbance:
    """What happens in the middle of making a cup; nothing, unless a test says otherwise."""

    def __init__(self) -> None:
        self.before: Callable[[], None] = lambda: None
        self.after: Callable[[], None] = lambda: None


disturbance = Disturbance()


def _view(stored: Stored[Cup]) -> CupView:
    return CupView(id=stored.id, colour=stored.value.colour)


@routes.get("/v1/cups", roles=EVERYBODY)
def list_cups(call: Call, query: PageQuery) -> Listed[CupView]:
    """List cups."""
    return listed(CUPS.page(call.tenant, limit=query.limit, after=query.after), _view)


@routes.post("/v1/cups", roles=RUNS)
def make_cup(call: Call, body: CupBody) -> Created[CupView]:
    """Make a cup."""
    disturbance.before()
    stored = CUPS.create(call.tenant, call.dated_id(), Cup(body.colour))
    disturbance.after()
    return Created(_view(stored), f"/v1/cups/{stored.id}", version_tag(stored))


@routes.get("/v1/cups/{cup_id}", roles=EVERYBODY)
def show_cup(call: Call, cup_id: Id) -> Versioned[CupView]:
    """Show a cup."""
    stored = CUPS.load(call.tenant, cup_id)
    return Versioned(_view(stored), version_tag(stored))


@routes.put("/v1/cups/{cup_id}", roles=RUNS, versioned=True)
def paint_cup(call: Call, cup_id: Id, body: CupBody) -> Versioned[CupView]:
    """Paint a cup."""
    stored = CUPS.load(call.tenant, cup_id)
    call.expect(version_tag(stored))
    painted = CUPS.replace(call.tenant, cup_id, Cup(body.colour), replacing=stored.version)
    return Versioned(_view(painted), version_tag(painted))


@routes.delete("/v1/cups/{cup_id}", roles=RUNS)
def break_cup(call: Call, cup_id: Id) -> None:
    """Break a cup."""
    CUPS.delete(call.tenant, cup_id)


def gateway(new_id: Callable[[], str]) -> Gateway:
    app = Api("cups", configure_logs=False)
    app.register_blueprint(routes.blueprint(view_of))
    return Gateway(app, list(app.routes), new_id)
