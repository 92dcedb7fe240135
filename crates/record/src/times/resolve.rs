//! From the words of an expression to its place in the calendar: which year, which week, which side of the day of writing.

use article::Moment;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::found::Found;
use super::senses::{Season, Unit};
use super::stretch::{Stretch, moved, weekday, weekday_in_week};
use super::{Basis, Count, From, Points, Precision, Rule};

/// What times are resolved by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Calendar {
    /// When the article was written.
    pub(crate) document: Option<Moment>,
    /// The time told of last.
    pub(crate) reference: Option<Stretch>,
    /// The quarter told of last.
    pub(crate) quarter: Option<Stretch>,
    /// The same, while it is near by.
    pub(crate) compared: Option<Stretch>,
}

/// What an expression turned out to mean.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    pub(crate) value: Option<String>,
    pub(crate) stretch: Option<Stretch>,
    pub(crate) precision: Option<Precision>,
    pub(crate) basis: Basis,
}

impl Calendar {
    fn today(&self) -> Option<Date> {
        self.document.map(|moment| moment.date)
    }

    /// The time of day, or else the day or longer stretch, that an expression names. `points` tells on which side of the
    /// day of writing it lies and is only asked where that is open.
    pub(crate) fn date(&self, found: &Found, rule: &Rule, points: &dyn Fn() -> Option<Points>) -> Reading {
        let (stretch, basis) = self.stretch(found, rule, points);
        if found.part.is_none() && found.clock.is_none() {
            let value = stretch.map(|stretch| stretch.to_string()).or_else(|| unresolved(found));
            let basis = if stretch.is_none() { Basis::Unresolved } else { basis };
            return Reading { value, stretch, precision: stretch.map(Stretch::precision), basis };
        }
        let day = stretch.map_or_else(|| "XXXX-XX-XX".to_owned(), |stretch| stretch.to_string());
        let basis = if stretch.is_none() { Basis::Unresolved } else { basis };
        let (clock, precision) = time_of_day(found);
        Reading { value: Some(format!("{day}T{clock}")), stretch, precision: Some(precision), basis }
    }

    fn stretch(
        &self,
        found: &Found,
        rule: &Rule,
        points: &dyn Fn() -> Option<Points>,
    ) -> (Option<Stretch>, Basis) {
        if found.month.is_some() && found.year.is_some() {
            return (month_or_day(found, found.year), Basis::Explicit);
        }
        match rule.from {
            From::Reference => return (self.near_reference(found, rule), Basis::ReferenceTime),
            From::Quarter => return self.quarter_spoken_of(found),
            From::Compared => return self.year_before(found),
            From::Document => {}
        }
        match explicit(found) {
            Some(stretch) => (Some(stretch), Basis::Explicit),
            None => (self.near_document(found, rule, points), Basis::DocumentDate),
        }
    }

    /// "the quarter": the one named last, or else the last that is over; "the 1988 quarter": the same of that year.
    fn quarter_spoken_of(&self, found: &Found) -> (Option<Stretch>, Basis) {
        if let (Some(Stretch::Quarter(year, quarter)), told) = (self.quarter, found.year) {
            return (Some(Stretch::Quarter(told.unwrap_or(year), quarter)), Basis::ReferenceTime);
        }
        if let Some(year) = found.year {
            return (Some(Stretch::Year(year)), Basis::Explicit);
        }
        let day = self.today().and_then(|today| moved(today, Unit::Quarter, -1));
        (day.and_then(|day| Stretch::around(day, Unit::Quarter)), Basis::DocumentDate)
    }

    /// "a year earlier", beside figures of a quarter: that quarter of the year before.
    fn year_before(&self, found: &Found) -> (Option<Stretch>, Basis) {
        let year = self.today().and_then(|today| moved(today, Unit::Year, -1));
        if let (Some(year), Some(number)) = (year, found.ordinal) {
            return (numbered_part(Unit::Quarter, number as i8, year.year()), Basis::DocumentDate);
        }
        if let Some(compared) = self.compared {
            return (compared.years_on(-1), Basis::ReferenceTime);
        }
        // "The year-earlier quarter", though no quarter is told of near by.
        if found.unit == Some(Unit::Quarter) {
            let (quarter, basis) = self.quarter_spoken_of(found);
            return (quarter.and_then(|quarter| quarter.years_on(-1)), basis);
        }
        (year.and_then(|day| Stretch::around(day, Unit::Year)), Basis::DocumentDate)
    }

