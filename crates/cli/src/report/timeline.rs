//! A timeline as inline SVG: a row for each entry, its shape at its place in time, its words beside it.
//!
//! Places are shares of the width and letters keep their size, so that one drawing is readable on a phone and on a desk. Gaps
//! grow with the logarithm of the days between, so that one event of the last century does not press the week into a point.

use ::archive::query::days_of;
use jiff::civil::Date;
use onrecord::Label;

use super::when_and_where::timex_for_people;

/// The height of a row, and of what stands over the first.
const ROW: usize = 22;
const TOP: usize = 6;

/// Where the strip begins and how wide it is, in percent.
const STRIP: (f64, f64) = (2.0, 25.0);

/// How many letters fit beside the strip on a phone, and on a desk.
const NARROW: usize = 40;
const WIDE: usize = 72;

/// The most rows that are drawn; the text says how many are not.
const MOST_ROWS: usize = 80;

/// Something that has a place in the calendar.
pub(crate) struct Dated {
    /// Its TIMEX3 value.
    pub(crate) value: String,
    pub(crate) what: What,
    /// Whether it is marked as unsure.
    pub(crate) unsure: bool,
    /// Who and what, in a line.
    pub(crate) text: String,
    /// Where its words are marked.
    pub(crate) target: String,
}

/// What stands in a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Event(Label),
    Statement,
}

impl What {
    /// The name of its shape in the page.
    pub(crate) fn shape(self) -> &'static str {
        match self {
            Self::Event(label) => label.label(),
            Self::Statement => "statement",
        }
    }

    /// In words.
    pub(crate) fn words(self) -> String {
        match self {
            Self::Event(label) => super::events::label_words(label),
            Self::Statement => "said".to_owned(),
        }
    }
}

/// The drawing, ready for the template.
pub(crate) struct Timeline {
    pub(crate) rows: Vec<Row>,
    pub(crate) height: usize,
    /// Where the day of publication stands, in percent, where it is known.
    pub(crate) published: Option<String>,
    /// What it shows, for those who do not see it.
    pub(crate) description: String,
    /// Whether some are marked as unsure.
    pub(crate) has_unsure: bool,
    /// How many entries are not drawn.
    pub(crate) n_left_out: usize,
}

/// One entry.
pub(crate) struct Row {
    /// In percent of the width.
    pub(crate) x: String,
    /// In units of letters.
    pub(crate) y: usize,
    pub(crate) shape: &'static str,
    /// Date, label and who, as much as fits on a phone and on a desk; and all of it.
    pub(crate) short: String,
    pub(crate) long: String,
    pub(crate) whole: String,
    pub(crate) target: String,
}

impl Timeline {
    /// Draws entries; none where fewer than two have a place in the calendar: one point is no line.
    pub(crate) fn of(entries: &[Dated], published: Option<&str>) -> Option<Self> {
        let mut placed: Vec<(i64, &Dated)> =
            entries.iter().filter_map(|entry| Some((day_number(&entry.value)?, entry))).collect();
        placed.sort_by_key(|(day, _)| *day);
        let n_left_out = placed.len().saturating_sub(MOST_ROWS);
        placed.truncate(MOST_ROWS);
        let (first, last) = (placed.first()?, placed.last()?);
        if placed.len() < 2 {
            return None;
        }
        let description = format!(
            "{} entries from {} to {}, the earliest first. Shapes tell what became of each; gaps are not to scale.",
            placed.len(),
            timex_for_people(&first.1.value),
            timex_for_people(&last.1.value)
        );
        let published = published.and_then(day_number);
        let scale = Scale::of(placed.iter().map(|(day, _)| *day).chain(published));
        let rows =
            placed.iter().enumerate().map(|(number, (day, entry))| row(entry, scale.percent(*day), number));
        Some(Self {
            rows: rows.collect(),
            height: TOP + ROW * placed.len(),
            published: published.map(|day| scale.percent(day)),
            description,
            has_unsure: placed.iter().any(|(_, entry)| entry.unsure),
            n_left_out,
        })
    }
}

