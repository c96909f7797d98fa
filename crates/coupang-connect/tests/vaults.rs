//! What a vault keeps, gives out, and says when it cannot.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is how a test fails")]

mod shop;

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY};
use coupang_connect::{ConnectError, EnvironmentVault, FileVault, MemoryVault, NewPair, State, Vault, VaultError};
use coupang_wing::Language;
use shop::{Shop, form};
use tempfile::TempDir;

fn directory() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn keyed(directory: &TempDir) -> Result<FileVault, VaultError> {
    FileVault::with_key_file(directory.path().join("vault.age"), directory.path().join("vault.key"))
}

fn locked(directory: &TempDir, passphrase: &str) -> Result<FileVault, VaultError> {
    FileVault::with_passphrase(directory.path().join("vault.age"), passphrase.to_owned())
}

/// Connects the sandbox shop through this vault.
async fn connect(vault: Arc<dyn Vault>) -> Result<State, ConnectError> {
    let shop = Shop::open();
    let connections = shop.open_with(shop.builder(vault)).await;
    connections.connect(form()).await.map(|status| status.state)
}

#[tokio::test(start_paused = true)]
async fn every_vault_keeps_replaces_lists_and_forgets() {
    let directories = [directory(), directory()];
    let vaults: [Arc<dyn Vault>; 3] = [
        Arc::new(MemoryVault::new()),
        Arc::new(keyed(&directories[0]).unwrap()),
        Arc::new(locked(&directories[1], "correct horse").unwrap()),
    ];
    for vault in vaults {
        let shop = Shop::open();
        let connections = shop.open_with(shop.builder(vault.clone())).await;
        let status = connections.connect(form().with_wing_user_id("wing_hong")).await.unwrap();
        let [entry] = vault.list().unwrap().try_into().unwrap();
        assert_eq!((&entry.reference, &entry.connection), (&status.credential, &status.connection));
        assert_eq!((entry.vendor.as_str(), entry.market.as_str()), ("A000*****", "KR"));
        assert_eq!(entry.issued.unwrap().to_string(), "2026-03-02");
        assert_eq!(entry.expires.unwrap().to_string(), "2026-08-29", "180 days later");
        assert!(entry.last_verified.is_some());

        let pair = NewPair::new(DEFAULT_ACCESS_KEY.to_owned(), DEFAULT_SECRET_KEY.to_owned());
        let pair = pair.issued_on("2026-03-01".parse().unwrap());
        connections.replace_key(&status.connection, pair).await.unwrap();
        let [entry] = vault.list().unwrap().try_into().unwrap();
        assert_eq!(
            (entry.reference, entry.issued.unwrap().to_string()),
            (status.credential.clone(), "2026-03-01".into())
        );
        // Everything came through: a client of these values reads.
        let config = vault.get(&status.credential).unwrap().config().unwrap();
        assert_eq!(config.vendor_id().as_str(), "A00012345");

        vault.revoke(&status.credential).unwrap();
        assert!(vault.list().unwrap().is_empty());
        assert_eq!(vault.get(&status.credential).unwrap_err(), VaultError::NotFound);
        assert_eq!(vault.revoke(&status.credential), Err(VaultError::NotFound));
    }
}

