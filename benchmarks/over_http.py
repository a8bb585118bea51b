"""describe_contact of our server beside describe_instance of moto's, by boto3 over HTTP.

Each server has a process of its own, as the clients' process would slow it down otherwise; the two
take turns, request by request, so that whatever else the machine does meets both.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from types_boto3_connect.client import ConnectClient

AT_MOST = 1.3
WARM_UP = 200
REQUESTS = 1_000

OURS = [sys.executable, "-m", "santral", "up", "--port", "0", "--business", "klima"]
MOTOS = [
    sys.executable,
    "-c",
    "import logging, sys\n"
    "from moto.server import ThreadedMotoServer\n"
    "server = ThreadedMotoServer('127.0.0.1', 0, verbose=False)\n"
    "server.start()\n"
    "logging.getLogger('werkzeug').disabled = True  # ours logs no requests either\n"
    "print('  address   http://{}:{}'.format(*server.get_host_and_port()), flush=True)\n"
    "sys.stdin.read()\n",
]
HANGS_UP = {
    "Version": "2019-10-30",
    "StartAction": "hang up",
    "Metadata": {},
    "Actions": [
        {
            "Identifier": "hang up",
            "Type": "DisconnectParticipant",
            "Parameters": {},
            "Transitions": {},
        }
    ],
}


def compare() -> bool:
    """Print the medians and their ratio; answer whether it is small enough."""
    with serving(MOTOS) as moto, serving(OURS) as ours:
        theirs_ms, ours_ms = taken_ms([describe_instance(moto), describe_contact(ours)])
    ratio = ours_ms / theirs_ms
    print(
        f"{'describe_contact, p50 over HTTP':32} {ours_ms:.2f} ms, moto's describe_instance "
        f"{theirs_ms:.2f} ms: {ratio:.2f} x (at most {AT_MOST})"
    )
    return ratio <= AT_MOST


@contextmanager
def serving(command: list[str]) -> Iterator[ConnectClient]:
    """Run a server, and give a client of it."""
    with running(command) as address:
        yield client_of(address)


@contextmanager
def running(command: list[str]) -> Iterator[str]:
    """Run a server, and give its address."""
    with subprocess.Popen(  # noqa: S603 - the commands above
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            found = (re.search(r"  address   (\S+)", line) for line in process.stdout or ())
            yield next(each[1] for each in found if each is not None)
        finally:
            process.kill()


def client_of(address: str) -> ConnectClient:
    return boto3.client(
        "connect",
        endpoint_url=address,
        region_name="eu-central-1",
        aws_access_key_id="any",
        aws_secret_access_key="any",  # noqa: S106
        config=Config(retries={"total_max_attempts": 1}),
    )


def describe_instance(moto: ConnectClient) -> Callable[[], Any]:
    made = moto.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="bench",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    return lambda: moto.describe_instance(InstanceId=made["Id"])


def describe_contact(ours: ConnectClient) -> Callable[[], Any]:
    instance = ours.list_instances()["InstanceSummaryList"][0]["Id"]
    flow = ours.create_contact_flow(
        InstanceId=instance, Name="bench", Type="CONTACT_FLOW", Content=json.dumps(HANGS_UP)
    )
    contact = ours.start_task_contact(
        InstanceId=instance, ContactFlowId=flow["ContactFlowId"], Name="bench"
    )["ContactId"]
    return lambda: ours.describe_contact(InstanceId=instance, ContactId=contact)


def taken_ms(requests: list[Callable[[], Any]]) -> list[float]:
    """Answer the median of each."""
    taken: list[list[float]] = [[] for _ in requests]
    for _ in range(WARM_UP + REQUESTS):
        for request, each in zip(requests, taken, strict=True):
            began_s = time.perf_counter()
            request()
            each.append((time.perf_counter() - began_s) * 1000)
    return [median(each[WARM_UP:]) for each in taken]
