//! Speed, as ratios against a baseline measured in the same run. Never part of the tests: machines are noisy.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use cargo_metadata::MetadataCommand;
use serde::Serialize;

use crate::Failure;

/// One measured figure.
#[derive(Serialize)]
struct Figure {
    name: &'static str,
    ours: f64,
    baseline: f64,
    unit: &'static str,
    ratio: f64,
    goal: f64,
    ok: bool,
}

type Measure = fn(&Path) -> Result<Figure, Failure>;

const FIGURES: [(&str, Measure); 12] = [
    ("authorize_cost_over_bare_hmac", authorize_cost),
    ("authorize_speedup_over_fresh_key", authorize_speedup),
    ("probe_wall_seconds", probe_wall),
    ("redact_order_json_speedup", |target| redact_speedup(target, "redact_order_json_speedup", "order_json", 4.0)),
    ("redact_clean_line_speedup", |target| redact_speedup(target, "redact_clean_line_speedup", "clean", 8.0)),
    ("redact_mixed_line_speedup", |target| redact_speedup(target, "redact_mixed_line_speedup", "mixed", 6.0)),
    ("redact_hostile_slowdown", redact_hostile),
    ("decode_order_page_cost", decode_cost),
    ("list_page_overhead", list_overhead),
    ("collect_peak_growth_mib", collect_peak),
    ("webhook_verify_cost_over_bare_hmac", webhook_cost),
    ("webhook_timing_t", webhook_timing),
];

/// `bench [--json] [NAME..]`: measures the named figures, or all; fails when one misses its goal.
pub(crate) fn run(arguments: &[&str]) -> Result<String, Failure> {
    let (flags, names): (Vec<&str>, Vec<&str>) = arguments.iter().partition(|argument| argument.starts_with("--"));
    if flags.iter().any(|flag| *flag != "--json") || names.iter().any(|name| FIGURES.iter().all(|(n, _)| n != name)) {
        return Err(Failure::Usage);
    }
    let target = MetadataCommand::new().no_deps().exec().map_err(|error| fault("cargo metadata", &error))?;
    let target = target.target_directory.into_std_path_buf();
    let chosen = FIGURES.iter().filter(|(name, _)| names.is_empty() || names.contains(name));
    let mut missed = 0;
    for (_, measure) in chosen {
        let figure = measure(&target)?;
        let line = if flags.is_empty() { in_words(&figure) } else { in_json(&figure) };
        writeln!(std::io::stdout(), "{line}").map_err(|error| fault("standard output", &error))?;
        missed += usize::from(!figure.ok);
    }
    if missed == 0 { Ok(String::new()) } else { Err(Failure::Fault(format!("{missed} missed"))) }
}

fn in_json(figure: &Figure) -> String {
    serde_json::to_string(figure).unwrap_or_default()
}

fn in_words(figure: &Figure) -> String {
    let Figure { name, ours, baseline, unit, ratio, goal, ok } = figure;
    let verdict = if *ok { "ok" } else { "MISSED" };
    format!("{name}: {ours:.1} {unit} against {baseline:.1} {unit}, ratio {ratio:.2}, goal {goal}: {verdict}")
}

/// A header costs at most 1.7 times the bare prepared HMAC of the same message.
fn authorize_cost(target: &Path) -> Result<Figure, Failure> {
    criterion("authorize")?;
    let (ours, baseline) = (median(target, "authorize", "ours")?, median(target, "authorize", "bare_prepared_hmac")?);
    let ratio = ours / baseline;
    Ok(Figure { name: "authorize_cost_over_bare_hmac", ours, baseline, unit: "ns", ratio, goal: 1.7, ok: ratio <= 1.7 })
}

/// A header is made at least 1.9 times as fast as with `format!`, `time` formatting and a fresh key. The ratio is
/// baseline over ours.
fn authorize_speedup(target: &Path) -> Result<Figure, Failure> {
    criterion("authorize")?;
    let (ours, baseline) = (median(target, "authorize", "ours")?, median(target, "authorize", "format_and_fresh_key")?);
    let ratio = baseline / ours;
    let name = "authorize_speedup_over_fresh_key";
    Ok(Figure { name, ours, baseline, unit: "ns", ratio, goal: 1.9, ok: ratio >= 1.9 })
}

