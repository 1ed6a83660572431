//! Closed sets of codes: enums whose `Display` and `FromStr` are the standard's own strings.
//!
//! [`codes!`](self) declares such an enum once, so that name, code and documentation of a
//! member stand in one line and cannot drift apart.

use std::fmt;

/// A string that is not a member of a closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode {
    pub(crate) what: &'static str,
    pub(crate) found: Box<str>,
    pub(crate) known: &'static [&'static str],
}

impl UnknownCode {
    /// The string that was found.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a {}; known are {}",
            self.found.escape_debug(),
            self.what,
            self.known.join(" ")
        )
    }
}

impl std::error::Error for UnknownCode {}

/// Declares an enum with `ALL`, `code`, `Display` and `FromStr`.
macro_rules! codes {
    (
        $(#[$meta:meta])*
        $name:ident: $what:literal;
        $( $(#[$doc:meta])* $variant:ident = $code:literal, )+
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$doc])* $variant, )+ }

        impl $name {
            /// Every member, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The standard's code for this member.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::language::codes::UnknownCode;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                match code {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::language::codes::UnknownCode {
                        what: $what,
                        found: code.into(),
                        known: &[$($code),+],
                    }),
                }
            }
        }
    };
}

pub(crate) use codes;
