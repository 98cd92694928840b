import type { VectorsByClass } from './document-vectors.ts';

const SUM = 'query($input: SumInput!) { sum(input: $input) }';
const REQUEST = 'query($name: String) { hello(name: $name) }';

/** Inputs that want to be taken for something else. JSON.parse keeps `__proto__` as a key of its own, and so must everything behind it. */
export const INPUT_VECTORS: VectorsByClass = {
  pollution: [
    { name: '__proto__ among the variables', request: { query: REQUEST, variables: JSON.parse('{"__proto__":{"polluted":true}}') as unknown }, codes: [] },
    {
      name: '__proto__ in an input',
      request: { query: SUM, variables: { input: JSON.parse('{"a":1,"__proto__":{"b":2}}') as unknown } },
      codes: ['BAD_USER_INPUT'],
    },
    {
      name: 'constructor in an input',
      request: { query: SUM, variables: { input: { a: 1, constructor: { prototype: { b: 1 } } } } },
      codes: ['BAD_USER_INPUT'],
    },
    { name: '__proto__ as a literal field', request: { query: '{ sum(input: { a: 1, __proto__: { b: 2 } }) }' }, codes: ['GRAPHQL_VALIDATION_FAILED'] },
    { name: '__proto__ as a field', request: { query: '{ __proto__ }' }, codes: ['GRAPHQL_VALIDATION_FAILED'] },
    { name: '__proto__ as a response name', request: { query: '{ __proto__: hello }' }, codes: [] },
    { name: 'constructor as a type', request: { query: '{ ... on constructor { hello } }' }, codes: ['GRAPHQL_VALIDATION_FAILED'] },
    { name: 'toString as an operation', request: { query: 'query A { hello }', operationName: 'toString' }, codes: ['OPERATION_RESOLUTION_FAILURE'] },
    {
      name: '__proto__ among the extensions',
      request: { query: '{ hello }', extensions: JSON.parse('{"__proto__":{"stream":{"x":1}}}') as unknown },
      codes: [],
    },
  ],
  'type confusion': [
    { name: 'a list for an object', request: { query: SUM, variables: { input: [1, 2] } }, codes: ['BAD_USER_INPUT'] },
    { name: 'an object for a number', request: { query: SUM, variables: { input: { a: { valueOf: 1 } } } }, codes: ['BAD_USER_INPUT'] },
    { name: 'a number for text', request: { query: REQUEST, variables: { name: 3 } }, codes: ['BAD_USER_INPUT'] },
    { name: 'an operator for text', request: { query: REQUEST, variables: { name: { $ne: null } } }, codes: ['BAD_USER_INPUT'] },
    { name: 'a number beyond 32 bits', request: { query: SUM, variables: { input: { a: 2 ** 40 } } }, codes: ['BAD_USER_INPUT'] },
    { name: 'a fraction for a whole number', request: { query: SUM, variables: { input: { a: 0.5 } } }, codes: ['BAD_USER_INPUT'] },
    { name: 'a list of options of the stream', request: { query: '{ hello }', extensions: { stream: [] } }, codes: ['BAD_USER_INPUT'] },
    {
      name: 'a hash that is none',
      request: { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
      codes: ['PERSISTED_QUERY_NOT_FOUND'],
    },
  ],
  unicode: [
    { name: 'a byte order mark before the document', request: { query: '\uFEFF{ hello }' }, codes: [] },
    { name: 'a null in the document', request: { query: '{ hello\u0000 }' }, codes: ['GRAPHQL_PARSE_FAILED'] },
    { name: 'letters of another script', request: { query: '{ hеllo }' }, codes: ['GRAPHQL_PARSE_FAILED'] },
    { name: 'a direction override', request: { query: '{ \u202Ehello }' }, codes: ['GRAPHQL_PARSE_FAILED'] },
    { name: 'an escape of half a character', request: { query: '{ hello(name: "\\uD83D") }' }, codes: ['GRAPHQL_PARSE_FAILED'] },
    { name: 'an escape beyond Unicode', request: { query: '{ hello(name: "\\u{110000}") }' }, codes: ['GRAPHQL_PARSE_FAILED'] },
    { name: 'a null in a text', request: { query: REQUEST, variables: { name: 'a\u0000b' } }, codes: [] },
    { name: 'a family of emoji', request: { query: REQUEST, variables: { name: '👨‍👩‍👧‍👦' } }, codes: [] },
  ],
};
