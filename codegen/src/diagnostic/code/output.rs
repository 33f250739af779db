//! Findings of the stages that write: `emit`, `print`, and the entries.

use super::codes;

codes! {
    EMPTY_CLIENT = "empty-client",
        "No operation is left for the client",
        "A client is a set of operations. The document has some, but each was left out for a reason \
         given in another finding, or the selection (`--only-tag`, `[select]` in specwright.toml) \
         names none of them.",
        "";
    CONFIG = "config",
        "The configuration cannot be used",
        "A file of choices (specwright.toml) or an option names something that does not exist or is \
         not of the form it must have. The message says which. Types are Rust types by their full \
         path (`jiff::Timestamp`), derives are paths of derive macros, dependencies are crate names \
         with a version requirement.",
        "";
    WRITE = "write",
        "A file could not be written",
        "The output is written beside its place and then renamed, so what stood there before is left \
         whole. Look at the rights of the folder and the space on the disk.",
        "";
    INTERNAL = "internal",
        "Specwright itself failed",
        "This is a fault of the generator, not of the document. Nothing was written. Please report it \
         with the document, or with the part of it that the message names.",
        "";
}
