//! What may stand between the words of a seed: signs, numbers, the marks of a page, labels such as `Word 1:`.

use super::runs::Word;

/// Whether what stands between two words is what people write there: spaces, commas, numbers, line ends, quotes; in a
/// page of the web also marks around each word.
pub(super) fn is_gap(text: &[u8], two: &[Word]) -> bool {
    const LONGEST: usize = 60;
    let (mut at, end) = (two[0].end, two[1].start);
    let plain = |byte: u8| {
        byte.is_ascii_digit() || !byte.is_ascii() || b" \t\r\n,.;:)\"'|-*#>".contains(&byte)
    };
    let (mut length, mut marks) = (0, 0);
    while at < end {
        match markup_len(&text[at..end]).max(label_len(&text[..end], at)) {
            0 if plain(text[at]) => (length, at) = (length + 1, at + 1),
            0 => return false,
            long => (marks, at) = (marks + 1, at + long),
        }
    }
    length <= LONGEST && marks <= MOST_MARKS
}

/// How many marks of a page may stand between two words.
const MOST_MARKS: usize = 10;
/// The longest mark that is passed over: a shorter one holds neither twelve words nor a key.
const LONGEST_MARK: usize = 48;

/// Marks of HTML that stand around words, and those in which programs keep lists of texts.
#[rustfmt::skip]
const MARKS: [&[u8]; 42] = [
    b"a", b"b", b"br", b"center", b"code", b"dd", b"div", b"dl", b"dt", b"em", b"entry", b"font", b"h1", b"h2", b"h3",
    b"h4", b"i", b"item", b"label", b"li", b"mark", b"ol", b"p", b"pre", b"small", b"span", b"string", b"strong",
    b"sub", b"sup", b"table", b"tbody", b"td", b"text", b"th", b"tr", b"tt", b"u", b"ul", b"value", b"w", b"word",
];

/// The length of a mark that stands here and is part of no text (`<li>`, `</td>`, `&nbsp;`); 0 for none.
pub(super) fn markup_len(text: &[u8]) -> usize {
    let open = match text {
        [b'<', b'/', ..] => 2,
        [b'<', ..] => 1,
        [b'&', b'n', b'b', b's', b'p', b';', ..] => return 6,
        _ => return 0,
    };
    let letters = text[open..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let (name, rest) = text[open..].split_at(letters);
    let is_mark = MARKS.iter().any(|mark| mark.eq_ignore_ascii_case(name));
    if !is_mark || !rest.first().is_some_and(|byte| b" />".contains(byte)) {
        return 0;
    }
    let inside = rest.iter().take(LONGEST_MARK - open - letters);
    let end = inside.take_while(|byte| !b"<\n".contains(byte)).position(|byte| *byte == b'>');
    end.map_or(0, |end| open + letters + end + 1)
}

/// What people call the words of a seed, with a number behind it.
const LABELS: [&[u8]; 7] = [b"word", b"wort", b"mot", b"palabra", b"parola", b"palavra", b"slovo"];

/// The length of a label that stands at a place and is part of no seed: `Word 1:`; 0 for none. A number before it, as in
/// `2. word 3. zoo`, says that it is the word itself.
pub(super) fn label_len(text: &[u8], at: usize) -> usize {
    let here = &text[at..];
    let is_here = |label: &&&[u8]| {
        here.get(..label.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(label))
    };
    let Some(label) = LABELS.iter().find(is_here) else { return 0 };
    let before = text[..at].iter().rev().find(|byte| **byte != b' ');
    if before.is_some_and(|byte| byte.is_ascii_digit() || b".):".contains(byte)) {
        return 0;
    }
    let spaces = |from: usize| here[from..].iter().take_while(|byte| b" #".contains(byte)).count();
    let number = label.len() + spaces(label.len());
    let digits = here[number..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sign = number + digits + spaces(number + digits);
    let is_label =
        (1..=2).contains(&digits) && here.get(sign).is_some_and(|byte| b":.)=-".contains(byte));
    if is_label { sign + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_page_are_passed_over_and_what_may_hold_a_seed_is_not() {
        let len = |text: &str| markup_len(text.as_bytes());
        assert_eq!((len("<li>word"), len("</td><td>"), len("<p class=\"w\">a")), (4, 5, 13));
        assert_eq!((len("&nbsp;a"), len("&amp;a"), len("<h1>a")), (6, 0, 4));
        assert_eq!((len("<U0061>"), len("<dzs>"), len("<b@y.org>"), len("</>")), (0, 0, 0, 0));
        assert_eq!(
            (len("< b >"), len("<3>"), len("<li\n>"), len("<li"), len("a<li>")),
            (0, 0, 0, 0, 0)
        );
        let words = "<p title=\"zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo\">";
        assert_eq!(len(words), 0, "twelve words of three letters are longer than a mark");
    }

    #[test]
    fn labels_before_words_are_no_words() {
        let len = |text: &str, at| label_len(text.as_bytes(), at);
        assert_eq!(
            (len("Word 1: zoo", 0), len("x wort #12. zoo", 2), len("mot3) zoo", 0)),
            (7, 9, 5)
        );
        assert_eq!((len("word zoo", 0), len("word 123: zoo", 0), len("word 1", 0)), (0, 0, 0));
        assert_eq!(len("2. word 3. zoo", 3), 0, "the second word is word");
    }
}
