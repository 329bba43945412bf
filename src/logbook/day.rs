//! Days of the calendar as numbers, for the distance between two and for the same day some months later.

/// The days from 1970-01-01 to a day written `2026-11-22`; `None` for what is no such day.
pub(super) fn number(day: &str) -> Option<i64> {
    let (year, month, of_month) = parts(day)?;
    // The civil calendar in eras of 400 years, the year beginning in March, so that the leap day comes last.
    let shifted = year - i64::from(month <= 2);
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(of_month) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// The same day some months later, or the last one of that month.
pub(super) fn months_later(day: &str, months: u32) -> Option<String> {
    let (year, month, of_month) = parts(day)?;
    let count = i64::from(month - 1) + i64::from(months);
    let (year, month) = (year + count / 12, count % 12 + 1);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    Some(format!("{year:04}-{month:02}-{:02}", of_month.min(last)))
}

fn parts(day: &str) -> Option<(i64, u32, u32)> {
    let mut parts = day.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok().filter(|month| (1..=12).contains(month))?;
    let of_month = parts.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    Some((year, month, of_month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_and_months_are_added() {
        for (day, days) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11_016),
            ("2000-03-01", 11_017),
            ("2023-12-31", 19_722),
            ("2026-11-22", 20_779),
        ] {
            assert_eq!(number(day), Some(days), "{day}");
        }
        for bad in ["", "2026", "2026-13-01", "2026-00-01", "2026-01-32", "x-1-1"] {
            assert_eq!(number(bad), None, "{bad}");
        }
        for (day, months, later) in [
            ("2026-11-22", 6, "2027-05-22"),
            ("2026-11-22", 12, "2027-11-22"),
            ("2026-08-31", 6, "2027-02-28"),
            ("2027-08-31", 6, "2028-02-29"),
            ("2026-12-31", 12, "2027-12-31"),
        ] {
            assert_eq!(months_later(day, months).as_deref(), Some(later));
        }
    }
}
