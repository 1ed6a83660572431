//! Labels of a transcript among the sentences of a document: "Lavrov:" before what Lavrov says.

use super::sentence::Sentence;
use super::token::{Token, TokenIdx};

/// The last word of the speaker's name in the sentence numbered `number` (from 0), if that is a label: said by nobody, it
/// opens with the name of whom the next one is said by, ends with a colon, and has between them at most what describes
/// the speaker.
#[must_use]
pub fn name_end(sentences: &[Sentence], number: usize) -> Option<TokenIdx> {
    let speaker = |number: usize| sentences.get(number)?.sentence_tokens().speaker();
    let name = speaker(number + 1).filter(|_| speaker(number).is_none())?;
    let tokens = sentences[number].tokens();
    if tokens.last().map(Token::form) != Some(":") {
        return None;
    }
    let mut rest = name;
    for (word, token) in tokens.iter().enumerate() {
        rest = rest.trim_start().strip_prefix(token.form())?;
        if rest.trim_start().is_empty() {
            return Some(TokenIdx::new(word));
        }
    }
    None
}
