"""The shipped flows as files: found beside this package, their logical names resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from functions.catalogue import FUNCTIONS, Trigger
from santral.domain.placeholders import resolve
from santral.domain.tenant import Number, Tenant

# Data lies beside functions/ and santral/: in a checkout, when installed, and in Lambda.
_FOLDER: Final = Path(__file__).resolve().parent.parent / "contact_flows"
FLOWS: Final = _FOLDER / "flows"
MODULES: Final = _FOLDER / "modules"
SETTINGS: Final = ".settings.json"  # beside a module: what it declares
ENTRY: Final = "entry"  # a template: one flow is made from it for each number

# Event hooks without which a contact still has a flow, as a Connect instance has its defaults.
DEFAULTS: Final[Mapping[str, str]] = {
    "AgentHold": "agent_hold",
    "AgentWhisper": "agent_whisper",
    "CustomerHold": "customer_hold",
    "CustomerQueue": "customer_queue",
    "CustomerWhisper": "customer_whisper",
    "OutboundWhisper": "outbound_whisper",
    "AgentTransfer": "transfer_to_agent",
    "QueueTransfer": "transfer_to_queue",
}
HOLD_MUSIC: Final = "hold_music"


class FlowFile(NamedTuple):
    """A shipped flow or module, its logical names resolved.

    Attributes:
        settings: a module's declared input and results, as JSON; "" for none.
    """

    name: str
    is_module: bool
    content: str
    settings: str = ""


def flow_names() -> list[str]:
    return sorted(path.stem for path in FLOWS.glob("*.json"))


def module_names() -> list[str]:
    return sorted(path.stem for path in MODULES.glob("*.json") if not path.name.endswith(SETTINGS))


def function_names() -> list[str]:
    """List the functions that a flow may invoke."""
    return [spec.name for spec in FUNCTIONS.values() if spec.trigger is Trigger.FLOW]


def flow_files(names: Mapping[str, str]) -> Iterator[FlowFile]:
    """Read every shipped flow and module but the template of entry flows, modules first.

    Args:
        names: what every flow may name, as `lambda.menu_step`, to its ARN.

    Raises:
        FlowDefinitionError: one names what nobody has.
    """
    for name in module_names():
        yield _read(MODULES / f"{name}.json", names, is_module=True)
    for name in flow_names():
        if name != ENTRY:
            yield _read(FLOWS / f"{name}.json", names, is_module=False)


def entry_content(
    tenant: Tenant, number: Number, fallback_queue_arn: str, names: Mapping[str, str]
) -> str:
    """Fill in the entry flow of one number: which tenant's it is, who answers when all fails.

    Args:
        names: as for flow_files().
    """
    language = tenant.language(number.language) or tenant.languages[0]
    own = {
        "tenant": tenant.id,
        "language": language.locale,
        "voice": language.voice,
        "queue.fallback": fallback_queue_arn,
    }
    path = FLOWS / f"{ENTRY}.json"
    return resolve(path.read_text("utf-8"), {**names, **own}, file=path.name)


def _read(path: Path, names: Mapping[str, str], *, is_module: bool) -> FlowFile:
    content = resolve(path.read_text("utf-8"), names, file=path.name)
    settings = path.with_suffix(SETTINGS)
    text = settings.read_text("utf-8") if settings.exists() else ""
    return FlowFile(path.stem, is_module, content, text)
