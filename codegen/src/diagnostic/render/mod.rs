//! Turns findings into text for people and programs; prints nothing itself.
