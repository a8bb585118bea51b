"""An upload, and the messages that let the function go on with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from functions.import_customers.handler import handler
from functions.settings import Settings
from functions.wiring import collaborators
from santral.domain.job import Job
from santral.stores import imports, jobs
from santral.stores.files import import_key
from santral.stores.imports import ImportOptions
from santral.stores.tenant_guard import acting_for
from tests.fakes.queues import FakeQueues
from tests.functional.cloud import BUCKET, Cloud, Context

JOB = "20260302T073000-1"


@dataclass
class Imports:
    cloud: Cloud
    queues: FakeQueues

    def upload(self, file: str | bytes, job_id: str = JOB, **options: Any) -> None:
        octets = file.encode() if isinstance(file, str) else file
        key = import_key("shop", job_id)
        self.cloud.clients.s3.put_object(Bucket=BUCKET, Key=key, Body=octets)
        self.begin(job_id, **options)

    def begin(self, job_id: str = JOB, **options: Any) -> None:
        now = self.cloud.clock()
        with acting_for("shop"):
            imports.begin("shop", job_id, ImportOptions(**options), by="deniz", now=now)
            imports.ready("shop", job_id, now=now)

    def tell(self, job_id: str = JOB) -> Any:
        """Give the function one message."""
        body = json.dumps({"tenant": "shop", "job": job_id})
        return handler({"Records": [{"messageId": "m-1", "body": body}]}, Context())

    def run(self, file: str | bytes, job_id: str = JOB, **options: Any) -> Job:
        self.upload(file, job_id, **options)
        assert self.tell(job_id) == {"batchItemFailures": []}
        return self.job(job_id)

    def job(self, job_id: str = JOB) -> Job:
        with acting_for("shop"):
            return jobs.load("shop", job_id, now=self.cloud.clock()).value


def imports_in(cloud: Cloud, **environment: str) -> Imports:
    """Let the functions of a cloud have what an import needs."""
    settings = Settings(
        {"SANTRAL_FILES_BUCKET": BUCKET, "SANTRAL_IMPORT_THREADS": "1", **environment}
    )
    cloud.use(settings=settings)
    queues = FakeQueues()
    vars(collaborators())["queues"] = queues
    return Imports(cloud, queues)
