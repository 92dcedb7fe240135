//! When feasts fall.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::senses::Feast;

impl Feast {
    /// Its day in a year.
    pub(crate) fn day(self, year: i16) -> Option<Date> {
        let fixed = |month, day| Date::new(year, month, day).ok();
        let after_easter = |days: i32| easter(year)?.checked_add(days.days()).ok();
        match self {
            Self::NewYear => fixed(1, 1),
            Self::NewYearsEve => fixed(12, 31),
            Self::Christmas => fixed(12, 25),
            Self::ChristmasEve => fixed(12, 24),
            Self::BoxingDay => fixed(12, 26),
            Self::Valentine => fixed(2, 14),
            Self::IndependenceDay => fixed(7, 4),
            Self::ArmisticeDay => fixed(11, 11),
            Self::VictoryDay => fixed(5, 9),
            Self::MayDay => fixed(5, 1),
            Self::LaborDay => fixed(9, 1)?.nth_weekday_of_month(1, Weekday::Monday).ok(),
            Self::MemorialDay => fixed(5, 1)?.nth_weekday_of_month(-1, Weekday::Monday).ok(),
            Self::Thanksgiving => fixed(11, 1)?.nth_weekday_of_month(4, Weekday::Thursday).ok(),
            Self::GoodFriday => after_easter(-2),
            Self::Easter => easter(year),
            Self::EasterMonday => after_easter(1),
            Self::BastilleDay => fixed(7, 14),
            Self::Halloween => fixed(10, 31),
        }
    }
}

/// Easter Sunday of the western churches: the anonymous Gregorian algorithm (Meeus, *Astronomical Algorithms*, 1991, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (golden, century, rest) = (year_number % 19, year_number / 100, year_number % 100);
    let corrected = (8 * century + 13) / 25;
    let moon = (19 * golden + century - century / 4 - corrected + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 19 * sunday) / 433;
    let month = (moon + sunday - 7 * late + 90) / 25;
    let day = (moon + sunday - 7 * late + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movable_feasts_fall_where_the_almanac_has_them() {
        for (feast, year, expected) in [
            (Feast::Easter, 2024, "2024-03-31"),
            (Feast::Easter, 2025, "2025-04-20"),
            (Feast::GoodFriday, 2021, "2021-04-02"),
            (Feast::Thanksgiving, 2025, "2025-11-27"),
            (Feast::MemorialDay, 2025, "2025-05-26"),
            (Feast::LaborDay, 2025, "2025-09-01"),
        ] {
            assert_eq!(
                feast.day(year).map(|day| day.to_string()).as_deref(),
                Some(expected),
                "{feast:?} {year}"
            );
        }
    }
}
