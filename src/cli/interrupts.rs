//! What SIGINT and SIGTERM do to a command that changes a store: it ends at once, but never within a transaction's
//! last step, and says what stands. Exit code 130 or 143, as shells have it (128 and the signal's number).
//!
//! SIGKILL and a failing machine leave the store just as whole; they only leave no one to say so.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{CliError, tell};

/// What an interrupted command has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Nothing,
    /// All that it has reported so far, and no more.
    Reported,
    /// Everything.
    Everything,
}

impl Standing {
    fn words(self) -> &'static str {
        match self {
            Self::Nothing => "rolled back: the store is as it was",
            Self::Reported => {
                "rolled back what was under way: what was reported is in the store; run it again for the rest"
            }
            Self::Everything => "it had finished all the same: the change is in the store",
        }
    }
}

/// Heeds the signals as long as the process lives.
#[derive(Debug, Clone)]
pub struct Interrupts {
    standing: Arc<Mutex<Standing>>,
}

impl Interrupts {
    /// Begins to heed them.
    ///
    /// # Errors
    /// [`CliError::Other`] if the system does not let it.
    pub fn heed() -> Result<Self, CliError> {
        let interrupts = Self {
            standing: Arc::new(Mutex::new(Standing::Nothing)),
        };
        #[cfg(unix)]
        interrupts
            .clone()
            .listen()
            .map_err(|error| CliError::Other(format!("signals cannot be heeded: {error}")))?;
        Ok(interrupts)
    }

    /// As long as what this gives lives, no signal ends the process. To be taken before a transaction is committed;
    /// what stands then is to be set after.
    pub fn hold(&self) -> MutexGuard<'_, Standing> {
        // What was set last stands, whoever panicked.
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(unix)]
    fn listen(self) -> std::io::Result<()> {
        use signal_hook::consts::{SIGINT, SIGTERM};
        let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])?;
        std::thread::Builder::new().spawn(move || {
            if let Some(signal) = signals.forever().next() {
                let standing = self.hold();
                let name = if signal == SIGINT {
                    "SIGINT"
                } else {
                    "SIGTERM"
                };
                tell(format_args!("byline: {name}: {}", standing.words()));
                // At once: the threads that still work would not survive the usual end in good order.
                signal_hook::low_level::exit(128 + signal);
            }
        })?;
        Ok(())
    }
}
