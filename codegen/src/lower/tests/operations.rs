//! Operations with their parameters, responses and security.

use super::{lower, op, show, ty};
use crate::api::{Outcome, PathPiece, ResponseBody, SecurityKind, StatusKey, TypeRef};

const ONE: &str = r##"
servers: [{url: "https://kv.{region}.example.com", variables: {region: {default: eu}}}]
security: [{TokenAuth: []}]
paths:
  /v1.0/{project_id}/keys/count:
    get:
      operationId: CountKeys
      tags: [Key management]
      parameters: [{name: project_id, in: path, required: true, schema: {type: string}}]
      responses:
        "502": {$ref: "#/components/responses/Problem"}
        "200":
          description: fine
          content: {application/json: {schema: {type: object, properties: {count: {type: integer, format: int32}}}}}
        "403": {$ref: "#/components/responses/Problem"}
components:
  securitySchemes: {TokenAuth: {type: apiKey, in: header, name: X-Auth-Token}}
  responses:
    Problem: {description: wrong, content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
  schemas:
    Problem: {type: object, required: [code], properties: {code: {type: string}}}
"##;

// OpenAPI 3.0.3, 4.7.16: each status is a response of its own, whatever its schema.
#[test]
fn statuses_are_cases_even_with_one_schema() {
    let (api, codes) = lower(ONE);
    assert_eq!(codes, Vec::<String>::new());
    let operation = op(&api, "GET /v1.0/{project_id}/keys/count");
    assert_eq!(operation.name.as_str(), "count_keys");
    assert_eq!(operation.type_name.as_str(), "CountKeys");
    assert_eq!(
        operation.error_name.as_ref().unwrap().as_str(),
        "CountKeysError"
    );
    assert_eq!(operation.ok_name, None);
    assert_eq!(api.groups[0].name.as_str(), "key_management");
    let cases: Vec<_> = operation
        .responses
        .iter()
        .map(|case| (case.key, case.outcome, case.variant.as_str()))
        .collect();
    assert_eq!(
        cases,
        [
            (StatusKey::Exact(200), Outcome::Success, "Ok"),
            (StatusKey::Exact(403), Outcome::Error, "Forbidden"),
            (StatusKey::Exact(502), Outcome::Error, "BadGateway"),
        ]
    );
    let ResponseBody::Json {
        ty: TypeRef::Named(id),
        ..
    } = operation.responses[1].body
    else {
        panic!("a JSON body of a declared type");
    };
    assert_eq!(api.type_def(id).unwrap().name.as_str(), "Problem");
    assert_eq!(
        show(&api, ty(&api, "CountKeysResponse")),
        "{count: Int(32) Optional}"
    );
    assert_eq!(
        operation.path,
        [
            PathPiece::Text("/v1.0/".to_owned()),
            PathPiece::Parameter(0),
            PathPiece::Text("/keys/count".to_owned())
        ]
    );
    assert_eq!(operation.security[0].schemes, [0]);
    assert_eq!(api.security_schemes[0].name.as_str(), "token_auth");
    assert!(matches!(
        api.security_schemes[0].kind,
        SecurityKind::ApiKey { .. }
    ));
    assert_eq!(api.servers[0].variables[0].name.as_str(), "region");
}
