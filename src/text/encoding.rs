//! Encodings: from a file's bytes to text, by byte order mark, else UTF-8, else what the
//! page declares, else what the bytes suggest (<https://encoding.spec.whatwg.org/>).
//!
//! Nothing is lost silently: bytes that stand for no character become U+FFFD, and every
//! guess and every repair is told with its line.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::diagnostic::Diagnostic;
use super::document::position_after;
use super::read_error::ReadError;

/// A file's text, and what was odd about its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// What was guessed or repaired.
    pub diagnostics: Vec<Diagnostic>,
}

/// Decodes the whole of a file. `declared` is the encoding that the file itself names, if
/// its format can; it counts only where the bytes are not UTF-8.
///
/// # Errors
/// [`ReadError::NotText`] if the bytes are no text.
///
/// # Examples
/// ```
/// use byline::text::encoding;
/// let decoded = encoding::decode(b"caf\xE9 society, the caf\xE9s said".to_vec(), "a.txt", None)?;
/// assert_eq!(decoded.text, "café society, the cafés said");
/// assert!(decoded.diagnostics[0].to_string().starts_with("a.txt:1:4: warning: not UTF-8"));
/// # Ok::<(), byline::text::read_error::ReadError>(())
/// ```
pub fn decode(
    mut bytes: Vec<u8>,
    file: &str,
    declared: Option<&'static Encoding>,
) -> Result<Decoded, ReadError> {
    let mark = Encoding::for_bom(&bytes);
    let utf16 = mark
        .map(|(encoding, _)| encoding)
        .filter(|&encoding| encoding != UTF_8);
    if let Some(encoding) = utf16.or_else(|| unmarked_utf16(&bytes)) {
        return decode_utf16(&bytes, encoding, file);
    }
    if let Some((_, length)) = mark {
        bytes.drain(..length);
    }
    if let Some(kind) = binary_kind(&bytes) {
        return Err(ReadError::NotText {
            file: file.to_owned(),
            kind,
        });
    }
    let mut decoded = match String::from_utf8(bytes) {
        Ok(text) => Decoded {
            text,
            diagnostics: Vec::new(),
        },
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let declared = if mark.is_some() {
                Some(UTF_8)
            } else {
                declared
            };
            decode_other(error.as_bytes(), valid, declared, file)
        }
    };
    decoded.diagnostics.extend(nul_warning(&decoded.text, file));
    Ok(decoded)
}

/// Replaces what is not UTF-8 in one line of a stream, and tells so.
pub(super) fn decode_line(bytes: Vec<u8>, line: u32, file: &str) -> (String, Option<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            // The first `valid` bytes are UTF-8 and stay as they are.
            let column = text[..valid].chars().count() as u32 + 1;
            let message = "not UTF-8 here: read with U+FFFD in place of the broken bytes";
            (
                text,
                Some(Diagnostic::warning(file, message).at(line, column)),
            )
        }
    }
}

/// What the bytes look like instead of text, if they do.
///
/// First by the signatures that are not text themselves; then by control characters: of
/// random bytes every tenth is one, of text none is. More than eight of them that make up
/// more than 3 in 100 of the first 64 KiB are no text; fewer are tolerated.
pub(super) fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 14] = [
        (b"%PDF-", "a PDF: convert it with `pdftotext`"),
        (b"{\\rtf", "an RTF document: save it as plain text or HTML"),
        (
            b"PK\x03\x04",
            "a ZIP archive or an office document: unpack it, or save it as text",
        ),
        (
            b"\xD0\xCF\x11\xE0",
            "an office document: save it as plain text or HTML",
        ),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF87a", "a picture"),
        (b"GIF89a", "a picture"),
        (b"\x7FELF", "a program"),
        (b"SQLite format 3\0", "a database"),
        (b"\xFD7zXZ", "an xz archive: unpack it first"),
        (b"\x28\xB5\x2F\xFD", "a zstd archive: unpack it first"),
        (b"7z\xBC\xAF", "a 7z archive: unpack it first"),
        (b"BZh91AY&SY", "a bzip2 archive: unpack it first"),
    ];
    if let Some((_, kind)) = SIGNATURES
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
    {
        return Some(kind);
    }
    let start = &bytes[..bytes.len().min(1 << 16)];
    let is_control = |&&byte: &&u8| byte < 0x20 && !b"\t\n\r\x0C\x08\x1B".contains(&byte);
    let controls = start.iter().filter(is_control).count();
    let kind = "binary data: save it as plain text, HTML or JSON Lines";
    (controls > 8 && controls * 100 > start.len() * 3).then_some(kind)
}