    /// "two days earlier", "the following month", "that year".
    fn near_reference(&self, found: &Found, rule: &Rule) -> Option<Stretch> {
        let reference = self.reference.or_else(|| self.today().map(Stretch::Day))?;
        let by = by(found, rule)?;
        if let Some(number) = found.weekday {
            let day = reference.first_day()?;
            return day.nth_weekday(if by < 0 { -1 } else { 1 }, weekday(number)?).ok().map(Stretch::Day);
        }
        let unit = found.unit?;
        if unit == Unit::Year && found.is_one() && by != 0 && rule.count.is_some() {
            return reference.years_on(by);
        }
        let is_finer = by == 0 && unit == Unit::Quarter && matches!(reference, Stretch::Quarter(..));
        if is_finer {
            return Some(reference);
        }
        Stretch::around(moved(reference.first_day()?, unit, by)?, unit)
    }

    fn near_document(
        &self,
        found: &Found,
        rule: &Rule,
        points: &dyn Fn() -> Option<Points>,
    ) -> Option<Stretch> {
        let today = self.today()?;
        if let Some(days) = found.dayword {
            let beyond = if rule.shift.is_some() { found.shift? } else { days };
            return moved(today, Unit::Day, beyond).map(Stretch::Day);
        }
        let year = found.year.or_else(|| year_of_shift(found, today));
        if found.month.is_some() {
            return match year {
                Some(_) => month_or_day(found, year),
                None if found.day.is_some() => day_without_year(found, today, points),
                None => month_without_year(found, today, points),
            };
        }
        if let Some(number) = found.weekday {
            return weekday_day(found, number, today, points).map(Stretch::Day);
        }
        if let Some(feast) = found.feast {
            let days = years_near(today, year).filter_map(|year| feast.day(year));
            return side(&days.collect::<Vec<_>>(), today, found.shift, points).map(Stretch::Day);
        }
        if let Some(season) = found.season {
            return season_near(season, year, found.shift, today, points);
        }
        if let (Some(unit @ (Unit::Quarter | Unit::Half)), Some(number)) = (found.unit, found.ordinal) {
            return part_of_year(unit, number as i8, year, today, points);
        }
        if let Some(unit) = found.unit {
            let by = by(found, rule).unwrap_or(0);
            if unit == Unit::Weekend && found.shift != Some(1) {
                return weekend(today, by, points);
            }
            let is_week = unit == Unit::Week && rule.count.is_none();
            let from = if is_week { week_start(today, by)? } else { today };
            return Stretch::around(moved(from, unit, by)?, unit);
        }
        if found.clock.is_some() || found.part.is_some() {
            let by = if found.shift == Some(-1) { -1 } else { 0 };
            return moved(today, Unit::Day, by).map(Stretch::Day);
        }
        None
    }
}

/// What needs nothing but its own words: "1998", "the 1990s", "the third quarter of 1998", "the 19th century".
fn explicit(found: &Found) -> Option<Stretch> {
    if let Some(first) = found.decade {
        let first = if first < 100 { 1900 + first } else { first };
        return Some(Stretch::Decade(first / 10));
    }
    if let (Some(Unit::Century), Some(number)) = (found.unit, found.ordinal) {
        return Some(Stretch::Century(number - 1));
    }
    let year = found.year?;
    if (found.unit, found.shift) == (Some(Unit::Half), Some(-1)) {
        return Some(Stretch::Half(year, 2));
    }
    if let (Some(unit), Some(number)) = (found.unit, found.ordinal) {
        return numbered_part(unit, number as i8, year);
    }
    match (found.season, found.feast) {
        (Some(season), _) => Some(Stretch::Season(year, season)),
        (None, Some(feast)) => feast.day(year).map(Stretch::Day),
        (None, None) => Some(Stretch::Year(year)),
    }
}

fn numbered_part(unit: Unit, number: i8, year: i16) -> Option<Stretch> {
    match unit {
        Unit::Quarter if (1..=4).contains(&number) => Some(Stretch::Quarter(year, number)),
        Unit::Half if (1..=2).contains(&number) => Some(Stretch::Half(year, number)),
        _ => None,
    }
}

