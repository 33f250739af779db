//! Small documents that hold every object of the OpenAPI object model between them.

use serde_json::Value;

/// Name and document of each base.
pub(crate) fn all() -> Vec<(&'static str, Value)> {
    [
        ("about", ABOUT),
        ("parameters", PARAMETERS),
        ("bodies", BODIES),
        ("responses", RESPONSES),
        ("schemas", SCHEMAS),
        ("unions", UNIONS),
        ("security", SECURITY),
        ("openapi-3.1", OPENAPI_31),
        ("swagger-2.0", SWAGGER_2),
    ]
    .into_iter()
    .map(|(name, text)| (name, serde_yaml::from_str(text).unwrap()))
    .collect()
}

/// Info, servers, tags, external documentation.
const ABOUT: &str = r"
openapi: 3.0.3
info:
  title: t
  description: d
  termsOfService: https://a.example/terms
  version: v
  contact: { name: n, url: https://a.example/, email: a@a.example }
  license: { name: l, url: https://a.example/l }
  x-info: { a: b }
servers:
  - url: https://{host}.a.example/{base}
    description: s
    variables:
      host: { default: h, enum: [h, i], description: hd }
      base: { default: b }
tags: [{ name: tag, description: td, externalDocs: { url: https://a.example/t, description: ted } }]
externalDocs: { url: https://a.example/d, description: ed }
paths:
  /a:
    summary: ps
    description: pd
    servers: [{ url: https://p.example }]
    get:
      tags: [tag]
      summary: os
      description: od
      operationId: getA
      externalDocs: { url: https://a.example/o, description: oed }
      servers: [{ url: https://o.example/ }]
      responses: { '204': { description: rd } }
";

/// Parameters in every location and form.
const PARAMETERS: &str = r"
openapi: 3.0.3
info: { title: t, version: v }
paths:
  /a/{id}/b:
    get:
      operationId: getB
      parameters:
        - { name: id, in: path, required: true, description: d, schema: { type: string }, example: e }
        - { name: q, in: query, style: form, schema: { type: array, items: { type: string, enum: [x, y] } } }
        - { name: o, in: query, style: deepObject, explode: true, schema: { type: object, properties: { k: { type: string } } } }
        - { name: X-H, in: header, schema: { type: string, default: f }, examples: { one: { summary: s, value: w } } }
        - { name: c, in: cookie, schema: { type: string, pattern: '^a$' } }
        - { name: j, in: query, content: { application/json: { schema: { type: object } } } }
        - $ref: '#/components/parameters/P'
      responses: { '204': { description: d } }
components:
  parameters:
    P: { name: p, in: query, schema: { type: integer, format: int32 } }
";

/// Request bodies.
const BODIES: &str = r"
openapi: 3.0.3
info: { title: t, version: v }
paths:
  /a:
    post:
      operationId: postA
      requestBody:
        description: bd
        required: true
        content:
          application/json:
            schema: { type: object, required: [m], properties: { m: { type: string, description: md } } }
            example: { m: n }
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { f: { type: array, items: { type: string } } } }
            encoding: { f: { contentType: text/plain, style: form } }
          multipart/form-data:
            schema: { type: object, properties: { file: { type: string, format: binary }, note: { type: string } } }
            encoding: { file: { contentType: image/png, headers: { X-E: { schema: { type: string } } } } }
          text/plain: { schema: { type: string } }
      responses: { '204': { description: d } }
    put:
      operationId: putA
      requestBody: { $ref: '#/components/requestBodies/B' }
      responses: { '204': { description: d } }
components:
  requestBodies:
    B: { content: { application/octet-stream: { schema: { type: string, format: binary } } } }
";

/// Responses, headers, links, callbacks.
const RESPONSES: &str = r"
openapi: 3.0.3
info: { title: t, version: v }
paths:
  /a:
    get:
      operationId: getA
      responses:
        '200':
          description: d
          headers: { X-R: { description: hd, schema: { type: string } } }
          content:
            application/json: { schema: { $ref: '#/components/schemas/S' }, examples: { e: { summary: s, description: ed, value: { a: b } } } }
            text/csv: { schema: { type: string } }
          links: { l: { operationId: getA, parameters: { p: $response.body#/a }, description: ld } }
        4XX: { description: d4, content: { application/problem+json: { schema: { type: object, properties: { detail: { type: string } } } } } }
        default: { $ref: '#/components/responses/R' }
      callbacks:
        cb: { '{$request.body#/url}': { post: { responses: { '200': { description: cd } } } } }
components:
  schemas: { S: { type: object, properties: { a: { type: string } } } }
  responses: { R: { description: rd, content: { text/event-stream: { schema: { type: string } } } } }
";

/// Schemas of one type each.
const SCHEMAS: &str = r"
openapi: 3.0.3
info: { title: t, version: v }
paths:
  /a:
    post:
      operationId: postA
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/S' } } } }
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/S' } } } } }
components:
  schemas:
    S:
      title: st
      description: sd
      type: object
      required: [a]
      externalDocs: { url: https://a.example/s }
      xml: { name: xn, namespace: https://a.example/x, prefix: xp }
      x-thing: { y: z }
      properties:
        a: { type: string, description: ad, format: date-time, example: ex }
        e: { type: string, enum: [one, two], default: one, x-enumDescriptions: [od, td] }
        i: { type: integer, enum: [1, 2], format: int64 }
        n: { type: string, nullable: true, pattern: '^x' }
        m: { type: object, additionalProperties: { type: string } }
        l: { type: array, items: { type: object, properties: { x: { type: string, deprecated: true } } } }
      example: { a: b }
    M: { enum: [text, 1, null], description: mixed }
";

/// Schemas made of others.
const UNIONS: &str = r"
openapi: 3.0.3
info: { title: t, version: v }
paths:
  /a:
    post:
      operationId: postA
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/U' } } } }
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/V' } } } } }
components:
  schemas:
    U:
      description: ud
      oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }]
      discriminator: { propertyName: kind, mapping: { a: '#/components/schemas/A', b: B } }
    V: { anyOf: [{ type: string }, { $ref: '#/components/schemas/A' }, { type: array, items: { type: integer } }] }
    A: { type: object, required: [kind], properties: { kind: { type: string } } }
    B: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object, description: bd, properties: { w: { type: string } } }] }
";

/// Security schemes of every type.
const SECURITY: &str = r"
openapi: 3.0.3
info: { title: t, version: v }
security: [{ key: [] }, { basic: [], bearer: [] }]
paths:
  /a:
    get:
      operationId: getA
      security: [{ oauth: [read] }, { oidc: [] }, { query: [], cookie: [] }]
      responses: { '204': { description: d } }
    put: { operationId: putA, responses: { '204': { description: d } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key, description: kd }
    query: { type: apiKey, in: query, name: k }
    cookie: { type: apiKey, in: cookie, name: ck }
    basic: { type: http, scheme: basic }
    bearer: { type: http, scheme: bearer, bearerFormat: JWT }
    oauth:
      type: oauth2
      flows: { authorizationCode: { authorizationUrl: https://a.example/a, tokenUrl: https://a.example/t, refreshUrl: https://a.example/r, scopes: { read: rd } } }
    oidc: { type: openIdConnect, openIdConnectUrl: https://a.example/o }
";

/// What 3.1 adds.
const OPENAPI_31: &str = r"
openapi: 3.1.0
jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base
info: { title: t, summary: is, version: v, license: { name: l, identifier: MIT } }
webhooks: { hook: { post: { responses: { '200': { description: wd } } } } }
paths:
  /a:
    get:
      operationId: getA
      responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/S', description: sibling } } } } }
components:
  pathItems: { P: { get: { responses: { '204': { description: pd } } } } }
  schemas:
    S:
      $comment: c
      type: [object, 'null']
      properties:
        k: { const: fixed }
        t: { type: array, prefixItems: [{ type: string }, { type: integer }] }
        b: { type: string, contentEncoding: base64, contentMediaType: image/png }
        d: { $ref: '#/components/schemas/S/$defs/D' }
        e: { type: string, examples: [x, y] }
      patternProperties: { '^x': { type: string } }
      $defs: { D: { $id: https://a.example/d, $anchor: an, type: string } }
";

/// Swagger 2.0.
const SWAGGER_2: &str = r"
swagger: '2.0'
info: { title: t, version: v }
host: a.example
basePath: /base
schemes: [https]
consumes: [application/json]
produces: [application/json]
tags: [{ name: tag, description: td }]
securityDefinitions:
  key: { type: apiKey, in: header, name: X-Key, description: kd }
  oauth: { type: oauth2, flow: implicit, authorizationUrl: 'https://a.example/a', scopes: { read: rd } }
security: [{ key: [] }]
paths:
  /a/{id}:
    post:
      tags: [tag]
      operationId: postA
      consumes: [multipart/form-data]
      parameters:
        - { name: id, in: path, required: true, type: string, description: pd }
        - { name: q, in: query, type: array, collectionFormat: pipes, items: { type: string, enum: [x, y] } }
        - { name: f, in: formData, type: file }
        - { name: g, in: formData, type: string, default: gd }
      responses:
        '200': { description: d, schema: { $ref: '#/definitions/S' }, headers: { X-R: { type: string, description: hd } }, examples: { application/json: { a: b } } }
    put:
      operationId: putA
      parameters: [{ name: id, in: path, required: true, type: string }, { name: body, in: body, schema: { $ref: '#/definitions/S' } }]
      responses: { default: { $ref: '#/responses/R' } }
definitions:
  S: { type: object, discriminator: kind, required: [kind], properties: { kind: { type: string }, n: { type: string, x-nullable: true } } }
responses:
  R: { description: rd, schema: { type: string } }
";
