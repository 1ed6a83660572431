//! The `byline` binary: hands its arguments to [`byline::cli`].

/// Quads are strings, and a store makes and drops them by the million.
#[cfg(feature = "rocksdb")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    byline::cli::run()
}
