"""The proof, act by act: deployed from nothing, used, changed, broken, and taken away again."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from functions.stage_files import find_stage
from santral.domain.deployment import Stage
from santral.local.proof.commands import Running, environment, run
from santral.local.proof.connect_side import ConnectSide, Reached
from santral.local.proof.deployment import Deployment
from santral.local.proof.emulation import emulator, free_endpoint
from santral.local.proof.preparation import ROOT, build_layers, install_emulator
from santral.local.proof.progress import Progress
from santral.local.proof.refusals import refuse_what_is_not_granted
from santral.local.proof.remains import remains, take_away_what_was_made, waiting_keys
from santral.local.proof.story import Owner, Talk, expect, find_in_the_books, ring
from santral.local.proof.toolkit import Toolkit
from santral.local.proof.trees import FLOW, SAID, change_assembly, change_flow, copy_tree

STAGE: Final = "prove"
SAID_NEXT: Final = "From now on you are talking to $.Agent.FirstName."
_ACTION: Final = "MessageParticipant"
_NO_ACTION: Final = "NoSuchAction"


@dataclass(frozen=True)
class Proof:
    """
    Attributes:
        folder: where templates and logs go.
    """

    folder: Path
    progress: Progress

    def run(self) -> None:
        """
        Raises:
            ProofError: the deployment is not as it should be.
        """
        stage = find_stage(STAGE)
        endpoint = free_endpoint(stage.region)
        toolkit = Toolkit(STAGE, endpoint, self.progress)
        deployment = Deployment(STAGE, endpoint)
        build_layers(self.progress)
        with ExitStack() as stack:
            side = self._deploy(toolkit, stack)
            copy_tree(self._changed_tree)
            change_flow(self._changed_tree, SAID, SAID_NEXT)
            with toolkit.synth(self._changed_tree, self._changed) as synthesized:
                owner = self._tell_story(stage, deployment, side)
                self._deploy_again(toolkit, deployment)
                with self.progress.step("the templates of a changed flow are written"):
                    synthesized.wait("synth")
            change_flow(self._changed_tree, _ACTION, _NO_ACTION)
            with toolkit.synth(self._changed_tree, self.folder / "refused") as synthesized:
                self._change_flow(toolkit, owner, side)
                self._refuse(synthesized)
            self._break_flow(toolkit, owner, side)
            self._destroy(toolkit, deployment, side)

    @property
    def _assembly(self) -> Path:
        return self.folder / "assembly"

    @property
    def _changed_tree(self) -> Path:
        return self.folder / "tree"

    @property
    def _changed(self) -> Path:
        return self.folder / "changed"

    # --- the acts ---

    def _deploy(self, toolkit: Toolkit, stack: ExitStack) -> ConnectSide:
        """Deploy to an emulator that runs until the stack is closed."""
        endpoint = toolkit.endpoint
        reached = Reached(endpoint.region, endpoint_url=endpoint.url, **endpoint.keys)
        with toolkit.synth(ROOT, self._assembly) as synthesized:
            install_emulator(self.progress)
            side = stack.enter_context(ConnectSide(reached))
            stack.enter_context(emulator(endpoint, side.address, self.progress))
            with self.progress.step("cdk bootstrap"):
                toolkit.bootstrap()
            with self.progress.step(f"cdk synth: the templates of the stage {STAGE} are written"):
                synthesized.wait("synth")
        with self.progress.step("cdk deploy --all"):
            toolkit.deploy(self._assembly, "deploy")
        return side

    def _tell_story(self, stage: Stage, deployment: Deployment, side: ConnectSide) -> Owner:
        owner = Owner(deployment, stage.terms, stage.privacy)
        with self.progress.step("signed up by the API; a wrong code was refused"):
            owner.sign_up()
        with self.progress.step("signed in by SRP, with a second factor"):
            owner.sign_in()
        with self.progress.step("a wrong code for a new password was refused"):
            owner.forget_password()
        with self.progress.step("approved; the state machine set the business up"):
            owner.be_set_up(self._operators_key(deployment))
            owner.open_always()
        with self.progress.step("rang the number; deployed functions led to the agent"):
            talk = ring(owner, side)
        self._expect_heard(talk, SAID)
        with self.progress.step("the record is in the table, the recording in the index"):
            find_in_the_books(owner, talk)
        with self.progress.step("what no role was granted was refused:"):
            refused = refuse_what_is_not_granted(deployment, owner.tenant)
        for each in refused:
            self.progress.note(each)
        return owner

    def _deploy_again(self, toolkit: Toolkit, deployment: Deployment) -> None:
        with self.progress.step("deployed again without a change: no resource was touched"):
            before = deployment.events()
            written = toolkit.deploy(self._assembly, "deploy-again")
            after = deployment.events()
            changed = [name for name, count in after.items() if count != before[name]]
            expect(not changed, "no resource is touched", f"{changed}\n{written[-2000:]}")

    def _change_flow(self, toolkit: Toolkit, owner: Owner, side: ConnectSide) -> None:
        with self.progress.step(f"a change of the flow {FLOW} was deployed, and heard"):
            toolkit.deploy(self._changed, "deploy-change")
            self._expect_heard(ring(owner, side), SAID_NEXT)

    def _refuse(self, synthesized: Running) -> None:
        with self.progress.step("a broken flow was refused before anything was deployed"):
            failed, said = synthesized.fails("cdk synth")
            expect(failed and f"{FLOW}.json" in said, "synth names the file", said[-2000:])

    def _break_flow(self, toolkit: Toolkit, owner: Owner, side: ConnectSide) -> None:
        with self.progress.step("one that got past was refused by Amazon Connect; all went back"):
            broken = self.folder / "broken"
            change_assembly(self._changed, broken, _ACTION, _NO_ACTION)
            failed, said = toolkit.deploy_in_vain(broken, "deploy-broken")
            expect(failed and FLOW in said, "the deployment fails and names the flow", said[-2000:])
            self._expect_heard(ring(owner, side), SAID_NEXT)

    def _destroy(self, toolkit: Toolkit, deployment: Deployment, side: ConnectSide) -> None:
        with self.progress.step("cdk destroy --all; what is left:"):
            take_away_what_was_made(deployment)
            toolkit.destroy(self._changed)
            left = remains(deployment, side)
            expect(not left, "nothing of the stage is left", left)
        for each in ("what cdk bootstrap made", *waiting_keys(deployment)):
            self.progress.note(each)

    # --- what they need ---

    def _operators_key(self, deployment: Deployment) -> str:
        """Let the first operator in, as an administrator does."""
        endpoint = deployment.endpoint
        written = run(
            [sys.executable, "-m", "santral", "operator", "--stage", STAGE, "--name", "proof"],
            self.progress.log("operator"),
            folder=ROOT,
            env=environment(**_administrator(deployment), AWS_ENDPOINT_URL=endpoint.url),
            what="santral operator",
        )
        self.progress.log("operator").unlink()  # the key is nobody's to find
        return written.split()[-1]

    def _expect_heard(self, talk: Talk, text: str) -> None:
        said = re.escape(text).replace(re.escape("$.Agent.FirstName"), ".+")
        heard = any(re.fullmatch(said, each) for each in talk.heard)
        expect(heard, f"the caller hears {text!r}", talk.heard)


def _administrator(deployment: Deployment) -> Mapping[str, Any]:
    endpoint = deployment.endpoint
    return {
        "AWS_ACCESS_KEY_ID": endpoint.key,
        "AWS_SECRET_ACCESS_KEY": endpoint.key,
        "AWS_REGION": endpoint.region,
    }


def prove(folder: Path) -> float:
    """Prove the stage; return how many seconds it took.

    Raises:
        ProofError: it does not hold.
    """
    folder.mkdir(parents=True, exist_ok=True)
    progress = Progress(folder)
    Proof(folder, progress).run()
    return progress.passed_s