/// UTF-16 that lacks its byte order mark: of Western text nearly every second byte is NUL,
/// always on the same side. Two in five on one side and next to none on the other decide.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(1 << 12)];
    let nuls = |side: usize| {
        start
            .iter()
            .skip(side)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (first, second) = (nuls(0), nuls(1));
    let many = |count: usize| count >= 4 && count * 5 > start.len() * 2;
    if many(second) && first * 50 < second {
        Some(UTF_16LE)
    } else if many(first) && second * 50 < first {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn decode_utf16(
    bytes: &[u8],
    encoding: &'static Encoding,
    file: &str,
) -> Result<Decoded, ReadError> {
    let utf32: [&[u8]; 2] = [b"\xFF\xFE\0\0", b"\0\0\xFE\xFF"];
    if utf32.into_iter().any(|mark| bytes.starts_with(mark)) {
        let kind = "text as byline reads it: convert it with `iconv -f UTF-32 -t UTF-8`";
        return Err(ReadError::NotText {
            file: file.to_owned(),
            kind,
        });
    }
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    let text = text.into_owned();
    let mut diagnostics = Vec::new();
    if had_errors {
        let first = text.find('\u{FFFD}').unwrap_or(0);
        let message = "broken UTF-16 here (a lone surrogate or half a character): read as U+FFFD";
        diagnostics.push(warning_at(file, &text[..first], message));
    }
    diagnostics.extend(nul_warning(&text, file));
    Ok(Decoded { text, diagnostics })
}

/// Decodes what is not wholly UTF-8; the first `valid` bytes are.
fn decode_other(
    bytes: &[u8],
    valid: usize,
    declared: Option<&'static Encoding>,
    file: &str,
) -> Decoded {
    let encoding = if is_damaged_utf8(bytes) {
        UTF_8
    } else {
        declared.unwrap_or_else(|| guess(bytes))
    };
    let before = String::from_utf8_lossy(&bytes[..valid]);
    if encoding == UTF_8 {
        let broken = bytes
            .utf8_chunks()
            .filter(|chunk| !chunk.invalid().is_empty())
            .count();
        let message = format!(
            "not UTF-8 here (the first of {broken} such places): read as U+FFFD; save the file \
             as UTF-8 to keep what was meant"
        );
        let diagnostics = vec![warning_at(file, &before, message)];
        return Decoded {
            text: String::from_utf8_lossy(bytes).into_owned(),
            diagnostics,
        };
    }
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let why = if declared == Some(encoding) {
        "the file declares"
    } else {
        "its bytes suggest"
    };
    let message = format!(
        "not UTF-8 here: read as {}, as {why}; save it as UTF-8 to be sure",
        encoding.name()
    );
    let diagnostics = vec![warning_at(file, &before, message)];
    Decoded {
        text: text.into_owned(),
        diagnostics,
    }
}

/// Whether the bytes are UTF-8 but for some damage: more whole multi-byte characters than
/// broken ones, or nothing broken but surrogates (as WTF-8 and CESU-8 write them).
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk
            .valid()
            .chars()
            .filter(|character| !character.is_ascii())
            .count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    let is_surrogate = |three: &&[u8]| matches!(three, [0xED, 0xA0..=0xBF, 0x80..=0xBF]);
    // Each byte of a surrogate is broken on its own.
    let surrogates = bytes.windows(3).filter(is_surrogate).count() * 3;
    whole > broken || surrogates == broken
}

/// The encoding that the bytes suggest; UTF-8, for repair, where the guess is a bad one.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    let (encoding, is_likely) = detector.guess_assess(None, false);
    if is_likely { encoding } else { UTF_8 }
}

fn nul_warning(text: &str, file: &str) -> Option<Diagnostic> {
    let first = text.find('\0')?;
    let count = text.bytes().filter(|&byte| byte == 0).count();
    let message = format!("NUL character here (the first of {count}): kept as it is");
    Some(warning_at(file, &text[..first], message))
}

