//! Which credential goes where, and what happens without one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use specwright_client::__generated as g;
use specwright_client::{
    ArgumentKind, Attempt, BoxError, BoxFuture, Credential, CredentialProvider, Error, Hook,
    Secret, TransportKind,
};

use g::Operation;

use crate::server::{Reply, Server};
use crate::support::{self, Json};

const fn secured(security: &'static [&'static [usize]]) -> Operation {
    let plain = support::plain("GET", support::RESPONSES);
    Operation { security, ..plain }
}

/// Basic and digest together, else the bearer token.
static EITHER: Operation = secured(&[&[0, 1], &[4]]);
static OPTIONAL: Operation = secured(&[&[], &[4]]);
static BASIC: Operation = secured(&[&[3]]);
static OTHER: Operation = secured(&[&[5]]);
static COOKIE: Operation = secured(&[&[2]]);

async fn ok() -> Server {
    Server::start((0..4).map(|_| Reply::json("200 OK", "1"))).await
}

fn with(url: &str, credentials: &[(usize, &str)]) -> g::Core {
    support::built(url, support::settings(), |builder| {
        for (scheme, text) in credentials {
            builder.credential(*scheme, (*text).into());
        }
    })
}

#[tokio::test]
async fn the_first_alternative_that_is_complete_is_used() {
    let server = ok().await;
    let both = with(&server.url, &[(0, "h"), (1, "a/b c"), (4, "t")]);
    support::call(&both, &EITHER).await.unwrap();
    let half = with(&server.url, &[(0, "h"), (4, "t")]);
    support::call(&half, &EITHER).await.unwrap();
    let received = server.received();
    assert_eq!(received[0].line(), "GET /item?api%20key=a%2Fb%20c");
    assert_eq!(received[0].header("x-auth-token"), Some("h"));
    assert_eq!(received[0].header("authorization"), None);
    assert_eq!(received[1].line(), "GET /item");
    assert_eq!(received[1].header("x-auth-token"), None);
    assert_eq!(received[1].header("authorization"), Some("Bearer t"));
}

// RFC 7617, 2: the example of the section; RFC 9110, 11.4
#[tokio::test]
async fn http_schemes_are_written_as_their_rfcs_say() {
    let server = ok().await;
    let core = support::built(&server.url, support::settings(), |builder| {
        builder.credential(3, Credential::basic("Aladdin", "open sesame"));
        builder.credential(5, "a=b".into());
        builder.credential(2, "c;d".into());
    });
    support::call(&core, &BASIC).await.unwrap();
    support::call(&core, &OTHER).await.unwrap();
    support::call(&core, &COOKIE).await.unwrap();
    let received = server.received();
    assert_eq!(
        received[0].header("authorization"),
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    );
    assert_eq!(received[1].header("authorization"), Some("Digest a=b"));
    assert_eq!(received[2].header("cookie"), Some("session=c%3Bd"));
}

#[tokio::test]
async fn a_missing_credential_is_named() {
    let server = ok().await;
    let core = with(&server.url, &[(0, "h")]);
    let error = support::call(&core, &EITHER).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "item: not sent: no credential is set for `header_key` with `query_key` or `bearer`"
    );
    let Error::Argument(argument) = error else {
        panic!("{error:?}");
    };
    assert_eq!(argument.kind(), ArgumentKind::Credential);
    assert_eq!(argument.name(), "query_key");
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn optional_security_uses_what_is_there() {
    let server = ok().await;
    support::call(&with(&server.url, &[]), &OPTIONAL)
        .await
        .unwrap();
    support::call(&with(&server.url, &[(4, "t")]), &OPTIONAL)
        .await
        .unwrap();
    let received = server.received();
    assert_eq!(received[0].header("authorization"), None);
    assert_eq!(received[1].header("authorization"), Some("Bearer t"));
}

#[tokio::test]
async fn a_header_set_by_hand_stands_for_its_credential() {
    let server = ok().await;
    let core = with(&server.url, &[]);
    let mut call = g::Call::new(&core, &EITHER);
    call.header("Authorization", "Bearer by-hand");
    call.send(Json::read).await.unwrap();
    assert_eq!(server.one().header("authorization"), Some("Bearer by-hand"));
}

