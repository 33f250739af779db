//! The `specwright` command.
