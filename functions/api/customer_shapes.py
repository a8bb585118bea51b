"""What customers look like in bodies and answers.

Answers take whatever is stored: imports and older releases may have kept more than a body may say.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from functions.api.profile_shapes import Instant
from functions.api.shapes import Email, Id, LanguageCode, PageQuery, Shape, Text, Words
from functions.api.texts import Attributes, Remark, Tag, Tags, Value, Written
from santral.domain.customer import Customer, OptOut


class CustomerBody(Shape):
    name: Words
    numbers: Annotated[
        tuple[Written, ...],
        Field(max_length=20, description="E.164 or as written at home; the main one first"),
    ] = ()
    tier: Text = ""
    language: LanguageCode | None = None
    greet_as: Annotated[Text, Field(description="empty takes the first word of the name")] = ""
    account_manager: Annotated[
        Id | None, Field(description="the agent who takes her calls when she is a VIP")
    ] = None
    queue: Annotated[Id | None, Field(description="where her calls go without a menu")] = None
    notes: Remark = ""
    email: Email | Literal[""] = ""
    company: Text = ""
    address: Value = ""
    tags: Tags = ()
    attributes: Attributes = Field(default_factory=dict)
    opt_outs: Annotated[tuple[OptOut, ...], Field(max_length=10)] = ()
    consents: Annotated[
        dict[Tag, Instant],
        Field(max_length=50, description="what she agreed to, and since when"),
    ] = Field(default_factory=dict)


class NewCustomerBody(CustomerBody):
    id: Annotated[
        Id | None, Field(description="hers in another system of yours; null makes one")
    ] = None


class CustomerSummary(Shape):
    id: str
    name: str
    numbers: tuple[str, ...]
    tier: str
    language: str | None
    email: str
    company: str
    tags: tuple[str, ...]


class CustomerView(CustomerSummary):
    greet_as: str
    account_manager: str | None
    queue: str | None
    notes: str
    address: str
    attributes: dict[str, str]
    opt_outs: tuple[OptOut, ...]
    consents: dict[str, datetime]


class CustomerQuery(PageQuery):
    q: Annotated[
        Text,
        Field(description="words that begin a part of the name, or the last digits of a number"),
    ] = ""


class LookUpBody(Shape):
    number: Written


class LookUpView(Shape):
    number: Annotated[str, Field(description="in E.164")]
    customers: Annotated[
        tuple[CustomerView, ...], Field(description="everybody who has it: a family, a company")
    ]


class MergeBody(Shape):
    other_id: Annotated[Id, Field(description="whose id leads to this customer from then on")]


def customer_summary(customer: Customer) -> CustomerSummary:
    return CustomerSummary.model_validate(customer)


def customer_view(customer: Customer) -> CustomerView:
    return CustomerView.model_validate(customer)