fn row(entry: &Dated, x: String, number: usize) -> Row {
    let mark = if entry.unsure { " ?" } else { "" };
    let whole = format!("{} · {}{mark} · {}", timex_for_people(&entry.value), entry.what.words(), entry.text);
    Row {
        x,
        y: TOP + ROW * number + ROW / 2,
        shape: entry.what.shape(),
        short: cut(&whole, NARROW),
        long: cut(&whole, WIDE),
        target: entry.target.clone(),
        whole,
    }
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", head.trim_end())
}

/// Days to places in the strip.
struct Scale {
    /// Each day with its place, from 0 to 1.
    places: Vec<(i64, f64)>,
}

impl Scale {
    fn of(days: impl Iterator<Item = i64>) -> Self {
        let mut days: Vec<i64> = days.collect();
        days.sort_unstable();
        days.dedup();
        let mut place = 0.0;
        let mut places = Vec::with_capacity(days.len());
        let mut before = None;
        for day in days {
            let gap = before.map_or(0, |before: i64| day - before);
            place += (gap as f64 + 1.0).ln();
            places.push((day, place));
            before = Some(day);
        }
        let whole = if place > 0.0 { place } else { 1.0 };
        for (_, place) in &mut places {
            *place /= whole;
        }
        Self { places }
    }

    fn percent(&self, day: i64) -> String {
        let found = self.places.binary_search_by_key(&day, |(day, _)| *day);
        let place = found.map_or(0.0, |number| self.places[number].1);
        format!("{:.1}", STRIP.0 + STRIP.1 * place)
    }
}

/// The day on which a TIMEX3 value begins, counted from 1970; of a year its first, of a decade its first year's first.
pub(crate) fn day_number(value: &str) -> Option<i64> {
    let first = days_of(value)?.first?;
    Some(i64::from((first - Date::new(1970, 1, 1).ok()?).get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(value: &str) -> Dated {
        Dated {
            value: value.to_owned(),
            what: What::Event(Label::Planned),
            unsure: false,
            text: "Mali → Niger".repeat(20),
            target: "#x".to_owned(),
        }
    }

    #[test]
    fn values_begin_on_a_day() {
        for (value, day) in [
            ("1970-01-02", Some(1)),
            ("1970-01-02T09:30", Some(1)),
            ("1970-02", Some(31)),
            ("1970", Some(0)),
            ("1970-Q3", Some(181)),
            ("197", Some(0)),
            ("19", Some(-25567)),
            ("1970-W02", Some(4)),
            ("PT3H", None),
            ("XXXX-WXX-1", None),
            ("FUTURE_REF", None),
            ("1970-13", None),
            ("", None),
        ] {
            assert_eq!(day_number(value), day, "{value}");
        }
    }

    #[test]
    fn rows_are_in_order_inside_the_strip_and_cut_to_fit() {
        let entries = ["2026-03-14", "1990", "2026-03-13", "soon"].map(dated);
        let timeline = Timeline::of(&entries, Some("2026-03-14T09:00")).unwrap();
        let places: Vec<f64> = timeline.rows.iter().map(|row| row.x.parse().unwrap()).collect();
        assert!(places.is_sorted() && places[0] >= STRIP.0 && places[2] <= STRIP.0 + STRIP.1, "{places:?}");
        assert_eq!(timeline.published.as_deref(), Some("27.0"));
        assert!(timeline.rows.iter().all(|row| row.short.chars().count() <= NARROW));
        assert!(Timeline::of(&entries[..1], None).is_none(), "one point is no line");
    }

    #[test]
    fn no_number_of_entries_makes_it_endless() {
        let entries: Vec<Dated> = (0..5_000).map(|_| dated("2026-03-13")).collect();
        let timeline = Timeline::of(&entries, None).unwrap();
        assert_eq!((timeline.rows.len(), timeline.n_left_out), (MOST_ROWS, 5_000 - MOST_ROWS));
    }
}
