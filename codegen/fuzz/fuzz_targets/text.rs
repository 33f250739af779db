//! The fuzzer's entry to [`text`]. The macros write an entry in C, which is why no lint of this
//! crate forbids unsafe code here.

#![no_main]

use libfuzzer_sys::fuzz_target;
use specwright_fuzz::text;

fuzz_target!(|data: &[u8]| text::check(data));
