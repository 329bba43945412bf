//! The paper of the country that the computer is set to.

/// The two sheets that pages are laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperSize {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

/// Countries that print on Letter, from the Unicode locale data (CLDR, `measurementData`).
const LETTER: [&str; 18] = [
    "BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE", "DO", "HN",
    "GU", "AS",
];

/// The paper size by `LC_ALL`, `LC_PAPER` and `LANG`; A4 when they do not say.
pub fn paper_size() -> PaperSize {
    let set = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_PAPER")).or_else(|| set("LANG"));
    of_locale(&locale.unwrap_or_default())
}

fn of_locale(locale: &str) -> PaperSize {
    let name = locale.split(['.', '@']).next().unwrap_or_default();
    match name.split_once('_') {
        Some((_, country)) if LETTER.contains(&country) => PaperSize::Letter,
        _ => PaperSize::A4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_decides() {
        for (locale, paper) in [
            ("en_US.UTF-8", PaperSize::Letter),
            ("es_MX", PaperSize::Letter),
            ("fr_CA.UTF-8@euro", PaperSize::Letter),
            ("de_DE.UTF-8", PaperSize::A4),
            ("C", PaperSize::A4),
            ("", PaperSize::A4),
        ] {
            assert_eq!(of_locale(locale), paper, "{locale}");
        }
    }
}
