"""Customers: who calls, found by name and by number."""

from __future__ import annotations

from functions.api.call import Call
from functions.api.customer_shapes import (
    CustomerBody,
    CustomerQuery,
    CustomerSummary,
    CustomerView,
    LookUpBody,
    LookUpView,
    MergeBody,
    NewCustomerBody,
    customer_summary,
    customer_view,
)
from functions.api.endpoint import Routes
from functions.api.permissions import SERVES, SUPERVISES
from functions.api.phones import e164
from functions.api.problems import ProblemError, refuse_any
from functions.api.profile import profile_of
from functions.api.replies import Created, Listed, Versioned, all_of, listed, version_tag
from functions.api.shapes import Id
from santral.domain.customer import Customer
from santral.domain.customer_checks import customer_problems
from santral.domain.errors import NotFoundError
from santral.domain.tenant import Tenant
from santral.stores import customer_ends, customer_search, customers
from santral.stores.shelves import Stored

routes = Routes("Customers")


@routes.get("/v1/customers", roles=SERVES)
def list_customers(call: Call, query: CustomerQuery) -> Listed[CustomerSummary]:
    """List customers in the order of names, or find some of them.

    With `q`, those are found in whose name, company or e-mail address each of its words begins a
    word, or whose number ends with its digits; of many only the first page: say more of the name.
    """
    if query.q:
        found = customer_search.search(call.tenant, query.q, limit=min(query.limit, 100))
        return all_of(customer_summary(each.value) for each in found.customers)
    page = customer_search.page(call.tenant, limit=query.limit, after=query.after)
    return listed(page, lambda each: customer_summary(each.value))


@routes.post("/v1/customers/look-up", roles=SERVES, secret=True, after_trial=True)
def look_up_customers(call: Call, body: LookUpBody) -> LookUpView:
    """Find everybody who has a telephone number.

    The number is sent in the body: paths are logged.
    """
    number = e164(call, body.number, profile_of(call).region, "body.number")
    found = customers.find(call.tenant, number)
    ids = [each.id for each in found]
    there = customers.stored(call.tenant, ids)
    shown = tuple(customer_view(there[id_].value) for id_ in ids if id_ in there)
    return LookUpView(number=number, customers=shown)


@routes.post("/v1/customers", roles=SERVES)
def create_customer(call: Call, body: NewCustomerBody) -> Created[CustomerView]:
    """Create a customer."""
    customer_id = call.new_id() if body.id is None else body.id
    customer = _customer(call, customer_id, body)
    stored = customers.create(call.tenant, customer, now=call.now)
    return Created(customer_view(customer), f"/v1/customers/{customer.id}", version_tag(stored))


@routes.get("/v1/customers/{customer_id}", roles=SERVES)
def show_customer(call: Call, customer_id: Id) -> Versioned[CustomerView]:
    """Show a customer."""
    return _versioned(existing(call, customer_id))


@routes.put("/v1/customers/{customer_id}", roles=SERVES, versioned=True)
def change_customer(call: Call, customer_id: Id, body: CustomerBody) -> Versioned[CustomerView]:
    """Put a customer in the place of what she is.

    She is found by her new numbers at once, and no longer by those that she has lost.
    """
    stored = existing(call, customer_id)
    customer = _customer(call, customer_id, body)
    if stored.value != customer:  # else it is the same request once more
        call.expect(version_tag(stored))
    changed = customers.change(call.tenant, customer, replacing=stored.version, now=call.now)
    return _versioned(changed)


@routes.delete("/v1/customers/{customer_id}", roles=SUPERVISES, versioned=True)
def delete_customer(call: Call, customer_id: Id) -> None:
    """Delete a customer and the notes on her.

    Her orders, tickets and contacts stay: they are the business's books.
    """
    stored = existing(call, customer_id)
    call.expect(version_tag(stored))
    customer_ends.delete(call.tenant, customer_id, replacing=stored.version, now=call.now)


@routes.post("/v1/customers/{customer_id}/merges", roles=SUPERVISES)
def merge_customers(call: Call, customer_id: Id, body: MergeBody) -> Versioned[CustomerView]:
    """Make one customer of two.

    What this one says counts, what she leaves open the other one says; numbers, tags, orders,
    tickets, contacts and notes of both are kept.
    """
    call.notes["other"] = body.other_id
    return _versioned(customer_ends.merge(call.tenant, customer_id, body.other_id, now=call.now))


def existing(call: Call, customer_id: str) -> Stored[Customer]:
    """
    Raises:
        ProblemError: there is none, or none any more; the text says where she is now.
    """
    try:
        return customers.load(call.tenant, customer_id)
    except NotFoundError:
        into = customers.merged_into(call.tenant, customer_id)
        detail = f"She was merged into /v1/customers/{into}." if into else "No such customer."
        raise ProblemError("not-found", detail) from None


def _versioned(stored: Stored[Customer]) -> Versioned[CustomerView]:
    return Versioned(customer_view(stored.value), version_tag(stored))


def _customer(call: Call, customer_id: str, body: CustomerBody) -> Customer:
    tenant = profile_of(call)
    said = {name: getattr(body, name) for name in CustomerBody.model_fields}
    customer = Customer(id=customer_id, **{**said, "numbers": _numbers(call, tenant, body)})
    refuse_any((f"body.{name}", text) for name, text in customer_problems(customer, tenant))
    return customer


def _numbers(call: Call, tenant: Tenant, body: CustomerBody) -> tuple[str, ...]:
    numbers = (
        e164(call, written, tenant.region, f"body.numbers[{place}]")
        for place, written in enumerate(body.numbers)
    )
    return tuple(dict.fromkeys(numbers))
