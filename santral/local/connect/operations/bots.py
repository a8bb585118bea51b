"""Lex bots that an instance's flows may talk to: V1 by name and Region, V2 by alias."""

from __future__ import annotations

import re
from typing import Any, Final

from santral.local.connect import associations, paging
from santral.local.connect.errors import refused
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order

LEX_BOT = Kind("Lex bot", "lex-bot", quota="lex-bots", rank=80)
LEX_V2_BOT = Kind("Lex V2 bot alias", "lex-v2-bot", quota="lex-v2-bot-aliases", rank=80)
_ALIAS_ARN: Final = re.compile(
    r"arn:aws[a-z-]*:lex:[a-z0-9-]+:\d{12}:bot-alias/[A-Z0-9]+/[A-Z0-9]+", re.ASCII
)


@operation("AssociateLexBot")
def associate_v1(instance: Instance, given: Given) -> Answer:
    bot = given["LexBot"]
    associations.associate(instance, LEX_BOT, _name(bot["Name"], bot["LexRegion"]), bot)
    return None


@operation("ListLexBots")
def list_v1(instance: Instance, given: Given) -> Answer:
    bots = instance.table(LEX_BOT).visible()
    return paging.page(given, "LexBots", bots, lambda each: each.details, order=by_order)


@operation("DisassociateLexBot")
def disassociate_v1(instance: Instance, given: Given) -> Answer:
    associations.disassociate(instance, LEX_BOT, _name(given["BotName"], given["LexRegion"]))
    return None


@operation("AssociateBot")
def associate(instance: Instance, given: Given) -> Answer:
    kind, name, details = _asked_for(given)
    associations.associate(instance, kind, name, details)
    return None


@operation("ListBots")
def list_(instance: Instance, given: Given) -> Answer:
    kind, member = (LEX_BOT, "LexBot") if given["LexVersion"] == "V1" else (LEX_V2_BOT, "LexV2Bot")

    def row(bot: Resource) -> dict[str, Any]:
        return {member: bot.details}

    return paging.page(given, "LexBots", instance.table(kind).visible(), row, order=by_order)


@operation("DisassociateBot")
def disassociate(instance: Instance, given: Given) -> Answer:
    kind, name, _ = _asked_for(given)
    associations.disassociate(instance, kind, name)
    return None


def _asked_for(given: Given) -> tuple[Kind, str, dict[str, Any]]:
    if ("LexBot" in given) == ("LexV2Bot" in given):
        raise refused("LexBot, LexV2Bot: expected one of them")
    if "LexBot" in given:
        bot = given["LexBot"]
        return LEX_BOT, _name(bot["Name"], bot["LexRegion"]), bot
    alias = given["LexV2Bot"].get("AliasArn", "")
    if _ALIAS_ARN.fullmatch(alias) is None:
        raise refused("LexV2Bot.AliasArn: expected the ARN of a bot's alias")
    return LEX_V2_BOT, alias, {"AliasArn": alias}


def _name(bot: str, region: str) -> str:
    return f"{region} {bot}"
