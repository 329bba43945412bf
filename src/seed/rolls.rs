//! Rolls of dice, throws of coins and draws of cards, as the ASCII text that is hashed.

use super::EntropyError;
use super::entropy::entropy_len;
use super::fair;
use crate::secret::{SecretBuffer, SecretText};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// The longest text of rolls that is read, in bytes.
pub const ROLLS_LIMIT: usize = 4096;

const RANKS: &[u8; 13] = b"A23456789TJQK";
const SUITS: &[u8; 4] = b"SHDC";
const DECK: usize = 52;

/// What is rolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Six-sided dice: the digits 1 to 6.
    Dice,
    /// Coins: 1 for heads, 0 for tails.
    Coins,
    /// Cards of one deck, not put back until it is used up and shuffled again: `AS`, `TD`, `9C`.
    Cards,
}

impl Source {
    /// The number of things that one roll can show.
    pub fn faces(self) -> usize {
        match self {
            Self::Dice => 6,
            Self::Coins => 2,
            Self::Cards => DECK,
        }
    }

    /// What one roll is, in words.
    pub(super) fn one(self) -> &'static str {
        match self {
            Self::Dice => "a digit from 1 to 6",
            Self::Coins => "1 (heads) or 0 (tails)",
            Self::Cards => "a card such as AS, TD or 9C",
        }
    }

    /// The bits in so many rolls.
    fn bits(self, rolls: usize) -> f64 {
        match self {
            Self::Dice => rolls as f64 * 6_f64.log2(),
            Self::Coins => rolls as f64,
            Self::Cards => (0..rolls).map(|drawn| ((DECK - drawn % DECK) as f64).log2()).sum(),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dice => "dice",
            Self::Coins => "coins",
            Self::Cards => "cards",
        })
    }
}

/// Rolls that are well formed; [`Rolls::check_fair`] says whether they are enough and look random.
pub struct Rolls {
    source: Source,
    text: SecretText,
}

impl Rolls {
    /// Reads rolls; spaces and line breaks between them are ignored, cards may be in any case.
    ///
    /// # Errors
    /// [`EntropyError::TooLong`], [`EntropyError::NotARoll`], [`EntropyError::HalfACard`] and
    /// [`EntropyError::RepeatedCard`].
    pub fn parse(source: Source, typed: &SecretText) -> Result<Self, EntropyError> {
        if typed.len() > ROLLS_LIMIT {
            return Err(EntropyError::TooLong { limit: ROLLS_LIMIT });
        }
        let mut text = SecretBuffer::with_room(typed.len());
        let width = if source == Source::Cards { 2 } else { 1 };
        // exposed to: the text that is hashed
        for character in typed.expose_secret().chars().filter(|c| !c.is_whitespace()) {
            let place = text.len() % width;
            let letter = u8::try_from(character).unwrap_or(0).to_ascii_uppercase();
            let fits = match source {
                Source::Dice => letter.is_ascii_digit() && (b'1'..=b'6').contains(&letter),
                Source::Coins => matches!(letter, b'0' | b'1'),
                Source::Cards if place == 0 => RANKS.contains(&letter),
                Source::Cards => SUITS.contains(&letter),
            };
            let position = text.len() / width + 1;
            if !fits || text.push(&[letter]).is_err() {
                return Err(EntropyError::NotARoll { of: source, position });
            }
        }
        if !text.len().is_multiple_of(width) {
            return Err(EntropyError::HalfACard { position: text.len() / width + 1 });
        }
        let text = text.into_text().expect("rolls are ASCII");
        let rolls = Self { source, text };
        rolls.check_decks()?;
        Ok(rolls)
    }

    /// What was rolled.
    pub fn source(&self) -> Source {
        self.source
    }

    /// The rolls as they are hashed: no spaces, upper case.
    pub fn text(&self) -> &SecretText {
        &self.text
    }

