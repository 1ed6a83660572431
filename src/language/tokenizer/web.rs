//! Names of the web that are one token: links, e-mail addresses, hosts, file names.

use super::chars::{is_letter, is_word};
use super::scanner::Scanner;

/// What opens a link.
const SCHEMES: [&str; 7] = [
    "http://", "https://", "ftp://", "www.", "mailto:", "doi:", "ymsgr:",
];

/// First parts of the names of newsgroups.
const HIERARCHIES: [&str; 8] = ["alt", "comp", "misc", "news", "rec", "sci", "soc", "talk"];

impl Scanner<'_> {
    /// The end of the link at `start`, if one is there.
    pub(super) fn link(&self, start: usize) -> Option<usize> {
        if !matches!(
            self.chars[start].to_ascii_lowercase(),
            'h' | 'f' | 'w' | 'm' | 'd' | 'y'
        ) || self.before_is(start, is_word)
        {
            return None;
        }
        let scheme = SCHEMES.iter().find(|scheme| {
            scheme
                .chars()
                .enumerate()
                .all(|(offset, s)| self.at_is(start + offset, |c| c.to_ascii_lowercase() == s))
        })?;
        let from = start + scheme.len();
        let end = self.path_end(from);
        (end > from).then_some(end)
    }

    /// The end of the e-mail address at `start`, if one is there; "Rice@ENRON" is one.
    pub(super) fn address(&mut self, start: usize) -> Option<usize> {
        if !self.has_at || start < self.searched_for_address || !is_word(self.chars[start]) {
            return None;
        }
        let at = self.while_is(start, |c| is_word(c) || "._%+-=".contains(c));
        self.searched_for_address = at;
        if self.at(at) != Some('@') || !self.at_is(at + 1, is_word) {
            return None;
        }
        let mut end = self.while_is(at + 1, |c| is_word(c) || "._-".contains(c));
        while matches!(self.chars[end - 1], '.' | '-' | '_') {
            end -= 1;
        }
        Some(end)
    }

    /// The end of the host, file name or newsgroup at `start`, if one is there.
    pub(super) fn host(&mut self, start: usize) -> Option<usize> {
        if !self.has_inner_stop
            || start < self.searched_for_host
            || !is_word(self.chars[start])
            || self.before_is(start, is_word)
        {
            return None;
        }
        let run = self.while_is(start, |c| is_word(c) || "._-~#%".contains(c));
        self.searched_for_host = run;
        if let Some(end) = self.newsgroup(start, run) {
            return Some(end);
        }
        let end = (start + 1..run)
            .rev()
            .filter(|&stop| self.chars[stop] == '.')
            .find_map(|stop| {
                let end = self.while_is(stop + 1, is_word);
                let ending = &self.chars[stop + 1..end.min(stop + 6)];
                let one_case = ending.iter().all(|c| !c.is_uppercase())
                    || ending.iter().all(|c| !c.is_lowercase());
                let listed = self
                    .lists
                    .is_host_ending(&self.lower(stop + 1, end.min(stop + 6)));
                let named = is_word(self.chars[stop - 1]);
                (end > stop + 1 && one_case && listed && named).then_some(end)
            })?;
        if self.at(end) == Some('/') && self.at_is(end + 1, is_word) {
            return Some(self.path_end(end));
        }
        Some(end)
    }

    fn newsgroup(&self, start: usize, run: usize) -> Option<usize> {
        let first = self.letters(start);
        if self.at(first) != Some('.')
            || first > start + 4
            || !HIERARCHIES.contains(&&*self.lower(start, first))
        {
            return None;
        }
        let mut end = run;
        while matches!(self.chars[end - 1], '.' | '-' | '_' | '#' | '~' | '%') {
            end -= 1;
        }
        let stops = self.chars[start..end]
            .windows(2)
            .filter(|pair| pair[0] == '.');
        let small = self.chars[start..end].iter().all(|c| !c.is_uppercase());
        (small && stops.count() >= 2 && is_letter(self.chars[end - 1])).then_some(end)
    }

    /// The end of a link that goes on at `start`: up to a quotation mark or an angle
    /// bracket, less the punctuation that closes the sentence around it.
    fn path_end(&self, start: usize) -> usize {
        let mut end = self.while_is(start, |c| !"<>\"“”«»".contains(c));
        let count = |mark: char, end: usize| {
            self.chars[start..end]
                .iter()
                .filter(|&&c| c == mark)
                .count()
        };
        let mut open = count('(', end);
        let mut closed = count(')', end);
        while end > start {
            match self.chars[end - 1] {
                ')' if open >= closed => break,
                ')' => closed -= 1,
                '(' => open -= 1,
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '‘' | ']' | '[' | '}' | '{'
                | '…' | '*' => {}
                _ => break,
            }
            end -= 1;
        }
        end
    }
}
