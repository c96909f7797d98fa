//! Rounds over a record, until nothing changes any more.

use super::meter::{Meter, Work};
use super::spans::{Span, Spans};
use super::text::Text;
use super::view::View;
use super::{FAILED, Redactor, glance, shapes, walk};

/// How often the output is redacted again until nothing changes. Twice is the rule; the limit bounds the time.
const ROUNDS: usize = 8;

/// A record took too many rounds, or too much work.
pub(super) struct GivenUp;

/// What one round made of a record.
struct Round {
    /// The record with masks, if there is anything to mask.
    masked: Option<Vec<u8>>,
    /// Another round the same way would find nothing more.
    settled: bool,
    way: Way,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Short,
    Long,
}

impl Redactor {
    /// The bytes with masks, or `None` if there is nothing to mask.
    pub(super) fn search(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let meter = Meter::of(bytes.len());
        match self.rounds(bytes, &meter) {
            Ok(None) => None,
            // What would be given up in its turn is given up now.
            Ok(Some(output)) if meter.allows(output.len()) || self.stays(&output, &meter) => Some(output),
            _ => Some(FAILED.as_bytes().to_vec()),
        }
    }

    /// Whether an output passes unchanged, with the work that is left.
    fn stays(&self, output: &[u8], before: &Meter) -> bool {
        matches!(self.rounds(output, &Meter::again(output.len(), before)), Ok(None))
    }

    /// The same as of [`search`](Self::search), unless that takes too much. What is found in one place changes what
    /// stands in another, so it goes on until nothing changes any more. In a long record, whose work is bounded, a round is
    /// the last one too if the places of its masks tell that nothing can.
    pub(super) fn rounds(&self, bytes: &[u8], meter: &Meter) -> Result<Option<Vec<u8>>, GivenUp> {
        let mut output: Option<Vec<u8>> = None;
        let mut settled = false;
        for _ in 0..ROUNDS {
            let input = output.as_deref().unwrap_or(bytes);
            let round = match self.short_way(input, meter) {
                None if meter.is_spent() => return Err(GivenUp),
                // The long way would find nothing more.
                None if settled => return Ok(output),
                None => self.long_way(input, meter),
                found => found,
            };
            let round = round.ok_or(GivenUp)?;
            match round.masked {
                Some(next) if next != input => output = Some(next),
                _ => return Ok(output),
            }
            settled = meter.is_long()
                && round.settled
                && output.as_deref().is_some_and(|output| self.knows_nothing_in(output, meter));
            if settled && round.way == Way::Short {
                return Ok(output);
            }
        }
        Err(GivenUp)
    }

    fn short_way(&self, bytes: &[u8], meter: &Meter) -> Option<Round> {
        // A span has four bytes for a place; what is longer is left to the long way, which refuses it.
        u32::try_from(bytes.len()).ok()?;
        let view = View::plain(bytes, meter);
        self.round(view, glance::read(view)?, Way::Short)
    }

    fn long_way(&self, bytes: &[u8], meter: &Meter) -> Option<Round> {
        let Some(text) = Text::within(bytes, meter.left_for(Work::Escape)) else {
            meter.exhaust();
            return None;
        };
        let view = View::of(&text, meter);
        view.spend(Work::Decoded, text.decoded_bytes());
        view.spend(Work::Escape, text.units);
        let mut spans = walk::walk(view);
        spans.sort();
        shapes::find(view, &mut spans);
        self.round(view, spans, Way::Long)
    }

    /// What a round makes of a record, unless that took too much.
    fn round(&self, view: View<'_>, mut spans: Spans, way: Way) -> Option<Round> {
        view.spend(Work::Removed, spans.hidden.len());
        if view.is_spent() {
            return None;
        }
        let mut found: Vec<Span> = self.registered.find(view).into_iter().map(Span::from).collect();
        let settled = !spans.unsettled && (found.is_empty() || spans.hides_all(&mut found));
        spans.hidden.extend(found);
        Some(Round { masked: spans.apply(view), settled, way })
    }

