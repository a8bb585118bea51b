"""`call`: one call, through a sample business or through any flow; live, or in virtual time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from santral.domain.errors import InputError

# A number of the range that is kept free for stories; nobody has it.
CALLER: Final = "+12065550100"
MOST_AGENTS: Final = 100


def call(
    *,
    from_: Annotated[
        str,
        typer.Option("--from", metavar="NUMBER", help="Who calls; `hidden` shows no number."),
    ] = CALLER,
    to: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="Whom: a number, or the id of a business."),
    ] = None,
    keys: Annotated[
        str,
        typer.Option(
            metavar="KEYS",
            help="What the caller types: each input block takes the next group; wN waits N "
            "seconds first; then she is silent. As 1,w5,2#",
        ),
    ] = "",
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="When, in the business's local time: 2026-11-23T13:30, or 13:30. Otherwise the "
            "next minute at which it is open. With --flow the time is UTC.",
        ),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="On what day: with a time in --at, or at its opening."),
    ] = None,
    hang_up_after: Annotated[
        int, typer.Option(metavar="SECONDS", min=1, max=86_400, help="When the caller gives up.")
    ] = 900,
    agents: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            max=MOST_AGENTS,
            help="How many agents the business, or each made-up queue, has; 0 for none.",
        ),
    ] = None,
    business: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Ring this business instead of the sample ones."),
    ] = None,
    fault: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT=HOW",
            help="Let a dependency misbehave as long as the call lasts: dynamodb or crm = hang, "
            "fail or rubbish.",
        ),
    ] = None,
    flow: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Call any contact flow or module instead of a business."),
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GLOB=JSON",
            help="With --flow: what Lambda functions of this ARN or name answer.",
        ),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help="One JSON object a line, the trace; the last line: contact records."
        ),
    ] = False,
    details: Annotated[
        bool, typer.Option("--details", help="Show each block and each warning too.")
    ] = False,
    live: Annotated[
        bool,
        typer.Option("--live", help="Real time and your own keys, though other options are given."),
    ] = False,
    seed: Annotated[int, typer.Option(metavar="N", help="Of everything left to chance.")] = 1,
) -> None:
    """Ring a business, or try a contact flow.

    Without options you are the caller, in real time: keys count at once, h or Ctrl-C hangs up.
    With --from, --to, --keys, --at, --date, --json or --flow the call is played in virtual
    time, with agents who answer, talk and hang up.

    \b
    Examples:
      python -m santral call
      python -m santral call --live --to clinica --from hidden
      python -m santral call --from +905321112233 --to +902120000001
      python -m santral call --keys '2,1' --at 2026-11-23T13:30 --json
      python -m santral call --keys 1 --fault dynamodb=hang
      python -m santral call --flow my-flow.json --keys '1,w5,2#' \\
          --answer '*lookup*={"status":"gold"}'

    \b
    Status: 0, the call ended as the flow says; 1, in an error that no branch
    handled; 2, wrong usage or a flow that cannot be loaded.
    """
    from santral.local.commands.ringing import Wish

    scripted = flow or as_json or any((keys, at, date, to, from_ != CALLER))
    wish = Wish(
        from_=from_,
        to=to,
        keys=keys,
        at=at,
        date=date,
        hang_up_after=hang_up_after,
        agents=agents,
        seed=seed,
        json=as_json,
        details=details,
        live=live or not scripted,
    )
    if flow is not None:
        if fault or business is not None:
            raise InputError("--fault and --business do not go with --flow")
        from santral.local.commands.flow_call import ring_flow

        failed = ring_flow(wish, flow, answer or [])
    else:
        if answer:
            raise InputError("--answer goes with --flow: a business's functions are real")
        from santral.local.commands.business_call import ring_business

        failed = ring_business(wish, business, fault or [])
    if failed:
        raise typer.Exit(1)
