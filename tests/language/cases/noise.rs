//! Noise from a fixed seed: the same byte changes at every run.

/// A stream of numbers (xorshift).
#[derive(Debug)]
pub struct Noise(u64);

impl Noise {
    /// From a seed above zero.
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// The next number below `end`, which is above zero.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// The text with so many bytes changed, left out, put in, doubled or swapped; what is no text any more is mended.
    pub fn change(&mut self, text: &str, times: usize) -> String {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..times {
            let at = self.below(bytes.len());
            match self.below(5) {
                _ if bytes.is_empty() => {}
                0 => bytes[at] = self.byte(),
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, self.byte()),
                3 => bytes.insert(at, bytes[at]),
                _ => {
                    let other = self.below(bytes.len());
                    bytes.swap(at, other);
                }
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Any byte, those that mean something more often.
    fn byte(&mut self) -> u8 {
        const TELLING: &[u8] = b"{}|\"#[]%.,;:0123456789-+ \n";
        if self.below(2) == 0 { TELLING[self.below(TELLING.len())] } else { u8::try_from(self.below(256)).unwrap_or(b' ') }
    }
}
