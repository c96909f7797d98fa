//! The README's faults are run as they stand there.

use crate::readme::{README, Started, block, directory};

#[test]
fn the_scenario_is_accepted_and_the_shell_lines_do_what_they_say() {
    let directory = directory("readme-faults");
    let started = Started::with(&["coupang"], block("Faults", "toml"), &directory);
    let Some(said) = started.shell(block("Faults", "sh"), &directory) else { return };
    assert!(said.contains(r#"{"faults":1}{"now":"#) && said.contains(r#"{"happened":false,"number":null}"#), "{said}");
    assert!(said.contains(r#""calls":0"#) && said.contains(r#""faults":[]"#), "{said}");
}

#[test]
fn every_word_of_a_fault_is_in_the_table() {
    let (_, faults) = README.split_once("\n# Faults\n").expect("a heading");
    let error = serde_json::from_str::<commerce_sandbox::fault::ScriptedFault<commerce_sandbox::coupang::Gateway>>(
        r#"{ "fault": "nothing" }"#,
    )
    .expect_err("no such word")
    .to_string();
    let (_, words) = error.split_once("one of ").expect("the words");
    let words: Vec<&str> = words.split(" at line").next().expect("words").split(", ").collect();
    assert_eq!(words.len(), 20);
    for word in words {
        assert!(faults.contains(&format!("`{word}`")), "{word}");
    }
}