/// How many units on from where it is counted.
fn by(found: &Found, rule: &Rule) -> Option<i32> {
    let Some(count) = rule.count else { return found.shift };
    let number = found.number.unwrap_or(1.0);
    let number = if (0.0..100_000.0).contains(&number) { number.round() as i32 } else { return None };
    Some(match count {
        Count::Back => -number,
        Count::On => number,
    })
}

fn month_or_day(found: &Found, year: Option<i16>) -> Option<Stretch> {
    let (year, month) = (year?, found.month?);
    match found.day {
        Some(day) => Date::new(year, month, day).ok().map(Stretch::Day),
        None => Some(Stretch::Month(year, month)),
    }
}

/// "March last year": the year that "last" leads to.
fn year_of_shift(found: &Found, today: Date) -> Option<i16> {
    i16::try_from(i32::from(today.year()) + found.year_shift?).ok()
}

fn years_near(today: Date, year: Option<i16>) -> impl Iterator<Item = i16> {
    let (from, to) = year.map_or((today.year() - 1, today.year() + 1), |year| (year, year));
    from..=to
}

/// The day among some that lies on the side that the words point to; the nearest where they do not tell.
fn side(days: &[Date], today: Date, shift: Option<i32>, points: &dyn Fn() -> Option<Points>) -> Option<Date> {
    if let [day] = days {
        return Some(*day);
    }
    if days.contains(&today) && shift.is_none() {
        return Some(today);
    }
    let distance = |day: Date| today.until(day).map_or(i32::MAX, |span| span.get_days().abs());
    let before = days.iter().copied().filter(|day| *day < today).max();
    let after = days.iter().copied().filter(|day| *day > today).min();
    match shift {
        Some(shift) if shift < 0 => return before,
        Some(_) => return after,
        None => {}
    }
    match points() {
        // "I was pleased to note your item of Oct. 23", a week later: no infinitive moves it to the next year.
        Some(Points::Coming) if before.is_some_and(|day| distance(day) <= 60) => {
            after.filter(|day| distance(*day) <= 240).or(before)
        }
        Some(Points::Coming) => after.or(before),
        Some(Points::Past) => before.or(after),
        Some(Points::Nowhere) | None => days.iter().copied().min_by_key(|day| (distance(*day), *day)),
    }
}

/// "Sept. 12", in the year that the weekday fits where one is told.
fn day_without_year(found: &Found, today: Date, points: &dyn Fn() -> Option<Points>) -> Option<Stretch> {
    let days = years_near(today, None).filter_map(|year| Date::new(year, found.month?, found.day?).ok());
    let mut days: Vec<Date> = days.collect();
    if let Some(told) = found.weekday.and_then(weekday) {
        let fitting: Vec<Date> = days.iter().copied().filter(|day| day.weekday() == told).collect();
        if !fitting.is_empty() {
            days = fitting;
        }
    }
    side(&days, today, None, points).map(Stretch::Day)
}

fn month_without_year(found: &Found, today: Date, points: &dyn Fn() -> Option<Points>) -> Option<Stretch> {
    let month = found.month?;
    let year = today.year();
    let turned =
        match found.shift {
            Some(-1) if month >= today.month() => year - 1,
            Some(1) if month <= today.month() => year + 1,
            Some(_) => year,
            None if month == today.month() => year,
            None => match points() {
                Some(Points::Coming) if (1..=2).contains(&(today.month() - month)) => year,
                Some(Points::Coming) if month < today.month() => year + 1,
                Some(Points::Coming) => year,
                // In December, "January" is the next, unless a word points back.
                None if (1..=2).contains(&(month - today.month()).rem_euclid(12)) => {
                    if month < today.month() { year + 1 } else { year }
                }
                _ if month > today.month() => year - 1,
                _ => year,
            },
        };
    Some(Stretch::Month(turned, month))
}

fn weekday_day(found: &Found, number: i8, today: Date, points: &dyn Fn() -> Option<Points>) -> Option<Date> {
    if let (Some(Unit::Week), Some(shift)) = (found.unit, found.shift) {
        return weekday_in_week(moved(week_start(today, shift)?, Unit::Week, shift)?, number);
    }
    let told = weekday(number)?;
    let near = |nth| today.nth_weekday(nth, told).ok();
    match found.shift {
        Some(-1) => near(-1),
        Some(1) => near(1),
        _ if today.weekday() == told => Some(today),
        _ => near(if points() == Some(Points::Coming) { 1 } else { -1 }),
    }
}

