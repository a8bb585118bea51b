"""AWS::Connect::PhoneNumber: claims the first number on offer."""

from __future__ import annotations

from typing import Any

from santral.local.connect.cloudformation.asking import ask, tags_of
from santral.local.connect.cloudformation.made import Made, Properties
from santral.local.connect.connect import Connect
from santral.local.connect.errors import refused


class PhoneNumber:
    required = frozenset({"TargetArn", "CountryCode", "Type"})
    properties = frozenset({"TargetArn", "CountryCode", "Type", "Prefix", "Description", "Tags"})
    create_only = frozenset({"CountryCode", "Type", "Prefix"})

    def create(self, connect: Connect, given: Properties) -> Made:
        prefix = {"PhoneNumberPrefix": given["Prefix"]} if "Prefix" in given else {}
        offered = ask(
            connect,
            "SearchAvailablePhoneNumbers",
            TargetArn=given["TargetArn"],
            PhoneNumberCountryCode=given["CountryCode"],
            PhoneNumberType=given["Type"],
            MaxResults=1,
            **prefix,
        )["AvailableNumbersList"]
        if not offered:
            raise refused("PhoneNumber: no such number is on offer")
        described = (
            {"PhoneNumberDescription": given["Description"]} if "Description" in given else {}
        )
        claimed = ask(
            connect,
            "ClaimPhoneNumber",
            TargetArn=given["TargetArn"],
            PhoneNumber=offered[0]["PhoneNumber"],
            **described,
            **tags_of(given),
        )
        attributes = {
            "PhoneNumberArn": claimed["PhoneNumberArn"],
            "Address": offered[0]["PhoneNumber"],
        }
        return Made(claimed["PhoneNumberArn"], attributes)

    def update(self, connect: Connect, made: str, old: Properties, given: Properties) -> Made:
        if old["TargetArn"] != given["TargetArn"]:
            ask(
                connect,
                "UpdatePhoneNumber",
                PhoneNumberId=_id(made),
                TargetArn=given["TargetArn"],
            )
        return Made(made, self._attributes(connect, made))

    def delete(self, connect: Connect, made: str, _old: Properties) -> None:
        ask(connect, "ReleasePhoneNumber", PhoneNumberId=_id(made))

    def _attributes(self, connect: Connect, made: str) -> dict[str, Any]:
        found = ask(connect, "DescribePhoneNumber", PhoneNumberId=_id(made))
        number = found["ClaimedPhoneNumberSummary"]
        return {"PhoneNumberArn": made, "Address": number["PhoneNumber"]}


def _id(arn: str) -> str:
    return arn.rpartition("/")[2]
