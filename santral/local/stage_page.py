"""docs/stages.md: what a stage file may say, from the values that it is read into."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, Final, get_args, get_type_hints

from santral.domain.deployment import Stage
from santral.domain.instance_quotas import QUOTAS
from santral.domain.plain import to_plain
from santral.domain.residency import REGIONS

_MEANINGS: Final[Mapping[str, str]] = {
    "name": "of the stage and its stacks, `santral-<name>-…`; the file is called so",
    "region": "where everything is but certificates of pages",
    "residency": "the area that personal data may not leave, or a country that asks for it",
    "terms": "the version of the terms that newcomers agree to",
    "privacy": "the version of the privacy notice that newcomers agree to",
    "claimable_countries": "where no papers are asked for, so that a number comes at once",
    "is_proof": "for an emulator: built for this computer's processor",
    "instance.alias": "of a new instance: `https://<alias>.my.connect.aws`, unique in all of AWS",
    "instance.id": "of an instance that is there, which is then used as it is",
    "instance.identity": "how agents sign in; no instance can change it",
    "instance.contact_lens": "whether conversations are analysed, which is paid for by the minute",
    "instance.saml_url": "where agents sign in by the identity provider, with `SAML` alone",
    "domains.mail_from": "the sender of all mails; SES is given its domain",
    "domains.is_mail_verified": "whether SES has found the domain's records; Cognito then sends "
    "from it as well, and before that 50 codes a day at most",
    "domains.pages": "the pages' own name; without it CloudFront gives one",
    "domains.zone": "the hosted zone in Route 53 that the name is in",
    "domains.zone_id": "the zone's id",
    "capacity.tenants": "how many businesses share the instance at most",
    "capacity.requests_per_s": "of the whole REST API",
    "capacity.burst": "of the whole REST API, at once",
    "capacity.requests_per_address": "from one network address in five minutes; 10 at least",
    "capacity.requests_per_minute": "of one business",
    "capacity.sign_ups_per_day": "of everybody together",
    "capacity.chats_per_day": "chats that begin on the pages of one business in a day",
    "capacity.chats_per_address": "such chats from one network address in a day",
    "capacity.sign_ups_per_address": "from one network address, and for one mail address, in a day",
    "capacity.prepared_callers": "how many callers at once never wait for a cold start; it costs "
    "all day long",
    "capacity.connect_requests_per_s": "what Amazon Connect takes of the account; more than 2 "
    "where that quota was raised",
    "capacity.record_shards": "of each Kinesis stream",
    "retention.recordings_days": "0 is for ever",
    "retention.exports_days": "31 at least: a deleted business may fetch its export for so long",
    "retention.uploads_days": "of files with customers, once imported",
    "retention.quarantine_days": "of records that could not be read; 30 at most",
    "retention.logs_days": "90 at most: a deleted business is told so",
    "retention.access_logs_days": "of who fetched what from the buckets and the API",
    "retention.is_kept_when_destroyed": "whether tables, recordings and users outlive the stacks",
    "operations.alarms_to": "mail addresses; each confirms by a link in the first mail",
    "operations.budget_per_month": "in US dollars; mails go out at 80 and at 100 %",
    "operations.runbooks": "where docs/runbooks.md is published; alarms link to its parts",
    "numbers[].name": "its logical name",
    "numbers[].country": "two letters of ISO 3166",
    "numbers[].flow": "the flow that answers it",
    "numbers[].type": "what kind of number",
}


def stages() -> str:
    """Say what a stage file may say."""
    lines = [
        "# Stage files",
        "",
        "Made by `make docs` from `santral/domain/deployment.py`; a test compares it. A stage is a",
        "file `stages/<name>.toml`. An unknown key is an error, and so is what AWS cannot meet.",
        "`python -m santral doctor --stage <name>` says what the account still lacks for it.",
        "",
        "| key | meaning | where it is not said |",
        "|---|---|---|",
        *(f"| `{path}` | {_MEANINGS[path]} | {default} |" for path, default in _keys(Stage)),
        "",
        "Keys of `[quotas]` are how many of a thing the instance may hold, where AWS raised it:",
        "",
        "| key | where it is not said |",
        "|---|--:|",
        *(f"| `quotas.{name}` | {count} |" for name, count in QUOTAS.items()),
        "",
        "Regions that have Amazon Connect, and the residency that each gives:",
        "",
        "| region | residency |",
        "|---|---|",
        *(f"| `{region}` | {area} |" for region, area in REGIONS.items()),
    ]
    return "\n".join(lines) + "\n"


def _keys(cls: type, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path, default as text) of each key, those of a table after those beside it."""
    hints = get_type_hints(cls)
    tables: list[tuple[Any, str]] = []
    for each in fields(cls):
        hint = hints[each.name]
        [element, *_] = get_args(hint) or [None]
        if is_dataclass(hint):
            tables.append((hint, f"{before}{each.name}."))
        elif isinstance(element, type) and is_dataclass(element):
            tables.append((element, f"{before}{each.name}[]."))
        elif each.name != "quotas":
            yield f"{before}{each.name}", _default(each)
    for table, path in tables:
        yield from _keys(table, path)


def _default(each: Field[Any]) -> str:
    if each.default is MISSING:
        return "has to be said"
    plain = to_plain(each.default)
    if plain in ("", []):
        return "none"
    return f"`{json.dumps(plain)}`"  # TOML writes texts, numbers and lists as JSON does
