//! The maximum spanning tree with one root (Chu and Liu 1965, Edmonds 1967).
//!
//! One root: each arc from the root is charged with more than any tree could gain by a second one.

/// The score of each node as the head of each other. Node 0 is the root, node 1 + i is word i.
#[derive(Debug, Clone)]
pub(super) struct Scores {
    size: usize,
    values: Vec<f64>,
}

/// What no arc is worth.
const NEVER: f64 = -1e9;

impl Scores {
    /// For a sentence of so many words, without arcs.
    pub(super) fn new(n_words: usize) -> Self {
        let size = n_words + 1;
        Self { size, values: vec![NEVER; size * size] }
    }

    /// The score of word `head` as the head of word `dependent`.
    pub(super) fn set(&mut self, dependent: usize, head: usize, score: f32) {
        if dependent != head && score.is_finite() {
            self.values[(dependent + 1) * self.size + head + 1] = f64::from(score);
        }
    }

    /// The score of the root as the head of a word.
    pub(super) fn set_root(&mut self, dependent: usize, score: f32) {
        if score.is_finite() {
            self.values[(dependent + 1) * self.size] = f64::from(score);
        }
    }

    /// The share of a word's head, `None` for the root, among all that could be its head: the softmax of their scores.
    pub(super) fn share(&self, dependent: usize, head: Option<usize>) -> f32 {
        let node = dependent + 1;
        let own = self.get(node, head.map_or(0, |head| head + 1));
        let sum: f64 = (0..self.size).map(|head| (self.get(node, head) - own).exp()).sum();
        (1.0 / sum) as f32
    }

    fn get(&self, dependent: usize, head: usize) -> f64 {
        self.values[dependent * self.size + head]
    }

    /// The best head of each node but the root, all by themselves.
    fn best_heads(&self) -> Vec<usize> {
        let best = |node: usize| {
            let heads = (0..self.size).filter(|head| *head != node);
            heads.fold(None, |best: Option<usize>, head| match best {
                Some(best) if self.get(node, best) >= self.get(node, head) => Some(best),
                _ => Some(head),
            })
        };
        std::iter::once(0).chain((1..self.size).map(|node| best(node).unwrap_or(0))).collect()
    }
}

/// The heads of the best tree with one root, by places of words; `None` for the root's only child.
pub(super) fn tree(scores: &Scores) -> Vec<Option<usize>> {
    let mut heads = maximum_tree(scores);
    if heads.iter().skip(1).filter(|head| **head == 0).count() > 1 {
        heads = maximum_tree(&charged(scores));
    }
    heads.into_iter().skip(1).map(|head| head.checked_sub(1)).collect()
}

/// The scores with arcs from the root charged.
fn charged(scores: &Scores) -> Scores {
    let real = || scores.values.iter().filter(|score| **score > NEVER);
    let range = real().fold(0f64, |largest, score| largest.max(score.abs()));
    let mut charged = scores.clone();
    for node in 1..scores.size {
        // Larger than what two trees can differ by, and small beside what no arc is worth.
        charged.values[node * scores.size] -= (2.0 * range + 1.0) * scores.size as f64;
    }
    charged
}

/// The best tree, whatever hangs on the root.
fn maximum_tree(scores: &Scores) -> Vec<usize> {
    let mut heads = scores.best_heads();
    let Some(cycle) = cycle_in(&heads) else { return heads };
    let contracted = Contracted::of(scores, &heads, &cycle);
    let inner = maximum_tree(&contracted.scores);
    contracted.expand(&inner, &mut heads);
    heads
}

/// The nodes of a cycle, if there is one.
fn cycle_in(heads: &[usize]) -> Option<Vec<usize>> {
    // In which walk a node was met; 0 is none.
    let mut met = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && met[node] == 0 {
            met[node] = start;
            node = heads[node];
        }
        if node != 0 && met[node] == start {
            let next = |at: &usize| Some(heads[*at]).filter(|next| *next != node);
            return Some(std::iter::successors(Some(node), next).collect());
        }
    }
    None
}

/// A graph with a cycle folded into one node, which is numbered last.
struct Contracted {
    scores: Scores,
    /// The nodes that are left, by their old numbers; the root first.
    rest: Vec<usize>,
    /// Of each of them, the node of the cycle that would be its best head.
    out_of: Vec<usize>,
    /// Of each of them, the node of the cycle that it would best be the head of.
    into: Vec<usize>,
}