#[tokio::test]
async fn a_parameter_of_the_same_name_stands_for_a_credential() {
    static BOTH: Operation = Operation {
        parameters: &[
            support::param("x-auth-token", g::Location::Header),
            support::param("api key", g::Location::Query),
        ],
        ..secured(&[&[0, 1]])
    };
    let server = ok().await;
    for credentials in [&[][..], &[(0, "unused"), (1, "unused")]] {
        let mut call = g::Call::new(&with(&server.url, credentials), &BOTH);
        call.set(0, "h");
        call.set(1, "q");
        call.send(Json::read).await.unwrap();
    }
    for request in server.received() {
        assert_eq!(request.header("x-auth-token"), Some("h"));
        assert_eq!(request.line(), "GET /item?api%20key=q");
    }
}

#[tokio::test]
async fn a_credential_that_no_header_can_carry_is_not_sent() {
    let server = ok().await;
    let core = with(&server.url, &[(4, "a\r\nX-Evil: 1")]);
    let error = support::call(&core, &OPTIONAL).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("Evil"));
    assert!(!error.may_have_been_sent());
    assert!(server.received().is_empty());
}

/// Counts: token-1, token-2 …; fails from `limit` on.
struct Counting {
    given: AtomicU32,
    refused: AtomicU32,
    limit: u32,
}

impl CredentialProvider for Counting {
    fn credential(&self) -> BoxFuture<'_, Result<Secret, BoxError>> {
        Box::pin(async move {
            let number = self.given.fetch_add(1, Ordering::SeqCst) + 1;
            if number > self.limit {
                return Err("vault is closed".into());
            }
            Ok(Secret::new(format!("token-{number}")))
        })
    }

    fn refused(&self) {
        self.refused.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_provider_is_asked_for_every_attempt_and_told_of_refusals() {
    let moved = Reply::new("302 Found", "Location: /next\r\n", "");
    let server = Server::start([moved, Reply::json("401 Unauthorized", "{}")]).await;
    let provider = Arc::new(Counting {
        given: AtomicU32::new(0),
        refused: AtomicU32::new(0),
        limit: 2,
    });
    let core = support::built(&server.url, support::settings(), |builder| {
        builder.credential(4, Credential::from(Arc::clone(&provider)));
    });
    let error = support::call(&core, &OPTIONAL).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    let received = server.received();
    assert_eq!(received[0].header("authorization"), Some("Bearer token-1"));
    assert_eq!(received[1].header("authorization"), Some("Bearer token-2"));
    assert_eq!(provider.refused.load(Ordering::SeqCst), 1);
    let error = support::call(&core, &OPTIONAL).await.unwrap_err();
    assert!(!error.may_have_been_sent());
    assert_eq!(
        error.to_string(),
        "item: the credential of `bearer` cannot be had"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "vault is closed");
    let Error::Transport(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.kind(), TransportKind::Credential);
}

/// Signs with the number of the attempt and the length of the body.
struct Signer;

impl Hook for Signer {
    fn before<'a>(&'a self, attempt: &'a mut Attempt) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move {
            let length = attempt.body.as_ref().map_or(0, bytes::Bytes::len);
            let path = attempt.parts.uri.path();
            let text = format!(
                "{} {path} {length} {}",
                attempt.parts.method, attempt.number
            );
            attempt.parts.headers.insert("x-signature", text.parse()?);
            Ok(())
        })
    }
}

#[tokio::test]
async fn a_hook_may_sign_instead_and_signs_each_attempt() {
    let moved = Reply::new("307 Temporary Redirect", "Location: /next\r\n", "");
    let server = Server::start([moved, Reply::json("200 OK", "1")]).await;
    let core = support::core(&server.url, support::settings().hook(Signer));
    let mut call = g::Call::new(&core, &EITHER);
    call.json("application/json", &"four");
    call.send(Json::read).await.unwrap();
    let signatures: Vec<_> = server
        .received()
        .iter()
        .map(|request| request.header("x-signature").unwrap().to_owned())
        .collect();
    assert_eq!(signatures, ["GET /item 6 1", "GET /next 6 2"]);
}
