//! How far coders agree: percentage, Cohen's kappa (1960) and Krippendorff's alpha for nominal data (2004), each with a 95 %
//! interval from 1,000 bootstrap samples of the items.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Verdicts;

/// A figure with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// How far two coders agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// Their sheets, by place among those given, from 1.
    pub sheets: [usize; 2],
    /// How many items both judged.
    pub n: usize,
    /// The share on which they gave the same verdict.
    pub agreement: Option<Estimate>,
    /// Cohen's kappa; `None` where both gave one and the same verdict throughout, for which it is not defined.
    pub kappa: Option<Estimate>,
}

/// How far the coders agree in a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// The column.
    pub column: String,
    /// Each two of them.
    pub pairs: Vec<Pair>,
    /// How many items at least two judged.
    pub n: usize,
    /// Krippendorff's alpha over all; `None` where it is not defined.
    pub alpha: Option<Estimate>,
}

/// How many times the items are drawn anew, and by which seed, so that the interval is the same each time.
const DRAWS: usize = 1_000;
const SEED: u64 = 1;

/// How far the coders of some sheets agree, column by column.
pub fn agreements(sheets: &[Verdicts]) -> Vec<Agreement> {
    let mut columns: Vec<&String> = sheets.iter().flat_map(BTreeMap::keys).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.into_iter().map(|column| agreement(column, sheets)).collect()
}

/// An item's verdicts: one place a coder, each verdict as a number.
type Unit = Vec<Option<usize>>;

fn agreement(column: &str, sheets: &[Verdicts]) -> Agreement {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut units: BTreeMap<&str, Unit> = BTreeMap::new();
    for (coder, sheet) in sheets.iter().enumerate() {
        for (id, verdict) in sheet.get(column).into_iter().flatten() {
            let next = codes.len();
            let code = *codes.entry(verdict).or_insert(next);
            units.entry(id).or_insert_with(|| vec![None; sheets.len()])[coder] = Some(code);
        }
    }
    let units: Vec<Unit> = units.into_values().filter(|unit| unit.iter().flatten().count() > 1).collect();
    let (n_codes, n_coders) = (codes.len(), sheets.len());
    let pairs = (0..n_coders).flat_map(|a| (a + 1..n_coders).map(move |b| [a, b]));
    Agreement {
        column: column.to_owned(),
        pairs: pairs.map(|sheets| pair(sheets, &units, n_codes)).collect(),
        n: units.len(),
        alpha: estimate(&units, |units| alpha(units, n_codes)),
    }
}

fn pair(sheets: [usize; 2], units: &[Unit], n_codes: usize) -> Pair {
    let both: Vec<(usize, usize)> =
        units.iter().filter_map(|unit| Some((unit[sheets[0]]?, unit[sheets[1]]?))).collect();
    Pair {
        sheets: sheets.map(|place| place + 1),
        n: both.len(),
        agreement: estimate(&both, share_of_same),
        kappa: estimate(&both, |both| kappa(both, n_codes)),
    }
}

/// A figure of some items, with the interval in which it lies in 95 % of samples drawn from them with replacement.
fn estimate<T: Clone>(items: &[T], figure: impl Fn(&[T]) -> Option<f64>) -> Option<Estimate> {
    let value = figure(items)?;
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut values: Vec<f64> = (0..DRAWS)
        .filter_map(|_| {
            let sample: Vec<T> =
                (0..items.len()).map(|_| items[random.usize(..items.len())].clone()).collect();
            figure(&sample)
        })
        .collect();
    values.sort_by(f64::total_cmp);
    let at = |thousandths: usize| values.get(thousandths * values.len() / 1_000).copied().unwrap_or(value);
    Some(Estimate { value, low: at(25), high: at(975) })
}

fn share_of_same(both: &[(usize, usize)]) -> Option<f64> {
    let same = both.iter().filter(|(a, b)| a == b).count();
    (!both.is_empty()).then(|| same as f64 / both.len() as f64)
}

