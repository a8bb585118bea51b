"""The flows of a deployment as one file: what synth writes and publish_flows reads.

The contents still hold their logical names (`${flow.inbound}`): which ARN each stands for is known
only where they are published.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from santral.domain.placeholders import names_in
from santral.stores.shipped_flows import MODULE


@dataclass(frozen=True)
class Definition:
    """
    Attributes:
        type: the API's ContactFlowType, or MODULE.
        settings: a module's declared input and results, as JSON; "" for none.
    """

    name: str
    type: str
    content: str
    settings: str = ""

    @property
    def is_module(self) -> bool:
        return self.type == MODULE

    @property
    def placeholder(self) -> str:
        return f"{'module' if self.is_module else 'flow'}.{self.name}"

    @property
    def file(self) -> str:
        return f"contact_flows/{'modules' if self.is_module else 'flows'}/{self.name}.json"

    @cached_property
    def named(self) -> frozenset[str]:
        """Which logical names the content holds."""
        return frozenset(names_in(self.content))


def written(definitions: Iterable[Definition]) -> str:
    """Write the file; the same flows are the same text, whatever their order."""
    ordered = sorted(definitions, key=lambda each: each.placeholder)
    return json.dumps({"flows": [asdict(each) for each in ordered]}, ensure_ascii=False)


def read(text: str) -> list[Definition]:
    return [Definition(**each) for each in json.loads(text)["flows"]]


def in_order(definitions: Sequence[Definition]) -> list[Definition]:
    """Put those in front that others name, as far as cycles allow.

    A flow is checked, when it is published, against the modules that it invokes.
    """
    known = {each.placeholder: each for each in definitions}
    done: dict[str, Definition] = {}
    begun: set[str] = set()

    def visit(name: str) -> None:
        begun.add(name)
        for other in sorted(known[name].named & known.keys()):
            if other not in begun:
                visit(other)
        done[name] = known[name]

    for name in sorted(known, key=lambda each: (not known[each].is_module, each)):
        if name not in begun:
            visit(name)
    return list(done.values())
