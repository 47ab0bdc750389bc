"""An assistant's server in a process of its own, spoken to by the client of its own library."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import psutil
import pytest
from cases import CASES, OF_THE_PAGE
from here import Here
from mcp import types
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError

from derivtutor.derivation.misconceptions import NAMES
from derivtutor.derivation.rules import RULES
from derivtutor.services.answering import MOST_BYTES, answer
from derivtutor.services.assistants.server import TOOLS, server_of

ROOT = Path(__file__).parents[2]
HOSTILE = [str(Path(__file__).with_name("hostile_requests.py")), "mcp"]
"""The command, with workers that hang or are lost on some requests."""
PATH = os.pathsep.join([str(ROOT), *sys.path])


@asynccontextmanager
async def inline() -> AsyncIterator[Client]:
    """A client of a server within this process."""
    async with Client(server_of(Here)) as client:
        yield client


def text_of(result: Any) -> str:
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return content.text


def test_every_tool_answers_with_the_document() -> None:
    async def talk() -> None:
        async with inline() as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert list(tools) == [tool.name for tool in TOOLS]
            assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
            asked = [(case.request, case.given) for case in CASES] + list(OF_THE_PAGE.items())
            for name, given in asked:
                if name in tools:
                    result = await client.call_tool(name, given)
                    expected = answer(name, given).text
                    assert (text_of(result), result.structured_content) == (expected, json.loads(expected))
                    schema = tools[name].output_schema
                    assert schema is not None
                    jsonschema.validate(result.structured_content, schema)
            assert tools.keys() <= {name for name, _ in asked}

    anyio.run(talk)


def test_a_derivation_of_a_model_is_judged_line_by_line() -> None:
    async def talk() -> Any:
        async with inline() as client:
            lines = ["f'(x) = (x^2)' sin(x) + x^2 (sin(x))'", "= 2x sin(x) - x^2 cos(x)"]
            return (await client.call_tool("check_work", {"problem": "x^2 sin(x)", "lines": lines})).structured_content

    judged = anyio.run(talk)
    assert (judged["verdict"], judged["first_wrong"]) == ("incorrect", 2)


def test_mistakes_are_answers() -> None:
    async def talk() -> None:
        async with inline() as client:
            for name, given, message in (
                ("explain", {"problem": "arcsn(x)"}, "The function arcsn is not known; did you mean arcsin?"),
                ("explain", {}, "problem is missing."),
                ("taylor", {"expression": "x"}, "There is no request taylor."),
                ("explain", {"problem": "x" * MOST_BYTES}, "The request is too large."),
            ):
                result = await client.call_tool(name, given)
                assert result.is_error
                assert json.loads(text_of(result))["message"] == message
                assert result.structured_content is None  # clients hold it against the schema, and throw it away

    anyio.run(talk)


def test_every_resource_can_be_read() -> None:
    async def talk() -> None:
        async with inline() as client:
            for resource in (await client.list_resources()).resources:
                (content,) = (await client.read_resource(resource.uri)).contents
                assert isinstance(content, types.TextResourceContents)
                assert content.mime_type == resource.mime_type
                ids = [rule.id for rule in RULES] if "rules" in resource.name else list(NAMES)
                assert [id for id in ids if id not in content.text] == []
            for template in (await client.list_resource_templates()).resource_templates:
                id = "chain" if template.name.startswith("rule") else "chain-missing-inner"
                (content,) = (await client.read_resource(template.uri_template.replace("{id}", id))).contents
                assert isinstance(content, types.TextResourceContents)
                if content.mime_type == "application/json":
                    assert json.loads(content.text)["id"] == id
            for uri, near in (("derivtutor://rules/chian", "chain"), ("derivtutor://misconceptions/chain-missing", "")):
                with pytest.raises(MCPError, match=f"Did you mean {near}"):
                    await client.read_resource(uri)
            with pytest.raises(MCPError, match="There is no resource"):
                await client.read_resource("file:///etc/passwd")

    anyio.run(talk)


def test_the_prompt_makes_a_tutor() -> None:
    async def talk() -> None:
        async with inline() as client:
            (prompt,) = (await client.list_prompts()).prompts
            (message,) = (await client.get_prompt(prompt.name, {"problem": "x^2", "working": "y' = 2\n= 3"})).messages
            assert isinstance(message.content, types.TextContent)
            for words in (
                "    x^2\n",
                "    y' = 2\n    = 3\n",
                *[f"check{end}" for end in ("", "_work")],
                "hint",
                "next_step",
            ):
                assert words in message.content.text
            (message,) = (await client.get_prompt(prompt.name, {"problem": "x^2"})).messages
            assert "so far" not in message.content.text
            for name, given in (("nobody", {}), (prompt.name, {}), (prompt.name, {"problem": "x" * (MOST_BYTES + 1)})):
                with pytest.raises(MCPError):
                    await client.get_prompt(name, given)

    anyio.run(talk)


def test_the_work_ends_when_it_is_given_up() -> None:
    async def talk() -> int:
        here = Here()
        async with Client(server_of(lambda: here)) as client, anyio.create_task_group() as tasks:
            tasks.start_soon(client.call_tool, "hint", {"problem": "wait"})
            await here.waits.wait()
            tasks.cancel_scope.cancel()
        return here.cancelled

    assert anyio.run(talk) == 1


def test_a_process_of_its_own() -> None:
    """What hangs or is lost costs itself; many calls at once are answered; nothing else is on standard output."""

    async def talk() -> None:
        settings = StdioServerParameters(
            command=sys.executable, args=[*HOSTILE, "--workers", "2", "--seconds", "0.1"], env={"PYTHONPATH": PATH}
        )
        async with Client(stdio_client(settings), mode="legacy") as client:
            call = partial(client.call_tool, "explain")
            hanging = asyncio.ensure_future(call({"problem": "hang"}))
            names = ["x", "print", "x^2", *[f"x^{n}" for n in range(3, 30)]]
            found = await asyncio.gather(*[call({"problem": name}) for name in names])
            lost = await hanging
            assert json.loads(text_of(lost))["message"] == "This took longer than 0.1 seconds."
            failed = [name for name, result in zip(names, found, strict=True) if result.is_error]
            assert failed == ["print"]  # which is no function

    anyio.run(talk)


def test_when_the_assistant_goes_away_all_ends() -> None:
    """Also where a worker is in the middle of something that never comes back."""
    command = [sys.executable, *HOSTILE, "--workers", "1", "--seconds", "600"]
    client = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    tried, hanging = ({"name": "explain", "arguments": {"problem": problem}} for problem in ("x", "hang"))
    messages: list[dict[str, Any]] = [
        {"id": 1, "method": "initialize", "params": client},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": tried},
    ]
    last = {"id": 3, "method": "tools/call", "params": hanging}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env={**os.environ, "PYTHONPATH": PATH}, **pipes) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for message in messages:
            process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        process.stdin.flush()
        answers = [json.loads(process.stdout.readline()) for _ in range(2)]
        assert [each["id"] for each in answers] == [1, 2]
        workers = psutil.Process(process.pid).children()
        process.stdin.write(json.dumps({"jsonrpc": "2.0", **last}) + "\n")
        process.stdin.close()
        assert process.wait(60) == 0
        gone, alive = psutil.wait_procs(workers, 60)
        assert (len(gone) >= 1, alive) == (True, [])
        assert [json.loads(line)["jsonrpc"] for line in process.stdout] == ["2.0"]  # and nothing else was written
