//! Pictures of codes, drawn and then spoilt in the ways that paper, cameras and scanners spoil them.

use qrcode::{Color, EcLevel, QrCode, Version, bits::Bits};

/// Numbers that look random and are the same in every run (xorshift64*).
pub(crate) struct Noise(u64);

impl Noise {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// From 0 up to 1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// About normal, with standard deviation 1.
    pub(crate) fn normal(&mut self) -> f32 {
        (self.unit() + self.unit() + self.unit() - 1.5) * 2.0
    }
}

/// A grey picture.
#[derive(Clone)]
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<f32>,
}

/// The squares of a code for binary or text content.
pub(crate) fn code(content: &[u8], level: EcLevel) -> QrCode {
    QrCode::with_error_correction_level(content, level).expect("it fits")
}

/// A code that holds the bytes as they are, in the smallest version that fits.
pub(crate) fn binary_code(content: &[u8], level: EcLevel) -> QrCode {
    (1..=40)
        .find_map(|version| {
            let mut bits = Bits::new(Version::Normal(version));
            bits.push_byte_data(content).ok()?;
            bits.push_terminator(level).ok()?;
            QrCode::with_bits(bits, level).ok()
        })
        .expect("it fits")
}

impl Picture {
    pub(crate) fn white(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![255.0; width * height] }
    }

    /// A code on a page of its own, with room to turn it.
    pub(crate) fn of(code: &QrCode, module: f32) -> Self {
        let margin = (code.width() as f32 * 0.24 + 4.0) * module;
        let side = (code.width() as f32 * module + 2.0 * margin) as usize;
        let mut picture = Self::white(side, side);
        picture.draw(code, margin, margin, module);
        picture
    }

    /// Draws a code; four probes a pixel soften the edges that fall between pixels.
    pub(crate) fn draw(&mut self, code: &QrCode, left: f32, top: f32, module: f32) {
        let side = code.width() as f32 * module;
        for y in top as usize..((top + side).ceil() as usize).min(self.height) {
            for x in left as usize..((left + side).ceil() as usize).min(self.width) {
                let dark = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
                    .iter()
                    .filter(|(dx, dy)| {
                        let u = (x as f32 + dx - left) / module;
                        let v = (y as f32 + dy - top) / module;
                        let inside = u >= 0.0 && v >= 0.0;
                        let (u, v) = (u as usize, v as usize);
                        inside
                            && u < code.width()
                            && v < code.width()
                            && code[(u, v)] == Color::Dark
                    })
                    .count();
                self.pixels[y * self.width + x] = 255.0 - dark as f32 * 255.0 / 4.0;
            }
        }
    }

    fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let value = |x: f32, y: f32| {
            if x < 0.0 || y < 0.0 || x >= self.width as f32 || y >= self.height as f32 {
                255.0
            } else {
                self.pixels[y as usize * self.width + x as usize]
            }
        };
        let (dx, dy) = (x - left, y - top);
        let upper = value(left, top) * (1.0 - dx) + value(left + 1.0, top) * dx;
        let lower = value(left, top + 1.0) * (1.0 - dx) + value(left + 1.0, top + 1.0) * dx;
        upper * (1.0 - dy) + lower * dy
    }

    /// The picture seen through a map from new to old places (relative to the middle).
    pub(crate) fn mapped(&self, map: impl Fn(f32, f32) -> (f32, f32)) -> Self {
        let (mx, my) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        let mut new = self.clone();
        for y in 0..self.height {
            for x in 0..self.width {
                let (u, v) = map(x as f32 + 0.5 - mx, y as f32 + 0.5 - my);
                new.pixels[y * self.width + x] = self.at(u + mx, v + my);
            }
        }
        new
    }

    pub(crate) fn turned(&self, degrees: f32) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        self.mapped(|x, y| (x * cos + y * sin, y * cos - x * sin))
    }

    /// Seen from the side: the right edge is farther away by `amount` (0.2 is much).
    pub(crate) fn tilted(&self, amount: f32) -> Self {
        let reach = self.width as f32 / 2.0;
        self.mapped(|x, y| {
            let nearness = 1.0 + amount * (x / reach) + amount / 2.0 * (y / reach);
            (x / nearness, y / nearness)
        })
    }

    /// A page that bulges: places shift sideways along a half wave of `amount` pixels.
    pub(crate) fn bulged(&self, amount: f32) -> Self {
        let width = self.width as f32;
        self.mapped(|x, y| (x, y + amount * ((x / width + 0.5) * std::f32::consts::PI).sin()))
    }

    /// Blurred as often as said by the mean of three in both directions.
    pub(crate) fn blurred(mut self, times: usize) -> Self {
        for _ in 0..times {
            let old = self.clone();
            for y in 0..self.height {
                for x in 0..self.width {
                    let mut sum = 0.0;
                    for (dx, dy) in (0..9).map(|i| (i % 3, i / 3)) {
                        let x = (x + dx).saturating_sub(1).min(self.width - 1);
                        let y = (y + dy).saturating_sub(1).min(self.height - 1);
                        sum += old.pixels[y * self.width + x];
                    }
                    self.pixels[y * self.width + x] = sum / 9.0;
                }
            }
        }
        self
    }

    pub(crate) fn noisy(mut self, deviation: f32, noise: &mut Noise) -> Self {
        for pixel in &mut self.pixels {
            *pixel = (*pixel + noise.normal() * deviation).clamp(0.0, 255.0);
        }
        self
    }

    /// Black becomes `dark`, white becomes `light`.
    pub(crate) fn between(mut self, dark: f32, light: f32) -> Self {
        for pixel in &mut self.pixels {
            *pixel = dark + *pixel * (light - dark) / 255.0;
        }
        self
    }

    /// A shadow that falls from the left to the right.
    pub(crate) fn shaded(mut self) -> Self {
        let width = self.width;
        for (i, pixel) in self.pixels.iter_mut().enumerate() {
            *pixel *= 1.0 - 0.7 * (i % width) as f32 / width as f32;
        }
        self
    }

    /// A round black blot, measured in pixels.
    pub(crate) fn blotted(mut self, x: f32, y: f32, radius: f32) -> Self {
        let width = self.width;
        for (i, pixel) in self.pixels.iter_mut().enumerate() {
            let away = ((i % width) as f32 - x).hypot((i / width) as f32 - y);
            if away < radius {
                *pixel = 0.0;
            }
        }
        self
    }

    pub(crate) fn halved(&self) -> Self {
        let mut half = Self::white(self.width / 2, self.height / 2);
        for y in 0..half.height {
            for x in 0..half.width {
                half.pixels[y * half.width + x] =
                    self.at(2.0 * x as f32 + 1.0, 2.0 * y as f32 + 1.0);
            }
        }
        half
    }

    fn grey(&self) -> image::GrayImage {
        let bytes = self.pixels.iter().map(|pixel| *pixel as u8).collect();
        image::GrayImage::from_raw(self.width as u32, self.height as u32, bytes).unwrap()
    }

    pub(crate) fn png(&self) -> Vec<u8> {
        let mut out = std::io::Cursor::new(Vec::new());
        self.grey().write_to(&mut out, image::ImageFormat::Png).unwrap();
        out.into_inner()
    }

    pub(crate) fn jpeg(&self, quality: u8) -> Vec<u8> {
        let mut out = Vec::new();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, quality);
        self.grey().write_with_encoder(encoder).unwrap();
        out
    }
}
