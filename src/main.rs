//! The `byline` binary: hands its arguments to [`byline::cli`].

fn main() -> std::process::ExitCode {
    byline::cli::run()
}
