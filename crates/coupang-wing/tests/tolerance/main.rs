//! The tolerance sweep: every field of every fixture missing, null, of every other JSON type, in every other spelling,
//! read through the whole client. What cannot be read costs its own place and is counted, an id costs its row and no
//! other, nothing panics, and nobody's name comes out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod calls;
#[allow(dead_code, reason = "each test uses its own part")]
#[path = "../every_write/mod.rs"]
mod every_write;
mod places;
mod rules;
mod swept;
mod writes;

use std::collections::BTreeSet;

use apiwire::ErrorKind;
use calls::{FIXTURES, directory};
use places::{changed, dotted, places, split};
use rules::{CANARY, DATE_FORMS, Verdict, is_date, replacements, verdict};
use serde_json::{Value, json};
use swept::Swept;

#[tokio::test(start_paused = true)]
async fn every_fixture_has_its_call_and_no_answer_to_a_write_claims_more_than_it_says() {
    let names: BTreeSet<String> = std::fs::read_dir(directory())
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str().unwrap().strip_suffix(".json").map(str::to_owned))
        .filter(|name| !name.ends_with(".fields") && name != "carriers")
        .collect();
    let reads = FIXTURES.iter().map(|fixture| fixture.name.to_owned());
    let writes = writes::Swept::all().await;
    assert!(writes.done > 100 && writes.refused > 100, "{} {}", writes.done, writes.refused);
    let swept: BTreeSet<String> = reads.chain(writes.names).collect();
    assert_eq!(names, swept);
}

