//! The command line. Nothing here derives `Debug`, because the arguments hold keys.

use super::Failure;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand};
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR};
use commerce_sandbox::korea_checkout::{DEFAULT_API_KEY, DEFAULT_WEBHOOK_SECRET};
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What the command line asks for.
pub(super) enum Command {
    /// Print this and leave.
    Help(String),
    /// Stand in for the Coupang gateway.
    Coupang(CoupangArgs),
    /// Stand in for Korea Checkout.
    KoreaCheckout(KoreaCheckoutArgs),
}

/// Local fakes of Korean commerce services that check signatures as the real ones do.
#[derive(Parser)]
#[command(name = "commerce-sandbox")]
struct CommandLine {
    #[command(subcommand)]
    service: Service,
}

#[derive(Subcommand)]
enum Service {
    /// Stand in for the Coupang Wing Open API gateway.
    Coupang(CoupangArgs),
    /// Stand in for Korea Checkout, with its hosted page and its webhooks.
    KoreaCheckout(KoreaCheckoutArgs),
}

#[derive(Args)]
pub(super) struct CoupangArgs {
    /// Loopback address to listen on; port 0 lets the system choose
    #[arg(long, value_name = "ADDR:PORT")]
    pub(super) listen: SocketAddr,
    /// Vendor id of the shop
    #[arg(long, default_value = DEFAULT_VENDOR)]
    pub(super) vendor: String,
    /// Access key the gateway knows
    #[arg(long, value_name = "KEY", default_value = DEFAULT_ACCESS_KEY, allow_hyphen_values = true)]
    pub(super) access_key: String,
    /// Secret key signatures are checked with
    #[arg(long, value_name = "KEY", default_value = DEFAULT_SECRET_KEY, allow_hyphen_values = true)]
    pub(super) secret_key: String,
    /// Decides who ordered what, and which calls a chance strikes; goes before the scenario's, and is 0 where nobody says
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// TOML file with `calls_per_second`, `[orders_per_day]`, `[rules]`, `[life]`, `[[happenings]]`, `[[faults]]` and more of
    /// the shop
    #[arg(long, value_name = "FILE")]
    pub(super) scenario: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct KoreaCheckoutArgs {
    /// Loopback address to listen on; port 0 lets the system choose
    #[arg(long, value_name = "ADDR:PORT")]
    pub(super) listen: SocketAddr,
    /// API key, `sk_test_..` or `sk_live_..`; may be given several times, and must not be a real one
    #[arg(long, value_name = "KEY", default_value = DEFAULT_API_KEY, allow_hyphen_values = true)]
    pub(super) api_key: Vec<String>,
    /// Secret that webhooks are signed with
    #[arg(long, value_name = "SECRET", default_value = DEFAULT_WEBHOOK_SECRET, allow_hyphen_values = true)]
    pub(super) webhook_secret: String,
    /// `body-hex`, `body-base64`, `timestamped-hex` or `standard-webhooks`
    #[arg(long, value_name = "NAME", default_value = "body-hex")]
    pub(super) webhook_scheme: String,
    /// Decides about ids, and which calls a chance strikes
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) seed: u64,
    /// TOML file with `payment_seconds`, `error_form`, `[webhooks]` and other manners of the service, and `[[faults]]`
    #[arg(long, value_name = "FILE")]
    pub(super) scenario: Option<PathBuf>,
}

/// Reads the command line.
pub(super) fn parse(args: impl Iterator<Item = OsString>) -> Result<Command, Failure> {
    match CommandLine::try_parse_from(args) {
        Ok(CommandLine { service: Service::Coupang(args) }) => Ok(Command::Coupang(args)),
        Ok(CommandLine { service: Service::KoreaCheckout(args) }) => Ok(Command::KoreaCheckout(args)),
        Err(error) if error.kind() == ErrorKind::DisplayHelp => Ok(Command::Help(error.to_string())),
        Err(error) => Err(Failure::bad_input(one_line(&error))),
    }
}

