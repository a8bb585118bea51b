"""How a user's contacts come and end, by channel: automatic acceptance and after-contact work.

PhoneConfig says it for all channels at once, the newer lists for one channel each; where both say
something, which CreateUser refuses, the list was set later and holds.
Source: API Reference, CreateUser, UserPhoneConfig, UpdateUserConfig.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from santral.local.connect.errors import invalid

CONFIGS: Final = (
    "AutoAcceptConfigs",
    "AfterContactWorkConfigs",
    "PhoneNumberConfigs",
    "PersistentConnectionConfigs",
    "VoiceEnhancementConfigs",
)
_VOICE_ONLY: Final = CONFIGS[2:]
# Members of PhoneConfig that CreateUser does not take beside a list.
_CONFLICTS: Final[Mapping[str, str]] = {
    "AutoAccept": "AutoAcceptConfigs",
    "AfterContactWorkTimeLimit": "AfterContactWorkConfigs",
    "PhoneType": "PhoneNumberConfigs",
    "DeskPhoneNumber": "PhoneNumberConfigs",
    "PersistentConnection": "PersistentConnectionConfigs",
}
CHANNELS: Final = ("VOICE", "CHAT", "TASK", "EMAIL")
LONGEST_WRAP_UP_S: Final = 2_000_000
LONGEST_CHAT_WRAP_UP_S: Final = 5_400

Details = Mapping[str, Any]


def work_settings(details: Details) -> dict[str, tuple[int | None, bool]]:
    """Give by channel how long after-contact work lasts, and whether acceptance is automatic.

    Seconds; None is after-contact work that ends when the agent says so.
    """
    phone = details.get("PhoneConfig") or {}
    limits = {
        each["Channel"]: each["AfterContactWorkConfig"].get("AfterContactWorkTimeLimit", 0)
        for each in details.get("AfterContactWorkConfigs") or ()
    }
    accepts = {
        each["Channel"]: each["AutoAccept"] for each in details.get("AutoAcceptConfigs") or ()
    }
    return {
        channel: (
            _wrap_up_s(channel, limits.get(channel, phone.get("AfterContactWorkTimeLimit", 0))),
            accepts.get(channel, phone.get("AutoAccept", False)),
        )
        for channel in CHANNELS
    }


def _wrap_up_s(channel: str, limit_s: int) -> int | None:
    """Source: API Reference, UserPhoneConfig: 0 ends when the agent says so, chats after 90 min."""
    if limit_s == 0:
        return None
    return min(limit_s, LONGEST_CHAT_WRAP_UP_S) if channel == "CHAT" else limit_s


def check_phone(phone: Details, given: Details) -> None:
    """
    Args:
        given: where the lists are that a member may not stand beside.

    Raises:
        ConnectError: InvalidParameterException.
    """
    for member, other in _CONFLICTS.items():
        if member in phone and other in given:
            raise invalid(f"PhoneConfig.{member}", f"expected without {other}")
    if phone.get("PhoneType") == "DESK_PHONE" and not phone.get("DeskPhoneNumber"):
        raise invalid("PhoneConfig.DeskPhoneNumber", "a value is required for a DESK_PHONE")
    _check_limit("PhoneConfig", phone)


def check_config(given: Details) -> None:
    """
    Raises:
        ConnectError: InvalidParameterException.
    """
    for name in CONFIGS:
        configs = given.get(name) or ()
        if len({each["Channel"] for each in configs}) < len(configs):
            raise invalid(name, "expected each channel once")
        for at, each in enumerate(configs):
            _check_entry(name, f"{name}[{at}]", each)


def _check_entry(name: str, where: str, config: Details) -> None:
    voice = config["Channel"] == "VOICE"
    if not voice and name in _VOICE_ONLY:
        raise invalid(f"{where}.Channel", "expected VOICE")
    for member in config:
        if member.startswith("AgentFirstCallback") and not voice:
            raise invalid(f"{where}.{member}", "expected with VOICE only")
    for member in ("AfterContactWorkConfig", "AgentFirstCallbackAfterContactWorkConfig"):
        _check_limit(f"{where}.{member}", config.get(member) or {})
    if config.get("PhoneType") == "DESK_PHONE" and not config.get("PhoneNumber"):
        raise invalid(f"{where}.PhoneNumber", "a value is required for a DESK_PHONE")


def _check_limit(where: str, config: Details) -> None:
    if config.get("AfterContactWorkTimeLimit", 0) > LONGEST_WRAP_UP_S:
        raise invalid(f"{where}.AfterContactWorkTimeLimit", f"expected 0 to {LONGEST_WRAP_UP_S}")
