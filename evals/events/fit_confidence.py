#!/usr/bin/env python3
"""Fits crates/record/data/event-confidence.toml: a logistic regression of "type and sides are right" on events judged by hand.

usage: cargo xtask eval labels --data DIR --dump | python3 evals/events/fit_confidence.py > crates/record/data/event-confidence.toml

Reads lines `half TAB type right TAB sides right TAB features`. Weights are fitted on all of them with an L2 penalty; how
well they are calibrated is told on stderr by five-fold cross-validation. Python 3, standard library only.
"""
import math, sys

PENALTY, STEP, ROUNDS = 2.0, 0.5, 1500


def probability(weights, features):
    return 1 / (1 + math.exp(-sum(weights.get(f, 0.0) for f in features)))


def fit(rows):
    weights = dict.fromkeys(sorted({f for features, _ in rows for f in features}), 0.0)
    for _ in range(ROUNDS):
        slope = {f: 0.0 if f == "bias" else PENALTY * w for f, w in weights.items()}
        for features, right in rows:
            wrong_by = probability(weights, features) - right
            for f in features:
                slope[f] += wrong_by
        for f in weights:
            weights[f] -= STEP * slope[f] / len(rows)
    return weights


def main():
    lines = [line.rstrip("\n").split("\t") for line in sys.stdin]
    rows = [(l[3].split(), float(l[1] == l[2] == "true")) for l in lines if len(l) == 4 and l[0] in ("tune", "report")]
    told = []
    for fold in range(5):
        weights = fit([row for at, row in enumerate(rows) if at % 5 != fold])
        told += [(probability(weights, row[0]), row[1]) for at, row in enumerate(rows) if at % 5 == fold]
    for low in (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8):
        own = [right for p, right in told if low <= p]
        if own:
            print(f"from {low}: {len(own)}, right {sum(own) / len(own):.2f}", file=sys.stderr)
    print("# How likely the type and the sides of an event are right: weights of a logistic regression on events judged by hand")
    print("# (`evals/events/labels.tsv`). An event's weights are added up, and 1 / (1 + e^-sum) is the share of such events that were right")
    print("# there. `evals/events/fit_confidence.py` makes this table.\n")
    for feature, weight in fit(rows).items():
        print(f"{feature} = {weight:.2f}")


main()
