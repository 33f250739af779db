//! Faults of body types: members renamed, exchanged, demanded where they are optional, made up
//! where they are missing.

use super::{Rewriter, elements, field, literal, self_name, text};
use quote::quote;
use syn::{Expr, ImplItem, ItemImpl, Stmt, Type};

/// Operator of a required member that is made up where it is missing.
pub(super) const MADE_OPTIONAL: &str = "required made optional";

/// Operator of an optional member that is demanded.
pub(super) const MADE_REQUIRED: &str = "optional made required";

/// What a struct's reading is made of.
#[derive(Debug, Clone)]
pub(super) struct Object {
    members: Vec<String>,
    required: Vec<u64>,
    /// Types of the slots; empty for a struct so wide that its slots are a chain.
    slots: Vec<Type>,
}

/// A fault of reading a struct: member names, what is required, and the slots where they are not
/// the struct's own.
struct Wrong {
    operator: &'static str,
    member: String,
    place: String,
    members: Vec<String>,
    required: Vec<u64>,
    slots: Option<Vec<Type>>,
}

impl Rewriter {
    /// Notes what `impl Object` says.
    pub(super) fn look_at_object(&mut self, block: &ItemImpl) {
        let is_object = block
            .trait_
            .as_ref()
            .and_then(|(path, _)| path.segments.last())
            .is_some_and(|segment| segment.ident == "Object");
        let (true, Some(name)) = (is_object, self_name(block)) else {
            return;
        };
        let mut object = Object {
            members: Vec::new(),
            required: Vec::new(),
            slots: Vec::new(),
        };
        for item in &block.items {
            match item {
                ImplItem::Const(constant) if constant.ident == "SHAPE" => {
                    let list = |name| field(&constant.expr, name).into_iter().flat_map(elements);
                    object.members = list("members").filter_map(text).collect();
                    object.required = list("required")
                        .filter_map(|word| super::compact(word).parse().ok())
                        .collect();
                }
                ImplItem::Type(slots) => {
                    if let Type::Tuple(tuple) = &slots.ty {
                        object.slots = tuple.elems.iter().cloned().collect();
                    }
                }
                _ => {}
            }
        }
        self.objects.insert(name, object);
    }

    /// `deserialize`: a shadow of the struct that reads wrongly, for each fault.
    pub(super) fn reading(&mut self, block: &mut ItemImpl) {
        let Some(name) = self_name(block) else {
            return;
        };
        let Some(object) = self.objects.get(&name).cloned() else {
            return;
        };
        let self_type = (*block.self_ty).clone();
        let Some(tail) = tail(block, "g::de::object(deserializer)") else {
            return;
        };
        let mut alternatives = Vec::new();
        for wrong in faults(&name, &object, !self.unread.contains(&name)) {
            let member = Some(wrong.member.as_str());
            let id = self.site_within(wrong.operator, &name, member, wrong.place.clone());
            alternatives.push((id, shadow(&self_type, &wrong)));
        }
        *tail = self.choose(tail, &alternatives);
    }

