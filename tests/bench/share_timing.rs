//! Measures whether the time of share arithmetic depends on the secret (the method of dudect, 2017).
//!
//! Two kinds of input take turns at random: one fixed value and random values. Welch's t compares their
//! times; above 4.5 they differ. The control multiplies with logarithm tables and a branch for zero, as
//! many programs do, and must be caught. Run with `cargo bench --bench share_timing`.
#![allow(clippy::print_stdout, reason = "the figures are what this program is for")]

use std::hint::black_box;
use std::time::Instant;

#[allow(
    dead_code,
    unused_imports,
    reason = "the program's own source, of which one function is measured"
)]
#[path = "../../src/share/gf256.rs"]
mod gf256;

const SAMPLES: usize = 1_000_000;
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
        for (exponent, entry) in (0..).zip(&mut power) {
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
/// is the machine's other work.
fn welch(mut work: impl FnMut(&mut [u8], u8, &[u8])) -> f64 {
    let mut state = 39_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u8
    };
    let mut samples = Vec::with_capacity(SAMPLES);
    for _ in 0..SAMPLES {
        let fixed = next() & 1 == 0;
        let mut values = [0; BYTES];
        // Both kinds are drawn, so that the work before the clock is the same.
        let drawn: [u8; BYTES] = std::array::from_fn(|_| next());
        let keep = u8::from(fixed).wrapping_sub(1);
        values.iter_mut().zip(drawn).for_each(|(value, drawn)| *value = drawn & keep);
        let (mut sum, values) = ([0; BYTES], black_box(values));
        let start = Instant::now();
        for _ in 0..4 {
            work(black_box(&mut sum), black_box(0xb7), black_box(&values));
        }
        samples.push((fixed, start.elapsed().as_nanos() as f64));
        black_box(sum);
    }
    let mut times: Vec<f64> = samples.iter().map(|(_, time)| *time).collect();
    times.sort_unstable_by(f64::total_cmp);
    let slowest = times[SAMPLES / 10 * 9];
    let (mut fixed, mut random) = (Times::default(), Times::default());
    for (is_fixed, time) in samples.into_iter().filter(|(_, time)| *time <= slowest) {
        if is_fixed { fixed.add(time) } else { random.add(time) }
    }
    (fixed.mean - random.mean) / (fixed.error() + random.error()).sqrt()
}

fn main() {
    let tables = Tables::new();
    let control = welch(|sum, weight, values| tables.add_weighted(sum, weight, values)).abs();
    let ours = welch(gf256::add_weighted).abs();
    println!(
        "{SAMPLES} samples of {BYTES} bytes each: |t| = {ours:.1}, control with tables {control:.1}"
    );
    assert!(control > BOUND, "the control was not caught: this machine cannot measure it now");
    assert!(ours < BOUND, "the time depends on the secret");
}
