//! `specwright` without arguments.

use super::{Fixture, SMALL};

#[test]
fn it_names_the_document_that_is_there() {
    let ran = Fixture::new().with("spec/api.yaml", SMALL).run("");
    assert_eq!(ran.status, 0, "{}", ran.all());
    assert!(
        ran.stdout.contains("specwright test spec/api.yaml"),
        "{}",
        ran.all()
    );
}

#[test]
fn in_a_crate_it_offers_to_set_it_up() {
    let ran = Fixture::new().with("Cargo.toml", "[package]\n").run("");
    assert!(ran.stdout.contains("specwright init SPEC"), "{}", ran.all());
}
