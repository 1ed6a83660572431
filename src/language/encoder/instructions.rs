//! Which vector instructions this processor has, asked once, and how a function is compiled for each of them.

use std::sync::atomic::{AtomicU8, Ordering};

/// The instruction sets that the encoder knows, from the least to the best; each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instructions {
    /// What every processor has.
    Baseline,
    /// AVX2 (x86-64).
    Avx2,
    /// AVX-512 with its foundation, BW, DQ, VL and VNNI (x86-64: Intel from Ice Lake, AMD from Zen 4).
    Avx512,
}

impl Instructions {
    /// All of them.
    const ALL: [Self; 3] = [Self::Baseline, Self::Avx2, Self::Avx512];

    /// The best that this processor has (asked once a process).
    #[must_use]
    #[inline]
    pub fn of_this_processor() -> Self {
        match KNOWN.load(Ordering::Relaxed) {
            0 => {
                let best = Self::detect();
                KNOWN.store(1 + best as u8, Ordering::Relaxed);
                best
            }
            known => Self::ALL[usize::from(known) - 1],
        }
    }

    #[cold]
    fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            let avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni");
            return if avx512 { Self::Avx512 } else { Self::Avx2 };
        }
        Self::Baseline
    }

    /// Runs `test` with each set that this processor has in the place of its best. Tests beside it may see it: their
    /// results must be the same with any.
    #[cfg(test)]
    pub fn with_each(mut test: impl FnMut(Self)) {
        static ONE_AT_A_TIME: std::sync::Mutex<()> = std::sync::Mutex::new(());
        let _lock = ONE_AT_A_TIME
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let best = Self::detect();
        for instructions in Self::ALL.into_iter().filter(|&set| set <= best) {
            KNOWN.store(1 + instructions as u8, Ordering::Relaxed);
            test(instructions);
        }
        KNOWN.store(0, Ordering::Relaxed);
    }
}

/// One more than the best set's place among all; 0 before it was asked for.
static KNOWN: AtomicU8 = AtomicU8::new(0);

/// Defines a function whose body is compiled for each of [`Instructions`], and chosen at run time.
macro_rules! multiversioned {
    ($(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $ret:ty)? $body:block) => {
        $(#[$doc])*
        $vis fn $name($($arg: $type),*) $(-> $ret)? {
            #[inline(always)]
            fn plain($($arg: $type),*) $(-> $ret)? $body
            #[cfg(target_arch = "x86_64")]
            {
                use $crate::language::encoder::instructions::Instructions;
                #[target_feature(enable = "avx2")]
                fn avx2($($arg: $type),*) $(-> $ret)? {
                    plain($($arg),*)
                }
                #[target_feature(enable = "avx2,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
                fn avx512($($arg: $type),*) $(-> $ret)? {
                    plain($($arg),*)
                }
                match Instructions::of_this_processor() {
                    // SAFETY: the processor has AVX-512 with all that `avx512` asks for.
                    Instructions::Avx512 => return unsafe { avx512($($arg),*) },
                    // SAFETY: the processor has AVX2, all that `avx2` asks for.
                    Instructions::Avx2 => return unsafe { avx2($($arg),*) },
                    Instructions::Baseline => {}
                }
            }
            plain($($arg),*)
        }
    };
}

pub(super) use multiversioned;
