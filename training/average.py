"""Averages the weights of several checkpoints of one run and its second stages.

usage: average.py OUT CHECKPOINT=SHARE CHECKPOINT=SHARE ...

Weights of runs that started from one another lie in one basin, and their average is as a rule better than each (Wortsman et al. 2022, "Model soups").
"""
import sys

import torch


def main():
    out, parts = sys.argv[1], [a.rsplit("=", 1) for a in sys.argv[2:]]
    models = [(torch.load(path, map_location="cpu")["model"], float(share)) for path, share in parts]
    if abs(sum(share for _, share in models) - 1) > 1e-6:
        sys.exit("the shares must add up to 1")
    torch.save(dict(model={k: sum(share * m[k].float() for m, share in models) for k in models[0][0]}, step=0), out)


if __name__ == "__main__":
    main()
