"""The way from a raw result to a tidy one in single steps: one law a line, each true when it alone is used.

Tidying goes from the leaves up and notes what it made of each part. How it got there is worked out only when somebody
wants to see it: every part is split into laws, and equal laws that can be used at the same time share a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derivtutor.derivation.tidying.monomial import TRIVIAL
from derivtutor.derivation.tidying.splitting import Change, Labelled, Splitter, flattened
from derivtutor.notation.tree import KEEPING, Algebra, Name, Node, Number, fold, parts, with_children


def passages(before: Node, changes: Mapping[int, Change], splitter: Splitter) -> Iterator[Labelled]:
    """The single steps from an expression to what tidying made of it; `changes` are those of its nodes, by id."""
    if set(changes) == {id(before)}:
        yield from splitter.chain(changes[id(before)])
        return
    order = [node for node in _from_the_leaves(before) if id(node) in changes]
    chains = {id(node): splitter.chain(changes[id(node)]) for node in order}
    below = {id(node): [id(part) for part in parts(node) if part is not node and id(part) in changes] for node in order}
    done = dict.fromkeys(chains, 0)

    def is_complete(key: int) -> bool:
        return done[key] == len(chains[key])

    def now(node: Node, children: list[Node]) -> Node:
        count = done.get(id(node), 0)
        return chains[id(node)][count - 1][1] if count else flattened(with_children(node, tuple(children)))

    algebra: Algebra[Node] = {**KEEPING, **dict.fromkeys(_INNER, now)}
    while not all(map(is_complete, done)):
        ready = [key for key in done if not is_complete(key) and all(map(is_complete, below[key]))]
        law = chains[ready[0]][done[ready[0]]][0]
        # what is trivial again and again, such as 3 - 0 = 3 + 0 = 3, takes one line
        while law in TRIVIAL and any(_is_next(law, key, chains, done) for key in ready):
            _take(law, ready, chains, done)
            ready = [key for key in done if not is_complete(key) and all(map(is_complete, below[key]))]
        _take(law, ready, chains, done)
        yield law, fold(before, algebra)


def restored(node: Node, literal: Mapping[int, Node]) -> Node:
    """An expression with what a law has written in the place of what became of it."""
    written = literal.get(id(node), node)
    if written is not node:  # what was written may have the same part in it once more
        literal = {key: value for key, value in literal.items() if key != id(node)}
    children = tuple([restored(child, literal) for child in written.children])
    return flattened(with_children(written, children)) if children else written


def _is_next(law: str, key: int, chains: Mapping[int, list[Labelled]], done: Mapping[int, int]) -> bool:
    return chains[key][done[key]][0] == law


def _take(law: str, ready: list[int], chains: Mapping[int, list[Labelled]], done: dict[int, int]) -> None:
    """Use a law wherever it is the next."""
    for key in ready:
        if _is_next(law, key, chains, done):
            done[key] += 1


_INNER = KEEPING.keys() - {Number, Name}


def _from_the_leaves(node: Node) -> list[Node]:
    seen: dict[int, Node] = {}
    for part in parts(node):
        seen.pop(id(part), None)
        seen[id(part)] = part
    return list(reversed(seen.values()))
