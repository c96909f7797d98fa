//! What customers wait for: unanswered product inquiries and call-centre cases, answered in the name of a Wing login.
//!
//! `cargo run --example cs_inbox_and_reply` asks an embedded sandbox, answers the first of each kind and prints ids, nobody's
//! words. `--dry-run` shows what it would send. An answer can be neither changed nor removed, so it is never sent twice.

use std::error::Error;
use std::io::Write;

use commerce_sandbox::coupang::{self, Gateway};
use commerce_sandbox::server;
use coupang_wing::calendar::KstDate;
use coupang_wing::service::{
    AnsweredType, CallCenterAnswer, CallCenterInquiry, CallCenterQuery, InquiryQuery, InquiryReply,
    PartnerCounselingStatus, ProductInquiry,
};
use coupang_wing::write::{Call, WriteOperation};
use coupang_wing::{Config, Delivery, ErrorKind, Wing, WritePermit, family};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let dry_run = std::env::args().any(|argument| argument == "--dry-run");
    let sandbox = server::spawn(Gateway::builder().build()?.into(), ([127, 0, 0, 1], 0)).await?;
    let (access, secret) = (coupang::DEFAULT_ACCESS_KEY.into(), coupang::DEFAULT_SECRET_KEY.into());
    // The key does not tell the login that answers, and the vendor id is none: yours is COUPANG_WING_USER_ID.
    let config = Config::new(coupang::DEFAULT_VENDOR, access, secret)?.with_wing_user_id("sandbox-wing-user")?;
    let wing = Wing::loopback(&format!("http://{}", sandbox.addr()), config)?;

    let inquiries = unanswered(&wing).await?;
    say(&format!("{} product inquiries without an answer", inquiries.len()))?;
    let waiting = cases(&wing, PartnerCounselingStatus::NoAnswer).await?;
    say(&format!("{} call-centre cases wait for an answer", waiting.len()))?;
    // `TRANSFER` wants a confirmation, no answer. Which filter a row came from is all that tells.
    let transferred = cases(&wing, PartnerCounselingStatus::Transfer).await?;
    say(&format!("{} call-centre cases wait for a confirmation", transferred.len()))?;

    let permit = WritePermit::for_([family::CS]);
    let wing = wing.allow_writes(permit.clone());
    let service = wing.service();
    if let Some(inquiry) = inquiries.first() {
        let reply = InquiryReply::to(inquiry, "안녕하세요, 고객님.\n오늘 출고 예정입니다. 감사합니다.");
        send(service.reply_to_inquiry(reply)?, dry_run).await?;
    }
    if let Some(case) = waiting.first() {
        // The newest message that awaits the seller is answered; after 24 hours only Wing takes one.
        let answer = CallCenterAnswer::to(case, "안녕하세요.\n출고 전이라 배송지 변경이 가능합니다.");
        send(service.reply_to_call_center(answer)?, dry_run).await?;
    }
    if let Some(case) = transferred.first() {
        send(service.confirm_call_center(case.inquiry_id)?, dry_run).await?;
    }
    permit.revoke();
    Ok(())
}

/// Of today and the six days before: as many as one call takes.
async fn unanswered(wing: &Wing) -> Result<Vec<ProductInquiry>, Box<dyn Error>> {
    let today = KstDate::at(wing.now());
    let query = InquiryQuery::days(today.plus_days(-6), today, AnsweredType::NoAnswer)?;
    let mut rows = wing.service().inquiries(query);
    let mut found = Vec::new();
    while let Some(row) = rows.next().await {
        found.push(row?);
    }
    Ok(found)
}

async fn cases(wing: &Wing, status: PartnerCounselingStatus) -> Result<Vec<CallCenterInquiry>, Box<dyn Error>> {
    let today = KstDate::at(wing.now());
    let mut rows = wing.service().call_center_inquiries(CallCenterQuery::days(today, today, status)?);
    let mut found = Vec::new();
    while let Some(row) = rows.next().await {
        found.push(row?);
    }
    Ok(found)
}

async fn send<E: WriteOperation>(mut call: Call<'_, E>, dry_run: bool) -> Result<(), Box<dyn Error>> {
    if dry_run {
        return say(&call.dry_run()?.to_string());
    }
    let subjects = call.endpoint().subjects();
    let subject = subjects.first().map(ToString::to_string).unwrap_or_default();
    match call.send().await {
        Ok(_) => say(&format!("{}: {subject}", E::NAME)),
        Err(error) if error.kind() == ErrorKind::AlreadyDone => say(&format!("{}: {subject}, already", E::NAME)),
        Err(error) if error.delivery() == Delivery::MaybeSent => {
            let settled = call.settle().await?;
            let fate = if settled.is_done() { "done, as reading shows" } else { E::LOOK_AT.en };
            say(&format!("{}: {subject}, {fate}", E::NAME))
        }
        Err(error) => Err(error.into()),
    }
}

fn say(line: &str) -> Result<(), Box<dyn Error>> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}
