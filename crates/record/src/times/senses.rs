//! What the words of time expressions mean, and the classes that patterns know them by.

/// A class of words, as `{month}` in a pattern. Those without a sense of their own only guard or guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Month,
    Weekday,
    Weekdays,
    /// "Mon.", read before a date only.
    WeekdayCut,
    Unit,
    Units,
    Part,
    Parts,
    Season,
    Dayword,
    Shift,
    Step,
    PartOf,
    Edge,
    About,
    Few,
    One,
    Ordinal,
    Tens,
    Meridiem,
    HourName,
    Zone,
    Feast,
    Every,
    /// A number, in digits or words.
    Number,
    /// 1 to 31: "7", "7th", "seventh".
    Day,
    /// 0 to 24.
    Hour,
    /// 1 to 12.
    MonthNumber,
    /// 1000 to 2199, in four digits.
    Year,
    /// 1900 to 2059, in four digits.
    RecentYear,
    /// "48" of "1945-48".
    ShortYear,
    /// "1990s", "’90s".
    Decade,
    /// "14:30".
    Clock,
    /// "10.30".
    DotClock,
    /// A word that begins with a capital.
    Capital,
    /// A word in lower case that looks like a plural.
    Plural,
    /// A verb's past form or participle.
    PastVerb,
    /// A verb's form in -ing.
    Progressive,
    /// A word in lower case.
    Lower,
}

/// What one word of an expression adds to its meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sense {
    Month(i8),
    Weekday(i8),
    Weekdays(i8),
    WeekdayCut(i8),
    Unit(Unit),
    Units(Unit),
    Part(Part),
    Parts(Part),
    Season(Season),
    Dayword(i32),
    Shift(i32),
    Step(i32),
    PartOf(Modifier),
    Edge(Modifier),
    About(Modifier),
    Few(Few),
    One(i8),
    Ordinal(i16),
    Tens(i16),
    Meridiem(i8),
    HourName(i8),
    Zone(i32),
    Feast(Feast),
    Every(Unit),
    Number(f64),
    Day(i8),
    Hour(i8),
    MonthNumber(i8),
    Year(i16),
    ShortYear(i16),
    /// Its first year; under 100 where the century is not told.
    Decade(i16),
    /// Minutes of the day.
    Clock(i16),
    PastVerb(i8),
}

impl Sense {
    /// The class that the sense belongs to.
    pub(crate) fn class(self) -> Class {
        match self {
            Self::Month(_) => Class::Month,
            Self::Weekday(_) => Class::Weekday,
            Self::Weekdays(_) => Class::Weekdays,
            Self::WeekdayCut(_) => Class::WeekdayCut,
            Self::Unit(_) => Class::Unit,
            Self::Units(_) => Class::Units,
            Self::Part(_) => Class::Part,
            Self::Parts(_) => Class::Parts,
            Self::Season(_) => Class::Season,
            Self::Dayword(_) => Class::Dayword,
            Self::Shift(_) => Class::Shift,
            Self::Step(_) => Class::Step,
            Self::PartOf(_) => Class::PartOf,
            Self::Edge(_) => Class::Edge,
            Self::About(_) => Class::About,
            Self::Few(_) => Class::Few,
            Self::One(_) => Class::One,
            Self::Ordinal(_) => Class::Ordinal,
            Self::Tens(_) => Class::Tens,
            Self::Meridiem(_) => Class::Meridiem,
            Self::HourName(_) => Class::HourName,
            Self::Zone(_) => Class::Zone,
            Self::Feast(_) => Class::Feast,
            Self::Every(_) => Class::Every,
            Self::Number(_) => Class::Number,
            Self::Day(_) => Class::Day,
            Self::Hour(_) => Class::Hour,
            Self::MonthNumber(_) => Class::MonthNumber,
            Self::Year(_) => Class::Year,
            Self::ShortYear(_) => Class::ShortYear,
            Self::Decade(_) => Class::Decade,
            Self::Clock(_) => Class::Clock,
            Self::PastVerb(_) => Class::PastVerb,
        }
    }
}

/// A unit of the calendar or the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    /// As TIMEX3 writes it after the T.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Midday => "MI",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// A season of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// As TIMEX3 writes it after the year.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    /// The month in which it begins on the northern half of the globe, as newspapers count.
    pub(crate) fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

/// TIMEX3's `mod`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Modifier {
    Start,
    Middle,
    End,
    Approx,
    LessThan,
    MoreThan,
}

impl Modifier {
    /// As TIMEX3 writes it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Middle => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
            Self::LessThan => "LESS_THAN",
            Self::MoreThan => "MORE_THAN",
        }
    }
}

/// A number that is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Few {
    Few,
}

/// A feast that newspapers date by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feast {
    NewYear,
    NewYearsEve,
    Christmas,
    ChristmasEve,
    BoxingDay,
    Valentine,
    IndependenceDay,
    ArmisticeDay,
    VictoryDay,
    MayDay,
    LaborDay,
    MemorialDay,
    Thanksgiving,
    GoodFriday,
    Easter,
    EasterMonday,
    BastilleDay,
    Halloween,
}
