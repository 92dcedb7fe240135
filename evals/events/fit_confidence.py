#!/usr/bin/env python3
"""Fits crates/record/data/event-confidence.toml: a logistic regression of "type and sides are right" on events judged by hand.

usage: (cargo xtask eval labels --data DIR --dump; cargo xtask eval surplus --data DIR --part learning --dump) |
       python3 evals/events/fit_confidence.py > crates/record/data/event-confidence.toml

Reads lines `part TAB type right TAB sides right TAB features`. Weights are fitted on all of them with an L2 penalty, those of
features seen less than three times left out; how well they are calibrated is told on stderr by five-fold cross-validation. Python 3, standard library only.
"""
import math, sys

PENALTY, ROUNDS, SEEN = 8.0, 40, 3


def probability(weights, features):
    return 1 / (1 + math.exp(-sum(weights.get(f, 0.0) for f in features)))


def fit(rows):
    """Weights by Newton steps on one feature at a time, which settle in a few dozen rounds."""
    count, where = {}, {}
    for features, _ in rows:
        for f in features:
            count[f] = count.get(f, 0) + 1
    kept = sorted(f for f in count if count[f] >= SEEN)
    for at, (features, _) in enumerate(rows):
        for f in features:
            where.setdefault(f, []).append(at)
    weights, sums = dict.fromkeys(kept, 0.0), [0.0] * len(rows)
    for _ in range(ROUNDS):
        for f in kept:
            penalty = 0.0 if f == "bias" else PENALTY
            slope, bend = penalty * weights[f], penalty + 1e-6
            for at in where[f]:
                p = 1 / (1 + math.exp(-sums[at]))
                slope += p - rows[at][1]
                bend += p * (1 - p)
            step = max(-1.0, min(1.0, slope / bend))
            weights[f] -= step
            for at in where[f]:
                sums[at] -= step
    return weights


def main():
    lines = [line.rstrip("\n").split("\t") for line in sys.stdin]
    rows = [(l[3].split(), float(l[1] == l[2] == "true")) for l in lines if len(l) == 4 and l[0] in ("tune", "report", "surplus")]
    told = []
    # Folds are stretches of the list, so that events of one article are not on both sides.
    for fold in range(5):
        own = [5 * at // len(rows) == fold for at in range(len(rows))]
        weights = fit([row for row, is_own in zip(rows, own) if not is_own])
        told += [(probability(weights, row[0]), row[1]) for row, is_own in zip(rows, own) if is_own]
    print(f"{len(rows)} events", file=sys.stderr)
    for low in (0.0, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        own = [right for p, right in told if low <= p]
        if own:
            print(f"from {low}: {len(own)}, right {sum(own) / len(own):.2f}", file=sys.stderr)
    print("# How likely the type and the sides of an event are right: weights of a logistic regression on events judged by hand")
    print("# (`evals/events/`). An event's weights are added up, and 1 / (1 + e^-sum) is the share of such events that were right")
    print("# there. `evals/events/fit_confidence.py` makes this table.\n")
    for feature, weight in fit(rows).items():
        print(f"{feature} = {weight:.2f}")


main()
