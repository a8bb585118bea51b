"""`python -m santral`: the command line."""

from __future__ import annotations

from santral.local.commandline import main

if __name__ == "__main__":
    main()