impl Contracted {
    fn of(scores: &Scores, heads: &[usize], cycle: &[usize]) -> Self {
        let mut is_inside = vec![false; scores.size];
        for node in cycle {
            is_inside[*node] = true;
        }
        let rest: Vec<usize> = (0..scores.size).filter(|node| !is_inside[*node]).collect();
        let best = |score: &dyn Fn(usize) -> f64| {
            let first = (cycle[0], score(cycle[0]));
            let all = cycle.iter().map(|node| (*node, score(*node)));
            all.fold(first, |best, next| if next.1 > best.1 { next } else { best })
        };
        let fold = rest.len();
        let mut inner = Scores { size: fold + 1, values: vec![NEVER; (fold + 1) * (fold + 1)] };
        let (mut out_of, mut into) = (Vec::with_capacity(fold), Vec::with_capacity(fold));
        for (i, node) in rest.iter().enumerate() {
            for (j, head) in rest.iter().enumerate() {
                inner.values[i * (fold + 1) + j] = scores.get(*node, *head);
            }
            let (from, score) = best(&|member| scores.get(*node, member));
            inner.values[i * (fold + 1) + fold] = score;
            out_of.push(from);
            // Entering the cycle at a member costs that member's arc within it.
            let (to, score) = best(&|member| scores.get(member, *node) - scores.get(member, heads[member]));
            inner.values[fold * (fold + 1) + i] = score;
            into.push(to);
        }
        Self { scores: inner, rest, out_of, into }
    }

    /// The heads of the whole graph by those of the folded one; `heads` are those that made the cycle.
    fn expand(&self, inner: &[usize], heads: &mut [usize]) {
        let fold = self.rest.len();
        for (i, node) in self.rest.iter().enumerate().skip(1) {
            heads[*node] = if inner[i] == fold { self.out_of[i] } else { self.rest[inner[i]] };
        }
        let entry = inner[fold];
        heads[self.into[entry]] = self.rest[entry];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scores_of(values: &[f32], n_words: usize) -> Scores {
        let mut scores = Scores::new(n_words);
        for i in 0..n_words {
            scores.set_root(i, values[i * (n_words + 1)]);
            (0..n_words).for_each(|j| scores.set(i, j, values[i * (n_words + 1) + 1 + j]));
        }
        scores
    }

    /// The sum of a tree's scores; `None` where it is no tree with one root.
    fn total(scores: &Scores, heads: &[Option<usize>]) -> Option<f64> {
        let n_roots = heads.iter().filter(|head| head.is_none()).count();
        let reaches_root = |word: usize| {
            std::iter::successors(Some(word), |word| heads[*word]).take(heads.len() + 1).count()
                <= heads.len()
        };
        let is_tree = n_roots == 1 && (0..heads.len()).all(reaches_root);
        let score =
            |(word, head): (usize, &Option<usize>)| scores.get(word + 1, head.map_or(0, |head| head + 1));
        is_tree.then(|| heads.iter().enumerate().map(score).sum())
    }

    proptest! {
        /// All ways to give up to five words heads are tried.
        #[test]
        fn no_tree_is_better(n_words in 1usize..6, values in prop::collection::vec(-9f32..9.0, 30)) {
            let scores = scores_of(&values, n_words);
            let found = total(&scores, &tree(&scores));
            let all = (0..(n_words + 1).pow(n_words as u32)).filter_map(|code| {
                let head = |word: usize| (code / (n_words + 1).pow(word as u32) % (n_words + 1)).checked_sub(1);
                let heads: Vec<_> = (0..n_words).map(head).collect();
                if (0..n_words).any(|word| heads[word] == Some(word)) { None } else { total(&scores, &heads) }
            });
            let best = all.fold(f64::NEG_INFINITY, f64::max);
            prop_assert!((found.expect("a tree with one root") - best).abs() < 1e-6);
        }

        /// The shares of all that could be a word's head sum to 1, and the better head has the larger share.
        #[test]
        fn shares_are_a_distribution(n_words in 1usize..6, values in prop::collection::vec(-9f32..9.0, 30)) {
            let scores = scores_of(&values, n_words);
            for word in 0..n_words {
                let heads = std::iter::once(None).chain((0..n_words).filter(|head| *head != word).map(Some));
                let shares: Vec<f32> = heads.clone().map(|head| scores.share(word, head)).collect();
                prop_assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{shares:?}");
                let value = |head: Option<usize>| scores.get(word + 1, head.map_or(0, |head| head + 1));
                let best = heads.max_by(|a, b| value(*a).total_cmp(&value(*b))).expect("there is the root");
                prop_assert!(shares.iter().all(|share| *share <= scores.share(word, best)));
            }
        }

        #[test]
        fn long_sentences_get_trees(n_words in 1usize..80, seed in 0u32..1000) {
            let values: Vec<f32> = (0..n_words * (n_words + 1))
                .map(|n| (n as u32).wrapping_mul(2_654_435_761).wrapping_add(seed.wrapping_mul(40_503)) as f32 / 1e8)
                .collect();
            let scores = scores_of(&values, n_words);
            prop_assert!(total(&scores, &tree(&scores)).is_some());
        }
    }

    #[test]
    fn what_is_no_number_is_no_arc() {
        let scores = scores_of(&[f32::NAN; 12], 3);
        assert!(total(&scores, &tree(&scores)).is_some());
    }
}
