"""What cfn-lint says of every template, with and without a concrete account.

cdk-nag is asked by the synth itself (infra/centre.py): a finding ends it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.infra.conftest import ROOT, VARIANTS

CFN_LINT = Path(sys.executable).with_name("cfn-lint")


@pytest.mark.parametrize("variant", VARIANTS)
def test_cfn_lint_finds_no_error(assemblies: Mapping[str, Path], variant: str) -> None:
    templates = sorted(str(each) for each in assemblies[variant].glob("*.template.json"))

    linted = subprocess.run(
        [CFN_LINT, "--config-file", "tests/infra/cfnlintrc", *templates],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert len(templates) >= 9
    assert (linted.stdout, linted.returncode) == ("", 0)
