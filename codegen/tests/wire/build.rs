//! Generates the clients of the documents that the tests here use: features of the folder beside
//! this one, and the specification's table of styles.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

const FEATURES: [&str; 10] = [
    "enums",
    "event_streams",
    "form",
    "multipart",
    "nullable_and_required",
    "one_of_with_discriminator",
    "response_headers",
    "security",
    "several_content_types",
    "status_ranges_and_default",
];

fn main() -> ExitCode {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let features = FEATURES.map(|name| (name, format!("../features/{name}/openapi.yaml")));
    let styles = ("styles", "styles.yaml".to_owned());
    for (name, document) in features.into_iter().chain([styles]) {
        let code = specwright::builder(document)
            .out_dir(out.join(name))
            .build();
        if code != ExitCode::SUCCESS {
            return code;
        }
    }
    ExitCode::SUCCESS
}
