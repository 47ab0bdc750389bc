"""The repository for GitHub Classroom: its workflow is read as GitHub does, and its commands are run."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from command import run
from gradescope_folder import SET
from ruamel.yaml import YAML

WORKFLOW = ".github/workflows/classroom.yml"


@dataclass(frozen=True, slots=True)
class Repository:
    """A student's copy."""

    path: Path

    @property
    def job(self) -> dict[str, Any]:
        workflow = YAML(typ="safe").load(self.path / WORKFLOW)
        assert workflow["name"] == "Autograding Tests"
        job: dict[str, Any] = workflow["jobs"]["run-autograding-tests"]
        return job

    def fill_in(self, **answers: str) -> None:
        """Write answers between the quotes."""
        file = self.path / "answers.yaml"
        text = file.read_text("utf-8")
        for name, answer in answers.items():
            assert f'{name}: ""' in text
            text = text.replace(f'{name}: ""', f'{name}: "{answer}"')
        file.write_text(text, "utf-8")

    def push(self) -> tuple[int, dict[str, str], str]:
        """Run the step that grades: its exit code, what it hands to the next one, and the summary of the run."""
        step = next(step for step in self.job["steps"] if step.get("id") == "derivatives")
        assert step["shell"] == "bash"
        program = self.path.parent / "bin" / "derivtutor"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m derivtutor "$@"\n', "utf-8")
        program.chmod(0o755)
        files = {name: self.path.parent / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("", "utf-8")
        environment = {name: str(file) for name, file in files.items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.path,
            env=os.environ | environment | {"PATH": f"{program.parent}:{os.environ['PATH']}"},
            stdout=subprocess.DEVNULL,
        )
        outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text("utf-8").splitlines())
        return done.returncode, outputs, files["GITHUB_STEP_SUMMARY"].read_text("utf-8")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a teacher makes."""
    folder = tmp_path_factory.mktemp("teacher")
    (folder / "week3.yaml").write_text(SET, "utf-8")
    done = run("exercises", "export", "week3.yaml", "--format", "github-classroom", "-o", "repo/", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Wrote repo: 5 files.\n", "")
    return folder / "repo"


@pytest.fixture
def repository(template: Path, tmp_path: Path) -> Repository:
    return Repository(Path(shutil.copytree(template, tmp_path / "repo")))


def test_a_push_is_graded(repository: Repository) -> None:
    repository.fill_in(square="6(3x + 1)", wave="sin(x^2) + x cos(x^2)")
    code, outputs, summary = repository.push()
    assert code == 0
    results = json.loads(base64.b64decode(outputs["result"]))
    assert (results["max_score"], [test["score"] for test in results["tests"]]) == (5.0, [1.0, 1.5, 0.0])
    assert [test["status"] for test in results["tests"]] == ["pass", "fail", "fail"]
    assert "Good start: the outside is right." in summary
    step = repository.job["steps"][-1]
    assert step["uses"] == "classroom-resources/autograding-grading-reporter@v1"
    assert step["env"] == {f"{step['with']['runners'].upper()}_RESULTS": "${{ steps.derivatives.outputs.result }}"}


def test_a_worksheet_that_cannot_be_read_is_told(repository: Repository) -> None:
    (repository.path / "answers.yaml").write_text("square: 2x\n", "utf-8")
    code, outputs, summary = repository.push()
    assert (code, outputs) == (1, {})
    assert summary.startswith("Error: ")
    assert "Traceback" not in summary


def test_what_is_in_the_repository(repository: Repository) -> None:
    install = next(step["run"] for step in repository.job["steps"] if "pip install" in step.get("run", ""))
    assert len(list(repository.path.glob(install.split()[-1]))) == 1
    assert (repository.path / "README.md").read_text("utf-8").startswith("# The chain rule\n")
    found = json.loads(run("grade", "answers.yaml", "--report", "json", folder=repository.path).stdout)
    assert [student["student"] for student in found["students"]] == ["everybody"]


def test_a_teacher_is_told_of_answers_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "set.yaml").write_text(
        "title: T\nexercises:\n  - {id: a, differentiate: x^2}\n"
        "  - {id: b, kind: choice, text: Which?, choices: [p, q], answer: p}\n",
        "utf-8",
    )
    done = run("exercises", "export", "set.yaml", "--format", "github-classroom", "-o", "r", folder=tmp_path)
    assert done.returncode == 0
    assert done.stderr.startswith("Students can read the answers that are written in the set: b. Where a function")
