//! The programs in the sandbox's README are run as they stand there.

use std::process::{Command, Output};

use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, Gateway};
use tempfile::TempDir;

use crate::python::{not_tested, packages, python};
use crate::shop::Shop;

const README: &str = include_str!("../../crates/commerce-sandbox/README.md");

/// The first block of a language after a heading, pointed at a server.
fn block(heading: &str, language: &str, url: &str) -> String {
    let (_, section) = README.split_once(&format!("\n{heading}\n")).expect("a heading");
    let (_, block) = section.split_once(&format!("\n```{language}\n")).expect("a block");
    let (block, _) = block.split_once("\n```").expect("its end");
    assert!(block.contains("http://127.0.0.1:8080"), "{heading}, {language}");
    block.replace("http://127.0.0.1:8080", url)
}

/// Saves a program under a name and runs it in a directory of its own.
fn run(launcher: &str, name: &str, program: &str) -> Output {
    let directory = TempDir::new().unwrap();
    std::fs::write(directory.path().join(name), program).unwrap();
    let keys = format!("[DEFAULT]\nSECRETKEY = {DEFAULT_SECRET_KEY}\nACCESSKEY = {DEFAULT_ACCESS_KEY}\n");
    std::fs::write(directory.path().join("coupang.ini"), keys).unwrap();
    let mut command = Command::new(launcher);
    command.arg(name).current_dir(directory.path()).env("PYTHONPATH", packages()).env("TZ", "UTC");
    command.env("NO_PROXY", "*").env("no_proxy", "*");
    command.output().unwrap()
}

/// What a program prints that ends well and complains of nothing.
fn said(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{errors}");
    String::from_utf8(output.stdout.clone()).unwrap().trim_end().to_owned()
}

/// Runs a program that acknowledges today's orders, and asks the shop's books about it.
fn acknowledges(language: &str, launcher: &str, name: &str) {
    let shop = Shop::open(Gateway::builder());
    let said = said(&run(launcher, name, &block("## From Python, Node and Java", language, &shop.url)));
    let commits = shop.commits();
    assert!(commits.iter().all(|(operation, _)| *operation == "orders.acknowledge"), "{commits:?}");
    assert_eq!(said, format!("acknowledged {} of 3", commits.len()), "{language}");
    assert_eq!(shop.calls(), 2, "{language}");
}

/// Whether a program is here that a question of one line satisfies.
fn is_here(program: &str, arguments: &[&str], satisfied: impl FnOnce(&str) -> bool) -> bool {
    let Ok(output) = Command::new(program).args(arguments).output() else { return false };
    output.status.success() && satisfied(&String::from_utf8_lossy(&output.stdout))
}

fn node() -> bool {
    is_here("node", &["-p", "typeof fetch"], |kind| kind.trim() == "function")
}

/// Its version stands as `openjdk 17.0.15 2025-04-15`.
fn java() -> bool {
    let number = |line: &str| line.split(['.', ' ', '-']).find_map(|part| part.parse::<u32>().ok());
    is_here("java", &["--version"], |lines| number(lines).is_some_and(|major| major >= 17))
}

#[test]
fn the_program_in_python_acknowledges_what_the_books_say() {
    let Some(python) = python(6) else {
        return not_tested("no Python 3 here, so nobody runs the sandbox README's program in Python");
    };
    acknowledges("python", python, "orders.py");
}

#[test]
fn what_goes_wrong_most_often_is_refused() {
    let Some(python) = python(6) else { return not_tested("no Python 3 here, so nobody makes the README's mistakes") };
    let utc = "datetime.datetime.now(datetime.timezone.utc)";
    let in_korea = format!("({utc} + datetime.timedelta(hours=9)).strftime(\"%y%m%dT");
    for (right, wrong, refusal) in [
        ("%%2B09:00", "+09:00", "HTTP Error 400: Bad Request"),
        ("method + path + query ", "method + path + '?' + query ", "HTTP Error 401: Unauthorized"),
        (&format!("{utc}.strftime(\"%y%m%dT"), &in_korea, "HTTP Error 401: Unauthorized"),
        ("?\" + query if", "?\" + query.replace(':', '%3A') if", "HTTP Error 401: Unauthorized"),
    ] {
        let shop = Shop::open(Gateway::builder());
        let program = block("## From Python, Node and Java", "python", &shop.url);
        assert_eq!(program.matches(right).count(), 1, "{right}");
        let output = run(python, "orders.py", &program.replace(right, wrong));
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && errors.contains(refusal), "{wrong}: {errors}");
        assert_eq!((shop.calls(), shop.commits()), (1, vec![]), "{wrong}");
    }
}

#[test]
fn the_program_in_javascript_acknowledges_what_the_books_say() {
    if !node() {
        return not_tested("no Node 18 here, so nobody runs the sandbox README's program in JavaScript");
    }
    acknowledges("js", "node", "orders.mjs");
}

#[test]
fn the_program_in_java_acknowledges_what_the_books_say() {
    if !java() {
        return not_tested("no Java 17 here, so nobody runs the sandbox README's program in Java");
    }
    acknowledges("java", "java", "Orders.java");
}

#[test]
fn a_client_with_a_fixed_host_in_python_reads_the_sandbox() {
    let Some(python) = python(6) else {
        return not_tested("no Python 3 here, so nobody redirects the PyPI package coupang as the README does");
    };
    let shop = Shop::open(Gateway::builder());
    let output = run(python, "orders.py", &block("### A client with a fixed host", "python", &shop.url));
    if String::from_utf8_lossy(&output.stderr).contains("ModuleNotFoundError: No module named 'coupang'") {
        return not_tested("the PyPI package coupang is not here");
    }
    assert_eq!((said(&output).as_str(), shop.calls()), ("OK", 1));
}

#[test]
fn a_client_with_a_fixed_host_in_javascript_reaches_the_sandbox() {
    if !node() {
        return not_tested("no Node 18 here, so nobody redirects its fetch as the README does");
    }
    let shop = Shop::open(Gateway::builder());
    let call = "\nconsole.log(await (await fetch(\"https://api-gateway.coupang.com/v2\")).text());\n";
    let program = block("### A client with a fixed host", "js", &shop.url) + call;
    assert!(said(&run("node", "client.mjs", &program)).contains("Request is not authorized."));
    assert_eq!(shop.calls(), 1);
}
