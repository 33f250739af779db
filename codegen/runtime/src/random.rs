//! Random bits without a dependency: the keys of the standard library's hasher, which the
//! operating system seeds. For boundaries, jitter and idempotency keys; never for secrets.

use std::hash::{BuildHasher, RandomState};

/// 64 random bits.
pub(crate) fn bits() -> u64 {
    // each state has keys of its own, and the hash of anything under unknown keys is random
    RandomState::new().hash_one(0_u8)
}

/// 128 random bits in hexadecimal.
pub(crate) fn hex() -> String {
    format!("{:016x}{:016x}", bits(), bits())
}

/// 128 random bits in the form of a UUID of version 4 (RFC 9562, 5.4).
pub(crate) fn uuid() -> String {
    let high = (bits() & 0xffff_ffff_ffff_0fff) | 0x4000;
    let low = (bits() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_are_equal_and_the_form_is_that_of_version_4() {
        assert_ne!(hex(), hex());
        let uuid = uuid();
        assert_eq!(uuid.len(), 36);
        assert_eq!(uuid.as_bytes().get(14), Some(&b'4'));
        assert!(matches!(
            uuid.as_bytes().get(19),
            Some(b'8' | b'9' | b'a' | b'b')
        ));
    }
}
