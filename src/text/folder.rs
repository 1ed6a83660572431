//! Folders: the articles in them and in the folders below, in the order of their names.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

use super::format::Format;
use super::read_error::ReadError;

/// The files of a folder that Byline reads: those with an extension of a known format, in
/// byte order of their names, each sub-folder's where its name stands.
///
/// Where the format is given, only that format's extensions count, and files without any.
/// Hidden files, files called README, links to folders, and whatever is neither file nor folder are passed over.
pub struct Folder {
    root: PathBuf,
    format: Option<Format>,
    /// What is still to be read of each folder on the way down.
    levels: Vec<vec::IntoIter<PathBuf>>,
    is_started: bool,
    found: usize,
    passed_over: usize,
}

impl Folder {
    /// The files below `root`, of any format or of the one given.
    #[must_use]
    pub fn new(root: &Path, format: Option<Format>) -> Self {
        Self {
            root: root.to_owned(),
            format,
            levels: Vec::new(),
            is_started: false,
            found: 0,
            passed_over: 0,
        }
    }

    fn enter(&mut self, folder: &Path) -> Result<(), ReadError> {
        let paths = sorted_paths(folder)
            .map_err(|error| ReadError::from_io(&folder.display().to_string(), error))?;
        self.levels.push(paths.into_iter());
        Ok(())
    }

    fn is_wanted(&self, path: &Path) -> bool {
        if path
            .file_stem()
            .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
        {
            return false;
        }
        match (self.format, Format::of_path(path)) {
            (None, found) => found.is_some(),
            (Some(wanted), Some(found)) => wanted == found,
            (Some(_), None) => path.extension().is_none(),
        }
    }

    fn next_path(&mut self) -> Option<PathBuf> {
        while let Some(level) = self.levels.last_mut() {
            if let Some(path) = level.next() {
                return Some(path);
            }
            self.levels.pop();
        }
        None
    }
}

impl Iterator for Folder {
    type Item = Result<PathBuf, ReadError>;

    fn next(&mut self) -> Option<Result<PathBuf, ReadError>> {
        if !self.is_started {
            self.is_started = true;
            let root = self.root.clone();
            if let Err(error) = self.enter(&root) {
                self.found = 1;
                return Some(Err(error));
            }
        }
        while let Some(path) = self.next_path() {
            let is_link = path.is_symlink();
            if path.is_dir() {
                if !is_link && let Err(error) = self.enter(&path) {
                    return Some(Err(error));
                }
            } else if path.is_file() && self.is_wanted(&path) {
                self.found += 1;
                return Some(Ok(path));
            } else {
                self.passed_over += 1;
            }
        }
        if self.found > 0 {
            return None;
        }
        self.found = 1;
        let folder = self.root.display().to_string();
        Some(Err(ReadError::NoArticles {
            folder,
            passed_over: self.passed_over,
        }))
    }
}

/// The paths in `folder` that are not hidden, sorted.
fn sorted_paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !name.as_encoded_bytes().starts_with(b".") {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names.into_iter().map(|name| folder.join(name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(root: &Path, format: Option<Format>) -> Vec<String> {
        Folder::new(root, format)
            .map(|found| match found {
                Ok(path) => path
                    .strip_prefix(root)
                    .expect("below")
                    .display()
                    .to_string(),
                Err(error) => error.to_string(),
            })
            .collect()
    }

    #[test]
    fn files_come_in_the_order_of_their_names_and_hidden_ones_do_not() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("b/c")).expect("a folder");
        for name in [
            "d.txt",
            "a.txt",
            "b/z.html",
            "b/c/x.md.gz",
            ".a.txt",
            "c.png",
            "c",
            "B.jsonl",
            "README.md",
        ] {
            fs::write(folder.path().join(name), "Talks began.").expect("a file");
        }
        assert_eq!(
            walk(folder.path(), None),
            ["B.jsonl", "a.txt", "b/c/x.md.gz", "b/z.html", "d.txt"]
        );
        assert_eq!(walk(folder.path(), Some(Format::Html)), ["b/z.html", "c"]);
    }

    #[test]
    fn a_folder_without_articles_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let told = walk(folder.path(), None);
        assert!(
            told[0].ends_with("the folder holds no file: name one that does"),
            "{told:?}"
        );
        fs::write(folder.path().join("a.png"), "").expect("a file");
        let told = walk(folder.path(), None);
        assert!(
            told.len() == 1 && told[0].contains("none of the folder's 1 files"),
            "{told:?}"
        );
        let told = walk(&folder.path().join("gone"), None);
        assert!(
            told.len() == 1 && told[0].contains("no such file or folder"),
            "{told:?}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_to_files_are_followed_and_links_to_folders_are_not() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.txt"), "Talks began.").expect("a file");
        symlink(folder.path().join("a.txt"), folder.path().join("b.txt")).expect("a link");
        symlink(folder.path(), folder.path().join("c")).expect("a link");
        symlink("gone", folder.path().join("d.txt")).expect("a link");
        assert_eq!(walk(folder.path(), None), ["a.txt", "b.txt"]);
    }
}
