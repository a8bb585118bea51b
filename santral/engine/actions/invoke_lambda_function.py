"""InvokeLambdaFunction: ask a Lambda function; its answer replaces $.External as a whole.

An error leaves the previous $.External as it was: no page says what becomes of it.
Source: Administrator Guide, "AWS Lambda function" block.
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.references import Template
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, NEXT, Invoke, LambdaAnswered, Step, Wake
from santral.engine.values import Value, Values, compile_value, compile_values, resolve_value

LONGEST_S = 8
LONGEST_ASYNCHRONOUS_S = 60


@dataclass(frozen=True, slots=True)
class InvokeLambdaFunction:
    function: Template
    parameters: Values
    named: tuple[tuple[Template, Value], ...]
    limit_us: int
    response_type: str
    asynchronous: bool

    transitions = Transitions(required=("NoMatchingError",))

    def start(self, run: Run) -> Step:
        function = self.function.value(run)
        if not isinstance(function, str):
            return FAILED
        parameters = self.parameters.resolve(run)
        for key, value in self.named:
            parameters[key.text(run)] = resolve_value(value, run)
        return Invoke(function, parameters, self.limit_us, self.response_type, self.asynchronous)

    def resume(self, run: Run, wake: Wake) -> Step:
        if not isinstance(wake, LambdaAnswered):
            return FAILED
        if self.asynchronous:
            run.memory.invocation_id = wake.invocation_id
        else:
            run.memory.external = wake.payload
        return NEXT


@action("InvokeLambdaFunction")
def read(reader: ParameterReader) -> InvokeLambdaFunction:
    function = reader.dynamic("LambdaFunctionARN", required=True) or Template("")
    kind = reader.choice("InvocationType", ("SYNCHRONOUS", "ASYNCHRONOUS"), default="SYNCHRONOUS")
    longest_s = LONGEST_S if kind == "SYNCHRONOUS" else LONGEST_ASYNCHRONOUS_S
    limit_us = reader.seconds_us("InvocationTimeLimitSeconds", 1, longest_s, default=3)
    validation = reader.object("ResponseValidation")
    response_type = "STRING_MAP"
    if validation is not None:
        response_type = validation.choice(
            "ResponseType", ("STRING_MAP", "JSON"), default="STRING_MAP"
        )
    attributes = reader.raw("LambdaInvocationAttributes")
    if attributes is not None and not isinstance(attributes, dict):
        reader.wrong("LambdaInvocationAttributes", "an object is needed")
    named = attributes if isinstance(attributes, dict) else {}
    keys = {key: Template(key) for key in named}
    parameters = compile_values({k: v for k, v in named.items() if keys[k].constant is not None})
    dynamic = tuple(
        (keys[k], compile_value(v)) for k, v in named.items() if keys[k].constant is None
    )
    return InvokeLambdaFunction(
        function, parameters, dynamic, limit_us, response_type, kind == "ASYNCHRONOUS"
    )
