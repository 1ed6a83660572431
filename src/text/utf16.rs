//! UTF-16 streams: read as UTF-8, in bounded memory.
//!
//! Some programs write JSON Lines as UTF-16 with a byte order mark (Windows `PowerShell`'s
//! `>` does). The specifications want UTF-8; reading it all the same costs little.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding};

/// Reads bytes of another encoding as UTF-8; what is broken becomes U+FFFD.
pub struct Transcoder<R> {
    reader: R,
    decoder: Decoder,
    /// Bytes read and not yet decoded: `undecoded[start..end]`.
    undecoded: Box<[u8]>,
    start: usize,
    end: usize,
    is_finished: bool,
    /// UTF-8 that did not fit into the caller's buffer.
    leftover: Vec<u8>,
}

/// Bytes read at once.
const BUFFER: usize = 1 << 14;
/// The least room that the decoder is given: four bytes hold any one character.
const ROOM: usize = 16;

impl<R: Read> Transcoder<R> {
    /// Reads `reader` as `encoding`; a byte order mark is dropped.
    ///
    /// # Examples
    /// ```
    /// use byline::text::utf16::Transcoder;
    /// use std::io::Read;
    /// let bytes: &[u8] = b"\xFF\xFET\0a\0l\0k\0s\0";
    /// let mut text = String::new();
    /// Transcoder::new(bytes, encoding_rs::UTF_16LE).read_to_string(&mut text)?;
    /// assert_eq!(text, "Talks");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn new(reader: R, encoding: &'static Encoding) -> Self {
        Self {
            reader,
            decoder: encoding.new_decoder_with_bom_removal(),
            undecoded: vec![0; BUFFER].into_boxed_slice(),
            start: 0,
            end: 0,
            is_finished: false,
            leftover: Vec::new(),
        }
    }

    /// Decodes into `room` until something came or the stream ended; gives the bytes written.
    fn decode_some(&mut self, room: &mut [u8]) -> io::Result<usize> {
        loop {
            let at_end = if self.start == self.end {
                self.start = 0;
                self.end = self.reader.read(&mut self.undecoded)?;
                self.end == 0
            } else {
                false
            };
            let bytes = &self.undecoded[self.start..self.end];
            let (result, read, written, _) = self.decoder.decode_to_utf8(bytes, room, at_end);
            self.start += read;
            self.is_finished = at_end && result == encoding_rs::CoderResult::InputEmpty;
            if written > 0 || self.is_finished {
                return Ok(written);
            }
        }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        if self.leftover.is_empty() && !self.is_finished {
            if buffer.len() >= ROOM {
                return self.decode_some(buffer);
            }
            let mut room = [0; ROOM];
            let written = self.decode_some(&mut room)?;
            self.leftover.extend_from_slice(&room[..written]);
        }
        let length = buffer.len().min(self.leftover.len());
        buffer[..length].copy_from_slice(&self.leftover[..length]);
        self.leftover.drain(..length);
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{UTF_16BE, UTF_16LE};

    /// Gives one byte at a time, as a slow sender may.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = buffer.len().min(1);
            self.0.read(&mut buffer[..length])
        }
    }

    #[test]
    fn characters_are_whole_however_the_bytes_arrive() {
        let text = "Talks 최선희 😀 began".repeat(50);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut all = String::new();
        Transcoder::new(&bytes[..], UTF_16BE)
            .read_to_string(&mut all)
            .expect("read");
        assert_eq!(all, text);
        let mut single = Transcoder::new(Trickle(&bytes), UTF_16BE);
        let (mut read, mut byte) = (Vec::new(), [0]);
        while single.read(&mut byte).expect("read") > 0 {
            read.push(byte[0]);
        }
        assert_eq!(String::from_utf8(read).expect("UTF-8"), text);
    }

    #[test]
    fn half_a_character_at_the_end_becomes_a_replacement_character() {
        let mut text = String::new();
        Transcoder::new(&b"a\0b"[..], UTF_16LE)
            .read_to_string(&mut text)
            .expect("read");
        assert_eq!(text, "a\u{FFFD}");
    }
}
