//! Random texts as names of one scope.

use super::{Wish, ident, idents, reserved, settle, type_name, variants};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Texts as documents have them: any characters, and near twins of each other.
fn texts() -> impl Strategy<Value = BTreeSet<String>> {
    let twins = prop::sample::select(vec![
        "foo_bar", "fooBar", "FooBar", "foo-bar", "FOO_BAR", "_foo_bar", "foo_bar_", "@foo_bar",
        "type", "Type", "r#type", "self", "Self", "self_", "1st", "", " ", "*", "a", "а",
        "e\u{301}", "é", "用户", "🍕", "new", "x1", "x_1", "x.1",
    ]);
    let any = prop_oneof![
        twins.prop_map(str::to_owned),
        "\\PC{0,12}",
        "[a-zA-Z0-9_ -]{0,8}"
    ];
    prop::collection::btree_set(any, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_are_identifiers_and_differ(texts in texts()) {
        let fields = idents(texts.iter().map(String::as_str), reserved::STRUCT);
        let unique: BTreeSet<_> = fields.iter().collect();
        prop_assert_eq!(unique.len(), texts.len(), "{:?}", fields);
        for field in &fields {
            let name = field.as_str();
            prop_assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{}", name);
            // rustc: `non_snake_case`.
            let bare = name.trim_start_matches("r#").trim_matches('_');
            prop_assert!(!bare.contains("__") && !bare.contains(char::is_uppercase), "{}", name);
        }
        let names = variants(texts.iter().map(String::as_str), reserved::VARIANTS);
        let unique: BTreeSet<_> = names.iter().collect();
        prop_assert_eq!(unique.len(), texts.len(), "{:?}", names);
        prop_assert!(names.iter().all(|name| name.as_str() != "Unknown"));
    }

    #[test]
    fn a_name_depends_on_its_equals_alone(texts in texts(), other in "[a-z]{9}") {
        let alone = idents(texts.iter().map(String::as_str), &[]);
        let with = idents(texts.iter().map(String::as_str).chain([other.as_str()]), &[]);
        prop_assert!(with.starts_with(&alone), "{:?} {:?}", alone, with);
    }

    #[test]
    fn settled_names_need_no_second_look(texts in texts()) {
        let wishes: Vec<Wish> = texts.iter().map(|text| Wish::pascal(text, &[])).collect();
        for name in settle(&wishes, "") {
            let made = type_name(&name);
            prop_assert_eq!(made.as_str(), &name);
            prop_assert!(name.len() <= 140);
        }
        let wishes: Vec<Wish> = texts.iter().map(|text| Wish::snake(text, &[])).collect();
        for name in settle(&wishes, "_") {
            let made = ident(&name);
            prop_assert_eq!(made.as_str().trim_start_matches("r#"), &name);
        }
    }
}
