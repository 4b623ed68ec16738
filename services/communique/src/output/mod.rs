//! What commands print.

pub mod answers;
pub mod documents;
pub mod receipts;
pub mod records;

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

/// Standard output, locked for one command and written through one buffer.
pub struct Output {
    writer: io::BufWriter<Box<dyn Write>>,
    /// Whether a person looks at it: then matches are set in bold instead of between asterisks.
    pub terminal: bool,
}

impl Output {
    /// Standard output.
    #[must_use]
    pub fn standard() -> Self {
        let terminal = io::stdout().is_terminal();
        Self {
            writer: io::BufWriter::new(Box::new(io::stdout())),
            terminal,
        }
    }

    /// Writes to anything, as to a file.
    #[must_use]
    pub fn to(writer: Box<dyn Write>) -> Self {
        Self {
            writer: io::BufWriter::new(writer),
            terminal: false,
        }
    }

    /// One line.
    pub fn line(&mut self, line: impl AsRef<str>) -> io::Result<()> {
        self.writer.write_all(line.as_ref().as_bytes())?;
        self.writer.write_all(b"\n")
    }

    /// One line of JSON, passed on at once so that a reader can follow.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.writer, value).map_err(io::Error::from)?;
        self.writer.write_all(b"\n")?;
        self.writer.flush()
    }

    /// Passes on what is buffered.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
