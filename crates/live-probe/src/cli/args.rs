//! The flags.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, ValueEnum};
use coupang_wing::Language;

use super::language_of;
use crate::plan::{Expectation, Plan};

/// What the flags say.
pub(super) struct Args {
    pub(super) want: Want,
    pub(super) plan: Plan,
    pub(super) json: bool,
    pub(super) language: Language,
    pub(super) base_url: Option<String>,
}

/// Which service the flags ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Sandbox,
    Live,
    ByEnvironment,
}

/// The outcome of reading the flags.
pub(super) enum Parsed {
    Run(Args),
    Help(String),
    /// One line that names the field.
    Wrong(String),
}

/// What `--help` says below the flags.
const AFTER_HELP: &str = "\
Without COUPANG_VENDOR_ID, COUPANG_ACCESS_KEY and COUPANG_SECRET_KEY in the environment an embedded sandbox answers.
Exit codes: 0 active, 1 paused, 2 usage or configuration, 3 a count differs from --expect.";

/// Count the orders, returns, exchanges and inquiries of a Coupang seller account, read-only.
#[derive(Parser)]
#[command(name = "coupang_live_probe", version, after_help = AFTER_HELP)]
struct Flags {
    /// Ask the embedded sandbox, whatever the environment holds
    #[arg(long, conflicts_with = "live")]
    sandbox: bool,
    /// Ask the real gateway with the keys in the environment, never the sandbox
    #[arg(long)]
    live: bool,
    /// Korean days to count, ending today (1 to 30)
    #[arg(long, value_name = "N", default_value = "1")]
    days: String,
    /// The numbers you read in Wing, such as ACCEPT=3,INSTRUCT=1
    #[arg(long, value_name = "STATUS=N,..")]
    expect: Option<String>,
    /// Print one JSON object and nothing else
    #[arg(long)]
    json: bool,
    /// The language of the table (default: from LANG)
    #[arg(long, value_name = "ko|en")]
    lang: Option<Lang>,
    /// Ask a local fake at this URL (http:// and a loopback address only)
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    Ko,
    En,
}

pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>, vars: &dyn Fn(&str) -> Option<OsString>) -> Parsed {
    let flags = match Flags::try_parse_from(arguments) {
        Ok(flags) => flags,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            return Parsed::Help(error.to_string());
        }
        Err(error) => return Parsed::Wrong(one_line(&error)),
    };
    match checked(flags, vars) {
        Ok(args) => Parsed::Run(args),
        Err(line) => Parsed::Wrong(line),
    }
}

fn checked(flags: Flags, vars: &dyn Fn(&str) -> Option<OsString>) -> Result<Args, String> {
    let digits = flags.days.bytes().all(|b| b.is_ascii_digit());
    let days = flags.days.parse().ok().filter(|_| digits).unwrap_or_default();
    let mut plan = Plan::days(days).map_err(|error| error.to_string())?;
    if let Some(expect) = flags.expect {
        let expect: Expectation = expect.parse().map_err(|error: crate::PlanError| error.to_string())?;
        plan = plan.expecting(expect);
    }
    let want = match (flags.sandbox, flags.live) {
        (true, _) => Want::Sandbox,
        (_, true) => Want::Live,
        _ => Want::ByEnvironment,
    };
    let language = match flags.lang {
        Some(Lang::Ko) => Language::Ko,
        Some(Lang::En) => Language::En,
        None => language_of(vars("LANG")),
    };
    Ok(Args { want, plan, json: flags.json, language, base_url: flags.base_url })
}

/// The reason and the flag it is about, on one line.
///
/// clap would quote what was typed, over several lines, and what was typed in the wrong place may be a key.
#[doc(hidden)]
#[must_use]
pub fn one_line(error: &clap::Error) -> String {
    let reason = error.kind().as_str().unwrap_or("the arguments are wrong");
    let about = [ContextKind::InvalidArg, ContextKind::PriorArg].into_iter().filter_map(|kind| error.get(kind));
    let about = about.flat_map(|context| match context {
        ContextValue::String(flag) => vec![flag.as_str()],
        ContextValue::Strings(flags) => flags.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    });
    let flags = about.filter_map(|text| text.split(['=', ' ']).next()).filter(|name| name.starts_with("--"));
    let named: Vec<&str> = flags.collect();
    if named.is_empty() { format!("{reason}; see --help") } else { format!("{}: {reason}", named.join(", ")) }
}
