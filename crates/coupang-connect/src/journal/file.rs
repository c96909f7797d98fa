//! JSON lines, appended to files that never grow beyond a limit.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::JournalTrouble;
use super::line::Line;

/// When a file is put aside, and how many are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotation {
    /// The largest file, in bytes. Default 4 MiB, about 20,000 exchanges.
    pub bytes: u64,
    /// How many older files are kept beside the current one. Default 4.
    pub older_files: u32,
}

impl Default for Rotation {
    fn default() -> Self {
        Self { bytes: 4 * 1024 * 1024, older_files: 4 }
    }
}

/// The longest file that is read back, whatever its limit was when it was written.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The files of a journal.
pub(super) struct FileLog {
    directory: PathBuf,
    rotation: Rotation,
    current: Option<Current>,
    trouble: Option<JournalTrouble>,
}

/// The file that is appended to.
struct Current {
    file: File,
    bytes: u64,
}

impl FileLog {
    pub(super) fn new(directory: PathBuf, rotation: Rotation) -> Self {
        Self { directory, rotation, current: None, trouble: None }
    }

    pub(super) fn trouble(&self) -> Option<JournalTrouble> {
        self.trouble
    }

    /// Oldest first.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        (0..=self.rotation.older_files).rev().map(|number| self.file(number)).collect()
    }

    /// Appends a line; a failure is remembered.
    pub(super) fn append(&mut self, line: &Line) {
        let written = serde_json::to_vec(line).map_err(io::Error::from).and_then(|mut text| {
            text.push(b'\n');
            self.write(&text)
        });
        if let Err(error) = written {
            // The next line opens the file anew, and begins behind whatever was written of this one.
            self.current = None;
            let lines = self.trouble.map_or(0, |trouble| trouble.lines);
            self.trouble = Some(JournalTrouble { kind: error.kind(), lines: lines + 1 });
        }
    }

    fn write(&mut self, text: &[u8]) -> io::Result<()> {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        let mut current = match self.current.take() {
            Some(current) => current,
            None => Current::open(&self.directory, &self.file(0))?,
        };
        if current.bytes > 0 && current.bytes.saturating_add(length) > self.rotation.bytes {
            drop(current);
            self.rotate()?;
            current = Current::open(&self.directory, &self.file(0))?;
        }
        // One write per line: on a file opened for appending, lines of two programs do not mix.
        current.file.write_all(text)?;
        current.bytes = current.bytes.saturating_add(length);
        self.current = Some(current);
        Ok(())
    }

    fn rotate(&self) -> io::Result<()> {
        if self.rotation.older_files == 0 {
            return fs::remove_file(self.file(0));
        }
        for number in (0..self.rotation.older_files).rev() {
            match fs::rename(self.file(number), self.file(number + 1)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    fn file(&self, number: u32) -> PathBuf {
        self.directory.join(match number {
            0 => "connect.jsonl".to_owned(),
            number => format!("connect.{number}.jsonl"),
        })
    }
}

impl Current {
    fn open(directory: &Path, path: &Path) -> io::Result<Self> {
        fs::create_dir_all(directory)?;
        let mut file = private(OpenOptions::new().create(true).append(true).read(true)).open(path)?;
        let mut bytes = file.metadata()?.len();
        // A line that a crash has cut must not swallow the next one.
        let mut last = [b'\n'];
        if bytes > 0 && file.seek(SeekFrom::End(-1)).is_ok() && file.read_exact(&mut last).is_ok() && last != [b'\n'] {
            file.write_all(b"\n")?;
            bytes += 1;
        }
        Ok(Self { file, bytes })
    }
}

/// Every line of these files, and how many were no lines of ours.
pub(super) fn read(files: &[PathBuf]) -> (Vec<Line>, u64) {
    let (mut lines, mut unreadable) = (Vec::new(), 0);
    for path in files {
        let mut bytes = Vec::new();
        // A file that is not there, or goes away while it is read, has no more lines.
        let _ = File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
        for text in bytes.split(|byte| *byte == b'\n').filter(|text| !text.is_empty()) {
            match serde_json::from_slice(text) {
                Ok(line) => lines.push(line),
                Err(_) => unreadable += 1,
            }
        }
    }
    (lines, unreadable)
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}
