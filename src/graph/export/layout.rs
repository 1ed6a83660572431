//! Turtle for reading: what the serializer writes, with its prefixes sorted, four spaces for a step, and a blank line
//! between subjects. A line of Turtle is never a line of a literal, whose line feeds are escaped.

use std::io::{self, Write};

/// Lays out what is written to it, line by line; tell it at the end that there is no more.
pub(super) struct Layout<W> {
    output: W,
    line: Vec<u8>,
    prefixes: Vec<Vec<u8>>,
    is_new_subject: bool,
}

impl<W: Write> Layout<W> {
    pub(super) fn new(output: W) -> Self {
        Self {
            output,
            line: Vec::new(),
            prefixes: Vec::new(),
            is_new_subject: false,
        }
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if !self.line.is_empty() {
            self.end_line()?;
        }
        self.end_prefixes()?;
        self.output.flush()
    }

    fn end_line(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        if line.starts_with(b"@prefix ") {
            self.prefixes.push(line);
            return Ok(());
        }
        self.end_prefixes()?;
        if self.is_new_subject && line != b"}" {
            self.output.write_all(b"\n")?;
        }
        self.is_new_subject = line.ends_with(b" .") || line == b"}";
        let step = line.iter().take_while(|&&byte| byte == b'\t').count();
        for _ in 0..step {
            self.output.write_all(b"    ")?;
        }
        self.output.write_all(&line[step..])?;
        self.output.write_all(b"\n")
    }

    fn end_prefixes(&mut self) -> io::Result<()> {
        let mut prefixes = std::mem::take(&mut self.prefixes);
        prefixes.sort();
        for prefix in &prefixes {
            self.output.write_all(prefix)?;
            self.output.write_all(b"\n")?;
        }
        self.is_new_subject |= !prefixes.is_empty();
        Ok(())
    }
}

impl<W: Write> Write for Layout<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some(at) = rest.iter().position(|&byte| byte == b'\n') {
            self.line.extend_from_slice(&rest[..at]);
            self.end_line()?;
            rest = &rest[at + 1..];
        }
        self.line.extend_from_slice(rest);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
