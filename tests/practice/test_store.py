"""The file of progress: what is kept, by two at once, and what is said of files that are not as they should be."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from derivtutor.errors import UserError
from derivtutor.practice import backup, making, schedule
from derivtutor.practice.due import due_count
from derivtutor.practice.file import MIGRATIONS, TABLES, VERSION, DamagedError
from derivtutor.practice.progress import overview
from derivtutor.practice.records import Answered, SkillState
from derivtutor.practice.session import Session
from derivtutor.practice.store import Store
from derivtutor.render.practice import Voice
from derivtutor.render.practice_summary import summary
from derivtutor.render.progress import render

NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)

WRITER = """
import sqlite3, sys
from datetime import UTC, datetime
from pathlib import Path
from derivtutor.practice.store import Store

connect = sqlite3.connect
sqlite3.connect = lambda *names, **how: connect(*names, **{**how, "timeout": 3600})  # however busy the machine is
print("ready", flush=True)
sys.stdin.readline()
with Store(Path(sys.argv[1])) as store:
    for place in range(40):
        with store.transaction():
            store.add_slip("both", "power", datetime.now(UTC))
            store._write("INSERT INTO setting VALUES (?, ?)", (f"{sys.argv[2]}-{place}", "written"))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "student.sqlite"


def skill(name: str, mastery: float = 0.5, due: datetime = NOW) -> SkillState:
    return SkillState(name, schedule.new_card(NOW), due, mastery, 3, 2, NOW)


def answer(name: str, correct: bool = True, slips: tuple[str, ...] = (), session: int = 1) -> Answered:
    return Answered(
        0, session, NOW, "differentiate", f"x^2 {name}", (name,), 2, ("2x",), correct, 1, 0, 12.5, 3, slips, False
    )  # fmt: skip


def fill(store: Store) -> None:
    """A little of everything."""
    session = store.begin_session(NOW, {"skills": ["power"]})
    store.write_state(session, {"number": 1})
    store.add_slip("power-not-lowered", "power", NOW)
    store.write_answer(answer("power", slips=("power-not-lowered",), session=session), {"power": None})
    store.write_skill(skill("power"))
    store.write_skill(skill("chain+sine", 0.9, NOW + timedelta(days=3)))
    store.write_lesson("chain-rule", "section", "nudges", NOW)
    store.write_lesson("chain-rule", "exercise", "first", NOW, 1)
    put(store, "colour", "none")


