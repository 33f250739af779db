//! `specwright inspect`, completions and the manual page.

use super::{Fixture, SMALL};
use serde_json::Value;

#[test]
fn each_stage_shows_what_it_made() {
    let fixture = Fixture::new().with("api.yaml", SMALL);
    for stage in ["source", "normalize"] {
        let ran = fixture.run(&format!("inspect api.yaml --stage {stage}"));
        assert_eq!(ran.status, 0, "{}", ran.all());
        let value: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert!(value["paths"]["/a"]["get"].is_object(), "{}", ran.all());
    }
    let lowered = fixture.run("inspect api.yaml --stage lower");
    assert!(lowered.stdout.contains("readA"), "{}", lowered.all());
    let emitted = fixture.run("inspect api.yaml --stage emit");
    assert!(emitted.stdout.contains("fn read_a"), "{}", emitted.all());
}

#[test]
fn shells_and_the_manual_get_what_they_need() {
    let fixture = Fixture::new();
    for shell in ["bash", "zsh", "fish"] {
        let ran = fixture.run(&format!("completions {shell}"));
        assert_eq!(ran.status, 0, "{}", ran.all());
        assert!(ran.stdout.contains("generate"), "{}", ran.all());
    }
    let manual = fixture.run("man");
    assert!(manual.stdout.contains(".TH specwright"), "{}", manual.all());
}