/// The reason and the option it is about.
///
/// clap would quote what was typed over several lines, and what was typed in the wrong place may be a key.
fn one_line(error: &clap::Error) -> String {
    let reason = error.kind().as_str().unwrap_or("no service was named");
    let about: Vec<&str> = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(option)) => vec![option],
        Some(ContextValue::Strings(options)) => options.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let options = about.iter().filter_map(|text| text.split(['=', ' ']).next()).filter(|name| name.starts_with("--"));
    let named: Vec<&str> = options.collect();
    if named.is_empty() { format!("{reason}; see --help") } else { format!("{reason}: {}", named.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::{Command, parse};

    fn refused(args: &str) -> String {
        let words = ["commerce-sandbox"].into_iter().chain(args.split_whitespace()).map(Into::into);
        match parse(words) {
            Ok(_) => panic!("accepted: {args}"),
            Err(failure) => {
                assert_eq!(failure.code, 2);
                failure.message
            }
        }
    }

    #[test]
    fn everything_but_the_address_has_a_default() {
        let args = ["commerce-sandbox", "coupang", "--listen", "127.0.0.1:0"].into_iter().map(Into::into);
        let Ok(Command::Coupang(args)) = parse(args) else { panic!("refused") };
        assert_eq!((args.vendor.as_str(), args.seed, args.scenario), ("A00012345", None, None));
        assert_eq!(args.access_key, "sandbox-access-key");
    }

    #[test]
    fn korea_checkout_takes_several_keys_and_has_defaults_too() {
        let parsed = |more: &str| {
            let words = format!("commerce-sandbox korea-checkout --listen 127.0.0.1:0 {more}");
            match parse(words.split_whitespace().map(Into::into)) {
                Ok(Command::KoreaCheckout(args)) => (args.api_key, args.webhook_secret, args.webhook_scheme),
                _ => panic!("refused: {more}"),
            }
        };
        let secret = "sandbox-webhook-secret".to_owned();
        assert_eq!(parsed(""), (vec!["sk_test_sandbox".to_owned()], secret.clone(), "body-hex".to_owned()));
        let keys = vec!["sk_test_a".to_owned(), "sk_live_b".to_owned()];
        assert_eq!(parsed("--api-key sk_test_a --api-key sk_live_b").0, keys);
    }

    #[test]
    fn a_refusal_is_one_line_and_names_the_option() {
        for (args, named) in [
            ("", "--help"),
            ("naver", "--help"),
            ("coupang", "--listen"),
            ("coupang --listen nowhere", "--listen"),
            ("coupang --listen 127.0.0.1:0 --seed x", "--seed"),
            ("coupang --listen 127.0.0.1:0 --colour red", "--colour"),
            ("coupang --listen 127.0.0.1:0 --secret-key", "--secret-key"),
            ("korea-checkout", "--listen"),
            ("korea-checkout --listen 127.0.0.1:0 --api-key", "--api-key"),
        ] {
            let message = refused(args);
            assert!(message.contains(named) && !message.contains('\n'), "{args}: {message}");
        }
    }

    #[test]
    fn a_key_in_the_wrong_place_is_not_repeated() {
        for args in [
            "coupang --listen 127.0.0.1:0 --secretkey=planted",
            "coupang --listen 127.0.0.1:0 --secret-key a planted",
            "coupang --listen 127.0.0.1:0 --secret-key planted --secret-key planted",
            "coupang --listen planted",
            "korea-checkout --listen 127.0.0.1:0 --api-key a planted",
            "korea-checkout --listen 127.0.0.1:0 --webhook-secret planted --webhook-secret planted",
            "planted",
        ] {
            assert!(!refused(args).contains("planted"), "{args}");
        }
    }

    #[test]
    fn help_is_an_answer() {
        let args = ["commerce-sandbox", "coupang", "--help"].into_iter().map(Into::into);
        assert!(matches!(parse(args), Ok(Command::Help(text)) if text.contains("--scenario")));
    }
}
