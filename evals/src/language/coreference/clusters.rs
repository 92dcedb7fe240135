//! MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), `CEAFe` (Luo 2005) and their mean, the `CoNLL` F1 (Pradhan et al.
//! 2012), over chains of two mentions or more.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Ends;

type Cluster = BTreeSet<Ends>;

/// Sums of shares: precision's and recall's numerators and denominators.
#[derive(Debug, Default, Clone, Copy)]
struct Sums {
    precision: (f64, f64),
    recall: (f64, f64),
}

impl Sums {
    fn f1(self) -> f64 {
        let ratio = |(a, b): (f64, f64)| if b > 0.0 { a / b } else { 0.0 };
        let (p, r) = (ratio(self.precision), ratio(self.recall));
        if p + r > 0.0 { 200.0 * p * r / (p + r) } else { 0.0 }
    }
}

/// The three measures, summed over documents.
#[derive(Debug, Default)]
pub(super) struct Conll {
    muc: Sums,
    b_cubed: Sums,
    ceaf: Sums,
}

impl Conll {
    /// Counts a document's clusters.
    pub(super) fn add(&mut self, gold: &[Cluster], found: &[Cluster]) {
        let kept =
            |clusters: &[Cluster]| clusters.iter().filter(|c| c.len() > 1).cloned().collect::<Vec<_>>();
        let (gold, found) = (kept(gold), kept(found));
        let add = |sum: &mut (f64, f64), (a, b): (f64, f64)| *sum = (sum.0 + a, sum.1 + b);
        add(&mut self.muc.precision, muc(&found, &gold));
        add(&mut self.muc.recall, muc(&gold, &found));
        add(&mut self.b_cubed.precision, b_cubed(&found, &gold));
        add(&mut self.b_cubed.recall, b_cubed(&gold, &found));
        let shared = ceaf(&gold, &found);
        add(&mut self.ceaf.precision, (shared, found.len() as f64));
        add(&mut self.ceaf.recall, (shared, gold.len() as f64));
    }

    pub(super) fn show(&self) -> String {
        let (muc, b_cubed, ceaf) = (self.muc.f1(), self.b_cubed.f1(), self.ceaf.f1());
        let mean = (muc + b_cubed + ceaf) / 3.0;
        format!("CoNLL F1 {mean:.2} (MUC {muc:.2}, B³ {b_cubed:.2}, CEAFe {ceaf:.2})")
    }
}

fn owners(clusters: &[Cluster]) -> HashMap<Ends, usize> {
    clusters
        .iter()
        .enumerate()
        .flat_map(|(number, cluster)| cluster.iter().map(move |ends| (*ends, number)))
        .collect()
}

/// Links of `keys` that `responses` keep, of how many.
fn muc(keys: &[Cluster], responses: &[Cluster]) -> (f64, f64) {
    let owner = owners(responses);
    keys.iter().fold((0.0, 0.0), |(kept, all), cluster| {
        let found: Vec<usize> = cluster.iter().filter_map(|ends| owner.get(ends).copied()).collect();
        let parts = found.iter().collect::<HashSet<_>>().len() + cluster.len() - found.len();
        (kept + (cluster.len() - parts) as f64, all + (cluster.len() - 1) as f64)
    })
}

fn b_cubed(keys: &[Cluster], responses: &[Cluster]) -> (f64, f64) {
    let owner = owners(responses);
    keys.iter().flat_map(|cluster| cluster.iter().map(move |ends| (cluster, ends))).fold(
        (0.0, 0.0),
        |(sum, n), (cluster, ends)| {
            let shared =
                owner.get(ends).map_or(0, |number| cluster.intersection(&responses[*number]).count());
            (sum + shared as f64 / cluster.len() as f64, n + 1.0)
        },
    )
}

/// The largest similarity of clusters paired one to one.
fn ceaf(gold: &[Cluster], found: &[Cluster]) -> f64 {
    let (few, many) = if gold.len() <= found.len() { (gold, found) } else { (found, gold) };
    let alike =
        |a: &Cluster, b: &Cluster| 2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64;
    let table: Vec<Vec<f64>> = few.iter().map(|a| many.iter().map(|b| alike(a, b)).collect()).collect();
    assignment(&table)
}

/// The largest sum of one number a row, no two in one column (Kuhn 1955); there are no more rows than columns.
fn assignment(table: &[Vec<f64>]) -> f64 {
    let (n_rows, n_columns) = (table.len(), table.first().map_or(0, Vec::len));
    // Potentials of rows and columns; `owner[j]` is the row that holds column j. Row and column 0 are helpers.
    let (mut rows, mut columns) = (vec![0.0; n_rows + 1], vec![0.0; n_columns + 1]);
    let mut owner = vec![0; n_columns + 1];
    for row in 1..=n_rows {
        owner[0] = row;
        let mut column = 0;
        let mut slack = vec![f64::INFINITY; n_columns + 1];
        let mut way = vec![0; n_columns + 1];
        let mut used = vec![false; n_columns + 1];
        while owner[column] != 0 {
            used[column] = true;
            let (mut least, mut next) = (f64::INFINITY, 0);
            for other in (1..=n_columns).filter(|other| !used[*other]) {
                let cost = -table[owner[column] - 1][other - 1] - rows[owner[column]] - columns[other];
                if cost < slack[other] {
                    (slack[other], way[other]) = (cost, column);
                }
                if slack[other] < least {
                    (least, next) = (slack[other], other);
                }
            }
            for other in 0..=n_columns {
                if used[other] {
                    rows[owner[other]] += least;
                    columns[other] -= least;
                } else {
                    slack[other] -= least;
                }
            }
            column = next;
        }
        while column != 0 {
            owner[column] = owner[way[column]];
            column = way[column];
        }
    }
    (1..=n_columns)
        .filter(|column| owner[*column] > 0)
        .map(|column| table[owner[column] - 1][column - 1])
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pairing_is_found() {
        let table = vec![vec![0.9, 0.8, 0.0], vec![0.8, 0.1, 0.0]];
        assert!((assignment(&table) - 1.6).abs() < 1e-9);
        assert!(assignment(&[]).abs() < 1e-9);
    }

    #[test]
    fn equal_chains_score_a_hundred() {
        let clusters = vec![Cluster::from([(0, 0), (2, 3)]), Cluster::from([(5, 5), (6, 6), (9, 9)])];
        let mut conll = Conll::default();
        conll.add(&clusters, &clusters);
        assert!(conll.show().starts_with("CoNLL F1 100.00"));
    }
}
