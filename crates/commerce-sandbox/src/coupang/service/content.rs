//! What both kinds of answers have in common.

use crate::coupang::answer::Answer;
use crate::coupang::rules::WriteCode;
use crate::coupang::world::View;
use serde_json::json;

/// Refuses line breaks that are not documented, where the rules do. The text is ours.
pub(super) fn check_line_breaks(shop: &View<'_>, content: &str) -> Result<(), Answer> {
    // Vertical tab, form feed, next line, and the two separators of Unicode.
    let is_odd = |letter| matches!(letter, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if shop.rules().service.odd_line_breaks_refused && content.contains(is_odd) {
        Err(Answer::bad_request("content has a line break that is neither \\n nor \\r."))
    } else {
        Ok(())
    }
}

/// The answer to a write that was carried out.
pub(super) fn taken(shop: &View<'_>) -> Answer {
    match shop.rules().service.write_code {
        WriteCode::Text => Answer::ok(json!({ "code": "200", "message": "OK" })),
        WriteCode::Number => Answer::ok(json!({ "code": 200, "message": "OK" })),
    }
}
