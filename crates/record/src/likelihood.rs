//! Logistic regressions over features that are names: what the confidence of statements and of events is.

/// What a feature adds: its weight, to be summed and put through the logistic curve.
pub(crate) fn weight(weights: &[(&str, f64)], feature: &str) -> f64 {
    weights.iter().find(|(name, _)| *name == feature).map_or(0.0, |(_, weight)| *weight)
}

/// How likely what has these features is right.
pub(crate) fn likelihood(weights: &[(&str, f64)], features: &[&str]) -> f64 {
    let sum: f64 = features.iter().map(|feature| weight(weights, feature)).sum();
    rounded(1.0 / (1.0 + (-sum).exp()))
}

/// Two places after the point: more would claim to be known.
pub(crate) fn rounded(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}
