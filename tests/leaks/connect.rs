//! The canary connects: through every failure, every vault at rest, every log line, nothing of it comes out.

use std::fs;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiwire::Language;
use apiwire::governor::{Governor, Limits};
use apiwire::testing::{Reply, Script, TokioClock};
use coupang_connect::{
    Connections, EnvironmentVault, FileVault, Form, Journal, MemoryVault, NewPair, Rotation, State, Status, Vault,
};
use coupang_wing::Wing;
use coupang_wing::calendar::KstDate;

use crate::canary::{Heard, canary};
use crate::{answer, page, replies, start, trace_into};

fn form() -> Form {
    let (access, secret) = (canary().access_key.clone(), canary().secret_key.clone());
    Form::new("A00012345", access, secret).with_wing_user_id(canary().email.as_str())
}

/// Connections that are answered by whatever stands in the cell.
async fn connections(vault: Arc<dyn Vault>, journal: Journal, reply: &Arc<Mutex<Reply>>) -> Connections {
    let clock = Arc::new(TokioClock::starting_at(start()));
    let (reply, signing) = (Arc::clone(reply), clock.clone());
    let governor = Governor::new(Limits::default().with_pause(Duration::ZERO, Duration::ZERO));
    let wings = move |config| {
        let script = Script::new(std::iter::repeat_n(reply.lock().unwrap().clone(), 60));
        Wing::builder(config).transport(Arc::new(script)).clock(signing.clone()).governor(governor.clone()).build()
    };
    Connections::builder(vault).journal(journal).clock(clock).open_with(wings).await.unwrap()
}

fn hear(heard: &Heard, status: &Status) {
    heard.debug(status);
    if let State::Paused { next_step, .. } = status.state {
        heard.text(next_step.in_words(Language::Ko));
        heard.text(next_step.in_words(Language::En));
    }
}

#[tokio::test(start_paused = true)]
async fn no_connection_and_no_journal_lets_the_canary_out() {
    let heard = Heard::default();
    let _guard = trace_into(&heard);
    let directory = tempfile::tempdir().unwrap();
    for (number, reply) in replies().into_iter().enumerate() {
        let cell = Arc::new(Mutex::new(answer(200, "application/json", page(&serde_json::json!([])))));
        let journal = Journal::in_directory(directory.path().join(number.to_string()), Rotation::default());
        let connections = connections(Arc::new(MemoryVault::new()), journal, &cell).await;
        let status = connections.connect(form()).await.unwrap();
        hear(&heard, &status);
        let connection = connections.get(&status.connection).unwrap();
        // A person may write anything into the note, and pastes the wrong thing.
        let permitted = connection.permit(coupang_wing::family::ORDERS, &canary().name, &canary().prose());
        heard.debug(&permitted.is_ok());
        *cell.lock().unwrap() = reply;
        let pair = NewPair::new(canary().access_key.clone(), canary().secret_key.clone());
        heard.debug(&pair);
        match connections.replace_key(&status.connection, pair).await {
            Ok(status) => hear(&heard, &status),
            Err(error) => {
                heard.error(&error);
                heard.text(&error.sentence(Language::Ko));
            }
        }
        match connection.verify().await {
            Ok(status) => hear(&heard, &status),
            Err(error) => heard.error(&error),
        }
        heard.debug(&connections);
        heard.debug(&connections.journal().latest(1000));
        heard.debug(&connections.journal().day(&status.connection, KstDate::at(start())));
    }
    for entry in fs::read_dir(directory.path()).unwrap() {
        heard.text(&fs::read_to_string(entry.unwrap().path().join("connect.jsonl")).unwrap());
    }
    heard.assert_safe(&[
        "A000*****",
        "permit_granted",
        "PermitFallen",
        "key_not_replaced",
        "invalid_signature",
        "edge_blocked",
        "\"operation\":\"orders.list\"",
    ]);
}

#[tokio::test(start_paused = true)]
async fn no_form_and_no_vault_lets_the_canary_out() {
    let heard = Heard::default();
    let _guard = trace_into(&heard);
    let directory = tempfile::tempdir().unwrap();
    let (vault, key) = (directory.path().join("vault.age"), directory.path().join("vault.key"));
    let reply = Arc::new(Mutex::new(answer(200, "application/json", page(&serde_json::json!([])))));
    let files = Arc::new(FileVault::with_key_file(&vault, key).unwrap());
    heard.debug(&files);
    let open = connections(files.clone(), Journal::memory(), &reply).await;
    hear(&heard, &open.connect(form()).await.unwrap());
    heard.debug(&files.list().unwrap());
    heard.debug(&files.get(&files.list().unwrap()[0].reference).unwrap());
    heard.text(&String::from_utf8_lossy(&fs::read(&vault).unwrap()));
    let (access, secret) = (canary().access_key.as_str(), canary().secret_key.as_str());
    for (vendor, access, secret) in [
        (canary().name.as_str(), access, secret),
        ("A00012345", secret, access),
        ("A00012345", access, access),
        ("A00012345", &format!("{access}\n"), secret),
        ("A00012345", access, &format!(" {secret}")),
        ("A00012345", &format!("{access},"), secret),
    ] {
        let form = Form::new(vendor, access.to_owned(), secret.to_owned());
        heard.debug(&form);
        let error = open.connect(form).await.unwrap_err();
        heard.error(&error);
        heard.text(&error.sentence(Language::Ko));
    }
    let vars = |name: &str| match name {
        "COUPANG_VENDOR_ID" => Some(canary().name.clone().into()),
        "COUPANG_ACCESS_KEY" => Some(canary().access_key.clone().into()),
        "COUPANG_SECRET_KEY" => Some(canary().secret_key.clone().into()),
        _ => None,
    };
    heard.error(&EnvironmentVault::from_vars(vars).unwrap_err());
    heard.assert_safe(&["FileVault", "Credentials", "age-encryption.org", "swapped", "vendor id", "바뀐"]);
}
