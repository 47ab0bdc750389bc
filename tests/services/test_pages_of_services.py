"""What the pages on assistants and on the service show is what really happens."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

from here import Here
from starlette.testclient import TestClient

from derivtutor.cli.main import COMMANDS
from derivtutor.services.answering import answer
from derivtutor.services.assistants.server import TOOLS
from derivtutor.services.http.application import application
from derivtutor.services.requests import BY_NAME

DOCS = Path(__file__).parents[2] / "docs"
ASSISTANTS, SERVICE = ((DOCS / name).read_text("utf-8") for name in ("assistants.md", "service.md"))

CALL = re.compile(r"<!-- call (\w+) -->\n```json\n(.*?)\n```\n\n<!-- answer -->\n```json\n(.*?)\n```", re.DOTALL)
CURL = re.compile(r"^\$ (curl .*)\n((?:(?!\$ |```).*\n)*)", re.MULTILINE)


def test_the_settings_start_the_command() -> None:
    found = re.search(r"<!-- settings -->\n```json\n(.*?)\n```", ASSISTANTS)
    assert found is not None
    settings = json.loads(found[1])["mcpServers"]["derivtutor"]
    assert settings["command"] == "derivtutor"
    assert settings["args"][0] in COMMANDS


def test_calls_of_tools_have_these_answers() -> None:
    calls = CALL.findall(ASSISTANTS)
    assert len(calls) == 2
    for tool, given, shown in calls:
        found = json.loads(answer(tool, json.loads(given)).text)
        expected = json.loads(shown)
        assert {field: found[field] for field in expected} == expected


def test_every_tool_and_request_is_named() -> None:
    assert [tool.name for tool in TOOLS if f"`{tool.name}`" not in ASSISTANTS] == []
    assert [name for name, each in BY_NAME.items() if each.topic is None and f"`{name}`" not in SERVICE] == []


def test_requests_have_these_answers() -> None:
    sessions = CURL.findall(SERVICE)
    assert len(sessions) == 2
    with TestClient(application(Here), base_url="http://127.0.0.1:8000") as client:
        for command, shown in sessions:
            _, *options, address = shlex.split(command)
            body = options[1] if options else None
            headers = {"content-type": "application/json"}
            response = client.post(address, content=body, headers=headers) if body else client.get(address)
            assert response.text == shown