def put(store: Store, key: str, value: str) -> None:
    """Write something, whatever it is."""
    store._write("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value))


def setting(store: Store, key: str) -> str | None:
    rows = store._rows("SELECT value FROM setting WHERE key = ?", (key,))
    return rows[0][0] if rows else None


def exported() -> dict[str, Any]:
    with Store(Path(":memory:")) as store:
        fill(store)
        document: dict[str, Any] = json.loads(json.dumps(store.export()))
        return document


# -- what is kept ----------------------------------------------------------------------------------------------


def test_everything_is_there_again(file: Path) -> None:
    with Store(file) as store:
        fill(store)
    with Store(file) as store:
        assert store.skills()["chain+sine"] == skill("chain+sine", 0.9, NOW + timedelta(days=3))
        assert [(each.function, each.seconds, each.slips) for each in store.answers()] == [
            ("x^2 power", 12.5, ("power-not-lowered",))
        ]
        (saved,) = store.open_sessions()
        assert (saved.plan, saved.state) == ({"skills": ["power"]}, {"number": 1})
        assert "x^2 power" in store.seen()
        assert store.seen() == {"x^2 power"}
        assert [(each.part, each.is_right) for each in store.lessons()] == [("nudges", False), ("first", True)]
        assert (setting(store, "colour"), setting(store, "size")) == ("none", None)
        assert (store.due(NOW), store.next_due()) == (1, NOW)
        store.end_session(saved.id, NOW)
        assert store.open_sessions() == []


def test_an_empty_file_is_brought_to_this_version_and_shared(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    Store(file).close()
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert set(TABLES) <= names


def test_undo_restores(file: Path) -> None:
    with Store(file) as store:
        store.add_slip("power-not-lowered", "power", NOW)
        store.add_clean(["power"])
        store.write_skill(skill("power", 0.3))
        before = (store.skills(), store.misconceptions())
        right = store.write_answer(answer("power"), {"power": store.skills()["power"]})
        store.write_skill(skill("power", 0.8))
        store.add_clean(["power"])
        store.undo(right)
        assert (store.skills(), store.misconceptions(), store.answers()) == (*before, [])
        slips = ("sign-lost", "power-not-lowered")
        wrong = store.write_answer(answer("sine", False, slips), {"sine": None})
        for slip in slips:
            store.add_slip(slip, "sine", NOW + timedelta(days=1))
        store.write_skill(skill("sine"))
        store.undo(wrong)
        store.undo(wrong)
        assert (store.skills(), store.misconceptions(), store.answers()) == (*before, [])


def test_undo_leaves_what_another_session_has_learnt_since(file: Path) -> None:
    with Store(file) as store:
        mine = store.write_answer(answer("power"), {"power": None})
        store.write_skill(skill("power", 0.5))
        store.write_answer(answer("power", session=2), {"power": skill("power", 0.5)})
        store.write_skill(skill("power", 0.9))
        store.undo(mine)
        assert store.skills()["power"].mastery == 0.9


def test_undo_leaves_a_slip_that_was_made_again(file: Path) -> None:
    with Store(file) as store:
        mine = store.write_answer(answer("sine", False, ("sign-lost",)), {})
        store.add_slip("sign-lost", "sine", NOW)
        store.write_answer(answer("sine", False, ("sign-lost",), session=2), {})
        store.add_slip("sign-lost", "sine", NOW)
        store.undo(mine)
        (left,) = store.misconceptions()
        assert left.count == 1


def test_slips_without_a_skill_of_their_own_can_be_resolved(file: Path) -> None:
    with Store(file) as store:
        for slip, rule in (("a", "power"), ("b", "sine"), ("c", "constant-multiple"), ("d", "")):
            store.add_slip(slip, rule, NOW)
        store.add_clean(["power"])
        assert {each.slip: each.clean for each in store.misconceptions()} == {"a": 1, "b": 0, "c": 1, "d": 1}


def test_a_transaction_is_all_or_nothing(file: Path) -> None:
    def interrupted(store: Store) -> None:
        with store.transaction():
            put(store, "half", "done")
            raise KeyboardInterrupt

    with Store(file) as store:
        with pytest.raises(KeyboardInterrupt):
            interrupted(store)
        assert setting(store, "half") is None


# -- two at once -----------------------------------------------------------------------------------------------


def test_two_processes_begin_a_file_and_write_it_together(file: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for name in ("first", "second")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    with Store(file) as store:
        assert store.misconceptions()[0].count == 80
        assert all(setting(store, f"{name}-{place}") for name in ("first", "second") for place in range(40))


def test_one_reads_what_is_while_another_writes(file: Path) -> None:
    with Store(file) as one, Store(file) as other:
        with one.transaction():
            put(one, "new", "value")
            assert setting(other, "new") is None
        assert setting(other, "new") == "value"


def test_a_file_that_is_in_use_for_too_long(file: Path) -> None:
    with Store(file) as one, Store(file) as other:
        other._connection.execute("PRAGMA busy_timeout = 50")
        with one.transaction(), pytest.raises(UserError, match=r"is in use\. Wait until the other session is done\."):
            put(other, "new", "value")


# -- files that are not as they should be ----------------------------------------------------------------------


def test_a_file_of_a_newer_version_is_left_alone(file: Path) -> None:
    Store(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(UserError, match=r"by a newer derivtutor\. Update derivtutor, or use another"):
        Store(file)
    with pytest.raises(UserError, match=r"by a newer derivtutor\. Update derivtutor, or use another"):
        backup.replaced(file, backup.NOTHING)


def test_a_file_that_was_deleted_meanwhile_is_told(file: Path) -> None:
    with Store(file) as store:
        fill(store)
        file.unlink()
        with (
            pytest.raises(
                UserError, match=r"was removed or replaced in the meantime\. Start derivtutor practice again"
            ),
            store.transaction(),
        ):
            store.write_skill(skill("sine"))


def read_all(store: Store) -> None:
    """Read everything, as `progress` and `practice` do."""
    for read in (store.skills, store.answers, store.misconceptions, store.open_sessions, store.seen, store.lessons):
        read()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE skill SET card = '{'", "UPDATE answer SET skills = '[x'", "UPDATE skill SET due = 'yesterday'",
        "UPDATE session SET state = '{broken'", "UPDATE misconception SET first = 7", "DROP TABLE seen",
        "UPDATE lesson SET at = 'soon'",
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_told_and_kept_aside(file: Path, damage: str) -> None:
    with Store(file) as store:
        fill(store)
        store._connection.execute(damage)
    with Store(file) as store, pytest.raises(DamagedError, match=r"is damaged .*derivtutor progress reset"):
        read_all(store)
    assert backup.replaced(file, backup.NOTHING) == file.with_name("student.backup-1.sqlite")
    with Store(file) as store:
        assert store.skills() == {}
        assert store.seen() == frozenset()


def test_a_reset_that_fails_puts_the_old_file_back(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(file) as store:
        fill(store)

    def full(*_: object) -> None:
        file.unlink(missing_ok=True)
        raise UserError("The disk is full.", "")

    monkeypatch.setattr(backup, "_put", full)
    with pytest.raises(UserError, match="The disk is full"):
        backup.replaced(file, backup.NOTHING)
    with Store(file) as store:
        assert set(store.skills()) == {"power", "chain+sine"}


def test_a_file_of_the_first_version_is_brought_to_this_one(file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as connection:
        for statement in MIGRATIONS[0].split(";"):
            connection.execute(statement)
        card, moment = json.dumps(schedule.new_card(NOW)), "2026-03-18T12:00:00+00:00"
        for name, asked, correct in (("power", 5, 3), ("sine", 1, 0)):
            row = (name, card, moment, 0.5, asked, correct, moment)
            connection.execute("INSERT INTO skill VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with Store(file) as store:
        found = store.skills()
        assert [(found[name].asked, found[name].support) for name in ("power", "sine")] == [(4, 0), (0, 1)]


def test_a_file_and_an_export_from_before_there_were_lessons(file: Path) -> None:
    file.parent.mkdir()
    before = MIGRATIONS[:3]
    with sqlite3.connect(file) as connection:
        for statement in ";".join(before).split(";"):
            connection.execute(statement)
        connection.execute("INSERT INTO seen VALUES ('x^3')")
        connection.execute(f"PRAGMA user_version = {len(before)}")
    connection.close()
    with Store(file) as store:
        assert (store.seen(), store.lessons()) == ({"x^3"}, [])
        fill(store)
    old = {name: rows for name, rows in exported().items() if name != "lesson"}
    backup.replaced(file, {**old, "version": len(before)})
    with Store(file) as store:
        assert (set(store.skills()), store.lessons()) == ({"power", "chain+sine"}, [])


@pytest.mark.parametrize("damage", ["truncated", "garbage", "overwritten"])
def test_a_damaged_file_is_told_and_left_as_it_is(file: Path, damage: str) -> None:
    with Store(file) as store:
        fill(store)
        for place in range(300):
            put(store, f"key {place}", "value" * 20)
    whole = file.read_bytes()
    damaged = {
        "truncated": whole[: len(whole) // 2],
        "garbage": b"not a database, but long enough to be read as one" * 100,
        "overwritten": whole[:100] + b"\xff" * 3000 + whole[3100:],
    }[damage]
    file.write_bytes(damaged)
    with pytest.raises(DamagedError, match=r"is damaged .*; nothing was changed\. derivtutor progress reset"):
        Store(file)
    assert file.read_bytes() == damaged
    kept = backup.replaced(file, exported())
    assert kept is not None
    assert kept.name == "student.backup-1.sqlite"
    assert kept.read_bytes() == damaged
    with Store(file) as store:
        assert set(store.skills()) == {"power", "chain+sine"}


def test_the_journal_of_a_damaged_file_does_not_get_into_the_next_one(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = file.with_name("student.sqlite-wal")
    store = Store(file)
    fill(store)
    written = journal.read_bytes()
    store.close()
    journal.write_bytes(written)

    def refused(path: Path) -> Store:
        raise DamagedError("damaged")

    with monkeypatch.context() as patch:
        patch.setattr(backup, "Store", refused)
        assert backup.set_aside(file) == file.with_name("student.backup-1.sqlite")
    assert file.with_name("student.backup-1.sqlite-wal").read_bytes() == written
    with Store(file) as anew:
        assert anew.skills() == {}


def test_what_the_journal_still_has_is_recovered(file: Path) -> None:
    """The file after a power cut: all changes are in the journal beside it."""
    journal = file.with_name("student.sqlite-wal")
    store = Store(file)
    fill(store)
    content, written = file.read_bytes(), journal.read_bytes()
    store.close()
    file.write_bytes(content)
    journal.write_bytes(written)
    with Store(file) as store:
        assert set(store.skills()) == {"power", "chain+sine"}


def test_a_folder_in_the_place_of_the_file(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(UserError, match="cannot be written"):
        Store(file)
    assert due_count(file, NOW) == 0


def test_a_file_in_the_place_of_the_folder(file: Path) -> None:
    file.parent.write_text("in the way")
    with pytest.raises(UserError, match="cannot be created"):
        Store(file)


@contextmanager
def nobody() -> Iterator[None]:
    """For root nothing is read-only: it becomes somebody else for a while."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_is_read_only() -> None:
    folder = Path(tempfile.mkdtemp())
    file = folder / "me.sqlite"
    with Store(file) as store:
        fill(store)
    file.chmod(0o444)
    folder.chmod(0o555)
    try:
        with nobody(), pytest.raises(UserError, match="cannot be written"), Store(file) as store:
            put(store, "new", "value")
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_connection_that_only_reads_says_so(file: Path) -> None:
    """As on a disk that became read-only while it was in use."""
    with Store(file) as store:
        store._connection.execute("PRAGMA query_only = 1")
        with pytest.raises(UserError, match="cannot be written"):
            put(store, "new", "value")


def test_a_full_disk_loses_only_what_was_being_written(file: Path) -> None:
    def write_much(store: Store) -> None:
        with store.transaction():
            for place in range(200):
                put(store, f"key {place}", "value" * 100)

    with Store(file) as store:
        fill(store)
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(UserError, match=r"The disk is full, .*\. Free some space on it\."):
            write_much(store)
        assert setting(store, "key 0") is None
        assert setting(store, "colour") == "none"
    with Store(file) as store:
        assert set(store.skills()) == {"power", "chain+sine"}


@pytest.mark.parametrize(
    ("reason", "says", "waits"),
    [
        ("database or disk is full", r"The disk is full, .*\. Free some space on it\.", 0),
        ("disk I/O error", r"cannot be read: .*\. Free some space on it\.", 0),
        ("attempt to write a readonly database", "cannot be written", 0),
        ("no such module", "is damaged", 0),
        ("database is locked", r"is in use\. Wait until the other session is done\.", 7),
    ],
)
def test_only_what_another_session_holds_is_waited_for(
    file: Path, monkeypatch: pytest.MonkeyPatch, reason: str, says: str, waits: int
) -> None:
    class Failing(sqlite3.Connection):
        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
            if "journal_mode" in statement:
                raise sqlite3.OperationalError(reason)
            return super().execute(statement, *values)

    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Failing))
    with pytest.raises(UserError, match=says):
        Store(file)
    assert len(waited) == waits


# -- the count for the prompt ----------------------------------------------------------------------------------


def test_the_count_is_the_stores_and_makes_no_file(file: Path) -> None:
    assert due_count(file, NOW) == 0
    assert not file.parent.exists()
    with Store(file) as store:
        fill(store)
        for days in (-1, 0, 2, 3, 4):
            now = NOW + timedelta(days=days)
            assert due_count(file, now) == store.due(now)
    file.write_bytes(b"garbage")
    assert due_count(file, NOW) == 0


# -- export and import -----------------------------------------------------------------------------------------


def test_an_export_comes_back_as_it_was(file: Path) -> None:
    document = exported()
    assert document["schema"] == "derivtutor/progress-export/1"
    assert backup.replaced(file, document) is None
    with Store(file) as store:
        assert store.export() == document
    kept = backup.replaced(file, backup.NOTHING)
    assert kept is not None
    with Store(file) as store, Store(kept) as old:
        assert store.export() == backup.NOTHING
        assert old.export() == document


def test_no_backup_is_written_over(file: Path) -> None:
    backup.replaced(file, exported())
    names = [kept.name for kept in (backup.replaced(file, backup.NOTHING) for _ in range(3)) if kept]
    assert names == [f"student.backup-{number}.sqlite" for number in (1, 2, 3)]


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "something/1"},
        {"version": VERSION + 1},
        {"skill": None},
        {"skill": {}},
        {"skill": ["power"]},
        {"skill": [{}]},
        {"skill": [{"id": "power"}]},
        {"setting": [{"key": "a", "value": "b", "other": "c"}]},
        {"setting": [{"key": "a", "value": None}]},
        {"setting": [{"key": "a", "value": ["b"]}]},
        {"setting": [{"key": "a", "value": 10**30}]},
        {"setting": [{"key": "a", "value": "b"}, {"key": "a", "value": "c"}]},
        {"setting": [{"key": "a", "value": "\ud800"}]},
        {"answer": [{"id": 1}]},
    ],
)
def test_a_bad_export_changes_nothing(file: Path, change: dict[str, Any]) -> None:
    with Store(file) as store:
        store.write_skill(skill("sine"))
        before = store.export()
        with pytest.raises(UserError) as told:
            backup.replaced(file, {**exported(), **change})
        assert not isinstance(told.value, DamagedError)
        assert told.value.hint == "Use a file that derivtutor progress export has written."
        assert store.export() == before
        assert [each.name for each in file.parent.glob("*backup*")] == []


values = st.one_of(
    st.none(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["[]", "{}", "null", "5", "[1, 2]", "2026-01-01", "2026-01-01T00:00:00+00:00", '{"a": [1]}']),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(table=st.sampled_from(TABLES), data=st.data())
def test_any_change_of_an_export_is_refused_or_can_be_read(tmp_path: Path, table: str, data: st.DataObject) -> None:
    file = tmp_path / "student.sqlite"
    document = exported()
    row = document[table][0]
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(values)
    try:
        backup.replaced(file, document)
    except UserError:
        return
    with Store(file) as store:
        found = overview(store.skills(), store.answers(), store.misconceptions(), NOW, UTC, store.masteries())
        assert render(found)
        for state in store.skills().values():
            schedule.reviewed(state.card, schedule.GOOD, NOW)
        session = Session.resume(store, making)
        if session is not None:
            session.skip(NOW) if session.progress.item else session.ask(NOW)
            summary(session.end(NOW), NOW, UTC, Voice())
