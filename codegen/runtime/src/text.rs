//! Values out of `simple`-style text: a deserialiser that lets the type asked for decide how the
//! text is read (OpenAPI 3.0.4, 4.7.12.3 Style Values: `simple`).
//!
//! Knows nothing of headers. Its errors name the type that was asked for, never the text.

use std::borrow::Cow;

use serde::de::value::{Error, SeqDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, MapAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

/// One value spread over one or more lines of text.
#[derive(Clone, Copy)]
pub(crate) struct Lines<'a>(&'a [String]);

impl<'a> Lines<'a> {
    /// Takes the lines in order.
    pub(crate) fn new(lines: &'a [String]) -> Self {
        Self(lines)
    }

    /// The lines as one text (RFC 9110, 5.3).
    fn joined(self) -> Cow<'a, str> {
        match self.0 {
            [one] => Cow::Borrowed(one),
            many => Cow::Owned(many.join(", ")),
        }
    }

    /// The members of a list, white space around commas dropped (RFC 9110, 5.6.1); empty members
    /// are no members.
    fn items(self) -> Vec<Text> {
        self.0
            .iter()
            .flat_map(|line| line.split(','))
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(|item| Text(item.to_owned()))
            .collect()
    }
}

/// Reads a scalar by `FromStr` where a type names itself, and as a string where it does not.
macro_rules! by_from_str {
    ($($method:ident $visit:ident $ty:ty, $name:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.text().parse::<$ty>() {
                Ok(value) => visitor.$visit(value),
                Err(_) => Err(Error::custom(concat!("expected ", $name))),
            }
        }
    )*};
}

/// Methods that lines and single texts have in common.
macro_rules! scalars {
    () => {
        by_from_str! {
            deserialize_bool visit_bool bool, "`true` or `false`";
            deserialize_i8 visit_i8 i8, "an integer of 8 bits";
            deserialize_i16 visit_i16 i16, "an integer of 16 bits";
            deserialize_i32 visit_i32 i32, "an integer of 32 bits";
            deserialize_i64 visit_i64 i64, "an integer of 64 bits";
            deserialize_u8 visit_u8 u8, "an unsigned integer of 8 bits";
            deserialize_u16 visit_u16 u16, "an unsigned integer of 16 bits";
            deserialize_u32 visit_u32 u32, "an unsigned integer of 32 bits";
            deserialize_u64 visit_u64 u64, "an unsigned integer of 64 bits";
            deserialize_f32 visit_f32 f32, "a number";
            deserialize_f64 visit_f64 f64, "a number";
        }

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_str(&self.text())
        }

        fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_some(self)
        }

        fn deserialize_newtype_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            visitor: V,
        ) -> Result<V::Value, Error> {
            visitor.visit_newtype_struct(self)
        }

        fn deserialize_enum<V: Visitor<'de>>(
            self,
            _: &'static str,
            _: &'static [&'static str],
            visitor: V,
        ) -> Result<V::Value, Error> {
            visitor.visit_enum(Text(self.text().into_owned()))
        }
    };
}

impl<'de> Deserializer<'de> for Lines<'_> {
    type Error = Error;

    scalars!();

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(SeqDeserializer::new(self.items().into_iter()))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Members::new(self.items()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct tuple_struct identifier
        ignored_any
    }
}

impl Lines<'_> {
    fn text(&self) -> Cow<'_, str> {
        self.joined()
    }
}

/// One item of a list.
struct Text(String);

impl Text {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl<'de> Deserializer<'de> for Text {
    type Error = Error;

    scalars!();

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

impl IntoDeserializer<'_> for Text {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> EnumAccess<'de> for Text {
    type Error = Error;
    type Variant = UnitOnly;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, UnitOnly), Error> {
        Ok((seed.deserialize(self)?, UnitOnly))
    }
}

/// Text has no place for a variant's contents.
struct UnitOnly;

impl<'de> VariantAccess<'de> for UnitOnly {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, _: S) -> Result<S::Value, Error> {
        Err(Error::custom("expected a plain value"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("expected a plain value"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        Err(Error::custom("expected a plain value"))
    }
}

/// An object as a list: `R=100,G=200` (exploded) or `R,100,G,200`. Text that has `=` in its first
/// item is taken as exploded.
struct Members {
    items: std::vec::IntoIter<Text>,
    exploded: bool,
    value: Option<Text>,
}

impl Members {
    fn new(items: Vec<Text>) -> Self {
        let exploded = items.first().is_some_and(|item| item.0.contains('='));
        Self {
            items: items.into_iter(),
            exploded,
            value: None,
        }
    }
}

impl<'de> MapAccess<'de> for Members {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let (name, value) = if self.exploded {
            match item.0.split_once('=') {
                Some((name, value)) => (Text(name.to_owned()), Some(Text(value.to_owned()))),
                None => (item, None),
            }
        } else {
            (item, self.items.next())
        };
        self.value = value;
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        match self.value.take() {
            Some(value) => seed.deserialize(value),
            None => Err(Error::custom("expected a value for each member")),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test may panic")]

    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    fn read<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, Error> {
        T::deserialize(Lines::new(&[text.to_owned()]))
    }

    // OpenAPI 3.0.4, 4.7.12.4 Style Examples: rows of `simple`
    #[test]
    fn simple_style_of_the_specification_is_read_back() {
        let object = BTreeMap::from([
            ("R".to_owned(), 100),
            ("G".to_owned(), 200),
            ("B".to_owned(), 150),
        ]);
        assert_eq!(read::<String>("blue").unwrap(), "blue");
        assert_eq!(read::<String>("").unwrap(), "");
        let array = read::<Vec<String>>("blue,black,brown").unwrap();
        assert_eq!(array, ["blue", "black", "brown"]);
        let plain = read::<BTreeMap<String, i32>>("R,100,G,200,B,150").unwrap();
        assert_eq!(plain, object);
        let exploded = read::<BTreeMap<String, i32>>("R=100,G=200,B=150").unwrap();
        assert_eq!(exploded, object);
    }

    #[test]
    fn numbers_out_of_range_are_errors() {
        assert!(read::<u8>("256").is_err());
        assert!(read::<u8>("-1").is_err());
        assert_eq!(read::<Option<i64>>("-1").unwrap(), Some(-1));
        assert!(read::<BTreeMap<String, i32>>("R,100,G").is_err());
    }
}
