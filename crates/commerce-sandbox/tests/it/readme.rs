//! What the README shows, run as it stands there.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub(crate) const README: &str = include_str!("../../README.md");

/// The first block of a language after a heading.
pub(crate) fn block(heading: &str, language: &str) -> &'static str {
    let (_, part) = README.split_once(&format!("\n# {heading}\n")).expect("a heading");
    let (_, block) = part.split_once(&format!("\n```{language}\n")).expect("a block");
    block.split_once("\n```").expect("its end").0
}

/// The program with a scenario, until it is dropped.
pub(crate) struct Started {
    child: Child,
    pub(crate) url: String,
}

impl Started {
    /// On a free port.
    pub(crate) fn with(arguments: &[&str], scenario: &str, directory: &Path) -> Self {
        let file = directory.join("scenario.toml");
        std::fs::write(&file, scenario).expect("a scenario file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_commerce-sandbox"));
        command.args(arguments).args(["--listen", "127.0.0.1:0", "--scenario"]).arg(file);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("a start");
        let mut first = String::new();
        BufReader::new(child.stdout.as_mut().expect("stdout")).read_line(&mut first).expect("a line");
        let url = first.trim_end().strip_prefix("listening on ").expect("the promised words").to_owned();
        Self { child, url }
    }

    /// What shell lines say that were written for port 8080; nothing when nobody here can run them.
    #[cfg(unix)]
    pub(crate) fn shell(&self, lines: &str, directory: &Path) -> Option<String> {
        if Command::new("curl").arg("--version").output().is_err() {
            use std::io::Write;
            drop(writeln!(std::io::stderr(), "NOT TESTED: no curl here, so nobody runs the README's shell lines"));
            return None;
        }
        let script = format!("set -eu\n{}\n", lines.replace("http://127.0.0.1:8080", &self.url));
        let output = Command::new("sh").args(["-c", &script]).current_dir(directory).output().expect("a shell");
        let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && errors.is_empty(), "{said} {errors}");
        Some(said.into_owned())
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// An own place for the files of a test.
pub(crate) fn directory(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&directory).expect("a directory");
    directory
}
