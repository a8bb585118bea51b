"""Menus: what is said, which keys there are, and where each leads."""

from __future__ import annotations

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY, RUNS
from functions.api.phones import menu_with_e164
from functions.api.profile import (
    add_part,
    change_part,
    found,
    profile_of,
    remove_part,
    taken,
    value_of,
    versioned,
    view_of,
)
from functions.api.profile_shapes import MenuBody, MenuView, NewMenuBody
from functions.api.replies import Created, Listed, Versioned, all_of, content_tag
from functions.api.shapes import Id
from santral.domain.menu import Menu
from santral.domain.tenant import Tenant
from santral.domain.tenant_changes import with_part, without_part

routes = Routes("Menus")


def shown(tenant: Tenant, menu_id: str) -> MenuView:
    return view_of(MenuView, found(tenant, "menus", menu_id))


@routes.get("/v1/menus", roles=EVERYBODY)
def list_menus(call: Call) -> Listed[MenuView]:
    """List the menus."""
    return all_of(view_of(MenuView, each) for each in profile_of(call).menus)


@routes.post("/v1/menus", roles=RUNS)
def create_menu(call: Call, body: NewMenuBody) -> Created[MenuView]:
    """Create a menu.

    Nothing leads to it yet: let a key of another menu, or a number, do that.
    """

    def change(tenant: Tenant) -> Tenant:
        menu = menu_with_e164(call, value_of(Menu, body), tenant.region)
        taken(tenant, "menus", menu, body.id)
        return with_part(tenant, "menus", menu)

    tenant = add_part(call, change, {f"menus.{body.id}": "body"})
    view = shown(tenant, body.id)
    return Created(view, f"/v1/menus/{body.id}", content_tag(view))


@routes.get("/v1/menus/{menu_id}", roles=EVERYBODY)
def show_menu(call: Call, menu_id: Id) -> Versioned[MenuView]:
    """Show a menu."""
    return versioned(shown(profile_of(call), menu_id))


@routes.put("/v1/menus/{menu_id}", roles=RUNS, versioned=True)
def change_menu(call: Call, menu_id: Id, body: MenuBody) -> Versioned[MenuView]:
    """Put a menu in the place of what it is; callers hear it within five seconds."""

    def change(tenant: Tenant) -> Tenant:
        found(tenant, "menus", menu_id)
        menu = menu_with_e164(call, value_of(Menu, body, id=menu_id), tenant.region)
        return with_part(tenant, "menus", menu)

    tenant = change_part(
        call, lambda each: shown(each, menu_id), change, {f"menus.{menu_id}": "body"}
    )
    return versioned(shown(tenant, menu_id))


@routes.delete("/v1/menus/{menu_id}", roles=RUNS, versioned=True)
def delete_menu(call: Call, menu_id: Id) -> None:
    """Delete a menu to which no number and no other menu leads."""
    remove_part(
        call,
        lambda each: shown(each, menu_id),
        lambda each: without_part(each, "menus", menu_id),
    )
