//! Lines of a stream, one at a time, however long the stream and its lines are.

use std::io::{self, BufRead, Read};

/// The longest line read, in bytes: 16 MiB, about 2.5 million words, some 25 times the
/// longest article that Byline is tested on.
pub const LINE_LIMIT: usize = 16 << 20;

/// A line of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A whole line.
    Whole {
        /// Its number, from 1.
        number: u32,
        /// Its bytes, with the line end if it has one.
        bytes: Vec<u8>,
    },
    /// A line longer than the limit, passed over.
    TooLong {
        /// Its number, from 1.
        number: u32,
    },
}

/// The lines of a stream, in order; never holds more than one.
pub struct Lines<R> {
    reader: R,
    number: u32,
    limit: usize,
}

impl<R: BufRead> Lines<R> {
    /// The lines of `reader`, each of at most `limit` bytes without its line end
    /// ([`LINE_LIMIT`], but for tests).
    pub fn new(reader: R, limit: usize) -> Self {
        Self {
            reader,
            number: 0,
            limit,
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<io::Result<Line>> {
        let mut bytes = Vec::new();
        let most = self.limit as u64 + 1;
        match self
            .reader
            .by_ref()
            .take(most)
            .read_until(b'\n', &mut bytes)
        {
            Ok(0) => return None,
            Ok(_) => self.number = self.number.saturating_add(1),
            Err(error) => return Some(Err(error)),
        }
        let number = self.number;
        if bytes.len() > self.limit && !bytes.ends_with(b"\n") {
            return match self.reader.skip_until(b'\n') {
                Ok(_) => Some(Ok(Line::TooLong { number })),
                Err(error) => Some(Err(error)),
            };
        }
        Some(Ok(Line::Whole { number, bytes }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, limit: usize) -> Vec<Line> {
        Lines::new(text.as_bytes(), limit)
            .map(|line| line.expect("read"))
            .collect()
    }

    fn whole(number: u32, text: &str) -> Line {
        Line::Whole {
            number,
            bytes: text.as_bytes().to_vec(),
        }
    }

    #[test]
    fn lines_keep_their_ends() {
        assert_eq!(
            lines("a\r\n\nb", 9),
            [whole(1, "a\r\n"), whole(2, "\n"), whole(3, "b")]
        );
        assert_eq!(lines("", 9), []);
    }

    #[test]
    fn a_line_over_the_limit_is_passed_over_and_the_next_one_read() {
        let too_long = Line::TooLong { number: 2 };
        assert_eq!(
            lines("abc\nabcd\nab\n", 3),
            [whole(1, "abc\n"), too_long.clone(), whole(3, "ab\n")]
        );
        assert_eq!(lines("a\nabcd", 3), [whole(1, "a\n"), too_long]);
    }
}
