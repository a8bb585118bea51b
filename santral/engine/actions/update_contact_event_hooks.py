"""UpdateContactEventHooks: name the flow that runs at one event of the contact.

Source: Administrator Guide, "Set whisper flow", "Set hold flow", "Set customer queue flow",
"Set disconnect flow", "Set event flow". EventHooksConfiguration, with which the console switches
a whisper off, is in exports though an attempt to create it was refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from santral.engine.blocks import Block, Branch
from santral.engine.reader import ParameterReader
from santral.engine.references import Template
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, NEXT, Step

# Hook -> the type of flow that it takes.
HOOKS: Mapping[str, str] = {
    "AgentHold": "AGENT_HOLD",
    "AgentWhisper": "AGENT_WHISPER",
    "CustomerHold": "CUSTOMER_HOLD",
    "CustomerQueue": "CUSTOMER_QUEUE",
    "CustomerRemaining": "CONTACT_FLOW",
    "CustomerWhisper": "CUSTOMER_WHISPER",
    "DefaultAgentUI": "CONTACT_FLOW",
    "DisconnectAgentUI": "CONTACT_FLOW",
    "PauseContact": "CONTACT_FLOW",
    "ResumeContact": "CONTACT_FLOW",
}
HOLDS = frozenset({"AgentHold", "CustomerHold"})
NO_FLOW = ""  # what a hook that is switched off names


@dataclass(frozen=True, slots=True)
class UpdateContactEventHooks:
    hook: str
    flow: Template | None
    switched_off: tuple[str, ...]

    transitions = Transitions(required=("NoMatchingError",))

    def start(self, run: Run) -> Step:
        contact = run.contact
        if self.hook in HOLDS and contact.channel != "VOICE":
            return FAILED
        if self.flow is not None:
            name = self.flow.constant or self.flow.value(run)
            if not isinstance(name, str):
                return FAILED
            flow = run.switchboard.directory.flow(name)
            if flow is None or flow.type != HOOKS.get(self.hook):
                return FAILED
            contact.hooks = {**contact.hooks, self.hook: name}
        if self.switched_off:
            contact.hooks = {**contact.hooks, **dict.fromkeys(self.switched_off, NO_FLOW)}
        return NEXT

    def bound(self, block: Block) -> Callable[[Run], Step | Branch]:
        name = self.flow.constant if self.flow is not None else None
        following, hook, wanted = block.next, self.hook, HOOKS.get(self.hook)
        if name is None or following is None or self.switched_off or hook in HOLDS:
            return self.start
        failed = block.after_error("NoMatchingError") or FAILED

        def start(run: Run) -> Step | Branch:
            flow = run.switchboard.directory.flow(name)
            if flow is None or flow.type != wanted:
                return failed
            contact = run.contact
            contact.hooks = {**contact.hooks, hook: name}
            return following

        return start


@action("UpdateContactEventHooks")
def read(reader: ParameterReader) -> UpdateContactEventHooks:
    switched_off = _read_switched_off(reader)
    hooks = reader.object("EventHooks", required=not switched_off)
    if hooks is None:
        return UpdateContactEventHooks("", None, switched_off)
    names = hooks.names()
    if len(names) != 1:
        # Connect refuses it; which of several would win is not known.
        hooks.wrong("", "exactly one hook is needed")
        return UpdateContactEventHooks("", None, switched_off)
    if names[0] not in HOOKS:
        hooks.wrong(names[0], f"one of {', '.join(HOOKS)} is needed")
    flow = hooks.static_or_path(names[0], required=True)
    return UpdateContactEventHooks(names[0], flow, switched_off)


def _read_switched_off(reader: ParameterReader) -> tuple[str, ...]:
    settings = reader.object("EventHooksConfiguration")
    if settings is None:
        return ()
    reader.refused("EventHooksConfiguration", "Connect exports it, but refuses to create it")
    hooks = {name: settings.object(name, required=True) for name in settings.names()}
    return tuple(
        name for name, each in hooks.items() if each is not None and each.flag("DisableExecution")
    )
