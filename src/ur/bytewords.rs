//! Bytewords: one four-letter word a byte, with a CRC-32 behind the bytes (BCR-2020-012).

use super::UrError;
use crate::secret::{SecretBuffer, SecretBytes, SecretText};

/// The most bytes that are read from words, the checksum not counted.
pub const MAX_BYTES: usize = 1 << 20;

/// The bytes of the CRC-32 at the end.
const CHECKSUM: usize = 4;

/// How the words are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `able acid also`: whole words with spaces, for people.
    Standard,
    /// `able-acid-also`: whole words with hyphens.
    Uri,
    /// `aeadao`: the first and the last letter of each word, for codes.
    Minimal,
}

/// The 256 words in the order of their bytes, four letters each.
const WORDS: &[u8; 1024] = b"ableacidalsoapexaquaarchatomauntawayaxisbackbaldbarnbeltbetabias\
bluebodybragbrewbulbbuzzcalmcashcatschefcityclawcodecolacookcost\
cruxcurlcuspcyandarkdatadaysdelidicedietdoordowndrawdropdrumdull\
dutyeacheasyechoedgeepicevenexamexiteyesfactfairfernfigsfilmfish\
fizzflapflewfluxfoxyfreefrogfuelfundgalagamegeargemsgiftgirlglow\
goodgraygrimgurugushgyrohalfhanghardhawkheathelphighhillholyhope\
hornhutsicedideaidleinchinkyintoirisironitemjadejazzjoinjoltjowl\
judojugsjumpjunkjurykeepkenokeptkeyskickkilnkingkitekiwiknoblamb\
lavalazyleaflegsliarlimplionlistlogoloudloveluaulucklungmainmany\
mathmazememomenumeowmildmintmissmonknailnavyneednewsnextnoonnote\
numbobeyoboeomitonyxopenovalowlspaidpartpeckplaypluspoempoolpose\
puffpumapurrquadquizraceramprealredorichroadrockroofrubyruinruns\
rustsafesagascarsetssilkskewslotsoapsolosongstubsurfswantacotask\
taxitenttiedtimetinytoiltombtoystriptunatwinuglyundouniturgeuser\
vastveryvetovialvibeviewvisavoidvowswallwandwarmwaspwavewaxywebs\
whatwhenwhizwolfworkyankyawnyellyogayurtzapszerozestzinczonezoom";

/// The CRC-32 of ISO-HDLC, as zip and PNG have it. Bit by bit and without a table: the bytes may be a seed.
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

fn word(byte: u8) -> &'static str {
    let at = usize::from(byte) * 4;
    std::str::from_utf8(&WORDS[at..at + 4]).expect("the words are ASCII")
}

/// The 256 words in the order of their bytes.
pub fn list() -> Vec<&'static str> {
    (0..=u8::MAX).map(word).collect()
}

/// Writes the bytes and their checksum as words, in lower case.
///
/// ```
/// use coldkeep::ur::bytewords::{Style, encode};
/// let words = encode(&[0, 1, 2, 0x80, 0xff], Style::Minimal);
/// assert_eq!(words.expose_secret(), "aeadaolazmjendeoti");
/// ```
pub fn encode(bytes: &[u8], style: Style) -> SecretText {
    const ROOM: &str = "five letters were set aside for each word";
    let mut text = SecretBuffer::with_room((bytes.len() + CHECKSUM) * 5);
    for (nth, byte) in bytes.iter().chain(&crc32(bytes).to_be_bytes()).enumerate() {
        let word = word(*byte);
        if style == Style::Minimal {
            text.push(&[word.as_bytes()[0], word.as_bytes()[3]]).expect(ROOM);
            continue;
        }
        if nth > 0 {
            text.push_text(if style == Style::Uri { "-" } else { " " }).expect(ROOM);
        }
        text.push_text(word).expect(ROOM);
    }
    text.into_text().expect("words are text")
}

