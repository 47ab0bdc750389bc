"""A headless Chromium, spoken to over two pipes: pages are loaded, measured, pressed keys on, printed, photographed."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ARGUMENTS = ["--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def found() -> str | None:
    """Where Chromium is, if it is there."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    """One tab."""

    def __init__(self, reading: int, writing: int) -> None:
        self.incoming, self.outgoing = os.fdopen(reading, "rb"), os.fdopen(writing, "wb")
        self.waiting, self.number, self.session = b"", 0, ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def call(self, method: str, **parameters: Any) -> Any:
        """Call a method of the protocol, and wait for what it returns."""
        self.number += 1
        message: dict[str, Any] = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.outgoing.write(json.dumps(message).encode() + b"\0")
        self.outgoing.flush()
        answer = next(each for each in self.messages() if each.get("id") == self.number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def messages(self) -> Iterator[Any]:
        while True:
            while b"\0" not in self.waiting:
                piece = os.read(self.incoming.fileno(), 1 << 16)
                if not piece:
                    raise RuntimeError("Chromium has ended")
                self.waiting += piece
            message, _, self.waiting = self.waiting.partition(b"\0")
            yield json.loads(message)

    def load(self, file: Path) -> None:
        self.visit(file.resolve().as_uri())

    def visit(self, address: str) -> None:
        self.call("Page.navigate", url=address)
        next(message for message in self.messages() if message.get("method") == "Page.loadEventFired")

    def sized(self, width: int, height: int = 900, dark: bool = False, on_paper: bool = False) -> None:
        """From now on the window is as large, and light or dark, or as on paper."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media="print" if on_paper else "", features=[scheme])

    def value(self, script: str) -> Any:
        """What an expression of JavaScript comes to."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"])
        return result["result"].get("value")

    def press(self, key: str, code: int, modifiers: int = 0) -> None:
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, modifiers=modifiers
            )

    def picture(self, file: Path, whole: bool = True) -> None:
        data = self.call("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        file.write_bytes(base64.b64decode(data))

    def paper(self, file: Path) -> None:
        data = self.call("Page.printToPDF", preferCSSPageSize=True, paperWidth=8.27, paperHeight=11.69)["data"]
        file.write_bytes(base64.b64decode(data))


@contextmanager
def chromium(program: str) -> Iterator[Chromium]:
    """A browser that ends with the block."""
    to_read, their_writing = os.pipe()
    their_reading, to_write = os.pipe()
    handed = f"exec {{0}} <&- 3<&{their_reading} 4>&{their_writing}"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [*ARGUMENTS, f"--user-data-dir={profile}"]
        process = subprocess.Popen(
            ["/bin/bash", "-c", handed.format('"$0" "$@"'), program, *command],
            pass_fds=(their_reading, their_writing),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(their_reading)
        os.close(their_writing)
        try:
            yield Chromium(to_read, to_write)
        finally:
            process.terminate()
            process.wait()
