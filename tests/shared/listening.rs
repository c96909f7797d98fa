//! A program that listens: it says where on its first line, and ends with the test however that ends.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

pub struct Listening {
    process: Child,
    stdout: BufReader<ChildStdout>,
    /// Such as `http://127.0.0.1:40123`.
    pub url: String,
}

impl Listening {
    /// Starts the program and reads the promised first line, `listening on http://127.0.0.1:PORT`.
    pub fn start(command: &mut Command) -> Self {
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        let url = first.trim_end().strip_prefix("listening on ").unwrap_or_default().to_owned();
        let listening = Self { process, stdout, url };
        assert!(listening.url.starts_with("http://127.0.0.1:"), "the promised first line: {first:?}");
        listening
    }

    /// The next line of its standard output.
    #[allow(dead_code, reason = "not every program says more")]
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Ends it at once, as a crash would, and gives back what it has written to standard output and standard error since.
    #[allow(dead_code, reason = "not every test reads it")]
    pub fn kill(mut self) -> [String; 2] {
        self.process.kill().unwrap();
        let mut said = [String::new(), String::new()];
        self.stdout.read_to_string(&mut said[0]).unwrap();
        if let Some(stderr) = &mut self.process.stderr {
            stderr.read_to_string(&mut said[1]).unwrap();
        }
        said
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
