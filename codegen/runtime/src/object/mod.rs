//! Generated structs, described once: member names, which of them are required, what each holds,
//! and how the struct is taken apart and put together.
//!
//! From that one description follow `Clone`, `Debug`, `Serialize` and `Deserialize`
//! ([`__object!`](crate::__object)), over functions that stand once in this crate. What a derive
//! writes for each of them is checked anew for each struct; a description is checked once.
//!
//! Holds to OpenAPI 3.0.4, 4.7.24 (Schema Object): `required` is about the presence of a member,
//! `nullable` about its value.
//!
//! Must not know a type of one API, nor a format: [`crate::de`] reads, [`crate::ser`] writes.

mod slots;

pub use slots::{Chain, Double, Kept, Member, Need, Nullable, Slot, Slots};

use std::fmt;

/// What is known of a generated struct without its members' types.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Name, for messages.
    pub name: &'static str,
    /// Member names on the wire, in the order of the slots.
    pub members: &'static [&'static str],
    /// Members that must be there: bit `i` of word `i / 64`; no word where none is.
    pub required: &'static [u64],
}

/// A generated struct: an object with named members.
pub trait Object: Sized {
    /// Its name and members.
    const SHAPE: Shape;
    /// One slot for each member, in order.
    type Slots: Slots;
    /// The struct of its members.
    fn build(values: Values<Self>) -> Self;
    /// The members of the struct.
    fn parts(&self) -> Parts<'_, Self>;
}

/// The members of a struct, in the shape of its slots.
pub type Values<T> = <<T as Object>::Slots as Slots>::Values;

/// References to the members of a struct, in the shape of its slots.
pub type Parts<'a, T> = <<T as Object>::Slots as Slots>::Parts<'a>;

/// [`Clone::clone`] of a generated struct.
pub fn clone<T: Object>(value: &T) -> T {
    T::build(T::Slots::cloned(value.parts()))
}

/// [`fmt::Debug::fmt`] of a generated struct: its members by the names that the document has.
///
/// # Errors
///
/// Where the formatter refuses text.
pub fn debug<T: Object>(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut list = formatter.debug_struct(T::SHAPE.name);
    T::Slots::show(value.parts(), T::SHAPE.members, &mut list);
    list.finish()
}

/// The impls that follow from a type's [`Object`].
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($object:ty) => {
        impl ::std::clone::Clone for $object {
            fn clone(&self) -> Self {
                $crate::__generated::clone(self)
            }
        }

        impl ::std::fmt::Debug for $object {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__generated::debug(self, formatter)
            }
        }

        impl $crate::__generated::Serialize for $object {
            fn serialize<S: $crate::__generated::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__generated::ser::object(self, serializer)
            }
        }

        impl<'de> $crate::__generated::Deserialize<'de> for $object {
            fn deserialize<D: $crate::__generated::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__generated::de::object(deserializer)
            }
        }
    };
}

#[cfg(test)]
pub(crate) mod tests;