/// Where weeks are counted back from: on a Sunday, "last week" is the one that ends that day.
fn week_start(today: Date, by: i32) -> Option<Date> {
    let is_sunday = today.weekday() == Weekday::Sunday;
    if is_sunday && by < 0 { today.tomorrow().ok() } else { Some(today) }
}

fn season_near(
    season: Season,
    year: Option<i16>,
    shift: Option<i32>,
    today: Date,
    points: &dyn Fn() -> Option<Points>,
) -> Option<Stretch> {
    let year = match (year, shift) {
        (Some(year), _) => year,
        // "last summer" in August is that of the year before; "last spring" is this year's.
        (None, Some(-1)) if season.first_month() + 3 > today.month() => today.year() - 1,
        (None, Some(1)) if season.first_month() <= today.month() => today.year() + 1,
        (None, Some(_)) => today.year(),
        (None, None) => {
            let days =
                years_near(today, None).filter_map(|year| Date::new(year, season.first_month(), 1).ok());
            side(&days.collect::<Vec<_>>(), today, None, points)?.year()
        }
    };
    Some(Stretch::Season(year, season))
}

/// A quarter or half without its year: the one that began last or soon begins.
fn part_of_year(
    unit: Unit,
    number: i8,
    year: Option<i16>,
    today: Date,
    points: &dyn Fn() -> Option<Points>,
) -> Option<Stretch> {
    if let Some(year) = year {
        return numbered_part(unit, number, year);
    }
    let parts = years_near(today, None).filter_map(|year| numbered_part(unit, number, year));
    let begun: Vec<(Date, Stretch)> = parts.filter_map(|part| Some((part.first_day()?, part))).collect();
    let past = begun.iter().rev().find(|(day, _)| *day <= today)?;
    let coming = begun.iter().find(|(day, _)| *day > today)?;
    let days_to = |day: Date| today.until(day).map_or(i32::MAX, |span| span.get_days());
    let is_coming = points() == Some(Points::Coming) && days_to(coming.0) < 200 && days_to(past.0) < -180;
    Some(if is_coming { coming.1 } else { past.1 })
}

/// Until Wednesday "the weekend" is the one behind, unless the words say that it is to come.
fn weekend(today: Date, by: i32, points: &dyn Fn() -> Option<Points>) -> Option<Stretch> {
    let is_early = today.weekday().to_monday_one_offset() < 4;
    let by = match (by, is_early) {
        (0, true) if points() != Some(Points::Coming) => -1,
        (-1, false) if today.weekday().to_monday_one_offset() > 5 => -1,
        (by, _) => by,
    };
    let day = today.checked_add((by * 7).days()).ok()?;
    Stretch::around(day, Unit::Weekend)
}

/// The clock or part of day as TIMEX3 writes it after the T.
fn time_of_day(found: &Found) -> (String, Precision) {
    let Some(minutes) = found.minutes() else {
        return (found.part.map_or("XX", |part| part.code()).to_owned(), Precision::PartOfDay);
    };
    let zone = match found.zone {
        None => String::new(),
        Some(0) => "Z".to_owned(),
        Some(zone) => {
            let sign = if zone < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60)
        }
    };
    let precision = if found.is_full_hour { Precision::Hour } else { Precision::Minute };
    (format!("{:02}:{:02}{zone}", minutes / 60 % 24, minutes % 60), precision)
}

/// What is known without a date of the article: `XXXX-WXX-1` for "Monday", `XXXX-03-05` for "March 5"; none for
/// expressions that only tell a distance ("last month").
fn unresolved(found: &Found) -> Option<String> {
    if found.shift.is_some() {
        return None;
    }
    match (found.month, found.day, found.weekday, found.season) {
        (Some(month), Some(day), _, _) => Some(format!("XXXX-{month:02}-{day:02}")),
        (Some(month), None, _, _) => Some(format!("XXXX-{month:02}")),
        (None, _, Some(weekday), _) => Some(format!("XXXX-WXX-{weekday}")),
        (None, _, None, Some(season)) => Some(format!("XXXX-{}", season.code())),
        (None, ..) => match (found.unit, found.ordinal) {
            (Some(Unit::Quarter), Some(number)) => Some(format!("XXXX-Q{number}")),
            (Some(Unit::Half), Some(number)) => Some(format!("XXXX-H{number}")),
            _ => None,
        },
    }
}
