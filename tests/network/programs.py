"""Programs made by chance: numbers, vectors and matrices, joins and names used again, ending in a number."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

SMOOTH = ("sigmoid", "tanh", "sin", "cos", "softplus", "arctan", "swish")
"""Functions that have a value and a slope everywhere, and stay small."""

Shape = tuple[int, ...]


@dataclass
class Maker:
    """Makes one program; `shapes` are those of the names so far."""

    rng: random.Random
    lines: list[str] = field(default_factory=list)
    at: dict[str, object] = field(default_factory=dict)
    shapes: dict[str, Shape] = field(default_factory=dict)

    def number(self) -> float:
        return round(self.rng.uniform(-1.5, 1.5), 2)

    def input(self, shape: Shape) -> str:
        name = f"{'xwA'[len(shape)]}{len(self.at)}"
        rows = [self.number() for _ in range(shape[-1])] if shape else self.number()
        self.at[name] = rows if len(shape) < 2 else [[self.number() for _ in range(shape[1])] for _ in range(shape[0])]
        self.shapes[name] = shape
        return name

    def some(self, shape: Shape) -> str:
        """A name of this shape, one that there is or a new input."""
        fitting = [name for name, other in self.shapes.items() if other == shape]
        return self.rng.choice(fitting) if fitting and self.rng.random() < 0.8 else self.input(shape)

    def set(self, expression: str, shape: Shape) -> str:
        name = f"v{len(self.lines)}"
        self.lines.append(f"{name} = {expression}")
        self.shapes[name] = shape
        return name


def _line(maker: Maker) -> None:
    """One more line, of a shape that goes with what there is."""
    rng = maker.rng
    names = list(maker.shapes)
    any_name = rng.choice(names if rng.random() < 0.3 else names[-3:])
    shape = maker.shapes[any_name]
    size = shape[-1] if shape else rng.randint(1, 3)
    forms: list[tuple[str, Shape]] = [
        (f"{rng.choice(SMOOTH)}({any_name})", shape),
        (f"{any_name} {rng.choice('+-*')} {maker.some(shape)}", shape),
        (f"{any_name} * {maker.some(())} - {maker.number()}", shape),
        (f"{any_name}/(2 + {maker.some(())}^2)", shape),
        (f"(1 + {any_name}^2)^{rng.choice(['0.5', '(-1)', '(1/3)'])}", shape),
        (f"exp(-{any_name}^2)", shape),
        (f"ln(1 + {any_name}*{any_name})", shape),
        (f"{rng.choice(['sum', 'mean', 'norm'])}({any_name})", ()),
        (f"mse({any_name}, {maker.some(shape)})", ()),
        (f"bce(sigmoid({any_name}), {maker.some(shape)})", ()),
    ]
    if len(shape) == 1:
        forms += [
            (f"softmax({any_name})", shape),
            (f"logsumexp({any_name})", ()),
            (f"softmax_cross_entropy({any_name}, {maker.some(shape)})", ()),
            (f"dot({any_name}, {maker.some(shape)})", ()),
            (f"{any_name}' @ {maker.some(shape)}", ()),
            (f"{maker.some((2, size))} @ {any_name}", (2,)),
            (f"outer({any_name}, {maker.some((2,))})", (size, 2)),
            (f"diag({any_name})", (size, size)),
            (f"[{maker.some(())}, {maker.some(())}, {maker.some(())}]", (3,)),
        ]
    if len(shape) == 2:
        forms += [
            (f"{any_name}'", shape[::-1]),
            (f"{any_name} @ {maker.some((shape[1], 2))}", (shape[0], 2)),
            (f"{any_name}' @ {maker.some(shape)}", (shape[1], shape[1])),
            (f"{any_name} @ {maker.some((shape[1],))}", shape[:1]),
            (f"{maker.some((shape[0],))} @ {any_name}", shape[1:]),
            (f"tr({any_name}' @ {any_name})", ()),
            (f"logdet({any_name} @ {any_name}' + 2*eye({shape[0]}))", ()),
            (f"inv({any_name} @ {any_name}' + 2*eye({shape[0]}))", (shape[0], shape[0])),
            (f"softmax({any_name})", shape),
        ]
    maker.set(*rng.choice(forms))


def program(seed: int) -> tuple[str, Mapping[str, object]]:
    """A program and the values of its inputs."""
    maker = Maker(random.Random(seed))
    for shape in maker.rng.sample([(), (1,), (2,), (3,), (1, 1), (1, 3), (3, 1), (2, 3), (2, 2)], 3):
        maker.input(shape)
    for _ in range(maker.rng.randint(2, 9)):
        _line(maker)
    used = [name for name in maker.shapes if name.startswith("v") or _occurs(name, maker.lines)]
    ends = used[-1:] + maker.rng.sample(used, min(3, len(used)))
    terms = [f"tanh({name})" if not maker.shapes[name] else f"mean({name}*{name})" for name in ends]
    maker.lines.append(f"L = {' + '.join(terms)}")
    return "\n".join(maker.lines), {name: value for name, value in maker.at.items() if _occurs(name, maker.lines)}


def _occurs(name: str, lines: list[str]) -> bool:
    return any(name in re.findall(r"\w+", line) for line in lines)
