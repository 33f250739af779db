//! The call that the README shows compiles, and is shown as it is here.

#![allow(clippy::print_stdout, reason = "it is an example")]

use huaweicloud_kms::operations::kms::ShowUserInstancesError;
use huaweicloud_kms::{Client, Error};

/// What the README shows, line for line.
async fn shown(token: &str, project_id: &str) -> Result<(), Box<dyn std::error::Error>> {
    // [shown
    let kms = Client::builder().x_auth_token(token).build()?;
    match kms.show_user_instances(project_id).send().await {
        Ok(ok) => println!("{} keys", ok.instance_num),
        Err(Error::Api(ShowUserInstancesError::Forbidden(response))) => {
            println!("403: {:?}", response.error); // the body, typed
        }
        Err(Error::Api(ShowUserInstancesError::BadGateway(_))) => println!("502: try again"),
        Err(Error::UndocumentedStatus { status, body, .. }) => {
            println!("{status} is not documented: {} bytes", body.len());
        }
        Err(error) => return Err(error.into()), // no connection, time out, a body that breaks the document …
    }
    // shown]
    Ok(())
}

#[test]
fn the_readme_shows_a_call_that_compiles() {
    let _ = shown;
    let readme = include_str!("../../README.md");
    let here = include_str!("readme.rs");
    let lines = here
        .lines()
        .skip_while(|line| !line.contains("// [shown"))
        .skip(1)
        .take_while(|line| !line.contains("// shown]"));
    let uses = here.lines().filter(|line| line.starts_with("use "));
    for line in uses.chain(lines) {
        let line = line.strip_prefix("    ").unwrap_or(line);
        assert!(readme.contains(line), "README.md lacks: {line}");
    }
}
