"""Compiles modules, each as the first thing that a fresh interpreter does; run by bytecode.py.

What marshal writes depends on which strings the interpreter shares with other code by then. So one
process that has imported next to nothing forks for every module: the same source gives the same
bytes, whatever else is compiled, and in whatever order.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.util import MAGIC_NUMBER, source_hash

# Bit 0: the hash of the source is in the header, not its time. Bit 1, check it when importing, is
# not set: the package is never written to.
# Source: PEP 552, "Deterministic pycs", Specification.
_UNCHECKED_HASH = (1).to_bytes(4, "little")


def write(source: str, name: str, target: str) -> None:
    """Compile a file under the name that tracebacks will show."""
    with open(source, "rb") as file:
        text = file.read()
    code = compile(text, name, "exec", dont_inherit=True)
    partial = f"{target}.{os.getpid()}"
    with open(partial, "wb") as file:
        file.write(MAGIC_NUMBER + _UNCHECKED_HASH + source_hash(text) + marshal.dumps(code))
    os.replace(partial, target)


def main(at_once: int) -> int:
    """Read lines of source, name and target, tab between them; status 1 where one failed."""
    work = [line.rstrip("\n").split("\t") for line in sys.stdin]
    running = failed = 0
    while work or running:
        if work and running < at_once:
            each = work.pop()
            if not os.fork():
                write(*each)
                os._exit(0)
            running += 1
        else:
            failed |= os.wait()[1]
            running -= 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
