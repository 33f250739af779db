//! `specwright explain`.

use super::Fixture;

#[test]
fn every_code_is_listed_and_explained() {
    let fixture = Fixture::new();
    let list = fixture.run("explain");
    assert_eq!(list.status, 0, "{}", list.all());
    let codes: Vec<_> = list
        .stdout
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(codes.contains(&"empty-client"), "{}", list.all());
    let one = fixture.run("explain empty-client");
    assert_eq!(one.status, 0, "{}", one.all());
    assert!(one.stdout.contains("selection"), "{}", one.all());
}

#[test]
fn a_code_that_there_is_none_of_is_an_error_with_a_hint() {
    let ran = Fixture::new().run("explain empty-clients");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert!(ran.stderr.contains("`empty-client`"), "{}", ran.all());
}
