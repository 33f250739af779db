//! The naming obstacle course: texts of every kind in every position.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets something unexpected must fail"
)]

use super::{Wish, hash, idents, pascal, pascal_within, reserved, settle, snake, variants};

fn fields(texts: &[&str]) -> Vec<String> {
    idents(texts.iter().copied(), reserved::STRUCT)
        .iter()
        .map(|ident| ident.as_str().to_owned())
        .collect()
}

#[test]
fn words_are_found_at_signs_and_changes_of_case() {
    let cases = [
        ("users/list", "users_list", "UsersList"),
        ("listPets", "list_pets", "ListPets"),
        ("HTTPServer", "http_server", "HttpServer"),
        ("userIDs", "user_ids", "UserIds"),
        ("v1Beta", "v1_beta", "V1Beta"),
        (
            "io.k8s.api.core.v1.Pod",
            "io_k8s_api_core_v1_pod",
            "IoK8sApiCoreV1Pod",
        ),
        ("x-request-id", "x_request_id", "XRequestId"),
        ("SCREAMING_CASE", "screaming_case", "ScreamingCase"),
    ];
    for (text, as_snake, as_pascal) in cases {
        assert_eq!(snake(text), as_snake, "{text}");
        assert_eq!(pascal(text), as_pascal, "{text}");
    }
}

#[test]
fn every_script_gives_a_readable_name() {
    assert_eq!(snake("用户名"), "yong_hu_ming");
    assert_eq!(pascal("Größe"), "Grosse");
    assert_eq!(snake("имя"), "imia");
    assert_eq!(snake("🍕"), "pizza");
}

#[test]
fn names_begin_with_a_letter() {
    assert_eq!(snake("1st"), "value_1st");
    assert_eq!(pascal("1.2"), "Value1_2");
    assert_eq!(pascal("12"), "Value12");
    assert_eq!(pascal_within("Version1", "2"), "Version1_2");
}

#[test]
fn signs_alone_are_spelled_out() {
    assert_eq!(pascal("*"), "Asterisk");
    assert_eq!(pascal(">="), "GreaterEqual");
    assert_eq!(pascal(""), "Empty");
    assert_eq!(pascal(" "), "Space");
    assert_eq!(pascal("+1"), "Plus1");
    assert_eq!(pascal("-1"), "Minus1");
    assert_eq!(pascal("-created_at"), "MinusCreatedAt");
    // Nothing to spell: a hash, never a position.
    assert_eq!(
        snake("\u{10ffff}"),
        format!("value_{}", hash("\u{10ffff}", 4))
    );
}

// The Rust Reference, Keywords: `crate`, `self`, `super`, `Self` and `_` cannot be raw.
#[test]
fn keywords_are_raw_or_suffixed() {
    assert_eq!(
        fields(&[
            "type", "gen", "self", "Self2", "super", "crate", "_", "async"
        ]),
        [
            "r#type",
            "r#gen",
            "self_",
            "self2",
            "super_",
            "crate_",
            "underscore",
            "r#async"
        ]
    );
    let names = variants(["self", "Self", "unknown"], reserved::VARIANTS);
    assert!(
        names
            .iter()
            .all(|name| name.as_str() != "Self" && name.as_str() != "Unknown")
    );
}

#[test]
fn names_of_one_scope_differ() {
    let texts = [
        "foo_bar", "fooBar", "FooBar", "foo-bar", "foo bar", "FOO_BAR", "foo.bar", "id", "_id",
        "@id", "$id", "a", "а", "é", "e\u{301}", "e",
    ];
    let names = fields(&texts);
    let unique: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(unique.len(), texts.len(), "{names:?}");
    assert_eq!(names[0], "foo_bar");
    assert_eq!(names[7], "id");
    assert_eq!(names[8], "underscore_id");
    assert_eq!(names[9], "at_id");
}

#[test]
fn order_and_neighbours_change_no_name() {
    let texts = ["foo_bar", "fooBar", "foo-bar", "type", "id", "_id"];
    let names = fields(&texts);
    let mut reversed: Vec<&str> = texts.to_vec();
    reversed.reverse();
    let mut again = fields(&reversed);
    again.reverse();
    assert_eq!(names, again);
    let mut more = vec!["another"];
    more.extend(texts);
    assert_eq!(fields(&more)[1..], names);
}

#[test]
fn the_same_text_twice_still_gives_two_names() {
    let wish = Wish::snake("id", &[]);
    let names = settle(&[wish.clone(), wish.clone(), wish], "_");
    let unique: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(unique.len(), 3, "{names:?}");
}

#[test]
fn no_name_is_longer_than_a_file_name_allows() {
    let long = "very_long_name_".repeat(8000);
    assert!(snake(&long).len() <= 120);
    assert!(pascal(&long).len() <= 120);
    // What is cut off still counts.
    assert_ne!(snake(&format!("{long}a")), snake(&format!("{long}b")));
}
