//! Says block counts, seconds and moments the way people read them.

/// The seconds between two blocks on average.
pub(super) const BLOCK: u64 = 600;

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// A span in the unit that people would use: "about 90 days", "about a year".
pub(super) fn about(seconds: u64) -> String {
    let rounded = |unit: u64| (seconds + unit / 2) / unit;
    let (number, unit) = match seconds {
        0..=5399 => (rounded(60), "minute"),
        5400..=172_799 => (rounded(HOUR), "hour"),
        172_800..=10_367_999 => (rounded(DAY), "day"),
        10_368_000..=29_999_999 => (rounded(DAY * 30), "month"),
        _ => {
            let tenths = (seconds * 10 + DAY * 365 / 2) / (DAY * 365);
            return match (tenths / 10, tenths % 10) {
                (1, 0) | (0, _) => "about a year".to_owned(),
                (years, 0) => format!("about {years} years"),
                (years, tenths) => format!("about {years}.{tenths} years"),
            };
        }
    };
    format!("about {number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// A number with commas: 52,560.
pub(super) fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A moment in universal time: 2030-01-31 12:00 UTC.
pub(super) fn date(seconds: u64) -> String {
    let (mut days, rest) = (seconds / DAY, seconds % DAY);
    let mut year = 1970;
    let leap = |year: u64| {
        (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400)
    };
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let lengths = [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while days >= lengths[month] {
        days -= lengths[month];
        month += 1;
    }
    let (hour, minute) = (rest / HOUR, rest % HOUR / 60);
    format!("{year}-{:02}-{:02} {hour:02}:{minute:02} UTC", month + 1, days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_dates_read_as_people_say_them() {
        let blocks = |count: u64| about(count * BLOCK);
        assert_eq!(blocks(6), "about 60 minutes");
        assert_eq!(blocks(144), "about 24 hours");
        assert_eq!(blocks(12_960), "about 90 days");
        assert_eq!(blocks(26_280), "about 6 months");
        assert_eq!(blocks(52_560), "about a year");
        assert_eq!(blocks(65_535), "about 1.2 years");
        assert_eq!(grouped(1_052_560), "1,052,560");
        assert_eq!(date(0), "1970-01-01 00:00 UTC");
        assert_eq!(date(951_782_400), "2000-02-29 00:00 UTC");
        assert_eq!(date(1_893_456_000), "2030-01-01 00:00 UTC");
        assert_eq!(date(u64::from(u32::MAX)), "2106-02-07 06:28 UTC");
    }
}