#[tokio::test(start_paused = true)]
async fn a_file_is_encrypted_private_and_opens_after_a_restart() {
    let directory = directory();
    assert_eq!(connect(Arc::new(keyed(&directory).unwrap())).await.unwrap(), State::Active);
    let bytes = fs::read(directory.path().join("vault.age")).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
    for needle in [DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, "A00012345", "records"] {
        assert!(!bytes.windows(needle.len()).any(|window| window == needle.as_bytes()), "{needle}");
    }
    assert_eq!(keyed(&directory).unwrap().list().unwrap().len(), 1);
    #[cfg(unix)]
    for name in ["vault.age", "vault.key", "vault.age.lock"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(directory.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_passphrase_or_key_file_says_so_and_changes_nothing() {
    let directory = directory();
    connect(Arc::new(locked(&directory, "correct horse").unwrap())).await.unwrap();
    let before = fs::read(directory.path().join("vault.age")).unwrap();
    for passphrase in ["", "correct hors", "correct horse "] {
        let error = locked(&directory, passphrase).unwrap_err();
        assert_eq!(error, VaultError::WrongKey);
        assert!(error.sentence(Language::Ko).contains("암호"));
    }
    // A vault of a passphrase does not open by a key either, and no key file is made for it.
    assert_eq!(keyed(&directory).unwrap_err(), VaultError::KeyFileMissing);
    assert!(!directory.path().join("vault.key").exists());
    let elsewhere = tempfile::tempdir().unwrap();
    keyed(&elsewhere).unwrap();
    fs::copy(elsewhere.path().join("vault.key"), directory.path().join("vault.key")).unwrap();
    assert_eq!(keyed(&directory).unwrap_err(), VaultError::WrongKey);
    assert_eq!(fs::read(directory.path().join("vault.age")).unwrap(), before);
    assert_eq!(locked(&directory, "correct horse").unwrap().list().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_cut_or_changed_file_is_damaged_and_left_as_it_is() {
    let directory = directory();
    connect(Arc::new(keyed(&directory).unwrap())).await.unwrap();
    let path = directory.path().join("vault.age");
    let whole = fs::read(&path).unwrap();
    for length in (0..whole.len()).step_by(7) {
        fs::write(&path, &whole[..length]).unwrap();
        assert_eq!(keyed(&directory).unwrap_err(), VaultError::Damaged, "cut at {length}");
        assert_eq!(fs::read(&path).unwrap().len(), length, "it was left as it was");
    }
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    fs::write(&path, &changed).unwrap();
    let error = keyed(&directory).unwrap_err();
    assert_eq!(error, VaultError::Damaged);
    assert!(error.sentence(Language::Ko).contains("백업"), "{error}");
    fs::write(&path, &whole).unwrap();
    assert_eq!(keyed(&directory).unwrap().list().unwrap().len(), 1);
}

#[test]
fn key_files_are_read_as_age_keygen_writes_them_and_refused_otherwise() {
    let directory = directory();
    keyed(&directory).unwrap();
    let path = directory.path().join("vault.key");
    let key = fs::read_to_string(&path).unwrap();
    assert!(key.starts_with("AGE-SECRET-KEY-1"), "an age identity");
    fs::write(&path, format!("# created: 2026-03-02\n\n{key}")).unwrap();
    assert!(keyed(&directory).is_ok());
    for text in ["", "hello", "AGE-SECRET-KEY-1", &format!("{key}{key}")] {
        fs::write(&path, text).unwrap();
        assert_eq!(keyed(&directory).unwrap_err(), VaultError::KeyFileUnreadable);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::write(&path, key).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(keyed(&directory).unwrap_err(), VaultError::KeyFileOpen);
    }
}

#[test]
fn another_program_that_holds_the_vault_is_waited_for_and_then_named() {
    let directory = directory();
    let lock = fs::File::create(directory.path().join("vault.age.lock")).unwrap();
    lock.lock().unwrap();
    let vault = keyed(&directory).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let error = runtime.block_on(connect(Arc::new(vault))).unwrap_err();
    assert_eq!(error, ConnectError::Vault(VaultError::Locked));
    assert!(!directory.path().join("vault.age").exists());
}

#[tokio::test(start_paused = true)]
async fn a_place_that_takes_no_file_is_named_before_anything_is_sent() {
    let directory = directory();
    let nowhere = directory.path().join("missing");
    let vault = FileVault::with_passphrase(nowhere.join("vault.age"), "correct horse".to_owned()).unwrap();
    let shop = Shop::open();
    let connections = shop.open_with(shop.builder(Arc::new(vault))).await;
    let error = connections.connect(form()).await.unwrap_err();
    assert!(matches!(error, ConnectError::Vault(VaultError::Io(_))), "{error:?}");
    assert_eq!((shop.calls(), connections.all().len()), (0, 0));
    assert!(!error.to_string().contains("missing"), "no path: {error}");
}

#[tokio::test(start_paused = true)]
async fn the_environment_is_read_once_and_takes_no_changes() {
    let vars = HashMap::from([
        ("COUPANG_VENDOR_ID", "A00012345"),
        ("COUPANG_ACCESS_KEY", DEFAULT_ACCESS_KEY),
        ("COUPANG_SECRET_KEY", DEFAULT_SECRET_KEY),
        ("COUPANG_MARKET", "TW"),
    ]);
    let missing = EnvironmentVault::from_vars(|_| None).unwrap_err();
    assert_eq!(missing.to_string(), "COUPANG_VENDOR_ID is not set");
    let vault = Arc::new(EnvironmentVault::from_vars(|name| vars.get(name).map(Into::into)).unwrap());
    let [entry] = vault.list().unwrap().try_into().unwrap();
    assert_eq!((entry.market.as_str(), entry.issued), ("TW", None));
    assert_eq!(vault.revoke(&entry.reference), Err(VaultError::ReadOnly));

    let shop = Shop::open();
    let connections = shop.open_with(shop.builder(vault)).await;
    let connection = connections.get(&entry.connection).unwrap();
    assert_eq!(connection.verify().await.unwrap().state, State::Active);
    let pair = NewPair::new(DEFAULT_ACCESS_KEY.to_owned(), DEFAULT_SECRET_KEY.to_owned());
    let error = connections.replace_key(&entry.connection, pair).await.unwrap_err();
    assert_eq!(error, ConnectError::Vault(VaultError::ReadOnly));
    assert_eq!(connection.status().state, State::Active);
}

/// Where the child of the next test keeps its vault.
const FULL: &str = "VAULT_ON_A_FULL_DISK";

/// A process that may write no file beyond a limit gets the same error as one whose disk is full.
#[cfg(unix)]
#[test]
fn a_full_disk_is_named_and_what_was_stored_before_is_still_there() {
    let directory = directory();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(connect(Arc::new(keyed(&directory).unwrap()))).unwrap();
    let before = fs::read(directory.path().join("vault.age")).unwrap();
    let program = std::env::current_exe().unwrap();
    // No file may grow at all; a signal that nobody wants to hear leaves the error to the writer.
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" --exact the_child_on_a_full_disk --nocapture >/dev/null 2>&1";
    let ended = std::process::Command::new("sh")
        .args(["-c", script])
        .arg(program)
        .env(FULL, directory.path())
        .status()
        .unwrap();
    assert!(ended.success(), "{ended}");
    let left: Vec<_> = fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| Path::new(name).extension().is_some_and(|e| e == "new")), "{left:?}");
    assert_eq!(fs::read(directory.path().join("vault.age")).unwrap(), before);
    assert_eq!(keyed(&directory).unwrap().list().unwrap().len(), 1);
}

#[test]
fn the_child_on_a_full_disk() {
    let Some(path) = std::env::var_os(FULL) else { return };
    let path = Path::new(&path);
    let vault = FileVault::with_key_file(path.join("vault.age"), path.join("vault.key")).unwrap();
    let [entry] = vault.list().unwrap().try_into().unwrap();
    let error = vault.mark_verified(&entry.reference, shop::noon()).unwrap_err();
    let sentence = error.sentence(Language::Ko);
    // The child's output goes nowhere; its exit code is what it says.
    std::process::exit(i32::from(error != VaultError::Full || !sentence.contains("디스크가 가득")));
}
