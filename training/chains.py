"""Chains: which mentions stand for the same thing. The reference for the Rust crate: README.md tells the rules in prose.

Mentions are taken in the order of the text. He and she do not choose one chain for good: each keeps a share of every chain that it may
mean, and those who look back at it inherit the shares, so that one close decision does not carry all pronouns after it away.
"""
import math

import numpy as np

from coreference import HE, IT, SHE
from words_of_people import FAMILIES, TITLES, sex

NEW_CHAIN = -0.5        # added to the score of beginning a chain
MEMBERS = 6             # other pronouns look at so many of a chain's last mentions: long chains would draw them all
REACH = 400             # and all mentions at most so many mentions back
NAMED_SPEAKER = 1.3     # added for I and you to a chain with a person's name
# He and she:
PRONOUN_REACH = 30      # look so many mentions back,
SOFTNESS = 0.7          # with scores multiplied by this,
SHARES = 8              # and keep the shares of so many chains.
NAMED = 1.0             # Added to a chain with a person's name,
FREQUENT = 0.5          # times the logarithm of how often the article has that name,
FADING = 0.25           # times the binary logarithm, at most FADED, of 1 + the sentences since the chain's last name or noun: taken off,
FADED = 5.0
LAST_SOURCE = 0.7       # added where the pronoun is the source of an attribution and the chain was that of the one before.
DOUBT = 0.3             # Of a chain with m men and w women: log(2 (m + DOUBT) / (m + w + 2 DOUBT)) is added for he.
CONTRARY = 0.5          # Nouns and new names of one sex do not join a chain with so much more evidence of the other.
LEAD_BLOCKS = 6         # An interview is announced, and who is asked is named, in so many first blocks
LEAD_NAMES = 100        # by so many first names.
I_WORDS = ("i", "me", "my", "mine", "myself")
WE_WORDS = ("we", "us", "our", "ours", "ourselves")
YOU_WORDS = ("you", "your", "yours", "yourself")
SUBJECTS = ("nsubj", "nsubj:pass")


class Article:
    """What chains need to know of an article beside the scores of pairs. `types` are the kinds of things of the mentions `found`."""

    def __init__(self, found, texts, types, forms, upos, heads, relations, block, sentence, said):
        self.found, self.texts, self.forms, self.upos, self.heads, self.relations, self.block = found, texts, forms, upos, heads, relations, block
        self.sentence = sentence
        self.speakers = dict(speakers(found, texts, said))
        self.sources = {longest_within(found, source[0]) for source, _, _ in said if source} - {None}
        self.person = [types[m[3]] == "person" for m in found]
        self.living = [types[m[3]] in ("person", "animal") for m in found]
        self.named = [p and t.kind == 7 for p, t in zip(self.person, texts)]
        self.sexes = [0 if t.pronoun else sex(forms, upos, *m[:3]) for m, t in zip(found, texts)]
        self.names = [t.names - TITLES or t.names if p else set() for p, t in zip(self.named, texts)]    # of people, without titles
        self.uses = {}    # how many names of people have each word
        for names in self.names:
            for w in names:
                self.uses[w] = self.uses.get(w, 0) + 1
        self.at = {}      # the longest mention of a head
        for n, (a, e, h, _) in enumerate(found):
            if h not in self.at or e - a > found[self.at[h]][1] - found[self.at[h]][0]:
                self.at[h] = n
        self.is_question = {b: forms[n] == "?" for n, b in enumerate(block)}
        self.joined = joined(self)
        self.units = {}   # an earlier mention: the name that joins it
        for i, j in sorted(self.joined.items()):
            if texts[i].kind == 7 and texts[j].kind != 7:
                self.units.setdefault(j, i)
        self.interviewee = interviewee(self)

    def uses_of(self, n):
        return max((self.uses.get(w, 0) for w in self.names[n]), default=0)


def longest_within(found, words, but=()):
    """The longest mention within some words, the first of equals; -> its number or None."""
    x, y = words
    inside = [(e - b, -j) for j, (b, e, _, _) in enumerate(found) if x <= b and e <= y and j not in but]
    return -max(inside)[1] if inside else None


def speakers(found, texts, said):
    """"I", "me", "my" inside the quoted content of an attribution, with the longest mention inside its source."""
    own = {n for n, t in enumerate(texts) if t.core in I_WORDS}
    for i in sorted(own):
        for source, _, content in said if texts[i].quoted else ():
            if source and any(x <= found[i][0] <= y for x, y in content):
                j = longest_within(found, source[0], own)
                if j is not None:
                    yield i, j
                break


