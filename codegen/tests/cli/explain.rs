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
    assert!(codes.contains(&"no-operations"), "{}", list.all());
    let one = fixture.run("explain no-operations");
    assert_eq!(one.status, 0, "{}", one.all());
    assert!(one.stdout.contains("Paths Object"), "{}", one.all());
}

#[test]
fn a_code_that_there_is_none_of_is_an_error_with_a_hint() {
    let ran = Fixture::new().run("explain no-operation");
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert!(ran.stderr.contains("`no-operations`"), "{}", ran.all());
}
