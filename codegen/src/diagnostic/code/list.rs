//! How a list of codes is written.

/// Declares a constant for each code and `ALL` over them.
macro_rules! codes {
    ($($name:ident = $slug:literal, $summary:literal, $explanation:literal, $section:literal;)*) => {
        $(
            #[doc = $summary]
            pub const $name: $crate::diagnostic::Code = $crate::diagnostic::Code::new(
                &$crate::diagnostic::code::Entry {
                    slug: $slug,
                    summary: $summary,
                    explanation: $explanation,
                    section: $section,
                },
            );
        )*
        /// Every code of this stage.
        pub const ALL: &[$crate::diagnostic::Code] = &[$($name),*];
    };
}

pub(crate) use codes;
