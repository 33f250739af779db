//! Constructors and setters of structs that requests send: `new` with what is required, a setter
//! for each member that is not. Structs of responses alone get neither.

use proc_macro2::TokenStream;
use quote::quote;

use super::structs::{has_default, is_argument, is_required};
use crate::api::{Additional, Field, Presence, Struct, TypeDef, TypeKind, TypeRef};
use crate::emit::paths::{MAP, Scope};
use crate::emit::tokens::{allow_arguments, allow_name, code, deprecated, doc_or, lines, sentence};
use crate::emit::type_ref::type_ref;

/// The struct that has a constructor and setters.
pub(super) fn built(def: &TypeDef) -> Option<(&TypeDef, &Struct)> {
    match &def.kind {
        TypeKind::Struct(it) if def.usage.request => Some((def, it)),
        TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => None,
    }
}

/// `impl X { new, setters }`.
pub(super) fn block(def: &TypeDef, it: &Struct, scope: &Scope<'_>) -> TokenStream {
    let name = &def.name;
    let new = new(it, scope);
    let setters = it
        .fields
        .iter()
        .filter(|field| !is_required(field))
        .map(|field| setter(field, scope));
    let additional = match &it.additional {
        Additional::Ignored => TokenStream::new(),
        Additional::Kept { name, ty } => {
            let (string, ty) = (scope.prelude.string, type_ref(ty, scope));
            quote! {
                /// Sets the members the document does not name.
                #[must_use]
                pub fn #name(mut self, members: #MAP<#string, #ty>) -> Self {
                    self.#name = members;
                    self
                }
            }
        }
    };
    let default = default(def, it, scope);
    quote! {
        impl super::#name {
            #new
            #(#setters)*
            #additional
        }
        #default
    }
}

/// The constructor.
fn new(it: &Struct, scope: &Scope<'_>) -> TokenStream {
    let arguments: Vec<&Field> = it
        .fields
        .iter()
        .filter(|field| is_argument(field))
        .collect();
    let allow = allow_arguments(arguments.iter().map(|field| &field.name), 0);
    let parameters = arguments.iter().map(|field| {
        let (name, argument) = (&field.name, Argument::of(field, scope));
        let ty = argument.ty;
        quote!(#name: #ty)
    });
    let none = scope.prelude.none;
    let fields = it.fields.iter().map(|field| {
        let name = &field.name;
        if let Some(preset) = &field.preset {
            let (string, some) = (scope.prelude.string, scope.prelude.some);
            return match is_required(field) {
                true => quote!(#name: #string::from(#preset)),
                false => quote!(#name: #some(#string::from(#preset))),
            };
        }
        match is_argument(field) {
            true => {
                let argument = Argument::of(field, scope);
                match argument.is_itself {
                    true => quote!(#name),
                    false => {
                        let value = (argument.convert)(&quote!(#name), scope);
                        quote!(#name: #value)
                    }
                }
            }
            false => quote!(#name: #none),
        }
    });
    let additional = match &it.additional {
        Additional::Ignored => TokenStream::new(),
        Additional::Kept { name, .. } => quote!(#name: #MAP::new(),),
    };
    let preset = it.fields.iter().filter(|field| field.preset.is_some());
    let preset = preset.map(|field| {
        let value = field.preset.as_deref().and_then(code);
        match (code(&field.wire_name), value) {
            (Some(name), Some(value)) => format!("; {name} is {value}"),
            _ => "; the tag is set".to_owned(),
        }
    });
    let what = match it.fields.iter().any(is_required) {
        true => "of its required members",
        false => "without any member",
    };
    let doc = lines(&format!("A value {what}{}.", preset.collect::<String>()));
    quote! {
        #doc
        #allow
        #[must_use]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#fields,)* #additional }
        }
    }
}

/// `Default` where `new` takes no argument. A derive knows no tag, and costs more.
fn default(def: &TypeDef, it: &Struct, scope: &Scope<'_>) -> TokenStream {
    if !has_default(def, it) {
        return TokenStream::new();
    }
    let (name, default) = (&def.name, scope.prelude.default);
    quote! {
        impl #default for super::#name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

/// A setter of a member that is not required.
fn setter(field: &Field, scope: &Scope<'_>) -> TokenStream {
    let (name, argument) = (&field.name, Argument::of(field, scope));
    let doc = doc_or(&field.doc, &sentence("Sets", &field.wire_name));
    let (allow, deprecated) = (allow_name(name), deprecated(field.deprecated));
    let some = scope.prelude.some;
    let (ty, value) = (&argument.ty, (argument.convert)(&quote!(value), scope));
    quote! {
        #doc
        #deprecated
        #allow
        #[must_use]
        pub fn #name(mut self, value: #ty) -> Self {
            self.#name = #some(#value);
            self
        }
    }
}

/// How a value is taken: what people have at hand, and how it becomes the field's type.
struct Argument {
    ty: TokenStream,
    convert: fn(&TokenStream, &Scope<'_>) -> TokenStream,
    /// The argument is the field's value as it is.
    is_itself: bool,
}

impl Argument {
    fn of(field: &Field, scope: &Scope<'_>) -> Self {
        let nullable = match field.presence {
            Presence::Required | Presence::Optional => false,
            Presence::RequiredNullable | Presence::OptionalNullable => true,
        };
        if nullable {
            let (option, ty) = (scope.prelude.option, type_ref(&field.ty, scope));
            return Self {
                ty: quote!(#option<#ty>),
                convert: |value, _| value.clone(),
                is_itself: true,
            };
        }
        match &field.ty {
            TypeRef::String => {
                let (into, string) = (scope.prelude.into, scope.prelude.string);
                Self {
                    ty: quote!(impl #into<#string>),
                    convert: |value, _| quote!(#value.into()),
                    is_itself: false,
                }
            }
            TypeRef::Boxed(inner) => Self {
                ty: type_ref(inner, scope),
                convert: |value, scope| {
                    let boxed = scope.prelude.boxed;
                    quote!(#boxed::new(#value))
                },
                is_itself: false,
            },
            other => Self {
                ty: type_ref(other, scope),
                convert: |value, _| value.clone(),
                is_itself: true,
            },
        }
    }
}