/// Observed agreement over that expected of two who judge by their own habits alone.
fn kappa(both: &[(usize, usize)], n_codes: usize) -> Option<f64> {
    let observed = share_of_same(both)?;
    let (mut first, mut second) = (vec![0.0; n_codes], vec![0.0; n_codes]);
    for (a, b) in both {
        first[*a] += 1.0;
        second[*b] += 1.0;
    }
    let n = both.len() as f64;
    let expected: f64 = first.iter().zip(&second).map(|(a, b)| a / n * (b / n)).sum();
    (expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
}

/// One less the disagreement observed over that expected of verdicts dealt at random, from the matrix of coincidences.
fn alpha(units: &[Unit], n_codes: usize) -> Option<f64> {
    let mut coincidences = vec![vec![0.0; n_codes]; n_codes];
    for unit in units {
        let verdicts: Vec<usize> = unit.iter().flatten().copied().collect();
        let weight = 1.0 / (verdicts.len() as f64 - 1.0);
        for (place, a) in verdicts.iter().enumerate() {
            for (other, b) in verdicts.iter().enumerate() {
                if place != other {
                    coincidences[*a][*b] += weight;
                }
            }
        }
    }
    let of_code: Vec<f64> = coincidences.iter().map(|row| row.iter().sum()).collect();
    let n: f64 = of_code.iter().sum();
    let same: f64 = (0..n_codes).map(|code| coincidences[code][code]).sum();
    let expected: f64 = of_code.iter().map(|count| count * (n - count)).sum();
    (expected > 0.0).then(|| 1.0 - (n - 1.0) * (n - same) / expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(verdicts: &str) -> Verdicts {
        let of = |(number, verdict): (usize, char)| (format!("{number:02}"), verdict.to_string());
        let verdicts = verdicts.chars().enumerate().filter(|(_, verdict)| *verdict != '.').map(of).collect();
        BTreeMap::from([("verdict".to_owned(), verdicts)])
    }

    fn near(found: Option<Estimate>, expected: f64) -> bool {
        found.is_some_and(|found| {
            (found.value - expected).abs() < 0.0005 && found.low <= found.value && found.value <= found.high
        })
    }

    /// The table 20, 5, 10, 15: observed 0.7, expected 0.5.
    #[test]
    fn kappa_is_what_is_left_of_chance() {
        let a = format!("{}{}", "y".repeat(25), "n".repeat(25));
        let b = format!("{}{}{}{}", "y".repeat(20), "n".repeat(5), "y".repeat(10), "n".repeat(15));
        let found = agreements(&[sheet(&a), sheet(&b)]).remove(0);
        assert_eq!(found.pairs[0].n, 50);
        assert!(near(found.pairs[0].agreement, 0.7) && near(found.pairs[0].kappa, 0.4), "{found:?}");
    }

    /// Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), part C: four coders, gaps, nominal alpha 0.743.
    #[test]
    fn alpha_is_krippendorffs() {
        let coders = ["123321412...", "123322412 5.3", ".33323422 51.", "123324412 51."];
        let coders: Vec<Verdicts> = coders.iter().map(|verdicts| sheet(&verdicts.replace(' ', ""))).collect();
        let found = agreements(&coders).remove(0);
        assert!((found.alpha.expect("it is defined").value - 0.743).abs() < 0.0005, "{found:?}");
    }

    #[test]
    fn what_is_not_defined_is_absent() {
        let found = agreements(&[sheet("yyyy"), sheet("yyyy")]).remove(0);
        assert!(near(found.pairs[0].agreement, 1.0));
        assert_eq!((found.pairs[0].kappa, found.alpha), (None, None));
        let found = agreements(&[sheet("yy.."), sheet("..yn")]).remove(0);
        assert_eq!((found.n, found.pairs[0].agreement, found.alpha), (0, None, None));
    }
}
