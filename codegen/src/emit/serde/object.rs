//! Structs: one description each, from which the runtime has `Clone`, `Debug`, `Serialize` and
//! `Deserialize`.

use crate::api::{Additional, Presence, Struct, TypeDef};
use crate::emit::lists::{Entry, List, new_line, one_line, string};
use crate::emit::paths::Scope;
use crate::emit::type_ref::type_ref;

/// Most members that one tuple of the runtime takes.
const TUPLE: usize = 16;

/// Names, slots, how members make the struct, and the members of one.
pub(super) fn of_struct(def: &TypeDef, it: &Struct, scope: &Scope<'_>) -> String {
    let name = def.name.as_str();
    let mut out = format!("g::object!(super::{name});\nimpl g::Object for super::{name} {{");
    new_line(1, &mut out);
    out.push_str("const SHAPE: g::Shape = ");
    shape(name, it).write(1, 1, &mut out);
    out.push(';');
    new_line(1, &mut out);
    out.push_str("type Slots = ");
    slots(it, scope).write(1, 1, &mut out);
    out.push_str(";\n");
    new_line(1, &mut out);
    let (argument, fields) = fields(it);
    out.push_str("fn build(");
    out.push_str(argument);
    out.push_str(": g::Values<Self>) -> Self {");
    new_line(2, &mut out);
    fields.write(2, 0, &mut out);
    new_line(1, &mut out);
    out.push_str("}\n");
    new_line(1, &mut out);
    out.push_str("fn parts(&self) -> g::Parts<'_, Self> {");
    if let Some(parts) = parts(it) {
        new_line(2, &mut out);
        parts.write(2, 0, &mut out);
        new_line(1, &mut out);
    }
    out.push_str("}\n}\n");
    out
}

/// Names of the struct and its members, and which of those are required.
fn shape(name: &str, it: &Struct) -> List {
    let members = it
        .fields
        .iter()
        .map(|field| string(&field.wire_name).into());
    let required = required(it).into_iter().map(|word| word.to_string().into());
    List::literal(
        "g::Shape",
        vec![
            format!("name: {}", string(name)).into(),
            List::array("members: &", members.collect()).into(),
            List::array("required: &", required.collect()).into(),
        ],
    )
}

/// What each member holds.
fn slots(it: &Struct, scope: &Scope<'_>) -> List {
    let slots = it.fields.iter().map(|field| {
        let slot = match field.presence {
            Presence::Required => "g::Need",
            Presence::RequiredNullable => "g::Nullable",
            Presence::Optional => "Option",
            Presence::OptionalNullable => "g::Double",
        };
        List::generic(slot, vec![one_line(type_ref(&field.ty, scope)).into()]).into()
    });
    let slots = grouped(slots.collect(), |first, rest| {
        List::generic("g::Chain", vec![first.into(), rest.into()])
    });
    match &it.additional {
        Additional::Ignored => slots,
        Additional::Kept { ty, .. } => {
            let ty = one_line(type_ref(ty, scope));
            List::generic("g::Kept", vec![slots.into(), ty.into()])
        }
    }
}

/// References to the members, grouped as the slots are; nothing where there is none, as clippy has
/// functions of the unit.
fn parts(it: &Struct) -> Option<List> {
    if it.fields.is_empty() && it.additional == Additional::Ignored {
        return None;
    }
    let parts = it.fields.iter();
    let parts = parts.map(|field| reference(field.name.as_str()).into());
    let parts = grouped(parts.collect(), |first, rest| {
        List::tuple(vec![first.into(), rest.into()])
    });
    Some(match &it.additional {
        Additional::Ignored => parts,
        Additional::Kept { name, .. } => {
            List::tuple(vec![parts.into(), reference(name.as_str()).into()])
        }
    })
}

fn reference(name: &str) -> String {
    format!("&self.{name}")
}

/// The argument of `build`, and the struct that is made of it.
fn fields(it: &Struct) -> (&'static str, List) {
    let (from, kept) = match &it.additional {
        Additional::Ignored => ("values", None),
        Additional::Kept { name, .. } => ("values.0", Some(format!("{}: values.1", name.as_str()))),
    };
    let fields = it.fields.iter().zip(places(it.fields.len(), from));
    let fields = fields.map(|(field, place)| format!("{}: {place}", field.name.as_str()));
    let all: Vec<Entry> = fields.chain(kept).map(Entry::from).collect();
    let argument = match all.is_empty() {
        true => "_",
        false => "values",
    };
    (argument, List::literal("Self", all))
}

/// The required members as bits, 64 a word; no word where none is required.
fn required(it: &Struct) -> Vec<u64> {
    let mut words: Vec<u64> = Vec::new();
    for (index, field) in it.fields.iter().enumerate() {
        let bit = match field.presence {
            Presence::Required | Presence::RequiredNullable => 1u64 << (index % 64),
            Presence::Optional | Presence::OptionalNullable => continue,
        };
        let at = index / 64;
        if words.len() <= at {
            words.resize(at + 1, 0);
        }
        if let Some(word) = words.get_mut(at) {
            *word |= bit;
        }
    }
    words
}

/// Puts members into tuples of at most [`TUPLE`], tuples into balanced pairs, so that the nesting
/// of types grows with the logarithm of their number. `pair` writes a pair.
fn grouped(mut members: Vec<Entry>, pair: fn(List, List) -> List) -> List {
    if members.len() <= TUPLE {
        return List::tuple(members);
    }
    let rest = members.split_off(first_part(members.len()));
    pair(grouped(members, pair), grouped(rest, pair))
}

/// Where [`grouped`] puts each of `count` members, seen from `whole`: `slots.1.0.5`.
fn places(count: usize, whole: &str) -> Vec<String> {
    if count <= TUPLE {
        return (0..count).map(|index| format!("{whole}.{index}")).collect();
    }
    let cut = first_part(count);
    let mut places = places(cut, &format!("{whole}.0"));
    places.extend(self::places(count - cut, &format!("{whole}.1")));
    places
}

/// How many of `count` members stand in the first half of a pair: whole tuples.
fn first_part(count: usize) -> usize {
    count.div_ceil(TUPLE) / 2 * TUPLE
}