    /// `serialize`: by a list of names with one changed, for each member.
    pub(super) fn writing(&mut self, block: &mut ItemImpl) {
        let Some(name) = self_name(block) else {
            return;
        };
        let Some(object) = self.objects.get(&name).cloned() else {
            return;
        };
        let Some(tail) = tail(block, "g::ser::object(self,serializer)") else {
            return;
        };
        let mut alternatives = Vec::new();
        for (index, member) in object.members.iter().enumerate() {
            let renamed = renamed(&object.members, index);
            let list = renamed.iter().map(|member| literal(member));
            let place = format!("{name}.{member} is written as x{member}");
            let operator = "member renamed in writing";
            let id = self.site_within(operator, &name, Some(member), place);
            let wrong = syn::parse_quote!(g::ser::named(self, &[#(#list),*], serializer));
            alternatives.push((id, wrong));
        }
        *tail = self.choose(tail, &alternatives);
    }
}

/// What the only function of a block ends in, where it is this call.
fn tail<'b>(block: &'b mut ItemImpl, call: &str) -> Option<&'b mut Expr> {
    let ImplItem::Fn(function) = block.items.first_mut()? else {
        return None;
    };
    match function.block.stmts.last_mut()? {
        Stmt::Expr(tail, None) if super::compact(tail) == call => Some(tail),
        _ => None,
    }
}

fn renamed(members: &[String], index: usize) -> Vec<String> {
    members
        .iter()
        .enumerate()
        .map(|(at, member)| {
            if at == index {
                format!("x{member}")
            } else {
                member.clone()
            }
        })
        .collect()
}

fn faults(name: &str, object: &Object, is_read: bool) -> Vec<Wrong> {
    let mut made = Vec::new();
    for (index, member) in object.members.iter().enumerate() {
        made.push(Wrong {
            operator: "member renamed in reading",
            member: member.clone(),
            place: format!("{name}.{member} is read as x{member}"),
            members: renamed(&object.members, index),
            required: object.required.clone(),
            slots: None,
        });
        let next = index + 1;
        let same = |a: usize, b: usize| {
            let slot = |at: usize| object.slots.get(at).map(super::compact);
            slot(a).is_some() && slot(a) == slot(b)
        };
        if let Some(other) = object.members.get(next).filter(|_| same(index, next)) {
            let mut members = object.members.clone();
            members.swap(index, next);
            made.push(Wrong {
                operator: "members swapped in reading",
                member: member.clone(),
                place: format!("{name}: {member} and {other}"),
                members,
                required: object.required.clone(),
                slots: None,
            });
        }
        let presence = presence(name, object, index, member);
        // what is missing in a request is missing in the caller's own value
        made.extend(presence.filter(|wrong| is_read || wrong.slots.is_none()));
    }
    made
}

/// An optional member demanded, or a required one made up where it is missing.
fn presence(name: &str, object: &Object, index: usize, member: &str) -> Option<Wrong> {
    let (word, bit) = (index / 64, 1_u64 << (index % 64));
    let mut required = object.required.clone();
    required.resize(required.len().max(word + 1), 0);
    let flags = required.get_mut(word)?;
    let was_required = *flags & bit != 0;
    *flags ^= bit;
    if was_required && !has_default(object.slots.get(index)?) {
        return None;
    }
    let slots = match was_required {
        true => Some(slots_with_made(&object.slots, index)?),
        false => None,
    };
    let (operator, place) = if was_required {
        (
            MADE_OPTIONAL,
            format!("{name}.{member} is made up where it is missing"),
        )
    } else {
        (MADE_REQUIRED, format!("{name}.{member} is demanded"))
    };
    Some(Wrong {
        operator,
        member: member.to_owned(),
        place,
        members: object.members.clone(),
        required,
        slots,
    })
}

/// Whether a slot is `Need` of a type with a default that the standard library gives.
fn has_default(slot: &Type) -> bool {
    let text = super::compact(slot);
    text.strip_prefix("g::Need<")
        .and_then(|inner| inner.strip_suffix('>'))
        .is_some_and(|inner| {
            matches!(
                inner,
                "i64" | "i32" | "u64" | "f64" | "f32" | "bool" | "String"
            ) || inner.starts_with("Vec<")
        })
}

/// A block that reads the shadow and gives the struct in it.
fn shadow(ty: &Type, wrong: &Wrong) -> Expr {
    let members = wrong.members.iter().map(|member| literal(member));
    let required = wrong.required.iter();
    let (made, slots) = match &wrong.slots {
        Some(slots) => (made(), quote!((#(#slots,)*))),
        None => (
            proc_macro2::TokenStream::new(),
            quote!(<#ty as g::Object>::Slots),
        ),
    };
    syn::parse_quote!({
        struct Shadow(#ty);
        impl g::Object for Shadow {
            const SHAPE: g::Shape = g::Shape {
                name: "Shadow",
                members: &[#(#members),*],
                required: &[#(#required),*],
            };
            type Slots = #slots;
            fn build(values: g::Values<Self>) -> Self {
                Shadow(<#ty as g::Object>::build(values))
            }
            fn parts(&self) -> g::Parts<'_, Self> {
                g::Object::parts(&self.0)
            }
        }
        #made
        g::de::object::<Shadow, D>(deserializer).map(|shadow| shadow.0)
    })
}

/// The slot `Made`: as `Need`, but what does not come is made up.
fn made() -> proc_macro2::TokenStream {
    quote! {
        struct Made<T>(::std::marker::PhantomData<T>);
        impl<T: g::Member + ::std::default::Default> g::Slot for Made<T> {
            type Value = T;
            type Room = Option<T>;
            fn fill<'s, A: g::MapAccess<'s>>(
                room: &mut Self::Room,
                map: &mut A,
            ) -> Result<(), A::Error> {
                <g::Need<T> as g::Slot>::fill(room, map)
            }
            fn take(room: Self::Room) -> Option<T> {
                Some(room.unwrap_or_default())
            }
            fn put<M: g::SerializeMap>(
                value: &T,
                name: &'static str,
                map: &mut M,
            ) -> Result<(), M::Error> {
                <g::Need<T> as g::Slot>::put(value, name, map)
            }
        }
    }
}

/// The slots of a struct with `Made` in the place of one `Need`.
fn slots_with_made(slots: &[Type], index: usize) -> Option<Vec<Type>> {
    let mut slots = slots.to_vec();
    let Type::Path(need) = slots.get_mut(index)? else {
        return None;
    };
    let inner = need.path.segments.pop()?.arguments;
    need.path = syn::parse_quote!(Made #inner);
    Some(slots)
}
