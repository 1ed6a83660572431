//! The program in a folder of its own, as a user runs it.

use std::path::PathBuf;
use std::process::Output;

use assert_cmd::Command;

/// A folder that goes when the test ends.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs `byline` with these arguments inside the folder.
    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::cargo_bin("byline")
            .expect("the program")
            .current_dir(self.folder.path())
            .args(arguments)
            .output()
            .expect("an end")
    }

    /// Runs a command that must end well; what it prints.
    pub fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(code(&output), Some(0), "{arguments:?}: {}", told(&output));
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

pub fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
