//! Any bytes as the file of a vault, sealed or not, and as its key file: a vault opens whole or not at all, and prints no key.
//! The first byte chooses which of the three it is.
#![no_main]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use coupang_connect::{FileVault, Vault};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use std::sync::OnceLock;
use tempfile::TempDir;

#[path = "../shared/planted.rs"]
mod planted;

use planted::{silent, silent_error};

struct Place {
    directory: TempDir,
    key: Identity,
}

fn place() -> &'static Place {
    static PLACE: OnceLock<Place> = OnceLock::new();
    PLACE.get_or_init(|| Place { directory: tempfile::tempdir().expect("a directory"), key: Identity::generate() })
}

fuzz_target!(|input: &[u8]| {
    let Some((choice, bytes)) = input.split_first() else { return };
    let bytes = planted::planted(bytes);
    let Place { directory, key } = place();
    let (file, key_file) = (directory.path().join("vault"), directory.path().join("key"));
    let _ = fs::remove_file(&file);
    let key_text = key.to_string();
    let (sealed, key_bytes) = match choice % 4 {
        0 => (bytes.clone(), key_text.expose_secret().as_bytes().to_vec()),
        1 => (seal(key, b"{}"), bytes.clone()),
        _ => (seal(key, &bytes), key_text.expose_secret().as_bytes().to_vec()),
    };
    write(&file, &sealed);
    write(&key_file, &key_bytes);
    let vault = match FileVault::with_key_file(&file, &key_file) {
        Ok(vault) => vault,
        Err(error) => return silent_error(&error),
    };
    assert!(choice % 4 > 1, "bytes that nobody has sealed were opened");
    silent(&vault);
    let document: Value = serde_json::from_slice(&bytes).expect("a vault came of what is no JSON");
    let there = document["records"].as_array().expect("records").len();
    let entries = vault.list().expect("what has opened");
    assert_eq!(entries.len(), there);
    silent(&entries);
    for entry in &entries {
        silent(&vault.get(&entry.reference).expect("what is listed"));
    }
    // Written again without one of them, the others are as they were.
    let Some(first) = entries.first() else { return };
    vault.revoke(&first.reference).expect("what is listed");
    let left: Vec<_> = entries.iter().filter(|entry| entry.reference != first.reference).collect();
    let again = FileVault::with_key_file(&file, &key_file).expect("our own file").list().expect("our own file");
    assert_eq!(format!("{left:?}"), format!("{:?}", again.iter().collect::<Vec<_>>()));
});

fn seal(key: &Identity, clear: &[u8]) -> Vec<u8> {
    let recipient = key.to_public();
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient)).expect("a key");
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed).expect("memory");
    writer.write_all(clear).expect("memory");
    writer.finish().expect("memory");
    sealed
}

fn write(path: &Path, bytes: &[u8]) {
    let mut options = OpenOptions::new();
    let mut file = options.create(true).write(true).truncate(true).mode(0o600).open(path).expect("a file");
    file.write_all(bytes).expect("a file");
}
