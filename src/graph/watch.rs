//! Watches over work that may never end: it runs on a thread of its own, and whoever waits goes on when its time or
//! its memory is up.
//!
//! Oxigraph's cancellation token is asked for first; but a sort does not look at it, so the waiting ends anyhow. The
//! thread is then left to itself: the process is about to end with an error.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use oxigraph::sparql::CancellationToken;

/// What work may use up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The time; none is for ever.
    pub time: Option<Duration>,
    /// The rows (or triples) of an answer.
    pub rows: usize,
    /// The memory of the whole process, in bytes; seen on Linux only.
    pub memory: u64,
}

impl Default for Limits {
    /// A minute, a million rows, four gibibytes or half of what the machine has free, if that is less.
    fn default() -> Self {
        Self {
            time: Some(Duration::from_mins(1)),
            rows: 1_000_000,
            memory: free().map_or(MEMORY, |free| MEMORY.min(free / 2)),
        }
    }
}

/// Which limit was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exceeded {
    /// The time.
    Time,
    /// The memory.
    Memory,
    /// The work ended without a result: its thread panicked.
    Panicked,
}

/// The most memory that work may take on a machine that has plenty.
const MEMORY: u64 = 4 << 30;

/// How often the memory is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// How long cancelled work may take to stop by itself.
const GRACE: Duration = Duration::from_millis(200);

/// Stack of the working thread, taken only as far as it is used: deeply nested queries recurse in parser, optimiser
/// and evaluator.
const STACK: usize = 1 << 30;

/// The result of `work`, or the limit that it exceeded.
///
/// # Errors
/// [`Exceeded`] if `work` has not ended within `limits`.
pub fn over<T: Send + 'static>(
    limits: Limits,
    work: impl FnOnce(CancellationToken) -> T + Send + 'static,
) -> Result<T, Exceeded> {
    let token = CancellationToken::new();
    let (sender, receiver) = mpsc::sync_channel(1);
    let given = token.clone();
    let run = move || {
        // If no one waits any longer, the result is lost with good reason.
        let _ = sender.send(work(given));
    };
    if thread::Builder::new().stack_size(STACK).spawn(run).is_err() {
        return Err(Exceeded::Memory);
    }
    let start = Instant::now();
    let exceeded = loop {
        let left = limits.time.map(|time| time.saturating_sub(start.elapsed()));
        match receiver.recv_timeout(left.map_or(LOOK, |left| left.min(LOOK))) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Disconnected) => return Err(Exceeded::Panicked),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if limits.time.is_some_and(|time| start.elapsed() >= time) {
            break Exceeded::Time;
        }
        if resident().is_some_and(|bytes| bytes > limits.memory) {
            break Exceeded::Memory;
        }
    };
    token.cancel();
    // Whether it stops in time or not, what it found is not wanted any more.
    let _ = receiver.recv_timeout(GRACE);
    Err(exceeded)
}

/// The memory that the process holds, in bytes, where the system tells.
fn resident() -> Option<u64> {
    bytes_of("/proc/self/status", "VmRSS:")
}

/// The memory that the machine can give without swapping, in bytes, where the system tells.
fn free() -> Option<u64> {
    bytes_of("/proc/meminfo", "MemAvailable:")
}

/// What `file` of the proc file system tells of `key`, in bytes.
fn bytes_of(file: &str, key: &str) -> Option<u64> {
    let status = std::fs::read_to_string(file).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_in_time_gives_its_result() {
        assert_eq!(over(Limits::default(), |_| 7), Ok(7));
    }

    #[test]
    fn work_that_does_not_end_is_left() {
        let limits = Limits {
            time: Some(Duration::from_millis(20)),
            ..Limits::default()
        };
        let start = Instant::now();
        let outcome = over(limits, |_| thread::sleep(Duration::from_secs(30)));
        assert_eq!(outcome, Err(Exceeded::Time));
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn work_that_takes_too_much_memory_is_left() {
        let limits = Limits {
            memory: 1,
            ..Limits::default()
        };
        let outcome = over(limits, |_| thread::sleep(Duration::from_secs(30)));
        let expected = if cfg!(target_os = "linux") {
            Err(Exceeded::Memory)
        } else {
            Ok(())
        };
        assert_eq!(outcome, expected);
    }

    #[test]
    fn work_that_panics_gives_an_error() {
        let outcome: Result<(), Exceeded> = over(Limits::default(), |_| panic!("on purpose"));
        assert_eq!(outcome, Err(Exceeded::Panicked));
    }
}
