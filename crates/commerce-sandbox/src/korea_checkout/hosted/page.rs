//! The pages as HTML. Every text that a shop or a buyer wrote goes through [`Text`].

use super::words::Words;
use crate::korea_checkout::place::Link;
use crate::korea_checkout::sessions::{PaymentMethod, Session, SessionStatus};
use std::fmt;

/// The page of a session: the form while it can be paid, a notice of what became of it afterwards.
pub(super) fn of(session: &Session, words: &Words) -> String {
    if session.status.is_open() && session.settles.is_none() {
        let main = format!("{}{}", order(session, words), form(session, words));
        return document(words, words.title, &main);
    }
    notice(words, words.status(session.status), Some(session))
}

/// A page with one sentence, and the way back if there is one.
pub(super) fn notice(words: &Words, sentence: &str, session: Option<&Session>) -> String {
    let mut main = String::new();
    if let Some(session) = session {
        main.push_str(&order(session, words));
        main.push_str(&way_on(session, words));
    }
    document(words, sentence, &main)
}

fn document(words: &Words, title: &str, main: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <title>{title} · Korea Checkout Sandbox</title>\n<link rel=\"stylesheet\" href=\"{style}\">\n</head>\n<body>\n\
         <header>\n<p class=\"brand\">Korea Checkout <span>Sandbox</span></p>\n\
         <a href=\"?lang={other}\" lang=\"{other}\" hreflang=\"{other}\">{other_name}</a>\n</header>\n\
         <p class=\"practice\">{practice}</p>\n<main>\n<h1>{heading}</h1>\n{main}</main>\n</body>\n</html>\n",
        code = words.code,
        title = Text(title),
        style = super::STYLE_PATH,
        other = words.other_code,
        other_name = words.other_name,
        practice = words.practice,
        heading = Text(title),
    )
}

/// What is paid for, how much it is, and until when.
fn order(session: &Session, words: &Words) -> String {
    let (name, number) = (words.order, Text(&session.order_id));
    let mut html = format!("<dl>\n<div><dt>{name}</dt><dd>{number}</dd></div>\n");
    if session.status.is_open() {
        html.push_str(&deadline(session, words));
    }
    let items = words.items;
    html.push_str(&format!(
        "</dl>\n<section aria-labelledby=\"items\">\n<h2 id=\"items\">{items}</h2>\n<ul class=\"items\">\n"
    ));
    for item in &session.items {
        let amount = words.won(item.price.saturating_mul(item.quantity));
        let (name, quantity) = (Text(&item.name), item.quantity);
        html.push_str(&format!("<li><span>{name} ×\u{a0}{quantity}</span> <span class=\"won\">{amount}</span></li>\n"));
    }
    if let Some(coupon) = &session.coupon {
        let (name, off) = (words.coupon, words.won(-coupon.discount));
        let code = Text(&coupon.code);
        html.push_str(&format!("<li><span>{name} ({code})</span> <span class=\"won\">{off}</span></li>\n"));
    }
    let (total, amount) = (words.total, words.won(session.total));
    html.push_str(&format!(
        "</ul>\n<p class=\"total\"><span>{total}</span> <strong>{amount}</strong></p>\n</section>\n"
    ));
    html
}

fn deadline(session: &Session, words: &Words) -> String {
    let Words { deadline, korean_time, .. } = words;
    let (utc, local) = (session.expires.utc(), session.expires.local_spaced());
    let minute = local.rsplit_once(':').map_or(local.as_str(), |(minute, _)| minute);
    format!(
        "<div><dt>{deadline}</dt><dd><time datetime=\"{utc}\">{minute}</time> \
         <span class=\"whole\">({korean_time})</span></dd></div>\n"
    )
}

/// The ways to pay, and three buttons. The first button is what the Enter key presses.
fn form(session: &Session, words: &Words) -> String {
    let mut html = format!(
        "<form method=\"post\" action=\"?lang={}\">\n<fieldset>\n<legend>{}</legend>\n",
        words.code, words.method
    );
    for method in PaymentMethod::ALL {
        let (word, name) = (method.as_str(), words.method_name(method));
        let checked = if method == PaymentMethod::Card { " checked" } else { "" };
        html.push_str(&format!(
            "<label for=\"{word}\"><input type=\"radio\" id=\"{word}\" name=\"method\" value=\"{word}\"{checked}> {name}</label>\n"
        ));
    }
    let amount = words.won(session.total);
    let pay = if words.code == "ko" { format!("{amount} {}", words.pay) } else { format!("{} {amount}", words.pay) };
    html.push_str(&format!(
        "</fieldset>\n<button class=\"pay\" name=\"action\" value=\"pay\">{pay}</button>\n\
         <button name=\"action\" value=\"cancel\">{}</button>\n\
         <button name=\"action\" value=\"fail\">{}</button>\n</form>\n",
        words.cancel, words.fail
    ));
    html
}

/// Where to go from a page that takes no payment.
fn way_on(session: &Session, words: &Words) -> String {
    let back = |link: &Link| format!("<p><a class=\"back\" href=\"{}\">{}</a></p>\n", Text(link.as_str()), words.back);
    match session.status {
        SessionStatus::Pending | SessionStatus::Processing => {
            format!("<p><a class=\"back\" href=\"?lang={}\">{}</a></p>\n", words.code, words.reload)
        }
        SessionStatus::Failed | SessionStatus::Cancelled | SessionStatus::Expired => back(&session.cancel_url),
        SessionStatus::Completed | SessionStatus::Refunded | SessionStatus::PartiallyRefunded => {
            back(&session.return_url)
        }
    }
}

/// A text in HTML, between tags or within a double-quoted attribute.
struct Text<'t>(&'t str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive(['&', '<', '>', '"', '\'']) {
            let (plain, special) = match part.char_indices().next_back() {
                Some((place, '&')) => (part.get(..place), "&amp;"),
                Some((place, '<')) => (part.get(..place), "&lt;"),
                Some((place, '>')) => (part.get(..place), "&gt;"),
                Some((place, '"')) => (part.get(..place), "&quot;"),
                Some((place, '\'')) => (part.get(..place), "&#39;"),
                _ => (Some(part), ""),
            };
            f.write_str(plain.unwrap_or_default())?;
            f.write_str(special)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn nothing_in_a_text_is_a_tag_or_ends_an_attribute() {
        assert_eq!(
            Text("<b a='1' c=\"2\">&amp;</b>한글").to_string(),
            "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;&lt;/b&gt;한글"
        );
        assert_eq!(Text("").to_string(), "");
        assert_eq!(Text("차 한 잔").to_string(), "차 한 잔");
    }
}
