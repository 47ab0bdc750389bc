"""How sure it is that a student has mastered a skill: Bayesian knowledge tracing (Corbett and Anderson 1995)."""

from __future__ import annotations

INITIAL = 0.3
"""The probability that a skill is known before it was ever practised."""

LEARNT = 0.05
"""The probability that it is learnt by one question."""

SLIP = 0.15
"""The probability of a wrong answer by someone who knows it."""

GUESS = {1: 0.5, 2: 0.4, 3: 0.3, 4: 0.2, 5: 0.15}
"""By difficulty, the probability of a right answer by someone who does not: an easy question shows less."""

GUESS_A_PART = 0.6
"""The same where only a part is asked for, or there are a few answers to choose from: that shows least."""

MASTERED = 0.95
"""From here on a skill counts as mastered (Corbett and Anderson's bound)."""


def updated(mastery: float, is_correct: bool, difficulty: int, is_part: bool = False) -> float:
    """The probability that a skill is known, after one answer to a whole question or to a part of one.

    With L for known, S for a slip, G for a guess and T for learning:
    P(L | right) = P(L) (1 - S) / (P(L) (1 - S) + (1 - P(L)) G),
    P(L | wrong) = P(L) S / (P(L) S + (1 - P(L)) (1 - G)),
    and then P(L) = P(L | answer) + (1 - P(L | answer)) T.

    >>> [round(updated(0.5, right, difficulty), 2) for right in (True, False) for difficulty in (1, 5)]
    [0.65, 0.86, 0.27, 0.19]
    """
    guess = GUESS_A_PART if is_part else GUESS[difficulty]
    likely, unlikely = (1 - SLIP, guess) if is_correct else (SLIP, 1 - guess)
    posterior = mastery * likely / (mastery * likely + (1 - mastery) * unlikely)
    return posterior + (1 - posterior) * LEARNT