    /// The number of rolls.
    pub fn count(&self) -> usize {
        match self.source {
            Source::Cards => self.text.len() / 2,
            Source::Dice | Source::Coins => self.text.len(),
        }
    }

    /// The bits in these rolls when they are fair: log2(6) a die, 1 a coin; a card as many as the cards
    /// that are left in the deck allow (a whole deck has 225.6).
    pub fn bits(&self) -> f64 {
        self.source.bits(self.count())
    }

    /// How often each face came: 1 to 6 of dice, tails and heads of coins, the suits S, H, D, C of cards.
    pub fn counts(&self) -> Vec<usize> {
        let kinds = if self.source == Source::Cards { SUITS.len() } else { self.source.faces() };
        let per_kind = self.source.faces() / kinds;
        let mut counts = vec![0; kinds];
        for value in self.values().iter() {
            counts[usize::from(*value) / per_kind] += 1;
        }
        counts
    }

    /// The rolls that are needed when they are all there is: as many as the seed has bits. For dice
    /// they are 50, 62, 75, 87 and 99, the last as Coldcard has it (255.9 bits).
    ///
    /// # Errors
    /// [`EntropyError::WordCount`].
    pub fn needed(source: Source, words: usize) -> Result<usize, EntropyError> {
        let bits = (entropy_len(words)? * 8) as f64;
        let of_dice = [(12, 50), (15, 62), (18, 75), (21, 87), (24, 99)];
        let of_dice = of_dice.iter().find(|(count, _)| *count == words).map(|(_, rolls)| *rolls);
        match (source, of_dice) {
            (Source::Dice, Some(rolls)) => Ok(rolls),
            _ => Ok((1..=256).find(|rolls| source.bits(*rolls) >= bits).unwrap_or(256)),
        }
    }

    /// Whether the rolls alone are enough for so many words, and look random.
    ///
    /// # Errors
    /// [`EntropyError::TooFew`], [`EntropyError::NotRandom`] and [`EntropyError::WordCount`].
    pub fn check_fair(&self, words: usize) -> Result<(), EntropyError> {
        let need = Self::needed(self.source, words)?;
        if self.count() < need {
            return Err(EntropyError::TooFew { have: self.count(), need });
        }
        self.check_random()
    }

    /// Whether the rolls look random, however many they are: fair rolls are refused less than once in a
    /// million times. Passing proves nothing; it catches a held key, a pattern, a die that is not rolled.
    ///
    /// # Errors
    /// [`EntropyError::NotRandom`].
    pub fn check_random(&self) -> Result<(), EntropyError> {
        fair::check(self.source, &self.values())
    }

    /// The rolls as numbers from 0; a card is its suit times 13 and its rank.
    fn values(&self) -> Zeroizing<Vec<u8>> {
        let mut values = Zeroizing::new(Vec::with_capacity(self.count()));
        // exposed to: the numbers, which are wiped
        let text = self.text.expose_secret().as_bytes();
        let place = |of: &[u8], letter: u8| of.iter().position(|known| *known == letter);
        match self.source {
            Source::Dice => values.extend(text.iter().map(|digit| digit - b'1')),
            Source::Coins => values.extend(text.iter().map(|digit| digit - b'0')),
            Source::Cards => values.extend(text.chunks_exact(2).filter_map(|card| {
                Some((place(SUITS, card[1])? * RANKS.len() + place(RANKS, card[0])?) as u8)
            })),
        }
        values
    }

    fn check_decks(&self) -> Result<(), EntropyError> {
        if self.source != Source::Cards {
            return Ok(());
        }
        let mut drawn = Zeroizing::new([false; DECK]);
        for (at, value) in self.values().iter().enumerate() {
            if at.is_multiple_of(DECK) {
                drawn.zeroize();
            }
            if std::mem::replace(&mut drawn[usize::from(*value)], true) {
                return Err(EntropyError::RepeatedCard { position: at + 1 });
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Rolls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rolls(…)")
    }
}
