"""Vocabularies: how words of a business are spelt and said; one for each language is the default.

One is in progress in the answer to CreateVocabulary, and ready or failed ever after.
Source: API Reference, CreateVocabulary, AssociateDefaultVocabulary; Amazon Transcribe Developer
Guide, "Creating a custom vocabulary using a table".
"""

from __future__ import annotations

from typing import Any, Final

from santral.local.connect import paging
from santral.local.connect.errors import in_use, refused
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order

VOCABULARY = Kind("vocabulary", "vocabulary", quota="vocabularies", rank=89)

_COLUMNS: Final = ("Phrase", "IPA", "SoundsLike", "DisplayAs")


@operation("CreateVocabulary")
def create(instance: Instance, given: Given) -> Answer:
    failure = _failure(given["Content"])
    resource = instance.table(VOCABULARY).create(
        given["VocabularyName"],
        {
            "LanguageCode": given["LanguageCode"],
            "Content": given["Content"],
            "State": "ACTIVE" if failure is None else "CREATION_FAILED",
            "FailureReason": failure,
        },
        given.get("Tags"),
    )
    return _named(resource, "CREATION_IN_PROGRESS")


@operation("DescribeVocabulary")
def describe(instance: Instance, given: Given) -> Answer:
    resource = instance.table(VOCABULARY).get(given["VocabularyId"])
    return {
        "Vocabulary": {
            **_summary(resource),
            "Content": resource.details["Content"],
            "Tags": resource.tags or None,
        }
    }


@operation("DeleteVocabulary")
def delete(instance: Instance, given: Given) -> Answer:
    table = instance.table(VOCABULARY)
    resource = table.get(given["VocabularyId"])
    if resource.details.get("Default"):
        raise in_use(VOCABULARY.name, "its language, as the default")
    table.delete(resource)
    return _named(resource, "DELETE_IN_PROGRESS")


@operation("SearchVocabularies")
def search_vocabularies(instance: Instance, given: Given) -> Answer:
    name = given.get("NameStartsWith", "").casefold()
    found = [
        each
        for each in instance.table(VOCABULARY).visible()
        if each.name.casefold().startswith(name)
        and given.get("State") in (None, each.details["State"])
        and given.get("LanguageCode") in (None, each.details["LanguageCode"])
    ]
    return paging.page(given, "VocabularySummaryList", found, _summary, order=by_order)


@operation("AssociateDefaultVocabulary")
def associate_default(instance: Instance, given: Given) -> Answer:
    """Let a language have this default; without a vocabulary it has none any more."""
    table, language = instance.table(VOCABULARY), given["LanguageCode"]
    chosen = table.get(given["VocabularyId"]) if "VocabularyId" in given else None
    if chosen is not None:
        if chosen.details["LanguageCode"] != language:
            raise refused("VocabularyId: expected a vocabulary of the language")
        if chosen.details["State"] != "ACTIVE":
            raise refused("VocabularyId: expected a vocabulary that is active")
    for each in table:
        if each.details.get("Default") and each.details["LanguageCode"] == language:
            table.change(each, Default=None)
    if chosen is not None:
        table.change(chosen, Default=True)
    return {}


@operation("ListDefaultVocabularies")
def list_defaults(instance: Instance, given: Given) -> Answer:
    defaults = [
        each
        for each in instance.table(VOCABULARY).visible()
        if each.details.get("Default")
        and given.get("LanguageCode") in (None, each.details["LanguageCode"])
    ]
    return paging.page(
        given,
        "DefaultVocabularyList",
        defaults,
        lambda each: {
            "InstanceId": instance.id,
            "LanguageCode": each.details["LanguageCode"],
            "VocabularyId": each.id,
            "VocabularyName": each.name,
        },
        order=by_order,
    )


def _named(resource: Resource, state: str) -> dict[str, Any]:
    return {"VocabularyArn": resource.arn, "VocabularyId": resource.id, "State": state}


def _summary(resource: Resource) -> dict[str, Any]:
    return {
        "Name": resource.name,
        "Id": resource.id,
        "Arn": resource.arn,
        "LanguageCode": resource.details["LanguageCode"],
        "State": resource.details["State"],
        "LastModifiedTime": resource.modified,
        "FailureReason": resource.details.get("FailureReason"),
    }


def _failure(content: str) -> str | None:
    """Say why a table cannot be used."""
    head, *rows = content.splitlines()
    columns = head.split("\t")
    if "Phrase" not in columns or any(each not in _COLUMNS for each in columns):
        return f"The first line does not name the columns: {', '.join(_COLUMNS)}."
    at = columns.index("Phrase")
    for number, row in enumerate(rows, 2):
        cells = row.split("\t")
        if len(cells) > len(columns) or not "".join(cells[at : at + 1]).strip():
            return f"Line {number} does not fit the columns."
    return None
