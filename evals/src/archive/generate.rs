//! Articles of no meaning with the lengths and densities of real ones: words, names, outlets and places by Zipf's law.
#![expect(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "what is drawn is small and not under zero"
)]

use ::archive::Arrival;
use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan};
use onrecord::{Capture, Format, Record};

use super::draft::Draft;
use super::zipf::{Dice, Zipf};

/// How many different words, names, outlets and places there are.
const N_WORDS: usize = 60_000;
const N_NAMES: usize = 30_000;
const N_OUTLETS: usize = 300;
const N_PLACES: usize = 3_000;

/// Makes articles.
pub(crate) struct Press {
    pub(crate) dice: Dice,
    pub(super) words: Zipf,
    pub(super) names: Zipf,
    pub(super) outlets: Zipf,
    pub(super) places: Zipf,
    first: DateTime,
    comes: Comes,
}

/// In which order articles come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Comes {
    /// Of any day of three years: collections of the past, and what is worst for a file
    Shuffled,
    /// A million in three years, each within three days after it is published: feeds
    InOrder,
}

/// How many minutes three years have.
const MINUTES: u64 = 3 * 365 * 24 * 60;

/// A word, made of syllables, the same for a rank at any time.
pub(crate) fn word(rank: usize) -> String {
    const HEADS: [&str; 16] =
        ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "sh"];
    const TAILS: [&str; 8] = ["a", "e", "i", "o", "u", "an", "er", "is"];
    let mut rest = rank + 1;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(HEADS[rest % 16]);
        word.push_str(TAILS[rest / 16 % 8]);
        rest /= 128;
    }
    word
}

pub(super) fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// The name of a person of a rank.
pub(crate) fn name(rank: usize) -> String {
    format!("{} {}", capital(&word(rank % 400 + 2000)), capital(&word(rank * 7 + 90_000)))
}

pub(crate) fn outlet(rank: usize) -> String {
    format!("{} Post", capital(&word(rank + 400_000)))
}

pub(crate) fn place(rank: usize) -> String {
    capital(&word(rank + 500_000))
}

impl Press {
    pub(crate) fn new(comes: Comes) -> Self {
        Self {
            dice: Dice(1),
            words: Zipf::new(N_WORDS),
            names: Zipf::new(N_NAMES),
            outlets: Zipf::new(N_OUTLETS),
            places: Zipf::new(N_PLACES),
            first: jiff::civil::date(2023, 1, 1).at(0, 0, 0, 0),
            comes,
        }
    }

    /// A word for a search box: not one of the hundred that stand in nearly every text.
    pub(crate) fn search_word(&mut self) -> String {
        loop {
            let rank = self.words.draw(&mut self.dice);
            if rank >= 100 {
                return word(rank);
            }
        }
    }

    pub(crate) fn name(&mut self) -> String {
        name(self.names.draw(&mut self.dice))
    }

    pub(crate) fn outlet(&mut self) -> String {
        outlet(self.outlets.draw(&mut self.dice))
    }

    pub(crate) fn place(&mut self) -> String {
        place(self.places.draw(&mut self.dice))
    }

    /// A month of the three years.
    pub(crate) fn month(&mut self) -> String {
        let month = self.first.date().saturating_add((self.dice.below(36) as i64).months());
        month.strftime("%Y-%m").to_string()
    }

    /// The article of a number, the same on every run.
    pub(crate) fn article(&mut self, number: u64) -> (Arrival, Record) {
        let mut dice = Dice(number.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let minute = match self.comes {
            Comes::Shuffled => dice.below(MINUTES as usize) as u64,
            Comes::InOrder => (number * MINUTES / 1_000_000).saturating_sub(dice.below(3 * 24 * 60) as u64),
        };
        let published = self.first.saturating_add((minute as i64).minutes());
        // Log-normal lengths around 45 sentences, as on real pages.
        let normal = (0..12).map(|_| dice.part()).sum::<f64>() - 6.0;
        let n_sentences = (45.0 * (0.6 * normal).exp()).clamp(4.0, 300.0) as usize;
        let mut draft = Draft::new(self, dice, published);
        draft.write_headline();
        for n in 0..n_sentences {
            draft.write_sentence(n % 3 == 0);
        }
        let record = draft.finish(number);
        let bytes = serde_json::json!({"id": record.article.id, "text": record.article.text})
            .to_string()
            .into_bytes();
        let capture = Capture::new(bytes, Format::JsonLines);
        let came = Timestamp::UNIX_EPOCH + (1_780_000_000 + number as i64).seconds();
        (Arrival::new(capture, "generated.jsonl".to_owned(), came), record)
    }
}
