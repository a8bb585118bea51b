"""Prompts: recordings that flows play, known here by where their file lies."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from santral.local.connect import paging
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order, modified, summary
from santral.local.connect.searching import USUAL_TEXTS, search

PROMPT = Kind("prompt", "prompt", quota="prompts", rank=45)
STANDARD: Final = (
    "Beep.wav",
    "CustomerHold.wav",
    "CustomerQueue.wav",
    "Music_Jazz_MyTimetoFly_Inst.wav",
    "Music_Pop_ThisAndThatIsLife_Inst.wav",
    "Music_Pop_ThrowYourselfInFrontOfIt_Inst.wav",
    "Music_Rock_EverywhereTheSunShines_Inst.wav",
)
_GIVEN: Final = ("Description", "S3Uri")


def add_standard_prompts(instance: Instance) -> None:
    """Make those that every instance has; their files are the service's own."""
    for name in STANDARD:
        uri = f"s3://connect-prompts-{instance.region}/{instance.id}/{name}"
        instance.table(PROMPT).create(name, {"S3Uri": uri})


@operation("CreatePrompt")
def create(instance: Instance, given: Given) -> Answer:
    prompt = instance.table(PROMPT).create(given["Name"], _details(given), given.get("Tags"))
    return {"PromptARN": prompt.arn, "PromptId": prompt.id}


@operation("DescribePrompt")
def describe(instance: Instance, given: Given) -> Answer:
    return {"Prompt": _described(instance, _asked_for(instance, given))}


@operation("ListPrompts")
def list_(instance: Instance, given: Given) -> Answer:
    return paging.page(
        given,
        "PromptSummaryList",
        instance.table(PROMPT).visible(),
        lambda each: summary(instance, each),
        order=by_order,
    )


@operation("UpdatePrompt")
def update(instance: Instance, given: Given) -> Answer:
    prompt = _asked_for(instance, given)
    instance.table(PROMPT).change(prompt, name=given.get("Name"), **_details(given))
    return {"PromptARN": prompt.arn, "PromptId": prompt.id}


@operation("DeletePrompt")
def delete(instance: Instance, given: Given) -> Answer:
    instance.table(PROMPT).delete(_asked_for(instance, given))
    return None


@operation("GetPromptFile")
def file(instance: Instance, given: Given) -> Answer:
    """Tell where the file lies; without a signature, which the local S3 does not ask for."""
    prompt = _asked_for(instance, given)
    return {
        "PromptPresignedUrl": _url(prompt.details["S3Uri"], instance.region),
        **modified(instance, prompt),
    }


@operation("SearchPrompts")
def search_prompts(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "Prompts",
        instance.table(PROMPT).visible(),
        lambda each: _described(instance, each),
        texts=USUAL_TEXTS,
        tags=lambda each: each.tags,
        order=by_order,
    )


def _asked_for(instance: Instance, given: Given) -> Resource:
    return instance.table(PROMPT).get(given["PromptId"])


def _details(given: Given) -> dict[str, Any]:
    return {name: given[name] for name in _GIVEN if name in given}


def _url(uri: str, region: str) -> str:
    if not uri.startswith("s3://"):
        return uri  # one that this operation gave
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    return f"https://{bucket}.s3.{region}.amazonaws.com/{quote(key)}"


def _described(instance: Instance, prompt: Resource) -> dict[str, Any]:
    return {
        "PromptARN": prompt.arn,
        "PromptId": prompt.id,
        "Name": prompt.name,
        "Description": prompt.details.get("Description"),
        "Tags": prompt.tags,
        **modified(instance, prompt),
    }
