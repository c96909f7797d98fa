//! Packages of PyPI that call Coupang and share no line with this project, each as a process that carries out one call
//! after another.
//!
//! `.ci/run` installs them. Without Python or without the package, the tests say so on standard error and pass.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR};
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::HERE;
use crate::python::{not_tested, packages, python};

/// A package at work, in a directory of its own and in a time zone.
pub struct Package {
    process: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    _directory: TempDir,
}

/// What came of one call.
#[derive(Debug, Deserialize)]
pub struct Called {
    /// What the function returned; null when the package has given up.
    pub answer: Value,
    /// The lines that the package printed, or the error that it raised.
    pub printed: Vec<String>,
    /// What travelled, in its order.
    pub exchanges: Vec<Exchange>,
}

/// One request and what the package got for it.
#[derive(Debug, Deserialize)]
pub struct Exchange {
    pub method: String,
    pub url: String,
    pub authorization: String,
    pub body: Option<String>,
    /// Nothing when no answer came.
    pub status: Option<u16>,
    /// What a refusal says.
    pub message: Option<String>,
    /// The name of the error that stood for the answer.
    pub lost: Option<String>,
}

impl Package {
    /// Starts the package `coupang` in a time zone, or says why nobody can.
    pub fn coupang(url: &str, time_zone: &str) -> Option<Self> {
        let directory = TempDir::new().unwrap();
        let keys = format!("[DEFAULT]\nSECRETKEY = {DEFAULT_SECRET_KEY}\nACCESSKEY = {DEFAULT_ACCESS_KEY}\n");
        std::fs::write(directory.path().join("coupang.ini"), keys).unwrap();
        Self::start("coupang", directory, &[url], time_zone)
    }

    /// Starts the package `python-coupang`, or says why nobody can.
    pub fn python_coupang(url: &str) -> Option<Self> {
        let arguments = [url, DEFAULT_VENDOR, DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY];
        Self::start("python-coupang", TempDir::new().unwrap(), &arguments, "UTC")
    }

    fn start(name: &str, directory: TempDir, arguments: &[&str], time_zone: &str) -> Option<Self> {
        let Some(python) = python(6) else {
            not_tested(&format!("no Python 3 here, so the PyPI package {name} calls nobody"));
            return None;
        };
        let mut command = Command::new(python);
        command.arg(format!("{HERE}/pypi_{}.py", name.replace('-', "_"))).args(arguments);
        command.current_dir(directory.path()).env("PYTHONPATH", packages()).env("PYTHONIOENCODING", "utf-8");
        // A proxy of this machine has no part in it.
        command.env("TZ", time_zone).env("NO_PROXY", "*").env("no_proxy", "*");
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (stdin, stdout) = (process.stdin.take().unwrap(), BufReader::new(process.stdout.take().unwrap()));
        let mut package = Self { process, stdin, stdout, _directory: directory };
        let Some(here) = package.try_call("time.strftime", &json!(["%z"])) else {
            assert_eq!(package.process.wait().unwrap().code(), Some(3), "it ends early only without the package");
            not_tested(&format!("the PyPI package {name} is not here"));
            return None;
        };
        // Without a time zone database every zone is UTC.
        let expected = if time_zone == "UTC" { "+0000" } else { "+0900" };
        if here.answer != expected {
            not_tested(&format!("no time zone {time_zone} here, so the clock of the PyPI package {name} is right"));
            return None;
        }
        Some(package)
    }

    /// Calls a function, such as `ordersheet.get_ordersheet`.
    pub fn call(&mut self, function: &str, arguments: &Value) -> Called {
        self.try_call(function, arguments).unwrap_or_else(|| panic!("{function} ended the process"))
    }

    /// What a call returns that is answered at once and as the package wants it.
    pub fn accepted(&mut self, function: &str, arguments: &Value) -> Value {
        let called = self.call(function, arguments);
        assert!(matches!(called.exchanges[..], [Exchange { status: Some(200), .. }]), "{function}: {called:?}");
        assert!(called.printed.is_empty(), "{function}: {called:?}");
        let code = &called.answer["code"];
        assert!(*code == 200 || *code == "200", "{function}: {called:?}");
        called.answer
    }

    fn try_call(&mut self, function: &str, arguments: &Value) -> Option<Called> {
        let call = json!({ "function": function, "arguments": arguments });
        // It ends without reading when the package is absent.
        let _ = writeln!(self.stdin, "{call}");
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        (!line.is_empty()).then(|| serde_json::from_str(&line).unwrap())
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
