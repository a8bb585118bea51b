"""publish_flows: lets the instance have the flows of a deployment, which waits for the answer.

Whatever goes wrong is answered as well: CloudFormation would wait for an hour.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from functions.entry import log_failure, takes_events
from functions.publish_flows.definitions import Definition, read
from functions.publish_flows.publishing import Publishing, Wanted
from functions.publish_flows.requests import Request, answer, request_in
from functions.wiring import collaborators
from santral.domain.errors import DependencyError, InvocationError
from santral.stores.files import s3_translated
from santral.stores.shipped_flows import ShippedFlows

_NAME: Final = "publish_flows"
# A role's new rights are not known everywhere at once.
_TRIES: Final = 6
_PAUSE_S: Final = 10.0


def handler(event: Mapping[str, Any], context: Any) -> None:
    failure = ""
    try:
        _done(event, context)
    except InvocationError as error:  # logged by now, and safe to show
        failure = str(error)
    answer(request_in(event), failure=failure, sleep=collaborators().sleep)


@takes_events(_NAME)
def _done(event: Mapping[str, Any]) -> None:
    here, request = collaborators(), request_in(event)
    stage = request.properties["Stage"]
    flows = ShippedFlows(
        here.connect, here.settings.instance_id, stage, request.resource, here.sleep
    )
    publishing = Publishing(
        flows, lambda error, message: log_failure(error, message, {"function": _NAME})
    )
    numbers = {each["Arn"]: each["Flow"] for each in request.properties.get("Numbers", ())}
    if request.kind == "Delete":
        publishing.withdraw(numbers)
        return
    names = request.properties["Names"]
    counts = publishing.publish(Wanted(_definitions(request), names, numbers, request.id))
    here.logger.info("flows published", extra={"function": _NAME, "flows": counts})


def _definitions(request: Request) -> list[Definition]:
    here = collaborators()
    for left in reversed(range(_TRIES)):
        try:
            with s3_translated():
                answered = here.clients.s3.get_object(
                    Bucket=request.properties["Bucket"], Key=request.properties["Key"]
                )
                with answered["Body"] as body:
                    return read(body.read().decode("utf-8"))
        except DependencyError as error:
            if not left or error.problem != "AccessDenied":
                raise
            here.sleep(_PAUSE_S)
    raise AssertionError("the last try returns or raises")
