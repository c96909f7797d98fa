//! The file of a queue: a line of JSON for each delivery.
//!
//! Deliveries name buyers, so the file is its owner's alone where there are file modes. Whoever reads or shortens it
//! takes its lock, as is done here.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use axum::http::HeaderMap;
use base64::engine::general_purpose::STANDARD;
use base64::{DecodeError, Engine};
use serde::{Deserialize, Serialize};
use webhook_verify::{ReplayKey, Scheme};

/// A delivery as it came, with what it takes to verify it again.
#[derive(Serialize, Deserialize)]
pub struct Entry {
    /// What tells the event from others.
    pub key: String,
    /// When it was received, in unix seconds.
    pub received: i64,
    /// The headers that sign it.
    pub headers: Vec<(String, String)>,
    /// The body as received, in base64.
    pub body: String,
}

/// How each line begins.
const BEGINNING: &[u8] = b"{\"key\":";

impl Entry {
    pub(super) fn of(key: &ReplayKey, scheme: &Scheme, headers: &HeaderMap, body: &[u8], received: i64) -> Self {
        // A header that was verified is ASCII, and there once.
        let line = |name: &str| Some((name.to_owned(), headers.get(name)?.to_str().ok()?.to_owned()));
        let headers = scheme.header_names().filter_map(line).collect();
        Self { key: key.as_str().to_owned(), received, headers, body: STANDARD.encode(body) }
    }

    pub(super) fn body(&self) -> Result<Vec<u8>, DecodeError> {
        STANDARD.decode(&self.body)
    }

    pub(super) fn line(&self) -> io::Result<Vec<u8>> {
        let mut line = serde_json::to_vec(self)?;
        line.push(b'\n');
        Ok(line)
    }
}

/// Appends a line. When this returns it is on the disk, and when it fails it is not in the file.
pub(super) fn append(path: &Path, line: &[u8]) -> io::Result<()> {
    let mut file = locked(path)?;
    let end = file.seek(SeekFrom::End(0))?;
    let written = file.write_all(line).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a line would spoil the next one.
        file.set_len(end)?;
    }
    written
}

/// Makes the file if it is not there, and cuts off what a crash left of a last line: nobody was told that it is queued.
pub(super) fn prepare(path: &Path) -> io::Result<Vec<Entry>> {
    let mut file = locked(path)?;
    let (entries, whole, rest) = read(&mut file)?;
    if !rest.is_empty() {
        if !rest.starts_with(BEGINNING) && !BEGINNING.starts_with(&rest) {
            return Err(foreign());
        }
        file.set_len(whole)?;
    }
    file.sync_all()?;
    // The file's name is on the disk with its directory.
    #[cfg(unix)]
    File::open(path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(entries)
}

/// All deliveries, the oldest first.
pub(super) fn load(path: &Path) -> io::Result<Vec<Entry>> {
    Ok(read(&mut locked(path)?)?.0)
}

/// The whole lines, how long they are together, and what stands behind them.
fn read(file: &mut File) -> io::Result<(Vec<Entry>, u64, Vec<u8>)> {
    let mut text = Vec::new();
    file.read_to_end(&mut text)?;
    let rest = text.split_off(text.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1));
    let entries = text.split_inclusive(|byte| *byte == b'\n').map(serde_json::from_slice);
    let entries = entries.collect::<Result<_, _>>().map_err(|_| foreign())?;
    Ok((entries, u64::try_from(text.len()).unwrap_or(u64::MAX), rest))
}

fn foreign() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the file holds something else than deliveries")
}

/// The file, and its lock for as long as it is open.
fn locked(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    file.lock()?;
    Ok(file)
}
