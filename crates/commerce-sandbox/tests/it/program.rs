//! The program: what it prints, how it refuses, how it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_commerce-sandbox"));
    command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs to the end, which must come by itself within ten seconds.
fn refused(args: &[&str]) -> String {
    let mut started = Started(program(args).spawn().expect("a start"));
    let waits = (0..1_000).map(|_| std::thread::sleep(Duration::from_millis(10)));
    let ended = waits.into_iter().find_map(|()| started.0.try_wait().expect("a state")).expect("an end");
    let (mut stdout, mut stderr) = (String::new(), String::new());
    started.0.stdout.take().expect("stdout").read_to_string(&mut stdout).expect("text");
    started.0.stderr.take().expect("stderr").read_to_string(&mut stderr).expect("text");
    assert_eq!(ended.code(), Some(2), "{stderr}");
    assert_eq!((stdout.as_str(), stderr.lines().count()), ("", 1), "{stderr}");
    stderr
}

fn scenario(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::File::create(&path).and_then(|mut file| file.write_all(text.as_bytes())).expect("a scenario file");
    path
}

/// Ends the program when a test fails half-way.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn bad_input_is_one_line_and_exit_code_2() {
    let listen = ["coupang", "--listen", "127.0.0.1:0"];
    let with = |more: &[&str]| refused(&[&listen[..], more].concat());
    assert!(refused(&["coupang", "--listen", "0.0.0.0:0"]).contains("loopback"));
    assert!(refused(&["coupang"]).contains("--listen"));
    assert!(with(&["--vendor", "me"]).contains("vendor id"));
    assert!(with(&["--scenario", "no-such-file.toml"]).contains("no-such-file.toml"));
    let misspelt = scenario("misspelt.toml", "calls_per_second = 5\n[orders_per_day]\nACEPT = 3\n");
    assert!(
        with(&["--scenario", misspelt.to_str().expect("a path")]).contains("misspelt.toml:3: unknown field `ACEPT`")
    );
    let unmet = scenario("unmet.toml", "[[faults]]\nfault = \"redirect\"\noperation = \"orders.lst\"\n");
    let message = with(&["--scenario", unmet.to_str().expect("a path")]);
    assert!(message.contains("unmet.toml:3: unknown operation `orders.lst`"), "{message}");
    assert!(!with(&["--secret-key", "plan ted"]).contains("plan"));
}

#[test]
fn bad_input_for_korea_checkout_is_one_line_too() {
    let with = |more: &[&str]| refused(&[&["korea-checkout", "--listen", "127.0.0.1:0"], more].concat());
    assert!(refused(&["korea-checkout", "--listen", "0.0.0.0:0"]).contains("loopback"));
    assert!(with(&["--api-key", "planted"]).contains("sk_test_"));
    assert!(with(&["--webhook-secret", " planted"]).contains("white space"));
    assert!(with(&["--webhook-scheme", "planted"]).contains("timestamped-hex"));
    for option in ["--api-key", "--webhook-secret", "--webhook-scheme"] {
        assert!(!with(&[option, " planted"]).contains("planted"), "{option}");
    }
    let misspelt = scenario("misspelt-checkout.toml", "payment_seconds = 5\n[webhooks]\ncopy = 3\n");
    let message = with(&["--scenario", misspelt.to_str().expect("a path")]);
    assert!(message.contains("misspelt-checkout.toml:3: unknown field `copy`"), "{message}");
}

#[test]
fn help_goes_to_stdout() {
    for service in ["coupang", "korea-checkout"] {
        let output = program(&[service, "--help"]).output().expect("a run");
        assert_eq!(output.status.code(), Some(0));
        assert!(String::from_utf8_lossy(&output.stdout).contains("--scenario"));
    }
}

#[cfg(unix)]
#[test]
fn it_says_where_it_listens_and_ends_cleanly_on_a_signal() {
    let busy = scenario("busy.toml", "calls_per_second = 10\nlockout_seconds = 1\n[orders_per_day]\nACCEPT = 120\n");
    let rough = scenario("rough.toml", "payment_seconds = 1\n[webhooks]\ncopies = 2\n");
    for (signal, service, secret, scenario) in [
        ("-TERM", "coupang", "--secret-key", &busy),
        ("-INT", "coupang", "--secret-key", &busy),
        ("-TERM", "korea-checkout", "--webhook-secret", &rough),
    ] {
        let mut command = program(&[service, "--listen", "127.0.0.1:0", secret, "planted", "--scenario"]);
        let mut started = Started(command.arg(scenario).spawn().expect("a start"));
        let mut lines = BufReader::new(started.0.stdout.take().expect("stdout")).lines();
        let first = lines.next().expect("a line").expect("text");
        let addr = first.strip_prefix("listening on http://").expect("the promised words");
        assert!(addr.starts_with("127.0.0.1:") && !addr.ends_with(":0"), "{first}");
        TcpStream::connect(addr).expect("a connection");

        let killed = Command::new("kill").args([signal, &started.0.id().to_string()]).status().expect("kill");
        assert!(killed.success());
        assert_eq!(started.0.wait().expect("an end").code(), Some(0), "{service} {signal}");
        assert_eq!(lines.count(), 0, "nothing more is printed");
    }
}
