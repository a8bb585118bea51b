"""Menus: what is said, which keys there are, and where each leads."""

from __future__ import annotations

from typing import Final

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.parts import Parts
from functions.api.permissions import EVERYBODY, RUNS
from functions.api.phones import menu_with_e164
from functions.api.profile import value_of, versioned
from functions.api.profile_shapes import MenuBody, MenuView, NewMenuBody
from functions.api.replies import Created, Listed, Versioned, content_tag
from functions.api.shapes import Id
from santral.domain.menu import Menu

routes = Routes("Menus")

_MENUS: Final = Parts("menus", MenuView)


@routes.get("/v1/menus", roles=EVERYBODY)
def list_menus(call: Call) -> Listed[MenuView]:
    """List the menus."""
    return _MENUS.listed(call)


@routes.post("/v1/menus", roles=RUNS)
def create_menu(call: Call, body: NewMenuBody) -> Created[MenuView]:
    """Create a menu.

    Nothing leads to it yet: let a key of another menu, or a number, do that.
    """
    menu = value_of(Menu, body)
    tenant = _MENUS.create(call, body.id, lambda each: menu_with_e164(call, menu, each.region))
    view = _MENUS.view(tenant, body.id)
    return Created(view, f"/v1/menus/{body.id}", content_tag(view))


@routes.get("/v1/menus/{menu_id}", roles=EVERYBODY)
def show_menu(call: Call, menu_id: Id) -> Versioned[MenuView]:
    """Show a menu."""
    return _MENUS.shown(call, menu_id)


@routes.put("/v1/menus/{menu_id}", roles=RUNS, versioned=True)
def change_menu(call: Call, menu_id: Id, body: MenuBody) -> Versioned[MenuView]:
    """Put a menu in the place of what it is; callers hear it within five seconds."""
    menu = value_of(Menu, body, id=menu_id)
    tenant = _MENUS.change(call, menu_id, lambda each, _: menu_with_e164(call, menu, each.region))
    return versioned(_MENUS.view(tenant, menu_id))


@routes.delete("/v1/menus/{menu_id}", roles=RUNS, versioned=True)
def delete_menu(call: Call, menu_id: Id) -> None:
    """Delete a menu to which no number and no other menu leads."""
    _MENUS.delete(call, menu_id)
