//! Little-endian numbers from bytes.

/// Reads numbers one after the other. Beyond the end all are 0: whoever reads compares the length
/// with what is asked first.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(super) fn take<const N: usize>(&mut self) -> [u8; N] {
        let Some((first, rest)) = self.bytes.split_first_chunk::<N>() else {
            return [0; N];
        };
        self.bytes = rest;
        *first
    }

    pub(super) fn number(&mut self) -> u32 {
        u32::from_le_bytes(self.take())
    }

    pub(super) fn short(&mut self) -> u16 {
        u16::from_le_bytes(self.take())
    }

    pub(super) fn long(&mut self) -> u64 {
        u64::from_le_bytes(self.take())
    }

    pub(super) fn real(&mut self) -> f32 {
        f32::from_le_bytes(self.take())
    }
}