    /// Whether no registered value stands in an output.
    fn knows_nothing_in(&self, output: &[u8], meter: &Meter) -> bool {
        self.registered.is_empty()
            || Text::of(output).is_some_and(|text| self.registered.find(View::of(&text, meter)).is_empty())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pieces of what the rules look for, which meet in every order.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "***",
            "*",
            " ",
            ", ",
            ": ",
            "=",
            ":",
            "&",
            ";",
            "|",
            "\n",
            ".",
            "_",
            "-",
            "+",
            "@",
            "(",
            "{",
            "]",
            " {",
            "'",
            "name",
            "memo",
            "email",
            "secret key",
            "api",
            "key",
            "phone",
            "receiver",
            "orderId",
            "token",
            "createdAt",
            "v1=",
            "status",
            "010-1234-5678",
            "010",
            "02",
            "1234",
            "5678",
            "82",
            "900101-1234567",
            "4111111111111111",
            "123-45-67890",
            "110",
            "2026-03-02T09:15:04",
            "A00012345",
            "P123456789012",
            "sk_live_",
            "abc",
            "bearer ",
            "basic",
            "example.com",
            "x",
            "수취인",
            "홍길동",
            "님",
            "고객님",
            "서울",
            "강남구",
            "테헤란로 152",
            "계좌",
            "은행",
            "이",
            "통관",
            "1",
            "10-",
            "333-",
            "/",
            "[",
            ")",
            "\t",
            "900101",
            "Some(",
            "receiver.",
            "createdAt=",
        ]);
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn a_mask_in_a_key_asks_for_another_round() {
        let redactor = Redactor::new();
        for (record, expected) in [
            (r#"{"receiver name 010-1234-5678":"Lee"}"#, r#"{"receiver name ***":"***"}"#),
            (r#"{"receiver name=1 010-1234-5678":"Lee"}"#, r#"{"receiver name=***":"***"}"#),
        ] {
            let output = redactor.rounds(record.as_bytes(), &Meter::of_a_long_one()).ok().flatten();
            assert_eq!(String::from_utf8(output.unwrap()).unwrap(), expected);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn the_short_way_leaves_nothing_that_the_long_way_finds(text in pieces()) {
            let (redactor, meter) = (Redactor::new(), Meter::of(0));
            if let Some(Round { masked: found, .. }) = redactor.short_way(text.as_bytes(), &meter) {
                let quiet = found.as_ref().is_none_or(|found| redactor.short_way(found, &meter).is_some_and(|round| round.masked.is_none()));
                let output = found.unwrap_or_else(|| text.into_bytes());
                if quiet {
                    let next = redactor.long_way(&output, &meter).and_then(|round| round.masked).unwrap_or_else(|| output.clone());
                    prop_assert_eq!(String::from_utf8_lossy(&next), String::from_utf8_lossy(&output));
                }
            }
        }

        #[test]
        fn a_long_record_is_read_like_a_short_one(text in pieces(), quoted in any::<bool>()) {
            let text = if quoted { format!("[\"{text}\"]") } else { text };
            let redactor = Redactor::new();
            let [long, short] = [Meter::of_a_long_one(), Meter::of(0)].map(|meter| redactor.rounds(text.as_bytes(), &meter).ok());
            prop_assert_eq!(long, short);
        }

        #[test]
        fn nothing_is_found_after_a_round_that_is_settled(text in pieces(), quoted in any::<bool>()) {
            let text = if quoted { format!("[\"{text}\"]") } else { text };
            let (redactor, meter) = (Redactor::new(), Meter::of(0));
            for round in [redactor.short_way(text.as_bytes(), &meter), redactor.long_way(text.as_bytes(), &meter)] {
                let Some(Round { masked: Some(output), settled: true, way }) = round else { continue };
                let again = match way {
                    Way::Short => redactor.search(&output),
                    Way::Long => redactor.long_way(&output, &meter).and_then(|round| round.masked),
                };
                let again = again.unwrap_or_else(|| output.clone());
                prop_assert_eq!(String::from_utf8_lossy(&again), String::from_utf8_lossy(&output), "{}", text);
            }
        }
    }
}