#[tokio::test(start_paused = true)]
async fn a_field_of_any_other_type_costs_its_place_and_an_id_its_row() {
    for fixture in FIXTURES {
        let swept = Swept::new(fixture).await;
        let fields = swept.fields();
        assert!(fields.len() >= 5, "{}: {fields:?}", fixture.name);
        for place in fields {
            let (original, below) = (swept.at(&place), swept.in_row(&place).unwrap().1);
            for with in replacements(original) {
                let verdict = verdict(fixture.essential, below, original, &with);
                let outcome = swept.read(&changed(&swept.whole, &place, Some(&with))).await;
                swept.check(&place, &verdict, outcome, &with.to_string());
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_missing_field_is_nothing_and_a_missing_id_costs_its_row() {
    for fixture in FIXTURES {
        let swept = Swept::new(fixture).await;
        for place in swept.fields().iter().filter(|place| {
            // Rows are not fields.
            !places::is_position(split(place).1) && *place != fixture.rows
        }) {
            let below = swept.in_row(place).unwrap().1;
            let verdict = if rules::is_free(below) { Verdict::Open } else { Verdict::Absent };
            let outcome = swept.read(&changed(&swept.whole, place, None)).await;
            swept.check(place, &verdict, outcome, "missing");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_moment_comes_in_every_form() {
    let mut moments = 0;
    for fixture in FIXTURES {
        let swept = Swept::new(fixture).await;
        for place in swept.fields() {
            let Some(original) = swept.at(&place).as_str().filter(|text| is_date(text)) else { continue };
            for form in DATE_FORMS {
                let verdict = match original.len() {
                    7 => Verdict::Bad,
                    // A day; the one in California is the same in Korea.
                    10 => Verdict::Reads(json!("2026-03-02")),
                    _ => Verdict::Reads(json!(form)),
                };
                let outcome = swept.read(&changed(&swept.whole, &place, Some(&json!(form)))).await;
                swept.check(&place, &verdict, outcome, form);
            }
            moments += 1;
        }
    }
    assert!(moments > 80, "{moments}");
}

#[tokio::test(start_paused = true)]
async fn an_unknown_field_is_kept_and_not_shown() {
    for fixture in FIXTURES {
        let swept = Swept::new(fixture).await;
        let new = json!({"deep": [CANARY]});
        let objects =
            places(&swept.whole).into_iter().chain([String::new()]).filter(|place| swept.at(place).is_object());
        for place in objects {
            let mut body = swept.whole.clone();
            body.pointer_mut(&place).unwrap()["새필드"] = new.clone();
            let Ok(got) = swept.read(&body).await else { panic!("{} {place}", fixture.name) };
            assert_eq!((got.oddities.len(), got.shown.contains(CANARY)), (0, false), "{} {place}", fixture.name);
            let mut expected = swept.rows.clone();
            if let Some((number, below)) = swept.in_row(&place).filter(|_| rules::keeps_unknown(swept.at(&place))) {
                let mut object = Swept::written(&mut expected[number], below).unwrap();
                if object.is_array() {
                    object = &mut object[0];
                }
                object["새필드"] = new.clone();
            }
            let rows: Vec<Value> = got.rows.into_iter().map(Result::unwrap).collect();
            assert_eq!(rows, expected, "{} {place}", fixture.name);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_row_without_its_ids_stands_between_its_neighbours() {
    for fixture in FIXTURES.iter().filter(|fixture| !fixture.is_single()) {
        let swept = Swept::new(fixture).await;
        let good = &swept.at(fixture.rows)[0];
        let ids = fixture.essential.iter().filter(|field| !field.contains('/'));
        let mut wrong: Vec<(Value, String)> = vec![(json!(CANARY), String::new()), (json!([]), String::new())];
        for field in ids {
            for with in [None, Some(json!(null)), Some(json!(true))] {
                let broken = changed(good, &format!("/{field}"), with.as_ref());
                wrong.push((broken, format!(".{field}")));
            }
        }
        assert!(wrong.len() >= 5, "{}", fixture.name);
        for (broken, path) in wrong {
            let mut body = swept.whole.clone();
            *body.pointer_mut(fixture.rows).unwrap() = json!([good, broken, good]);
            let Ok(got) = swept.read(&body).await else { panic!("{} {path}", fixture.name) };
            let [first, middle, last] = <[_; 3]>::try_from(got.rows).unwrap();
            assert_eq!((first, last), (Ok(swept.rows[0].clone()), Ok(swept.rows[0].clone())), "{}", fixture.name);
            let expected = format!("{}{path}", dotted(&format!("{}/1", fixture.rows)));
            assert_eq!((middle.unwrap_err().path(), got.oddities.len()), (expected.as_str(), 0), "{}", fixture.name);
            assert!(!got.shown.contains(CANARY), "{}", got.shown);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_code_means_success_in_three_spellings() {
    for fixture in FIXTURES.iter().filter(|fixture| !fixture.rows.is_empty()) {
        let swept = Swept::new(fixture).await;
        for (code, good) in [
            (json!(200), true),
            (json!("200"), true),
            (json!("SUCCESS"), true),
            (json!(400), false),
            (json!("400"), false),
            (json!("ERROR"), false),
            (json!(CANARY), false),
        ] {
            let outcome = swept.read(&changed(&swept.whole, "/code", Some(&code))).await;
            match outcome {
                Ok(got) => assert_eq!((good, got.rows.len()), (true, swept.rows.len()), "{} {code}", fixture.name),
                Err(refused) => {
                    assert_eq!((good, refused.kind), (false, ErrorKind::Rejected), "{} {code}", fixture.name);
                    assert!(!refused.shown.contains(CANARY), "{}", refused.shown);
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_envelope_of_another_shape_hides_no_row_and_shows_nobody() {
    for fixture in FIXTURES {
        let swept = Swept::new(fixture).await;
        let around =
            places(&swept.whole).into_iter().chain([String::new()]).filter(|place| swept.in_row(place).is_none());
        for place in around {
            let holds_rows = fixture.rows.starts_with(&place);
            let mut bodies: Vec<Value> =
                replacements(swept.at(&place)).iter().map(|with| changed(&swept.whole, &place, Some(with))).collect();
            if !place.is_empty() {
                bodies.push(changed(&swept.whole, &place, None));
            }
            for body in bodies {
                let shown = match swept.read(&body).await {
                    Ok(got) => {
                        let rows: Vec<Value> = got.rows.into_iter().filter_map(Result::ok).collect();
                        assert!(rows == swept.rows || holds_rows, "{} {place}: {body}", fixture.name);
                        got.shown
                    }
                    Err(refused) => {
                        let expected = [ErrorKind::Decode, ErrorKind::Rejected, ErrorKind::Paging];
                        assert!(expected.contains(&refused.kind), "{} {place}: {body}", fixture.name);
                        assert!(!place.ends_with("/message"), "prose decides nothing: {}: {body}", fixture.name);
                        refused.shown
                    }
                };
                assert!(!shown.contains(CANARY), "{} {place}: {shown}", fixture.name);
            }
        }
    }
}