fn warning_at(file: &str, before: &str, message: impl Into<String>) -> Diagnostic {
    let (lines, column) = position_after(before);
    Diagnostic::warning(file, message).at(lines + 1, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, diagnostics: &[&str]) {
        let decoded = decode(bytes.to_vec(), "a.txt", None).expect("text");
        assert_eq!(decoded.text, text);
        let told: Vec<String> = decoded
            .diagnostics
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(told.len(), diagnostics.len(), "{told:?}");
        for (told, start) in told.iter().zip(diagnostics) {
            assert!(told.starts_with(start), "{told}");
        }
    }

    #[test]
    fn utf_8_is_taken_as_it_is_with_or_without_a_mark() {
        check("“Talks”\r\n최선희".as_bytes(), "“Talks”\r\n최선희", &[]);
        check("\u{feff}“Talks”".as_bytes(), "“Talks”", &[]);
        check(b"", "", &[]);
        check("😀😀".as_bytes(), "😀😀", &[]);
    }

    #[test]
    fn utf_16_is_known_by_its_mark_and_without_one_by_its_nuls() {
        let text = "Talks began. “Good,” said Choe (최선희).";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&[b"\xFF\xFE", &little[..]].concat(), text, &[]);
        check(&[b"\xFE\xFF", &big[..]].concat(), text, &[]);
        check(&little, text, &[]);
        check(&big, text, &[]);
    }

    #[test]
    fn a_lone_utf_16_surrogate_becomes_a_replacement_character() {
        check(
            b"\xFF\xFEa\0\n\0\x00\xD8b\0",
            "a\n\u{FFFD}b",
            &["a.txt:2:1: warning: broken UTF-16"],
        );
        check(
            b"\xFF\xFEa\0b",
            "a\u{FFFD}",
            &["a.txt:1:2: warning: broken UTF-16"],
        );
    }

    #[test]
    fn western_text_of_another_encoding_is_detected() {
        check(
            b"The caf\xE9 owner said:\n\x93No.\x94 The caf\xE9s closed.",
            "The café owner said:\n“No.” The cafés closed.",
            &["a.txt:1:8: warning: not UTF-8 here: read as windows-1252"],
        );
    }

    #[test]
    fn damaged_utf_8_is_repaired_not_reinterpreted() {
        check(
            "“Talks”\nbegan—"
                .as_bytes()
                .split_last()
                .expect("not empty")
                .1,
            "“Talks”\nbegan\u{FFFD}",
            &["a.txt:2:6: warning: not UTF-8 here (the first of 1 such places)"],
        );
    }

    #[test]
    fn surrogates_in_utf_8_become_replacement_characters() {
        check(
            b"Talks \xED\xA0\xBD\xED\xB8\x80 began",
            "Talks \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} began",
            &["a.txt:1:7: warning: not UTF-8 here"],
        );
    }

    #[test]
    fn a_declared_encoding_counts_only_where_the_bytes_are_not_utf_8() {
        let koi8 = Some(encoding_rs::KOI8_R);
        let decoded = decode("Москва".as_bytes().to_vec(), "a.html", koi8).expect("text");
        assert_eq!(decoded.text, "Москва");
        let decoded = decode(b"\xED\xCF\xD3\xCB\xD7\xC1".to_vec(), "a.html", koi8).expect("text");
        assert_eq!(decoded.text, "Москва");
        assert!(
            decoded.diagnostics[0]
                .message()
                .contains("KOI8-R, as the file declares")
        );
    }

    #[test]
    fn a_few_nuls_are_kept_and_told() {
        check(
            b"Talks\n\0be\0gan",
            "Talks\n\0be\0gan",
            &["a.txt:2:1: warning: NUL character here (the first of 2)"],
        );
    }

    #[test]
    fn binary_data_is_refused_by_name_where_it_has_one() {
        let kind = |bytes: &[u8]| match decode(bytes.to_vec(), "a", None) {
            Err(ReadError::NotText { kind, .. }) => kind,
            other => panic!("{other:?}"),
        };
        assert!(kind(b"%PDF-1.7\n").contains("pdftotext"));
        assert!(kind(b"\xFF\xFE\0\0T\0\0\0").contains("iconv"));
        assert!(kind(&[0; 4096]).starts_with("binary"));
        let bytes: Vec<u8> = (0..=255).cycle().take(4096).collect();
        assert!(kind(&bytes).starts_with("binary"));
    }

    #[test]
    fn a_line_of_a_stream_is_repaired_in_place() {
        let (text, odd) = decode_line(b"{\"a\": \"\xFF\"}".to_vec(), 7, "a.jsonl");
        assert_eq!(text, "{\"a\": \"\u{FFFD}\"}");
        assert!(
            odd.expect("told")
                .to_string()
                .starts_with("a.jsonl:7:8: warning: not UTF-8")
        );
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_give_a_value(bytes: Vec<u8>) {
            let _ = decode(bytes, "a", None);
        }
    }
}
