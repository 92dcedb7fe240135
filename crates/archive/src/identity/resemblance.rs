//! How much two texts resemble each other: shingles and min-hash.
//!
//! A. Broder, "On the resemblance and containment of documents" (1997): a text is the set of its runs of four words; two texts
//! resemble each other as much as the part of their runs that both have. Nearly the same texts are found without comparing all
//! with all by bands of min-hashes (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3).

/// Words a shingle.
const WORDS: usize = 4;

/// Bands of a sketch, and rows a band: a text that resembles another by .5 shares a band with it 88 times of 100, by .7 in all but
/// one of a thousand, by .1 twice in a hundred.
const BANDS: usize = 16;
const ROWS: usize = 3;

/// Under so many shingles a text is too short for a resemblance to mean anything: only the same words are the same.
const FEWEST: usize = 20;

/// The runs of four words of a text, hashed, each once, in rising order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shingles(Vec<u64>);

impl Shingles {
    /// The shingles of a text; its letters' case and its punctuation do not count.
    pub(crate) fn of(text: &str) -> Self {
        let words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| small_letters(word).fold(FNV, |hash, c| mix(hash ^ u64::from(c))))
            .collect();
        let shingle = |words: &[u64]| words.iter().fold(FNV, |hash, word| mix(hash ^ word));
        if words.len() <= WORDS {
            return Self(vec![shingle(&words)]);
        }
        let mut shingles: Vec<u64> = words.windows(WORDS).map(shingle).collect();
        shingles.sort_unstable();
        shingles.dedup();
        Self(shingles)
    }

    /// The part of all shingles of both that both have (Jaccard), 0 to 1.
    pub(crate) fn resemblance(&self, other: &Self) -> f64 {
        let shared = self.shared(other);
        self.unless_short(other, shared / ((self.0.len() + other.0.len()) as f64 - shared))
    }

    /// The part of the shorter text's shingles that the other has, 0 to 1.
    pub(crate) fn containment(&self, other: &Self) -> f64 {
        self.unless_short(other, self.shared(other) / self.0.len().min(other.0.len()) as f64)
    }

    fn shared(&self, other: &Self) -> f64 {
        let (few, many) = if self.0.len() < other.0.len() { (self, other) } else { (other, self) };
        few.0.iter().filter(|shingle| many.0.binary_search(shingle).is_ok()).count() as f64
    }

    fn unless_short(&self, other: &Self, measure: f64) -> f64 {
        if self.0.len().min(other.0.len()) >= FEWEST {
            return measure;
        }
        f64::from(u8::from(self == other))
    }

    /// The sketch by which nearly the same texts are found.
    pub(crate) fn sketch(&self) -> Sketch {
        let mut least = [u64::MAX; BANDS * ROWS];
        for (row, least) in (0..).zip(&mut least) {
            let row = mix(row);
            *least = self.0.iter().map(|shingle| mix(shingle ^ row)).min().unwrap_or(u64::MAX);
        }
        Sketch(least)
    }
}

/// The small letters of a word.
fn small_letters(word: &str) -> impl Iterator<Item = char> {
    // Most letters are ASCII, whose small letters are found without a table.
    word.chars().flat_map(|c| {
        let (ascii, other) =
            if c.is_ascii() { (Some(c.to_ascii_lowercase()), None) } else { (None, Some(c)) };
        ascii.into_iter().chain(other.into_iter().flat_map(char::to_lowercase))
    })
}

/// The least hash of a text's shingles under each of 48 hash functions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sketch([u64; BANDS * ROWS]);

impl Sketch {
    /// Its bands as numbers of 48 bits, which `SQLite` stores in six bytes.
    pub(crate) fn bands(&self) -> [i64; BANDS] {
        let mut bands = [0; BANDS];
        for ((band, rows), number) in bands.iter_mut().zip(self.0.chunks_exact(ROWS)).zip(0..) {
            let hash = rows.iter().fold(mix(number), |hash, row| mix(hash ^ row));
            *band = (hash >> 16).cast_signed();
        }
        bands
    }
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// The finaliser of `SplitMix64` (Steele, Lea and Flood 2014), a permutation of 64 bits that spreads every bit over all.
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
