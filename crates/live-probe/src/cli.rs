//! The command line of the probe.

mod args;
mod table;
mod words;

use std::any::Any;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use coupang_wing::apiwire::BoxFuture;
use coupang_wing::{Config, ConfigError, Language, Wing};

use crate::report::{Connection, Report, Target};
use crate::run::probe;
#[doc(hidden)]
pub use args::one_line;
use args::{Args, Parsed, Want};

/// A sandbox that can be started in this process; the library itself knows none.
pub struct Sandbox {
    /// Its vendor id.
    pub vendor: &'static str,
    /// Its access key.
    pub access_key: &'static str,
    /// Its secret key.
    pub secret_key: &'static str,
    /// Starts it on a loopback port.
    pub start: fn() -> BoxFuture<'static, Result<Started, String>>,
}

/// A sandbox that runs until the guard is dropped.
pub struct Started {
    /// Where it listens.
    pub base_url: String,
    /// What keeps it running.
    pub guard: Box<dyn Any + Send>,
}

/// The process around a run, so that tests can stand in for it.
pub struct Surroundings<'a> {
    /// The environment.
    pub vars: &'a dyn Fn(&str) -> Option<OsString>,
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub err: &'a mut dyn Write,
}

/// Exit codes, as the contract has them.
const ACTIVE: u8 = 0;
const PAUSED: u8 = 1;
const USAGE: u8 = 2;
const MISMATCH: u8 = 3;

/// Runs with this process's arguments and environment.
#[must_use]
pub fn main(sandbox: Option<Sandbox>) -> ExitCode {
    let surroundings = Surroundings {
        vars: &|name| std::env::var_os(name),
        out: &mut std::io::stdout().lock(),
        err: &mut std::io::stderr().lock(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let code = match runtime {
        Ok(runtime) => runtime.block_on(run(std::env::args_os(), sandbox, surroundings)),
        Err(_) => refuse(surroundings.err, "this machine gives no asynchronous runtime"),
    };
    ExitCode::from(code)
}

/// Runs with the given arguments (the program's name first), and answers the exit code: 0 active, 1 paused, 2 usage or
/// configuration, 3 count mismatch.
pub async fn run(
    arguments: impl IntoIterator<Item = OsString>,
    sandbox: Option<Sandbox>,
    surroundings: Surroundings<'_>,
) -> u8 {
    let Surroundings { vars, out, err } = surroundings;
    let args = match args::parse(arguments, vars) {
        Parsed::Run(args) => args,
        Parsed::Help(text) => {
            // A closed pipe is no reason to fail.
            let _ = out.write_all(text.as_bytes());
            return ACTIVE;
        }
        Parsed::Wrong(line) => return refuse(err, &line),
    };
    let prepared = match prepare(&args, sandbox, vars).await {
        Ok(prepared) => prepared,
        Err(line) => return refuse(err, &line),
    };
    let first_line = words::first_line(prepared.place, args.language, prepared.wing.vendor_id());
    let _ = if args.json { writeln!(err, "{first_line}") } else { writeln!(out, "{first_line}") };
    let _ = out.flush();
    let report = probe(&prepared.wing, prepared.target, &args.plan).await;
    drop(prepared);
    let _ = show(out, &report, &args);
    exit_code(&report)
}

/// Where the calls go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A sandbox in this process, because no key is set or it was asked for.
    Embedded { asked: bool },
    /// A loopback address.
    Loopback,
    /// The real gateway.
    Gateway,
}

struct Prepared {
    wing: Wing,
    target: Target,
    place: Place,
    _sandbox: Option<Box<dyn Any + Send>>,
}

async fn prepare(
    args: &Args,
    sandbox: Option<Sandbox>,
    vars: &dyn Fn(&str) -> Option<OsString>,
) -> Result<Prepared, String> {
    let live = match args.want {
        Want::Live => true,
        Want::Sandbox => false,
        Want::ByEnvironment => Config::KEY_VARIABLES.iter().any(|name| vars(name).is_some()),
    };
    if live {
        let config = Config::from_vars(vars).map_err(|error| error.to_string())?;
        let (wing, place) = match &args.base_url {
            Some(url) => (Wing::loopback(url, config), Place::Loopback),
            None => (Wing::live(config), Place::Gateway),
        };
        return Ok(Prepared { wing: wing.map_err(in_words)?, target: Target::Live, place, _sandbox: None });
    }
    let sandbox = sandbox
        .ok_or("this build has no sandbox: set the COUPANG_* key variables, or build with the feature `sandbox`")?;
    let config = Config::new(sandbox.vendor, sandbox.access_key.to_owned(), sandbox.secret_key.to_owned());
    let config = config.map_err(|error| error.to_string())?;
    let (url, guard, place) = match &args.base_url {
        Some(url) => (url.clone(), None, Place::Loopback),
        None => {
            let started = (sandbox.start)().await?;
            (started.base_url, Some(started.guard), Place::Embedded { asked: args.want == Want::Sandbox })
        }
    };
    let wing = Wing::loopback(&url, config).map_err(in_words)?;
    Ok(Prepared { wing, target: Target::Sandbox, place, _sandbox: guard })
}

fn in_words(error: ConfigError) -> String {
    match error {
        ConfigError::BaseUrl(_) | ConfigError::NotLoopback => format!("--base-url: {error}"),
        error => error.to_string(),
    }
}

fn refuse(err: &mut dyn Write, line: &str) -> u8 {
    let _ = writeln!(err, "error: {line}");
    USAGE
}

fn show(out: &mut dyn Write, report: &Report, args: &Args) -> std::io::Result<()> {
    if args.json {
        serde_json::to_writer(&mut *out, report)?;
        writeln!(out)?;
    } else {
        table::write(out, report, args.language)?;
    }
    out.flush()
}

fn exit_code(report: &Report) -> u8 {
    match report.connection {
        Connection::Paused => PAUSED,
        Connection::Active if report.mismatches.is_empty() => ACTIVE,
        Connection::Active => MISMATCH,
    }
}

/// The language of `LANG`, English where it says nothing of Korean.
fn language_of(lang: Option<OsString>) -> Language {
    match lang.and_then(|lang| lang.into_string().ok()) {
        Some(lang) if lang.starts_with("ko") => Language::Ko,
        _ => Language::En,
    }
}
