//! A small private file that is replaced as a whole.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::super::VaultError;

/// How long another program's change is waited for: it takes a fraction of a second.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// The largest file that is read, twice what the largest vault takes.
const LARGEST: u64 = 32 * 1024 * 1024;

/// A file that is either the old one or the new one.
pub(super) struct Disk {
    path: PathBuf,
}

impl Disk {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn exists(&self) -> Result<bool, VaultError> {
        self.path.try_exists().map_err(|error| VaultError::of_io(&error))
    }

    /// The bytes; `None` where there is no file.
    pub(super) fn read(&self) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        match File::open(&self.path) {
            Ok(file) => read_whole(file).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(VaultError::of_io(&error)),
        }
    }

    /// As [`Disk::read`], of a file that nobody else may read.
    pub(super) fn read_private(&self) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        match File::open(&self.path) {
            Ok(file) => {
                refuse_open(&file)?;
                read_whole(file).map(Some)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(VaultError::of_io(&error)),
        }
    }

    /// Keeps other programs from changing the file until the guard is dropped. It is a file beside the vault, because the
    /// vault itself is replaced.
    pub(super) fn lock(&self) -> Result<File, VaultError> {
        let file = private(OpenOptions::new().create(true).truncate(false).write(true)).open(self.beside("lock"));
        let file = file.map_err(|error| VaultError::of_io(&error))?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if started.elapsed() < LONGEST_WAIT => thread::sleep(BETWEEN_TRIES),
                Err(TryLockError::WouldBlock) => return Err(VaultError::Locked),
                Err(TryLockError::Error(error)) => return Err(VaultError::of_io(&error)),
            }
        }
    }

    /// Writes a new file, syncs it, and puts it in the place of the old one.
    pub(super) fn write(&self, bytes: &[u8]) -> Result<(), VaultError> {
        let new = self.beside("new");
        // Left by a crash: it was never the vault.
        match fs::remove_file(&new) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(VaultError::of_io(&error)),
            _ => {}
        }
        let written = write_synced(&new, bytes).and_then(|()| fs::rename(&new, &self.path));
        if let Err(error) = written {
            // What could not be written is not kept; the old file is untouched.
            let _ = fs::remove_file(&new);
            return Err(VaultError::of_io(&error));
        }
        // The rename itself survives a power cut only with its directory.
        sync_directory(&self.path).map_err(|error| VaultError::of_io(&error))
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(".");
        name.push(suffix);
        PathBuf::from(name)
    }
}

fn read_whole(file: File) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let length = file.metadata().map_err(|error| VaultError::of_io(&error))?.len().min(LARGEST);
    // One byte more, so that the end is seen without growing the buffer.
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1));
    file.take(LARGEST).read_to_end(&mut bytes).map_err(|error| VaultError::of_io(&error))?;
    Ok(bytes)
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private(OpenOptions::new().create_new(true).write(true)).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
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

#[cfg(unix)]
fn refuse_open(file: &File) -> Result<(), VaultError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata().map_err(|error| VaultError::of_io(&error))?.permissions().mode();
    if mode & 0o077 == 0 { Ok(()) } else { Err(VaultError::KeyFileOpen) }
}

#[cfg(not(unix))]
fn refuse_open(_file: &File) -> Result<(), VaultError> {
    Ok(())
}

#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(parent)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_path: &Path) -> io::Result<()> {
    Ok(())
}
