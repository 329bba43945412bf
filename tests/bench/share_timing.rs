//! Measures whether the time of share arithmetic depends on the secret (the method of dudect, 2017).
//!
//! Two kinds of input take turns at random: one fixed value and random values. Welch's t compares their
//! times; above 4.5 they differ. The control multiplies with logarithm tables and a branch for zero, as
//! many programs do, and must be caught. Run with `cargo bench --bench share_timing`.
#![allow(clippy::print_stdout, reason = "the figures are what this program is for")]

use coldkeep::secret::SecretBytes;
use coldkeep::share::codex32::{self, Gathering, Identifier, Share};
use std::hint::black_box;
use std::time::Instant;

#[allow(
    dead_code,
    unused_imports,
    reason = "the program's own source, of which one function is measured"
)]
#[path = "../../src/share/gf256.rs"]
mod gf256;

#[allow(
    dead_code,
    unused_imports,
    reason = "the program's own source, of which one function is measured"
)]
#[path = "../../src/share/gf32.rs"]
mod gf32;

const SAMPLES: usize = 1_000_000;
/// Samples of whole splits and recoveries, which take longer.
const WHOLE: usize = 100_000;
const BYTES: usize = 32;
const BOUND: f64 = 4.5;

/// Logarithms and powers of 3, the generator of the field's units.
struct Tables {
    logarithm: [u8; 256],
    power: [u8; 255],
}

impl Tables {
    fn new() -> Self {
        let (mut logarithm, mut power, mut value) = ([0; 256], [0; 255], 1);
        for (exponent, entry) in (0..=u8::MAX).zip(&mut power) {
            *entry = value;
            logarithm[usize::from(value)] = exponent;
            value = gf256::multiply(value, 3);
        }
        Self { logarithm, power }
    }

    fn add_weighted(&self, sum: &mut [u8], weight: u8, values: &[u8]) {
        for (sum, value) in sum.iter_mut().zip(values) {
            if *value != 0 && weight != 0 {
                let logarithms =
                    [weight, *value].map(|v| usize::from(self.logarithm[usize::from(v)]));
                *sum ^= self.power[(logarithms[0] + logarithms[1]) % 255];
            }
        }
    }
}

/// Count, mean and sum of squared distances of a stream of times (Welford).
#[derive(Default)]
struct Times {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Times {
    fn add(&mut self, time: f64) {
        self.count += 1.0;
        let before = time - self.mean;
        self.mean += before / self.count;
        self.squares += before * (time - self.mean);
    }

    fn error(&self) -> f64 {
        self.squares / (self.count - 1.0) / self.count
    }
}

/// Welch's t between the times of the fixed value and of random values, without the slowest tenth, which
/// is the machine's other work. `prepare` makes of the bytes what `work` is timed with.
fn welch<T>(
    samples: usize,
    mut prepare: impl FnMut(&[u8; BYTES]) -> T,
    mut work: impl FnMut(&mut T),
) -> f64 {
    let mut state = 39_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u8
    };
    // All are drawn beforehand: a branch that was guessed wrongly before the clock is paid for behind it.
    let mut draw = |_| {
        let fixed = next() & 1 == 0;
        let drawn: [u8; BYTES] = std::array::from_fn(|_| next());
        (fixed, if fixed { [0; BYTES] } else { drawn })
    };
    let inputs: Vec<(bool, [u8; BYTES])> = (0..samples).map(&mut draw).collect();
    let mut times = Vec::with_capacity(samples);
    for (fixed, values) in inputs {
        let mut prepared = black_box(prepare(&values));
        let start = Instant::now();
        work(black_box(&mut prepared));
        times.push((fixed, start.elapsed().as_nanos() as f64));
        black_box(prepared);
    }
    let mut sorted: Vec<f64> = times.iter().map(|(_, time)| *time).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let slowest = sorted[samples / 10 * 9];
    let (mut fixed, mut random) = (Times::default(), Times::default());
    for (is_fixed, time) in times.into_iter().filter(|(_, time)| *time <= slowest) {
        if is_fixed { fixed.add(time) } else { random.add(time) }
    }
    ((fixed.mean - random.mean) / (fixed.error() + random.error()).sqrt()).abs()
}

/// One addition of weighted values, four times, as the arithmetic of a field does it.
fn added(add_weighted: impl Fn(&mut [u8], u8, &[u8])) -> f64 {
    welch(
        SAMPLES,
        |values| ([0; BYTES], *values),
        |(sum, values)| {
            for _ in 0..4 {
                add_weighted(black_box(sum), black_box(0xb7), black_box(values));
            }
        },
    )
}

/// The weighted sum of symbols as the split and the recovery of codex32 make it.
fn add_symbols(sum: &mut [u8], weight: u8, values: &[u8]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum ^= gf32::multiply(*value & 31, weight & 31);
    }
}

/// A seed as a codex32 secret.
fn codex32_secret(values: &[u8; BYTES]) -> Share {
    let name: Identifier = "test".parse().expect("four letters of the alphabet");
    Share::of_seed(&SecretBytes::copied_from(values), name).expect("32 bytes")
}

/// Two shares of three; what is drawn is the same for every secret.
fn codex32_shares(secret: &Share) -> Vec<Share> {
    let mut state = 7_u8;
    let mut draw = |out: &mut [u8]| {
        for byte in out {
            state = state.wrapping_mul(29).wrapping_add(71);
            *byte = state;
        }
    };
    codex32::split(secret, 2, 3, &mut draw).expect("two of three")
}

fn main() {
    let tables = Tables::new();
    let control = added(|sum, weight, values| tables.add_weighted(sum, weight, values));
    let split = welch(WHOLE, codex32_secret, |secret| drop(black_box(codex32_shares(secret))));
    let combine = welch(
        WHOLE,
        |values| {
            let mut gathering = Gathering::new();
            for share in codex32_shares(&codex32_secret(values)).into_iter().take(2) {
                gathering.add(share).expect("of one set");
            }
            Some(gathering)
        },
        |gathering| drop(black_box(gathering.take().map(Gathering::recover))),
    );
    let ours = [
        ("GF(256), 32 bytes", added(gf256::add_weighted)),
        ("GF(32), 32 symbols", added(add_symbols)),
        ("codex32: split 2 of 3", split),
        ("codex32: combine", combine),
    ];
    println!(
        "{SAMPLES} samples of the fields, {WHOLE} of codex32; |t| of the control with tables: {control:.1}"
    );
    for (name, t) in ours {
        println!("{name}: |t| = {t:.1}");
    }
    assert!(control > BOUND, "the control was not caught: this machine cannot measure it now");
    assert!(ours.iter().all(|(_, t)| *t < BOUND), "the time depends on the secret");
}
