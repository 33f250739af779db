//! The fuzzer's entry to [`tokens`]. The macros write an entry in C, which is why no lint of this
//! crate forbids unsafe code here.

#![no_main]

use libfuzzer_sys::{fuzz_crossover, fuzz_mutator, fuzz_target, fuzzer_mutate};
use specwright_fuzz::{mutate, tokens};

fuzz_target!(|data: &[u8]| tokens::check(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let made = mutate::changed(&data[..size], seed.into()).filter(|made| made.len() <= max_size);
    match made {
        Some(made) => {
            data[..made.len()].copy_from_slice(&made);
            made.len()
        }
        None => fuzzer_mutate(data, size, max_size),
    }
});

fuzz_crossover!(|one: &[u8], other: &[u8], out: &mut [u8], seed: u32| {
    let made = mutate::crossed(one, other, seed.into()).filter(|made| made.len() <= out.len());
    let made = made.unwrap_or_default();
    out[..made.len()].copy_from_slice(&made);
    made.len()
});