/// Reads words in any case; whole words may have white space or hyphens between them.
///
/// # Errors
/// [`UrError::NotAByteword`] with its position, [`UrError::Checksum`], and [`UrError::TooLong`].
pub fn decode(text: &str, style: Style) -> Result<SecretBytes, UrError> {
    let (letters, most) = match style {
        Style::Minimal => (2, (MAX_BYTES + CHECKSUM) * 2),
        Style::Standard | Style::Uri => (4, (MAX_BYTES + CHECKSUM) * 6),
    };
    if text.len() > most {
        return Err(UrError::TooLong { limit: MAX_BYTES });
    }
    let mut bytes = SecretBuffer::with_room(text.len() / letters);
    let mut take = |position: usize, written: &[u8]| {
        let byte = byte_of(written).ok_or(UrError::NotAByteword { position })?;
        bytes.push(&[byte]).map_err(|_| UrError::NotAByteword { position })
    };
    if style == Style::Minimal {
        for (position, pair) in (1..).zip(text.as_bytes().chunks(2)) {
            take(position, pair)?;
        }
    } else {
        let between = |c: char| c.is_whitespace() || c == '-';
        let words = text.split(between).filter(|word| !word.is_empty());
        for (position, word) in (1..).zip(words) {
            if word.len() != 4 {
                return Err(UrError::NotAByteword { position });
            }
            take(position, word.as_bytes())?;
        }
    }
    // exposed to: the checksum, and a copy without it
    let bytes = bytes.expose_secret();
    let (content, sum) = bytes.split_last_chunk::<CHECKSUM>().ok_or(UrError::Checksum)?;
    if content.is_empty() || crc32(content) != u32::from_be_bytes(*sum) {
        return Err(UrError::Checksum);
    }
    Ok(SecretBytes::copied_from(content))
}

/// How many of the words between white space are Bytewords, and how many words there are.
pub fn count(text: &str) -> (usize, usize) {
    text.split_whitespace().fold((0, 0), |(known, all), word| {
        let is_one = word.len() == 4 && byte_of(word.as_bytes()).is_some();
        (known + usize::from(is_one), all + 1)
    })
}

/// The byte of a word, or of its first and last letter. All words are looked at, whatever the letters.
fn byte_of(written: &[u8]) -> Option<u8> {
    let mut found = None;
    for (byte, word) in (0..=u8::MAX).zip(WORDS.chunks_exact(4)) {
        let same = match written {
            [first, last] => {
                first.to_ascii_lowercase() == word[0] && last.to_ascii_lowercase() == word[3]
            }
            _ => written.eq_ignore_ascii_case(word),
        };
        if same {
            found = Some(byte);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_its_short_forms_are_unique() {
        let words: Vec<&[u8]> = WORDS.chunks_exact(4).collect();
        assert!(words.is_sorted() && words.len() == 256);
        let mut short: Vec<[u8; 2]> = words.iter().map(|word| [word[0], word[3]]).collect();
        short.sort_unstable();
        short.dedup();
        assert_eq!(short.len(), 256);
    }

    #[test]
    fn words_are_read_in_any_case_and_every_style() {
        let bytes = [0, 1, 2, 0x80, 0xff];
        for style in [Style::Standard, Style::Uri, Style::Minimal] {
            let text = encode(&bytes, style);
            // exposed to: the test
            let upper = text.expose_secret().to_uppercase();
            assert_eq!(decode(&upper, style).unwrap().expose_secret(), bytes);
        }
        let lines = "able acid\n also  lava-zoom jade need echo taxi";
        assert_eq!(decode(lines, Style::Standard).unwrap().expose_secret(), bytes);
        assert_eq!(count("able acid tree zoom x"), (3, 5));
    }

    #[test]
    fn what_is_wrong_is_named_by_its_position() {
        let read = |text: &str, style| decode(text, style).unwrap_err();
        let position = 3;
        let words = "able acid alzo lava zoom jade need echo taxi";
        assert_eq!(read(words, Style::Standard), UrError::NotAByteword { position });
        assert_eq!(read("aeadqqlazmjendeoti", Style::Minimal), UrError::NotAByteword { position });
        assert_eq!(read("aeada", Style::Minimal), UrError::NotAByteword { position });
        assert_eq!(read("äbl", Style::Standard), UrError::NotAByteword { position: 1 });
        assert_eq!(read("able acid lava zoom", Style::Standard), UrError::Checksum);
        assert_eq!(read("", Style::Minimal), UrError::Checksum);
        // The checksum of nothing is four zero bytes: nothing is no backup.
        assert_eq!(read("aeaeaeae", Style::Minimal), UrError::Checksum);
        let long = "ae".repeat(MAX_BYTES + 5);
        assert_eq!(read(&long, Style::Minimal), UrError::TooLong { limit: MAX_BYTES });
    }
}