def joined(article):
    """-> {mention: an earlier one whose chain it joins}: appositions; the name in "I am NAME" with the first I of its block."""
    texts, heads, relations = article.texts, article.heads, article.relations
    subjects, copulas, first_i, out = {}, set(), {}, {}
    for w, h in enumerate(heads):
        if relations[w] in SUBJECTS:
            subjects.setdefault(h, w)
        elif relations[w] == "cop":
            copulas.add(h)
    for n, t in enumerate(texts):
        if t.core in I_WORDS and not t.quoted:
            first_i.setdefault(t.block, n)
    for n, (_, _, h, _) in enumerate(article.found):
        other = None
        if article.at[h] != n or texts[n].pronoun:
            continue
        if relations[h] == "appos" and (article.person[n] or article.upos[h] == "NUM"):
            other = article.at.get(heads[h])
            if other is not None and not article.person[other]:
                continue
        elif article.named[n] and h in copulas and h in subjects and article.forms[subjects[h]].lower() == "i":
            other = first_i.get(texts[n].block)
        if other is None or other == n:
            continue
        j, i = min(other, n), max(other, n)
        if i not in out and not (article.named[i] and article.named[j] and not article.names[i] & article.names[j]):
            out[i] = j
    return out


def interviewee(article):
    """The mention that names the one person interviewed: of the people named in a sentence of the first blocks that speaks of an
    interview, the one whom the article names most; none where two are named as often, or where another is joined to the name."""
    texts, found = article.texts, article.found
    lead = {s for w, s in enumerate(article.sentence) if article.block[w] < LEAD_BLOCKS and article.forms[w].lower().startswith("interview")}
    near = [n for n, t in enumerate(texts) if t.block < LEAD_BLOCKS and article.named[n]][:LEAD_NAMES]
    people = []
    for n in near:
        one = next((p for p in people if article.names[n] & article.names[p[0]]), None)
        one.append(n) if one else people.append([n])
    people = sorted((p for p in people if any(texts[n].sentence in lead for n in p)), key=lambda p: -max(map(article.uses_of, p)))
    if not people or len(people) > 1 and max(map(article.uses_of, people[1])) == max(map(article.uses_of, people[0])):
        return None
    heads = {found[n][2] for n in people[0] if texts[n].sentence in lead}
    conjuncts = {found[n][2] for n in near if article.relations[found[n][2]] == "conj"}
    return None if heads & conjuncts or any(article.heads[h] in heads for h in conjuncts) else people[0][0]


class Chain:
    """What a chain has shown of itself; a mention that contradicts it may not join, however the scores stand."""

    def __init__(self):
        self.spans = []
        self.it = self.plural = self.living = False
        self.pronouns = 0.0        # shares of he and she in it
        self.sexes = [0.0, 0.0]    # evidence of a man, of a woman
        self.names = set()         # words of the names of people in it
        self.told = None           # the sentence of its last name or noun

    def admits(self, article, n):
        """Whether a mention other than he and she may join."""
        text, sex = article.texts[n], article.sexes[n]
        plural = text.core in WE_WORDS or text.kind == 5
        if self.pronouns > 0.5 and (plural or not article.living[n] or text.kind == IT):
            return False
        if sex and not self.names & article.names[n] and self.sexes[sex > 0] > self.sexes[sex < 0] + CONTRARY:
            return False
        return self.may_be(article, n) and not self.overlaps(article.found[n])

    def admits_pronoun(self, mention):
        """Whether he or she may join."""
        return self.living and not self.plural and not self.it and not self.overlaps(mention)

    def may_be(self, article, n):
        """Two people whose names have no word in common are two."""
        return not (self.names and article.names[n]) or bool(self.names & article.names[n])

    def overlaps(self, mention):
        a, e = mention[:2]
        return any(x <= e and a <= y for x, y in self.spans[-8:])

    def join(self, article, n):
        text, sex = article.texts[n], article.sexes[n]
        self.spans.append(article.found[n][:2])
        self.it |= text.kind == IT
        self.plural |= text.core in WE_WORDS or text.kind == 5
        self.living |= article.living[n]
        if sex:
            self.sexes[sex < 0] += 1
        self.names |= article.names[n]
        if not text.pronoun:
            self.told = text.sentence


