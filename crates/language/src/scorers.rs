//! The little arithmetic that the decoders need: linear maps, tables, and vectors.

/// `y = W x + b`, one row of `W` after the other.
#[derive(Debug)]
pub(crate) struct Linear {
    pub(crate) weight: Matrix,
    pub(crate) bias: Vec<f32>,
}

impl Linear {
    /// The image of a vector.
    pub(crate) fn apply(&self, x: &[f32]) -> Vec<f32> {
        let mut y = vec![0.0; self.bias.len()];
        self.apply_to(x, &mut y);
        y
    }

    /// The image of a vector, into `y`.
    pub(crate) fn apply_to(&self, x: &[f32], y: &mut [f32]) {
        for (n, y) in y.iter_mut().enumerate() {
            *y = dot(self.weight.row(n), x) + self.bias[n];
        }
    }
}

/// Rows of equal width, one after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Matrix {
    pub(crate) values: Vec<f32>,
    pub(crate) width: usize,
}

impl Matrix {
    /// No rows yet.
    pub(crate) fn new(width: usize) -> Self {
        Self { values: Vec::new(), width }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.values.len() / self.width
    }

    /// One row.
    pub(crate) fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.width..(row + 1) * self.width]
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = f32>) {
        self.values.extend(row);
    }
}

/// How many products are summed side by side: strict addition in order would forbid the compiler vector instructions.
const LANES: usize = 16;

/// The inner product of two vectors of equal length.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a_blocks, a_rest) = a.as_chunks::<LANES>();
    let (b_blocks, b_rest) = b.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (a, b) in a_blocks.iter().zip(b_blocks) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            sums[lane] += sums[lane + width];
        }
        width /= 2;
    }
    sums[0] + rest
}

/// `leaky(x)` is x above 0 and a tenth of it below.
pub(crate) fn leaky(x: f32) -> f32 {
    x.max(0.1 * x)
}

/// `leaky(a + b)`, number by number.
pub(crate) fn leaky_sum<'v>(a: &'v [f32], b: &'v [f32]) -> impl Iterator<Item = f32> + 'v {
    a.iter().zip(b).map(|(a, b)| leaky(a + b))
}

/// Where the largest number is; the first of them, and the first of all where none is a number.
pub(crate) fn largest(scores: &[f32]) -> usize {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best
}

/// The share of one of some numbers: its softmax.
pub(crate) fn share(scores: &[f32], at: usize) -> f32 {
    1.0 / scores.iter().map(|score| (score - scores[at]).exp()).sum::<f32>()
}

/// 0 for 0; 1 to 9 for 1, 2–3, 4–7, … 256 and more ahead; 10 to 18 the same behind.
pub(crate) fn bucket(distance: isize) -> usize {
    if distance == 0 {
        return 0;
    }
    let size = 1 + distance.unsigned_abs().ilog2().min(8) as usize;
    if distance > 0 { size } else { size + 9 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_right_for_any_length() {
        for n in [0, 1, 15, 16, 17, 192] {
            let a: Vec<f32> = (0..n).map(|x| x as f32).collect();
            let expected: f32 = a.iter().map(|x| x * x).sum();
            assert!((dot(&a, &a) - expected).abs() <= expected * 1e-6);
        }
    }

    #[test]
    fn distances_fall_into_buckets() {
        assert_eq!([0, 1, 2, 3, 4, 255, 256, 9999].map(bucket), [0, 1, 2, 2, 3, 8, 9, 9]);
        assert_eq!([-1, -2, -300].map(bucket), [10, 11, 18]);
    }

    #[test]
    fn the_first_of_equals_is_the_largest() {
        assert_eq!(largest(&[1.0, 3.0, 3.0]), 1);
        assert_eq!(largest(&[f32::NAN, 3.0]), 0);
    }
}
