"""The service over HTTP: answers, refusals, what browsers are told, and a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psutil
import pytest
from cases import CASES, OF_THE_PAGE
from command import run
from here import Here
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from derivtutor.render.web import frame
from derivtutor.services.answering import MOST_BYTES, answer
from derivtutor.services.http import application as service
from derivtutor.services.http.guard import HEADERS
from derivtutor.services.http.page import page
from derivtutor.services.requests import BY_NAME

ROOT = Path(__file__).parents[2]
HOSTILE = str(Path(__file__).with_name("hostile_requests.py"))


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(service.application(Here, ["maths.example"]), base_url="http://localhost") as client:
        yield client


ASKED = [(case.request, case.given) for case in CASES] + list(OF_THE_PAGE.items())


@pytest.mark.parametrize(("name", "given"), ASKED, ids=[name for name, _ in ASKED])
def test_every_answer_is_the_document(client: TestClient, name: str, given: dict[str, Any]) -> None:
    """Asked with JSON or by a link."""
    expected = (answer(name, given).text + "\n").encode()
    for response in (client.post(f"/api/{name}", json=given), client.get(f"/api/{name}", params=given)):
        assert (response.status_code, response.content) == (200, expected)
        assert response.headers["content-type"] == "application/json"


def test_the_description_is_valid_and_complete(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    validate(described)
    assert described["paths"].keys() == {f"/api/{name}" for name in BY_NAME}


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("status", "body", "headers", "message"),
    [
        (400, b"", JSON, "The request is no JSON object."),
        (400, b"[1]", JSON, "The request is no JSON object."),
        (400, b'{"problem": ', JSON, "The request is no JSON object."),
        (400, b'{"problem": "\xff"}', JSON, "The request is no JSON object."),
        (400, b"[" * 50_000, JSON, "The request is no JSON object."),
        (400, b'{"level": ' + b"9" * 5000 + b"}", JSON, "The request is no JSON object."),
        (413, b" " * (MOST_BYTES + 1), JSON, "The request is too large."),
        (415, b"{}", {"content-type": "text/plain"}, "The request is not declared as JSON."),
        (422, b"{}", {"content-type": "Application/JSON; charset=utf-8"}, "problem is missing."),
        (422, b'{"problem": "arcsn(x)"}', JSON, "The function arcsn is not known; did you mean arcsin?"),
        (500, b'{"problem": "crashed"}', JSON, None),
        (503, b'{"problem": "busy"}', JSON, None),
        (504, b'{"problem": "late"}', JSON, None),
    ],
)
def test_what_is_refused(
    client: TestClient, status: int, body: bytes, headers: dict[str, str], message: str | None
) -> None:
    response = client.post("/api/hint", content=body, headers=headers)
    assert response.status_code == status
    assert response.json()["schema"] == "derivtutor/mistake/1"
    assert message in (None, response.json()["message"])
    assert ("retry-after" in response.headers) == (status == 503)


def test_a_body_without_a_length_is_not_read_to_its_end(client: TestClient) -> None:
    sent = []

    def pieces() -> Iterator[bytes]:
        for number in range(1000):
            sent.append(number)
            yield b" " * 10_000

    assert client.post("/api/hint", content=pieces(), headers=JSON).status_code == 413


def test_what_there_is_not(client: TestClient) -> None:
    for method, path, status in (
        ("GET", "/nowhere", 404),
        ("GET", "/api/nowhere", 404),
        ("POST", "/api/nowhere", 404),
        ("DELETE", "/api/hint", 405),
        ("POST", "/", 405),
    ):
        response = client.request(method, path)
        assert (response.status_code, response.json()["schema"]) == (status, "derivtutor/mistake/1")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("192.168.1.5", 200),
        ("Maths.Example:443", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("localhost.evil.example:8000", 400),
        ("", 400),
    ],
)
def test_strange_names_are_not_answered(client: TestClient, host: str, status: int) -> None:
    """A foreign page that lets its own name point here (DNS rebinding) learns nothing."""
    for path in ("/", "/api/hint?problem=x", "/openapi.json"):
        assert client.get(path, headers={"host": host}).status_code == status


def test_browsers_are_told_to_be_careful(client: TestClient) -> None:
    for path in ("/api/hint?problem=x", "/api/hint", "/nowhere"):
        headers = client.get(path).headers
        assert {name: headers[name] for name in HEADERS} == HEADERS
        assert "access-control-allow-origin" not in headers
    shown = client.get("/")
    assert shown.headers["content-security-policy"] == "frame-ancestors 'none'"
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', shown.text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "; connect-src 'self'; " in policy[1]
    assert "unsafe" not in policy[1]


def test_the_page_is_small_and_has_no_style_of_its_own() -> None:
    markup, _, rest = page().partition("<script>")
    assert len(rest.encode()) < 30_000
    assert " style=" not in markup
    assert page().startswith(frame.beginning("derivtutor").partition("<meta http-equiv")[0])


def test_one_client_leaves_room_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_OF_ONE_CLIENT", 0)
    with TestClient(service.application(Here), base_url="http://localhost") as client:
        response = client.get("/api/hint?problem=x")
        assert (response.status_code, "retry-after" in response.headers) == (429, True)
        assert client.get("/").status_code == 200


def test_the_work_ends_when_the_client_goes_away() -> None:
    statuses = []

    async def talk() -> int:
        here = Here()
        told = [{"type": "http.request", "body": b'{"problem": "wait"}'}]

        async def receive() -> dict[str, Any]:
            if told:
                return told.pop()
            await here.waits.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            statuses.append(message.get("status"))

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/api/hint",
            "query_string": b"",
            "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
            "state": {"workers": here, "under_way": Counter[str]()},
        }
        await service.application(Here)(scope, receive, send)
        await asyncio.sleep(0)
        return here.cancelled

    assert (asyncio.run(talk()), statuses[0]) == (1, 499)


def ask(address: str, problem: str) -> tuple[int, dict[str, Any]]:
    """The status of an answer, and the document."""
    body = json.dumps({"problem": problem}).encode()
    try:
        with urlopen(Request(f"{address}api/explain", body, JSON), timeout=300) as response:
            return response.status, json.load(response)
    except HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_a_process_of_its_own() -> None:
    """A request that hangs or is lost costs itself; a signal ends everything, and what is under way is told so."""
    command = [sys.executable, HOSTILE, "serve", "--port", "0", "--workers", "2", "--seconds", "0.1"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        found = re.fullmatch(r"derivtutor answers at (http://127\.0\.0\.1:\d+/) until .*\n", process.stdout.readline())
        assert found is not None
        names = ["hang", "kill", "memory", *[f"x^{n}" for n in range(2, 32)]]
        with ThreadPoolExecutor(len(names)) as threads:
            answers = dict(zip(names, threads.map(lambda name: ask(found[1], name), names), strict=True))
        assert {name: status for name, (status, _) in answers.items() if status != 200} == {
            "hang": 504,
            "kill": 500,
            "memory": 500,
        }
        assert answers["x^9"][1]["derivative"]["text"] == "9x^8"
        workers = psutil.Process(process.pid).children()
        status, told = ask(found[1], "interrupt")
        assert (status, told["message"]) == (503, "The service has been ended.")
        assert process.wait(60) == 0
        assert psutil.wait_procs(workers, 60)[1] == []
        assert process.stdout.read() == ""


@pytest.mark.parametrize("name", ["mcp", "serve"])
def test_what_cannot_be_begun(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for arguments, message in (
        (("--workers", "0"), "Error: The number of workers must be at least 1."),
        (("--seconds", "nan"), "Error: The time limit must be more than 0 seconds."),
    ):
        done = run(name, *arguments)
        assert (done.returncode, done.stdout, done.stderr.splitlines()[0]) == (2, "", message)
    monkeypatch.delitem(sys.modules, "derivtutor.services.workers")
    monkeypatch.setitem(sys.modules, "pebble", None)
    done = run(name)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"derivtutor[{name}]" in done.stderr


def test_an_address_that_is_taken() -> None:
    done = run("serve", "--host", "nowhere.invalid")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere.invalid:8000 cannot be used" in done.stderr
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert re.match(rf"Error: 127\.0\.0\.1:{port} cannot be used: [^()]+\.\n", done.stderr)