class Joining:
    """The state of the walk over an article's mentions. `scores[i, 0]`: of a new chain; `scores[i, 1 + j]`: of j before i."""

    def __init__(self, article, scores):
        self.article, self.scores = article, scores
        self.chain_of = [None] * len(article.found)
        self.chains = []
        self.shares = {}          # he or she: {chain: share}
        self.speaker_of = {}      # block: the chain of I outside quotations
        self.last_source = None

    def run(self):
        article = self.article
        for n, text in enumerate(article.texts):
            if n in article.speakers:
                continue
            chain = self.known(n)
            if chain is None:
                chain = self.by_shares(n) if text.kind in (HE, SHE) else self.by_members(n)
            if chain is None:
                chain = len(self.chains)
                self.chains.append(Chain())
            self.chain_of[n] = chain
            self.chains[chain].join(article, n)
            if text.kind in (HE, SHE):
                for c, share in self.shares.setdefault(n, {chain: 1.0}).items():
                    self.chains[c].sexes[text.kind == SHE] += share
                    self.chains[c].pronouns += share
            if text.core in I_WORDS and not text.quoted:
                self.speaker_of[text.block] = chain
            if n in article.sources:
                self.last_source = chain
        for n, source in article.speakers.items():
            self.chain_of[n] = self.chain_of[source]
        return self.chain_of

    def known(self, n):
        """The chain that words and trees tell without scores."""
        article, text = self.article, self.article.texts[n]
        if n in article.joined:
            chain = self.chain_of[article.joined[n]]
            return chain if chain is not None and self.chains[chain].may_be(article, n) else None
        asked = article.interviewee
        asked = self.chain_of[asked] if asked is not None and asked < n else None
        if text.core in I_WORDS and not text.quoted and n not in article.units:
            return self.speaker_of.get(text.block, None if article.is_question[text.block] else asked)
        if text.core in YOU_WORDS and not text.quoted and article.is_question[text.block]:
            return asked
        return self.family(n)

    def family(self, n):
        """"the Duartes": the chain most spoken of as a couple, as parents or the like, if Duarte is a name in the article."""
        article, (a, _, h, _) = self.article, self.article.found[n]
        form = article.forms[h].lower()
        if not (article.named[n] and article.forms[a].lower() == "the" and form.endswith("s") and form[:-1] in article.uses):
            return None
        families = {}
        for j in range(max(0, n - REACH), n):
            if self.chain_of[j] is not None and article.person[j] and article.texts[j].head in FAMILIES:
                families[self.chain_of[j]] = (families.get(self.chain_of[j], (0, 0))[0] + 1, j)
        named = [chain for chain in families if self.chains[chain].names]
        for chain in named:
            del families[chain]
        return max(families, key=families.get, default=None)

    def by_shares(self, n):
        """He and she: the chain with the largest share, None for a new one."""
        article, text, row = self.article, self.article.texts[n], SOFTNESS * self.scores[n]
        top = row[:n + 1].max()
        weights = {}
        for j in range(n - 1, max(-1, n - 1 - PRONOUN_REACH), -1):
            other = article.texts[j].kind
            if self.chain_of[j] is None or other in (HE, SHE) and other != text.kind:
                continue
            w = math.exp(row[1 + j] - top)
            for c, share in self.shares.get(j, {self.chain_of[j]: 1.0}).items():
                weights[c] = weights.get(c, 0.0) + w * share
        found = {c: math.log(w) + self.favour(n, self.chains[c], c) for c, w in weights.items() if w > 0 and self.chains[c].admits_pronoun(article.found[n])}
        found = sorted(found.items(), key=lambda x: (-x[1], x[0]))[:SHARES]
        if not found or found[0][1] < SOFTNESS * (self.scores[n, 0] + NEW_CHAIN) - top:
            return None
        total = sum(math.exp(s - found[0][1]) for _, s in found)
        self.shares[n] = {c: math.exp(s - found[0][1]) / total for c, s in found}
        return found[0][0]

    def favour(self, n, chain, number):
        """What is added to a chain's score for he or she."""
        article, text = self.article, self.article.texts[n]
        men, women = chain.sexes
        out = math.log(2 * ((women if text.kind == SHE else men) + DOUBT) / (men + women + 2 * DOUBT))
        if chain.names:
            often = max(article.uses[w] for w in chain.names)
            out += NAMED + FREQUENT * math.log(often) - FADING * min(FADED, math.log2(1 + text.sentence - chain.told))
        return out + (LAST_SOURCE if n in article.sources and number == self.last_source else 0.0)

    def by_members(self, n):
        """All others: the chain with the largest sum of its members' weights that is open, None for a new one. What a name in
        apposition scores counts for the mention that it explains."""
        article, text, s = self.article, self.article.texts[n], self.scores
        name = article.units.get(n)
        weights, members = {}, {}
        for j in range(n - 1, max(-1, n - 1 - REACH), -1):
            c = self.chain_of[j]
            if c is None or text.pronoun and members.get(c, 0) == MEMBERS:
                continue
            members[c] = members.get(c, 0) + 1
            weights.setdefault(c, []).append([s[i, 1 + j] - s[i, 0] for i in (n, name) if i is not None])
        best, out = NEW_CHAIN, None
        for c, w in sorted(weights.items()):
            score = max(np.logaddexp.reduce(np.array(w), 0))
            if self.chains[c].names and text.core in I_WORDS + YOU_WORDS:
                score += NAMED_SPEAKER
            if score > best and self.chains[c].admits(article, n) and (name is None or self.chains[c].may_be(article, name)):
                best, out = score, c
        return out
