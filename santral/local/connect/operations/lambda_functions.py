"""Lambda functions that an instance's flows may invoke."""

from __future__ import annotations

import re
from typing import Final

from santral.local.connect import associations, paging
from santral.local.connect.errors import invalid
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, by_order

LAMBDA_FUNCTION = Kind("Lambda function", "lambda-function", quota="lambda-functions", rank=80)
_ARN: Final = re.compile(
    r"arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9$_-]+)?",
    re.ASCII,
)


@operation("AssociateLambdaFunction")
def associate(instance: Instance, given: Given) -> Answer:
    if _ARN.fullmatch(given["FunctionArn"]) is None:
        raise invalid("FunctionArn", "expected the ARN of a Lambda function")
    associations.associate(instance, LAMBDA_FUNCTION, given["FunctionArn"])
    return None


@operation("ListLambdaFunctions")
def list_(instance: Instance, given: Given) -> Answer:
    functions = instance.table(LAMBDA_FUNCTION).visible()
    return paging.page(given, "LambdaFunctions", functions, lambda each: each.name, order=by_order)


@operation("DisassociateLambdaFunction")
def disassociate(instance: Instance, given: Given) -> Answer:
    associations.disassociate(instance, LAMBDA_FUNCTION, given["FunctionArn"])
    return None