/// The probe on the sandbox, warm, takes under 4 s. The baseline is a second of sleep on the same clock.
fn probe_wall(target: &Path) -> Result<Figure, Failure> {
    cargo(&["build", "--release", "--package", "commerce-examples", "--example", "coupang_live_probe"])?;
    let probe =
        target.join("release").join("examples").join(format!("coupang_live_probe{}", std::env::consts::EXE_SUFFIX));
    let timed = |work: &mut dyn FnMut() -> Result<(), Failure>| {
        let begun = Instant::now();
        work().map(|()| begun.elapsed().as_secs_f64())
    };
    let ours = timed(&mut || {
        let status =
            Command::new(&probe).args(["--sandbox", "--json"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
        if status.is_ok_and(|status| status.success()) {
            Ok(())
        } else {
            Err(Failure::Fault("the probe failed".to_owned()))
        }
    })?;
    let baseline = timed(&mut || {
        thread::sleep(Duration::from_secs(1));
        Ok(())
    })?;
    let ratio = ours / baseline;
    Ok(Figure { name: "probe_wall_seconds", ours, baseline, unit: "s", ratio, goal: 4.0, ok: ratio < 4.0 })
}

/// The scrubber is so many times as fast as one expression per pattern in sequence. The ratio is baseline over ours.
fn redact_speedup(target: &Path, name: &'static str, input: &str, goal: f64) -> Result<Figure, Failure> {
    criterion("redact")?;
    let ours = median(target, "redact", &format!("{input}_ours"))?;
    let baseline = median(target, "redact", &format!("{input}_regex"))?;
    let ratio = baseline / ours;
    Ok(Figure { name, ours, baseline, unit: "ns", ratio, goal, ok: ratio >= goal })
}

/// The worst hostile input takes at most eight times as long per byte as a clean log line.
fn redact_hostile(_target: &Path) -> Result<Figure, Failure> {
    let name = "redact_hostile_slowdown";
    let measured = program("redact_hostile")?;
    let [ours, baseline] = ["/ours", "/baseline"].map(|figure| number(&measured, figure));
    let ratio = number(&measured, "/ratio")?;
    Ok(Figure { name, ours: ours?, baseline: baseline?, unit: "ns/byte", ratio, goal: 8.0, ok: ratio <= 8.0 })
}

/// Collecting 100,000 orders makes the process grow by less than 32 MiB at its peak, whatever it was before. The ratio is
/// the growth itself: what the goal limits does not depend on the baseline. Linux only.
fn collect_peak(_target: &Path) -> Result<Figure, Failure> {
    let measured = program("collect")?;
    let mib = |name: &str| Ok::<f64, Failure>(number(&measured, name)? / 1024.0);
    let (peak, baseline) = (mib("/peak_kib")?, mib("/before_kib")?);
    let ours = peak - baseline;
    let name = "collect_peak_growth_mib";
    Ok(Figure { name, ours, baseline, unit: "MiB", ratio: ours, goal: 32.0, ok: ours < 32.0 })
}

/// A page of fifty order sheets is read into the models in at most 2.5 times the time that `serde_json` takes to read it
/// into a hand-written struct that borrows.
fn decode_cost(target: &Path) -> Result<Figure, Failure> {
    criterion("orders")?;
    let name = "decode_order_page_cost";
    let (ours, baseline) = (median(target, "orders_decode", "ours")?, median(target, "orders_decode", "by_hand")?);
    let ratio = ours / baseline;
    Ok(Figure { name, ours, baseline, unit: "ns", ratio, goal: 2.5, ok: ratio <= 2.5 })
}

/// Listing such a page through the whole client, without a pace, takes at most 1.10 times a bare reqwest call to the same
/// server and `serde_json` into its own `Value`.
fn list_overhead(target: &Path) -> Result<Figure, Failure> {
    criterion("orders")?;
    let name = "list_page_overhead";
    let (ours, baseline) = (median(target, "orders_list", "ours")?, median(target, "orders_list", "bare_value")?);
    let ratio = ours / baseline;
    Ok(Figure { name, ours, baseline, unit: "ns", ratio, goal: 1.1, ok: ratio <= 1.1 })
}

/// Verifying a delivery of 1 KB costs at most 1.15 times the bare prepared HMAC of the same body, under the dearer of the
/// two schemes that sign the body alone.
fn webhook_cost(_target: &Path) -> Result<Figure, Failure> {
    let name = "webhook_verify_cost_over_bare_hmac";
    let measured = program("webhook")?;
    let costs = ["body-hex", "body-base64"].into_iter().map(|scheme| {
        let figure = |figure: &str| number(&measured, &format!("/{scheme}/{figure}"));
        Ok((figure("ratio")?, figure("ours")?, figure("bare")?))
    });
    let costs = costs.collect::<Result<Vec<_>, Failure>>()?;
    let dearer = costs.into_iter().max_by(|one, other| one.0.total_cmp(&other.0));
    let (ratio, ours, baseline) = dearer.unwrap_or_default();
    Ok(Figure { name, ours, baseline, unit: "ns", ratio, goal: 1.15, ok: ratio <= 1.15 })
}

/// The time of a refusal does not tell whether the first or the last byte of the code was wrong: Welch's t of the two
/// stays below 4.5 over at least 200,000 measurements. The baseline is the t of a comparison that stops at the first
/// difference, which has to be noticed; the ratio is our t itself.
fn webhook_timing(_target: &Path) -> Result<Figure, Failure> {
    let name = "webhook_timing_t";
    let measured = program("webhook_timing")?;
    let (ours, baseline) = (number(&measured, "/t")?.abs(), number(&measured, "/t_of_early_exit")?.abs());
    let noticed = baseline >= 4.5 && number(&measured, "/measurements")? >= 200_000.0;
    Ok(Figure { name, ours, baseline, unit: "t", ratio: ours, goal: 4.5, ok: noticed && ours < 4.5 })
}

/// Runs a bench of the tests' package that is a program of its own and prints one JSON object.
fn program(bench: &'static str) -> Result<serde_json::Value, Failure> {
    let printed = cargo(&["bench", "--package", "workspace-tests", "--bench", bench])?;
    serde_json::from_slice(&printed).map_err(|error| fault(&format!("the program {bench}"), &error))
}

fn number(measured: &serde_json::Value, at: &str) -> Result<f64, Failure> {
    let number = measured.pointer(at).and_then(serde_json::Value::as_f64);
    number.ok_or_else(|| Failure::Fault(format!("the program tells no {at}")))
}

/// Runs a criterion bench of the tests' package, once per process however many figures read it.
fn criterion(bench: &'static str) -> Result<(), Failure> {
    static DONE: std::sync::Mutex<Vec<&str>> = std::sync::Mutex::new(Vec::new());
    let mut done = DONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !done.contains(&bench) {
        cargo(&["bench", "--package", "workspace-tests", "--bench", bench])?;
        done.push(bench);
    }
    Ok(())
}

/// The median of one function of a group, in nanoseconds, as criterion wrote it down.
fn median(target: &Path, group: &str, function: &str) -> Result<f64, Failure> {
    let file: PathBuf = target.join("criterion").join(group).join(function).join("new").join("estimates.json");
    let text = fs::read_to_string(&file).map_err(|error| fault("criterion's estimates", &error))?;
    let estimates: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| fault("criterion's estimates", &error))?;
    let median = estimates.pointer("/median/point_estimate").and_then(serde_json::Value::as_f64);
    median.ok_or_else(|| Failure::Fault("criterion's estimates have no median".to_owned()))
}

/// Runs cargo, and answers what was written to standard output: ours has the figures alone.
fn cargo(arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).output();
    match output {
        Ok(output) if output.status.success() => Ok(output.stdout),
        Ok(output) => {
            let _ = std::io::stderr().write_all(&output.stderr);
            Err(Failure::Fault(format!("`cargo {}` failed", arguments.join(" "))))
        }
        Err(error) => Err(fault("cargo", &error)),
    }
}

fn fault(what: &str, error: &dyn std::fmt::Display) -> Failure {
    Failure::Fault(format!("{what}: {error}"))
}
