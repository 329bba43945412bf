//! Today's date, which is asked for here and handed down as a value.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day of the Gregorian calendar, from 1970-01-01 to 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// The text is not a date of the form 2026-11-22, or there is no such day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("that is not a date of the form 2026-11-22")]
pub struct DateError;

/// Today in UTC, by the computer's clock; an offline computer's clock may be wrong.
pub fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Date::from_days(since.as_secs() / 86_400)
}

/// A moment in UTC as TOML writes it, `2026-11-22T10:11:12Z`, by its seconds after 1970; nothing for earlier ones.
pub fn moment(seconds: i64) -> Option<String> {
    let seconds = u64::try_from(seconds).ok()?;
    let (day, rest) = (Date::from_days(seconds / 86_400), seconds % 86_400);
    Some(format!("{day}T{:02}:{:02}:{:02}Z", rest / 3_600, rest / 60 % 60, rest % 60))
}

impl Date {
    /// The year, 1970–9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1–12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day, 1–31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// How many days it is after 1970-01-01.
    pub fn days(self) -> u64 {
        let years = (1970..self.year).map(days_of).sum::<u64>();
        let months = (1..self.month).map(|month| u64::from(days_in(self.year, month))).sum::<u64>();
        years + months + u64::from(self.day) - 1
    }

    /// The day that is `days` after 1970-01-01; later days than 9999-12-31 become that day.
    pub fn from_days(days: u64) -> Self {
        let (mut year, mut left) = (1970_u16, days);
        while left >= days_of(year) {
            if year == 9999 {
                return Self { year, month: 12, day: 31 };
            }
            left -= days_of(year);
            year += 1;
        }
        let mut month = 1;
        while left >= u64::from(days_in(year, month)) {
            left -= u64::from(days_in(year, month));
            month += 1;
        }
        Self { year, month, day: left as u8 + 1 }
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_of(year: u16) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shaped {
            return Err(DateError);
        }
        let year = text[..4].parse().map_err(|_| DateError)?;
        let month = text[5..7].parse().map_err(|_| DateError)?;
        let day = text[8..].parse().map_err(|_| DateError)?;
        let exists =
            year >= 1970 && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        if exists { Ok(Self { year, month, day }) } else { Err(DateError) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (days, date) in [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (19_722, "2023-12-31"),
            (20_779, "2026-11-22"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(Date::from_days(days).to_string(), date);
            assert_eq!(date.parse(), Ok(Date::from_days(days)));
            assert_eq!(Date::from_days(days).days(), days.min(2_932_896));
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in
            ["2026-02-29", "2026-13-01", "2026-00-10", "1969-12-31", "2026-1-1", "２026-1-1"]
        {
            assert_eq!(text.parse::<Date>(), Err(DateError));
        }
    }
}
