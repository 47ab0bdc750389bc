"""Traces, forms and squared norms by their entries: `tr(A X) = Σ Aₖₗ Xₗₖ`, differentiated by one entry of X."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.derivation.account import Symbol as Written
from derivtutor.network.matrices import building as b
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices import sentences
from derivtutor.network.matrices.evaluate import Place, evaluate
from derivtutor.network.matrices.expression import SCALAR, Expression, Symbol
from derivtutor.network.matrices.rebuilding import mapped
from derivtutor.network.matrices.shortening import simplified
from derivtutor.network.matrices.tidying import expanded
from derivtutor.network.matrices.writing import latex, plain, side, unicode

Chain: TypeAlias = tuple[Written, tuple[tuple[Written, str], ...]]
"""A left side, and what it is equal to, each with a reason."""

FREE = ("i", "j")
"""The indices of the entry to differentiate by."""
_SUMMED = "klmnprs"
_LOWERED = str.maketrans("ijklmnprs", "ᵢⱼₖₗₘₙₚᵣₛ")


DELTA = Symbol("delta", ("", ""))
"""`δᵢⱼ`: 1 where both indices are the same, else 0."""


class Entry(Struct, frozen=True):
    """One entry of a letter; of a vector by one index."""

    symbol: Symbol
    indices: tuple[str, ...]


class Term(Struct, frozen=True):
    """A number times scalars times entries, summed over all indices but the free ones."""

    number: Fraction
    scalars: tuple[Expression, ...]
    entries: tuple[Entry, ...]

    @property
    def summed(self) -> tuple[str, ...]:
        found = dict.fromkeys(index for entry in self.entries for index in entry.indices)
        return tuple(sorted([index for index in found if index not in FREE]))


# -- from matrices to entries --------------------------------------------------------------------------------------


def terms_of(function: Expression, variable: Symbol) -> tuple[Expression, list[Term]]:
    """A function multiplied out, and its terms by their entries.

    Raises:
        UserError: where it is no sum of traces, forms and squared norms.
    """
    opened = simplified(_multiplied_out(function))
    parts = opened.terms if isinstance(opened, e.Sum) else (opened,)
    return opened, [_term(b.parted(part), variable) for part in parts]


def _multiplied_out(function: Expression) -> Expression:
    """Squared norms as products, products of sums as sums, and traces of sums term by term."""
    opened = mapped(function, _square)
    opened = mapped(opened, _turned_sum)
    return mapped(expanded(opened), _term_by_term)


def _square(part: Expression) -> Expression:
    if isinstance(part, e.Power) and isinstance(part.base, e.Norm) and part.exponent == 2:
        inside = part.base.operand
        return b.trace(b.multiply(b.transpose(inside), inside))
    if isinstance(part, e.MatrixPower) and part.exponent > 0:
        return e.Product(Fraction(1), (), (part.base,) * part.exponent)
    return part


def _turned_sum(part: Expression) -> Expression:
    if isinstance(part, e.Transpose) and isinstance(part.operand, e.Sum):
        return b.total([b.transpose(term) for term in part.operand.terms])
    return part


def _term_by_term(part: Expression) -> Expression:
    if isinstance(part, e.Trace) and isinstance(part.operand, e.Sum):
        return b.total([b.trace(term) for term in part.operand.terms])
    return part


def _term(product: e.Product, variable: Symbol) -> Term:
    letters = iter(_SUMMED)
    scalars: list[Expression] = []
    entries: list[Entry] = []
    for factor in [*product.scalars, *([_bare(product)] if product.chain else [])]:
        if isinstance(factor, e.Trace):
            entries += _around(_chain(factor.operand), letters)
        elif isinstance(factor, e.Product) and not factor.scalars:
            entries += _along(factor.chain, letters)
        elif isinstance(factor, e.Total):
            entries += _all_of(_chain(factor.operand), letters)
        elif not e.contains(factor, variable.name):
            scalars.append(factor)
        else:
            raise sentences.NOT_BY_INDICES()
    return Term(product.number, tuple(scalars), tuple(entries))


def _bare(product: e.Product) -> e.Product:
    return e.Product(Fraction(1), (), product.chain)


def _chain(operand: Expression) -> tuple[Expression, ...]:
    return operand.chain if isinstance(operand, e.Product) else (operand,)


def _next(letters: Iterator[str]) -> str:
    letter = next(letters, None)
    if letter is None:
        raise sentences.NOT_BY_INDICES()
    return letter


def _around(chain: Sequence[Expression], letters: Iterator[str]) -> list[Entry]:
    """A trace: the last index is the first one again."""
    first = before = _next(letters)
    entries = []
    for place, factor in enumerate(chain):
        after = first if place == len(chain) - 1 else _next(letters)
        entries.append(_entry(factor, before, after))
        before = after
    return entries


def _all_of(chain: Sequence[Expression], letters: Iterator[str]) -> list[Entry]:
    """A sum of all entries: the first and the last index as well."""
    first, last = ["" if side_of == 1 else _next(letters) for side_of in (chain[0].shape[0], chain[-1].shape[1])]
    return _along(chain, letters, first, last)


def _along(chain: Sequence[Expression], letters: Iterator[str], first: str = "", last: str = "") -> list[Entry]:
    """A row, matrices, a column."""
    entries = []
    before = first
    for place, factor in enumerate(chain):
        after = last if place == len(chain) - 1 else _next(letters)
        entries.append(_entry(factor, before, after))
        before = after
    return entries


def _entry(factor: Expression, row: str, column: str) -> Entry:
    if isinstance(factor, e.Transpose):
        factor, row, column = factor.operand, column, row
    if not isinstance(factor, Symbol):
        raise sentences.NOT_BY_INDICES()
    return Entry(factor, tuple([index for index in (row, column) if index]))


# -- the derivative by one entry -----------------------------------------------------------------------------------


def differentiated(terms: Iterable[Term], variable: Symbol) -> list[Term]:
    """The product rule: each entry of the variable in turn, where its indices are those of the entry asked for."""
    found = []
    for term in terms:
        for place, entry in enumerate(term.entries):
            if entry.symbol == variable:
                rest = term.entries[:place] + term.entries[place + 1 :]
                meant = dict(zip(entry.indices, FREE, strict=False))
                if len(set(entry.indices)) < len(entry.indices):  # an entry of the diagonal
                    rest, meant = (Entry(DELTA, FREE), *rest), {entry.indices[0]: FREE[0]}
                found.append(replace(term, entries=tuple([_with_indices(each, meant) for each in rest])))
    return found


def _with_indices(entry: Entry, meant: Mapping[str, str]) -> Entry:
    return replace(entry, indices=tuple([meant.get(index, index) for index in entry.indices]))


# -- how it is written ---------------------------------------------------------------------------------------------


def written(terms: Sequence[Term]) -> Written:
    """`Σₖₗ Aₖₗ Xₗₖ − 2 Σₖ …`."""
    return Written(*[_sum([_shown(term, way) for term in terms], way) for way in ("unicode", "plain", "latex")])


_WRITERS = {"unicode": unicode, "plain": plain, "latex": latex}


def _sum(shown: Sequence[str], way: str) -> str:
    minus = "−" if way == "unicode" else "-"
    text = shown[0] if shown else "0"
    for term in shown[1:]:
        text += f" {minus} {term[1:].lstrip()}" if term.startswith(minus) else f" + {term}"
    return text


def _shown(term: Term, way: str) -> str:
    minus = "−" if way == "unicode" else "-"
    write = _WRITERS[way]
    size = abs(term.number)
    factor = b.multiply(b.number(size), *term.scalars)
    front = [write(factor)] if factor != b.ONE or not term.entries else []
    entries = [entry_shown(entry, way) for entry in term.entries]
    return (minus if term.number < 0 else "") + " ".join([*front, *_sign(term.summed, way), *entries])


def _sign(indices: Sequence[str], way: str) -> list[str]:
    if not indices:
        return []
    joined = "".join(indices)
    return {
        "unicode": [f"Σ{joined.translate(_LOWERED)}"],
        "plain": [f"sum_{{{joined}}}"],
        "latex": [rf"\sum_{{{','.join(indices)}}}"],
    }[way]


def entry_shown(entry: Entry, way: str) -> str:
    """`Xᵢⱼ`."""
    indices = "".join(entry.indices)
    letter = _WRITERS[way](entry.symbol)
    if way == "unicode":
        return letter + indices.translate(_LOWERED)
    if letter[-1].isdigit() or "_" in letter:
        return f"({letter})_{{{indices}}}"
    return f"{letter}_{{{indices}}}" if way == "latex" or len(indices) > 1 else f"{letter}_{indices}"


def partial(function: str, variable: Symbol) -> Written:
    """`∂f/∂Xᵢⱼ`."""
    entry = free_entry(variable)
    tex = rf"\frac{{\partial {function}}}{{\partial {entry.latex}}}"
    return Written(f"∂{function}/∂{entry.text}", f"d{function}/d{entry.plain}", tex)


def free_entry(variable: Symbol) -> Written:
    """`Xᵢⱼ`, the entry to differentiate by."""
    entry = Entry(variable, _free(variable))
    return Written(*[entry_shown(entry, way) for way in ("unicode", "plain", "latex")])


def _free(variable: Symbol) -> tuple[str, ...]:
    return FREE[:1] if variable.shape[1] == 1 else FREE


def entry_of(expression: Expression, variable: Symbol) -> Written:
    """`(Aᵀ)ᵢⱼ`."""
    if isinstance(expression, Symbol):
        return free_entry(expression)
    whole = side(expression)
    indices = "".join(_free(variable))
    return Written(
        f"({whole.text}){indices.translate(_LOWERED)}",
        f"({whole.plain})_{{{indices}}}",
        rf"\left({whole.latex}\right)_{{{indices}}}",
    )


# -- values --------------------------------------------------------------------------------------------------------


def value(terms: Iterable[Term], place: Place, meant: Mapping[str, int]) -> complex:
    """The sum over all indices, the free ones being what is meant."""
    return sum([_value(term, place, meant) for term in terms], 0j)


def _value(term: Term, place: Place, meant: Mapping[str, int]) -> complex:
    front = complex(term.number)
    for scalar in term.scalars:
        front *= evaluate(scalar, place)[0][0]
    sizes = {index: place.size(side_of) for entry in term.entries for index, side_of in _sides(entry)}
    summed = term.summed
    whole = 0j
    for values in itertools.product(*[range(sizes[index]) for index in summed]):
        at = {**meant, **dict(zip(summed, values, strict=True))}
        product = front
        for entry in term.entries:
            row, column = ([at[index] for index in entry.indices] + [0])[:2]
            if entry.symbol == DELTA:
                product *= row == column
                continue
            product *= place.values[entry.symbol.name][row][column]
        whole += product
    return whole


def _sides(entry: Entry) -> list[tuple[str, e.Dimension]]:
    return list(zip(entry.indices, entry.symbol.shape, strict=False))


def is_possible(function: Expression, variable: Symbol) -> bool:
    """Whether a derivative by indices is that of a scalar by an array."""
    return function.shape == SCALAR and variable.shape != SCALAR and variable.shape[0] != 1
