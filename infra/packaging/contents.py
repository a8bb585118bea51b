"""What goes into layers and packages, in one place: distributions, their parts, data files.

A new pin in requirements.txt has to be put into one of the three sets here; a test says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SHARED: Final = "shared"
API: Final = "api"

# Distribution -> what it is imported as. The call path and all the rest need the first; only
# functions that import something of the second get it.
LAYERS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    SHARED: {
        "aws-lambda-powertools": ("aws_lambda_powertools",),
        "botocore": ("botocore",),
        "jmespath": ("jmespath",),
        "phonenumbers": ("phonenumbers",),
        "pynamodb": ("pynamodb",),
        "python-dateutil": ("dateutil",),
        "six": ("six",),
        "typing-extensions": ("typing_extensions",),
        "tzdata": ("tzdata",),
        "urllib3": ("urllib3",),
    },
    API: {
        "annotated-types": ("annotated_types",),
        "cffi": ("_cffi_backend",),
        "chalice": ("chalice",),
        "cryptography": ("cryptography",),
        "pydantic": ("pydantic",),
        "pydantic-core": ("pydantic_core",),
        "pyjwt": ("jwt",),
        "typing-inspection": ("typing_inspection",),
    },
}

# What those ask for and nothing of ours reaches: boto3 (we use botocore), and Chalice's packager,
# project wizard and command line.
LEFT_OUT: Final = frozenset(
    {
        "blessed",
        "boto3",
        "click",
        "editor",
        "inquirer",
        "jinxed",
        "packaging",
        "pip",
        "pycparser",
        "pyyaml",
        "readchar",
        "runs",
        "s3transfer",
        "setuptools",
        "wcwidth",
        "wheel",
        "xmod",
    }
)

# Of these only what is named is kept: module or folder, from the package's own.
KEPT: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_lambda_powertools": (
        "__init__.py",
        "exceptions",
        "logging",
        "metrics",
        "package_logger.py",
        "shared",
        "tracing",
        "utilities/__init__.py",
        "utilities/jmespath_utils",
        "warnings",
    ),
    "chalice": ("__init__.py", "app.py", "compat.py"),
}
# These go from every folder: nobody imports them, or only where something else is there.
DROPPED: Final = (
    "*.dist-info",
    "**/*.pyi",
    "**/py.typed",
    "bin",
    "share",
    "botocore/data/*/*/examples-1.json*",
    "cffi",  # cryptography needs the library beside it alone
    "cffi-gen-src*",
    "dateutil/zoneinfo",  # time zones are tzdata's
    "phonenumbers/carrier*",
    "phonenumbers/geo*",
    "phonenumbers/timezone.py",
    "phonenumbers/tzdata",
    "pydantic/mypy.py",
    "pydantic/v1",
    "urllib3/contrib/emscripten",
)

# The services that clients are made for (santral/stores/clients.py); the rest of botocore's models
# is 28 MB.
SERVICES: Final = (
    "cognito-idp",
    "connect",
    "dynamodb",
    "s3",
    "sesv2",
    "sqs",
    "stepfunctions",
    "sts",
)

# Our modules that read files -> which, from the root.
READS: Final[Mapping[str, tuple[str, ...]]] = {
    "functions.entry": (),  # its own place alone, to shorten paths in what it logs
    "functions.flow_files": ("contact_flows",),
    "functions.provision.state_machine": ("functions/provision/state_machine.asl.json",),
}

# Our modules that import by name -> which; `package.*` is every module in the package.
IMPORTS_BY_NAME: Final[Mapping[str, tuple[str, ...]]] = {
    "functions.dry_run.handlers": (
        "functions.choose_queue.handler",
        "functions.identify_contact.handler",
        "functions.look_up_customer.handler",
        "functions.menu_step.handler",
    ),
    "santral.engine.actions": ("santral.engine.actions.*",),
}
