//! Every fuzz target, one after the other. A crash is a failure, and the input that made it stays.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cargo_metadata::{MetadataCommand, TargetKind};

use super::{Asked, needs};
use crate::Failure;
use crate::cargo::{root, say, workspace};

/// The most memory of one run, in MiB.
const MEMORY: u32 = 2048;

/// The longest that one input may take, in seconds.
const TIMEOUT: u32 = 20;

/// Where seeds come from besides `tests/fuzz/seeds`: fixtures, each behind every byte by which a target chooses.
const SEEDS: [(&str, &str, u8); 7] = [
    ("coupang_reads", "crates/coupang-wing/fixtures", 17),
    ("coupang_writes", "crates/coupang-wing/fixtures", 26),
    ("checkout_answers", "crates/korea-checkout/fixtures", 13),
    ("checkout_event", "crates/korea-checkout/fixtures", 0),
    ("redact_json", "crates/coupang-wing/fixtures", 0),
    ("redact_text", "crates/coupang-wing/fixtures", 0),
    ("wire_document", "crates/coupang-wing/fixtures", 0),
];

/// How the run of a target ended.
struct Ran {
    /// `libFuzzer`'s last line about it.
    done: Option<String>,
    /// What went wrong, and where the input is.
    fault: Option<String>,
}

pub(super) fn run(asked: &Asked<'_>) -> Result<String, Failure> {
    let all = targets()?;
    if !asked.names.iter().all(|name| all.iter().any(|target| target == name)) {
        return Err(Failure::Usage);
    }
    needs(&["rustup", "run", "nightly", "rustc", "--version"], "rustup toolchain install nightly --profile minimal")?;
    needs(&["rustup", "run", "nightly", "cargo", "fuzz", "--version"], "cargo install cargo-fuzz --locked")?;
    let place = workspace()?.target_directory.into_std_path_buf().join("soak");
    let chosen = all.iter().filter(|target| asked.names.is_empty() || asked.names.contains(&target.as_str()));
    let (mut ran, mut faults) = (0, Vec::new());
    for target in chosen {
        let seeds = place.join("seeds").join(target);
        write_seeds(target, &seeds)?;
        let Ran { done, fault } = fuzz(target, asked.seconds, &seeds, &place.join(format!("{target}.log")))?;
        say(&format!("{target:20} {}", done.as_deref().or(fault.as_deref()).unwrap_or("ended")));
        ran += 1;
        faults.extend(fault.map(|fault| format!("{target}: {fault}")));
    }
    if faults.is_empty() {
        return Ok(format!("soak fuzz: {ran} targets, {} seconds each", asked.seconds));
    }
    Err(Failure::Fault(format!("{} of {ran} targets failed\n{}", faults.len(), faults.join("\n"))))
}

/// The targets by name, as their manifest has them.
fn targets() -> Result<Vec<String>, Failure> {
    let manifest = directory().join("Cargo.toml");
    let metadata = MetadataCommand::new().manifest_path(manifest).no_deps().exec()?;
    let targets = metadata.packages.into_iter().flat_map(|package| package.targets);
    Ok(targets.filter(|target| target.kind.contains(&TargetKind::Bin)).map(|target| target.name).collect())
}

fn directory() -> PathBuf {
    root().join("tests/fuzz")
}

fn fuzz(target: &str, seconds: u64, seeds: &Path, log: &Path) -> Result<Ran, Failure> {
    let directory = directory();
    let corpus = directory.join("corpus").join(target);
    fs::create_dir_all(&corpus)?;
    let mut command = Command::new("rustup");
    command.args(["run", "nightly", "cargo", "fuzz", "run", "--fuzz-dir"]).arg(&directory).arg(target);
    command.args([&corpus, seeds]).arg("--").arg(format!("-max_total_time={seconds}"));
    command.arg(format!("-dict={}", directory.join("json.dict").display()));
    // Long inputs from the start: a minute is too short to grow them.
    command.args([format!("-rss_limit_mb={MEMORY}"), format!("-timeout={TIMEOUT}"), "-len_control=0".to_owned()]);
    let output = command.current_dir(root()).stdin(Stdio::null()).stderr(fs::File::create(log)?).output()?;
    let said = String::from_utf8_lossy(&fs::read(log)?).into_owned();
    let done = said.lines().rev().find(|line| line.contains("DONE")).map(str::to_owned);
    // A target that did not run at all has not ended well either.
    let fault = (!output.status.success() || done.is_none()).then(|| fault_in(&said, log));
    Ok(Ran { done, fault })
}

/// What a log says about the failure: where the input is, or else the log itself.
fn fault_in(said: &str, log: &Path) -> String {
    let panic = said.lines().skip_while(|line| !line.contains("panicked at")).take(2).collect::<Vec<_>>().join(" ");
    let written = said.lines().find_map(|line| line.split_once("Test unit written to ").map(|(_, path)| path));
    let input =
        written.map_or_else(|| "no input was written".to_owned(), |path| format!("the input is {}", path.trim()));
    format!("{input}; {panic} (all of it in {})", log.display())
}

/// Lays out what a target begins with.
fn write_seeds(target: &str, to: &Path) -> Result<(), Failure> {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to)?;
    let committed = directory().join("seeds").join(target);
    if committed.is_dir() {
        for file in fs::read_dir(committed)? {
            let file = file?;
            fs::copy(file.path(), to.join(file.file_name()))?;
        }
    }
    for (_, from, choices) in SEEDS.iter().filter(|(of, ..)| *of == target) {
        for file in fs::read_dir(root().join(from))? {
            let (file, name) = file.map(|file| (file.path(), file.file_name()))?;
            let text = fs::read(file)?;
            let name = name.to_string_lossy();
            if *choices == 0 {
                fs::write(to.join(&*name), &text)?;
            }
            for choice in 0..*choices {
                fs::write(to.join(format!("{choice}-{name}")), [&[choice], text.as_slice()].concat())?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_of_targets_that_there_are() {
        let all = targets().unwrap_or_else(|_| panic!("the manifest of the targets"));
        for (target, from, _) in SEEDS {
            assert!(all.iter().any(|name| name == target) && root().join(from).is_dir(), "{target}");
        }
        for seeds in fs::read_dir(directory().join("seeds")).unwrap() {
            let name = seeds.unwrap().file_name().into_string().unwrap();
            assert!(all.contains(&name), "{name}");
        }
    }

    #[test]
    fn a_failure_names_its_input() {
        let said = "x\nthread panicked at a.rs:1:2:\nwhy\nartifact_prefix='a/'; Test unit written to /f/crash-0\n";
        let fault = fault_in(said, Path::new("a.log"));
        assert_eq!(fault, "the input is /f/crash-0; thread panicked at a.rs:1:2: why (all of it in a.log)");
        assert!(fault_in("could not compile", Path::new("a.log")).contains("no input was written"));
    }
}
