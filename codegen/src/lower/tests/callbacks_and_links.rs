//! Callbacks and links are kept (OpenAPI 3.0.3, 4.7.18 and 4.7.20); the examples are the
//! specification's own, shortened.

use super::{lower, op};
use crate::api::{Link, LinkTarget, LinkValue, Method, StatusKey};

#[test]
fn a_callback_is_kept_with_what_it_sends_and_what_it_understands() {
    let (api, codes) = lower(
        "paths:
  /streams:
    post:
      responses: {'201': {description: Made.}}
      callbacks:
        onData:
          '{$request.query.callbackUrl}/data':
            post:
              operationId: sendData
              summary: New data.
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses: {default: {description: d}, 4XX: {description: c}, '202': {description: a}}",
    );
    let told = vec!["callbacks-kept-aside".to_owned()];
    assert_eq!((codes, api.broken_invariants()), (told, vec![]));
    let callbacks = &op(&api, "POST /streams").callbacks;
    assert_eq!(callbacks.len(), 1);
    let callback = &callbacks[0];
    assert_eq!(callback.name, "onData");
    assert_eq!(callback.expression, "{$request.query.callbackUrl}/data");
    assert_eq!(callback.id.as_deref(), Some("sendData"));
    assert_eq!(callback.method, Method::Post);
    assert_eq!(callback.media_types, ["application/json"]);
    assert_eq!(
        callback.answers,
        [
            StatusKey::Exact(202),
            StatusKey::Range(4),
            StatusKey::Default
        ]
    );
    assert_eq!(callback.doc.as_str(), "New data.");
    assert!(api.types.is_empty(), "a callback makes no type");
}

#[test]
fn a_link_leads_to_its_operation_however_it_is_named() {
    let (api, codes) = lower(
        "paths:
  /users/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      responses:
        '200':
          description: The user.
          links:
            byId:
              operationId: getUserAddress
              description: Where the user lives.
              parameters: {userId: $request.path.id, path.limit: 5}
            byReference: {operationRef: '#/paths/~1users~1%7Bid%7D~1address/get', requestBody: $response.body}
            shared: {$ref: '#/components/links/Shared'}
            elsewhere: {operationRef: 'https://example.com/api.yaml#/paths/~1a/get'}
  /users/{id}/address:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: getUserAddress, responses: {'204': {description: a}}}
components:
  links:
    Shared: {operationId: gone}",
    );
    assert_eq!((codes, api.broken_invariants()), (vec![], vec![]));
    let links: &[Link] = &op(&api, "GET /users/{id}").responses[0].links;
    let address = LinkTarget::Operation("GET /users/{id}/address".to_owned());
    let names: Vec<_> = links.iter().map(|link| link.name.as_str()).collect();
    assert_eq!(names, ["byId", "byReference", "shared", "elsewhere"]);
    assert_eq!(links[0].target, address);
    assert_eq!(links[0].doc.as_str(), "Where the user lives.");
    let id = LinkValue::Expression("$request.path.id".to_owned());
    let limit = LinkValue::Constant("5".to_owned());
    assert_eq!(
        links[0].parameters,
        [("userId".to_owned(), id), ("path.limit".to_owned(), limit)]
    );
    assert_eq!(links[1].target, address);
    let body = LinkValue::Expression("$response.body".to_owned());
    assert_eq!(links[1].body, Some(body));
    assert_eq!(links[2].target, LinkTarget::Elsewhere("gone".to_owned()));
    assert!(matches!(&links[3].target, LinkTarget::Elsewhere(text) if text.starts_with("https:")));
}
