//! The daily job: collects the orders, returns, exchanges and inquiries of the last days, and goes on after a kill.
//!
//! `cargo run --example daily_collect -- [--days N] [--checkpoint FILE]` asks a sandbox in this process and prints counts.
//! With a file it saves after every page where it stands and what it has counted, and a later run goes on from there.
//! A bar is drawn on a terminal, and nothing when standard error is piped.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Parser;
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway};
use commerce_sandbox::server;
use coupang_wing::calendar::KstDate;
use coupang_wing::collect::{Checkpoint, Collection};
use coupang_wing::{Config, ErrorKind, Wing};
use indicatif::ProgressBar;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Collect what came in on the last days, to counts.
#[derive(Parser)]
struct Flags {
    /// Korean days, today included
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(i64).range(1..=366))]
    days: i64,
    /// Where to save the state, and to go on from
    #[arg(long)]
    checkpoint: Option<PathBuf>,
}

/// What a later run needs: nothing in it is personal.
#[derive(Serialize, Deserialize)]
struct Job {
    from: KstDate,
    to: KstDate,
    counts: BTreeMap<String, u64>,
    unreadable: u64,
    finished: Vec<String>,
    checkpoint: Option<Checkpoint>,
    #[serde(skip)]
    file: Option<PathBuf>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let flags = Flags::parse();
    let any_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let sandbox = server::spawn(Arc::new(Gateway::builder().build()?), any_port).await?;
    let config = Config::new(DEFAULT_VENDOR, DEFAULT_ACCESS_KEY.to_owned(), DEFAULT_SECRET_KEY.to_owned())?;
    let wing = Wing::loopback(&format!("http://{}", sandbox.addr()), config)?;

    let mut job = Job::load(flags, KstDate::at(wing.now()))?;
    let days = job.from..=job.to;
    job.count("orders", wing.orders().collect(days.clone())?).await?;
    job.count("returns", wing.claims().collect_returns(days.clone())?).await?;
    job.count("exchanges", wing.claims().collect_exchanges(days.clone())?).await?;
    job.count("inquiries", wing.service().collect_inquiries(days)?).await?;
    let report = json!({ "from": job.from, "to": job.to, "counts": job.counts, "unreadable": job.unreadable });
    Ok(writeln!(io::stdout(), "{report}")?)
}

impl Job {
    /// Goes on with the days of the file, if there is one, whatever day it is now.
    fn load(Flags { days, checkpoint: file }: Flags, today: KstDate) -> Result<Self, Box<dyn Error>> {
        match file.as_deref().map(fs::read) {
            Some(Ok(saved)) => return Ok(Self { file, ..serde_json::from_slice(&saved)? }),
            Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let (counts, finished) = (BTreeMap::new(), Vec::new());
        let from = today.plus_days(1 - days);
        Ok(Self { from, to: today, counts, unreadable: 0, finished, checkpoint: None, file })
    }

    async fn count<T: Send + 'static>(&mut self, name: &str, mut rows: Collection<T>) -> Result<(), Box<dyn Error>> {
        if self.finished.iter().any(|finished| finished == name) {
            return Ok(());
        }
        if let Some(checkpoint) = self.checkpoint.take() {
            rows = rows.resume(checkpoint)?;
        }
        let bar = ProgressBar::new(rows.progress().steps);
        let drawn = bar.clone();
        let mut rows = rows.with_progress(move |progress| drawn.set_position(progress.steps_done));
        let mut pages = 0;
        while let Some(row) = rows.next().await {
            if rows.progress().pages > pages {
                // This row is of a new page: what was counted so far and the checkpoint say the same.
                pages = rows.progress().pages;
                self.checkpoint = Some(rows.checkpoint());
                self.save()?;
            }
            match row {
                Ok(_) => *self.counts.entry(name.to_owned()).or_default() += 1,
                Err(error) if error.kind() == ErrorKind::UndecodableRow => self.unreadable += 1,
                Err(error) => return Err(error.into()),
            }
        }
        bar.finish_and_clear();
        self.checkpoint = None;
        self.finished.push(name.to_owned());
        Ok(self.save()?)
    }

    /// A kill leaves the old file or the new one, never half of it.
    fn save(&self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let beside = file.with_extension("new");
        let mut new = File::create(&beside)?;
        new.write_all(&serde_json::to_vec(self)?)?;
        new.sync_all()?;
        fs::rename(beside, file)
    }
}
