//! What a generated client brings along: every package is compile time and trust that its users
//! pay for, so that a new one is looked at, once.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at what it did not expect"
)]

use std::collections::BTreeSet;
use std::process::Command;

/// Packages below `specwright-client` on Linux, itself included. A client that grows beyond it fails
/// here: write the new figure down, and say in the commit what the new package is for.
const RECORDED: usize = 106;

/// Packages that must not come in by any way: TLS is rustls alone, and a client starts no other
/// runtime than tokio.
const NEVER: [&str; 4] = ["openssl", "openssl-sys", "native-tls", "async-std"];

#[test]
fn a_client_brings_no_more_packages_than_recorded() {
    let ran = Command::new(env!("CARGO"))
        .args(["tree", "--package=specwright-client", "--edges=normal"])
        .args(["--prefix=none", "--target=x86_64-unknown-linux-gnu"])
        .args(["--format={p}", "--locked", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    let listed = String::from_utf8(ran.stdout).unwrap();
    let packages: BTreeSet<_> = listed
        .lines()
        .filter_map(|line| Some((line.split(' ').next()?, line.split(' ').nth(1)?)))
        .collect();
    for (name, _) in &packages {
        assert!(!NEVER.contains(name), "{name} has come in");
    }
    assert!(
        packages.len() <= RECORDED,
        "{} packages, {RECORDED} are recorded: {packages:?}",
        packages.len()
    );
}
