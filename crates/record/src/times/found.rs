//! What the words of one expression say, put together.

use super::senses::{Feast, Modifier, Part, Season, Sense, Unit};
use super::{Means, Rule};

/// The fields that an expression fills.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Found {
    pub(crate) year: Option<i16>,
    pub(crate) short_year: Option<i16>,
    pub(crate) decade: Option<i16>,
    pub(crate) ordinal: Option<i16>,
    pub(crate) month: Option<i8>,
    pub(crate) day: Option<i8>,
    pub(crate) weekday: Option<i8>,
    pub(crate) is_plural_weekday: bool,
    pub(crate) season: Option<Season>,
    pub(crate) feast: Option<Feast>,
    pub(crate) dayword: Option<i32>,
    /// "last", "this", "next".
    pub(crate) shift: Option<i32>,
    /// The same of a year that another field lies in: "the first half of last year".
    pub(crate) year_shift: Option<i32>,
    pub(crate) unit: Option<Unit>,
    pub(crate) every: Option<Unit>,
    pub(crate) number: Option<f64>,
    pub(crate) is_few: bool,
    pub(crate) part: Option<Part>,
    /// Minutes of the day.
    pub(crate) clock: Option<i16>,
    /// Whether the clock was told without its minutes.
    pub(crate) is_full_hour: bool,
    pub(crate) meridiem: Option<i8>,
    pub(crate) zone: Option<i32>,
    pub(crate) modifier: Option<Modifier>,
}

impl Found {
    /// The fields that the senses of a match fill, with what the rule adds.
    pub(crate) fn of(senses: &[Sense], rule: &Rule) -> Self {
        let mut found = Self { shift: rule.shift.map(i32::from), ..Self::default() };
        for sense in senses {
            found.take(*sense);
        }
        if let (Some(two_digits), None) = (found.short_year, found.year) {
            found.year = Some(if two_digits < 50 { 2000 + two_digits } else { 1900 + two_digits });
        }
        let is_half_year = found.unit == Some(Unit::Year) && found.number.is_some_and(|number| number < 1.0);
        if is_half_year && rule.means == Means::Date {
            (found.number, found.unit) = (Some(6.0), Some(Unit::Month));
        }
        found
    }

    fn take(&mut self, sense: Sense) {
        match sense {
            Sense::Month(month) | Sense::MonthNumber(month) => self.month = Some(month),
            Sense::Weekday(day) | Sense::WeekdayCut(day) => self.weekday = Some(day),
            Sense::Weekdays(day) => {
                self.weekday = Some(day);
                self.is_plural_weekday = true;
            }
            Sense::Unit(unit) => self.take_unit(unit),
            Sense::Units(unit) => {
                self.is_few |= self.number.is_none();
                self.take_unit(unit);
            }
            Sense::Part(part) | Sense::Parts(part) => self.part = Some(part),
            Sense::Season(season) => self.season = Some(season),
            Sense::Dayword(days) => self.dayword = Some(days),
            Sense::Shift(shift) | Sense::Step(shift) => self.shift = Some(shift),
            Sense::PartOf(modifier) | Sense::Edge(modifier) | Sense::About(modifier) => {
                self.modifier = Some(modifier);
            }
            Sense::Few(_) => self.is_few = true,
            Sense::One(_) => self.number = Some(1.0),
            Sense::Ordinal(number) => self.ordinal = Some(number),
            Sense::Tens(tens) => self.decade = Some(tens),
            Sense::Meridiem(hours) => self.meridiem = Some(hours),
            Sense::HourName(hour) => self.clock = Some(i16::from(hour) * 60),
            Sense::Zone(minutes) => self.zone = Some(minutes),
            Sense::Feast(feast) => self.feast = Some(feast),
            Sense::Every(unit) => self.every = Some(unit),
            Sense::Number(number) => self.number = self.number.or(Some(number)),
            Sense::Day(day) => self.day = Some(day),
            Sense::Hour(hour) => {
                self.clock = Some(i16::from(hour) * 60);
                self.is_full_hour = true;
            }
            Sense::Year(year) => self.year = Some(year),
            Sense::ShortYear(year) => self.short_year = Some(year),
            Sense::Decade(year) => self.decade = Some(year),
            Sense::Clock(minutes) => self.clock = Some(minutes),
            Sense::PastVerb(_) => {}
        }
    }

    /// A second unit belongs to the first: "an hour and a half", "half an hour", "the first half of last year".
    fn take_unit(&mut self, unit: Unit) {
        let lies_in_year = unit == Unit::Year && (self.shift.is_some() || self.ordinal.is_some());
        if lies_in_year {
            self.year_shift = self.shift.or(Some(0));
        }
        match (self.unit, self.number) {
            (Some(Unit::Half), None) if self.ordinal.is_none() => {
                (self.unit, self.number) = (Some(unit), Some(0.5));
            }
            (_, Some(number)) if unit == Unit::Half => self.number = Some(number + 0.5),
            (Some(Unit::Half | Unit::Quarter), _) if lies_in_year => {}
            _ => self.unit = Some(unit),
        }
    }

    /// Whether one unit is told, or none is counted.
    pub(crate) fn is_one(&self) -> bool {
        self.number.is_none_or(|number| (0.75..1.25).contains(&number))
    }

    /// Minutes of the day, noon and midnight of "12 a.m." set right.
    pub(crate) fn minutes(&self) -> Option<i16> {
        let minutes = self.clock?;
        let Some(half) = self.meridiem else { return Some(minutes) };
        if minutes >= 13 * 60 {
            return Some(minutes);
        }
        Some(minutes % (12 * 60) + i16::from(half) * 60)
    }
}
