//! Generates the clients of the documents that the tests here use: features of the folder beside
//! this one, the specification's table of styles, and servers on this machine.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

const FEATURES: [&str; 23] = [
    "all_of",
    "enums",
    "event_streams",
    "form",
    "formats",
    "maps",
    "multipart",
    "nullable_and_required",
    "one_of_told_apart",
    "one_of_with_discriminator",
    "optional_body",
    "parameter_content",
    "path_header_and_cookie_styles",
    "query_styles",
    "recursion",
    "response_headers",
    "same_responses",
    "same_setters",
    "security",
    "several_content_types",
    "status_ranges_and_default",
    "swagger_2_forms",
    "text_and_binary",
];

fn main() -> ExitCode {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let features = FEATURES.map(|name| (name, format!("../features/{name}/openapi.yaml")));
    let own = ["servers", "styles"].map(|name| (name, format!("{name}.yaml")));
    for (name, document) in features.into_iter().chain(own) {
        let code = specwright::builder(document)
            .out_dir(out.join(name))
            .build();
        if code != ExitCode::SUCCESS {
            return code;
        }
    }
    ExitCode::SUCCESS
}
