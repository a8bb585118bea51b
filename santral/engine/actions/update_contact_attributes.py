"""UpdateContactAttributes: set user-defined attributes, all of them or none.

All values are read before the first is written, so that two attributes can be swapped.
Source: API Reference, UpdateContactAttributes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from santral.engine.attributes import SIZE_LIMIT, size
from santral.engine.reader import ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, NEXT, Step
from santral.engine.text_maps import TextMap

_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class UpdateContactAttributes:
    attributes: TextMap

    transitions = Transitions(required=("NoMatchingError",))

    def start(self, run: Run) -> Step:
        new = self.attributes.resolve(run)
        # Real flows set a fixed number of attributes from a function's answer, and leave the
        # names of those that they do not need without a value.
        if "" in new:
            del new[""]
        contact = run.contact
        kept, chain = contact.attributes, contact.chain
        # Counting what was ever set, each character four bytes, is cheap and never too low; only
        # where that is over the limit is the true size looked at.
        written = chain.attribute_bytes + 4 * (len("".join(new)) + len("".join(new.values())))
        if written > SIZE_LIMIT:
            written = size({**kept, **new})
            if written > SIZE_LIMIT:
                return FAILED
        chain.attribute_bytes = written
        kept.update(new)
        return NEXT


@action("UpdateContactAttributes")
def read(reader: ParameterReader) -> UpdateContactAttributes:
    attributes = reader.templates("Attributes", required=True)
    reader.choice("TargetContact", ("Current", "Related"))
    for key in attributes:
        if key.constant is not None and not _KEY.fullmatch(key.constant):
            reader.refused(f"Attributes.{key.constant}", "letters, digits, - and _ are allowed")
    return UpdateContactAttributes(TextMap(attributes))
