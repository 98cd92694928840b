import type { VectorsByClass } from './document-vectors.ts';

const SUM = 'query($input: SumInput!) { sum(input: $input) }';
const REQUEST = 'query($name: String) { hello(name: $name) }';

/** Inputs that want to be taken for something else. JSON.parse keeps `__proto__` as a key of its own, and so must everything behind it. */
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'then', 'toJSON'];

export const INPUT_VECTORS: VectorsByClass = {
  pollution: [
    ...NAMES.flatMap((name) => [
      { name: `${name} as a field`, request: { query: `{ ${name} }` }, codes: ['GRAPHQL_VALIDATION_FAILED'] },
      { name: `${name} as an argument`, request: { query: `{ hello(${name}: 1) }` }, codes: ['GRAPHQL_VALIDATION_FAILED'] },
      { name: `${name} as a type`, request: { query: `{ ... on ${name} { hello } }` }, codes: ['GRAPHQL_VALIDATION_FAILED'] },
      { name: `${name} as a value`, request: { query: `{ hello(name: ${name}) }` }, codes: ['GRAPHQL_VALIDATION_FAILED'] },
      { name: `${name} as an operation`, request: { query: 'query A { hello }', operationName: name }, codes: ['OPERATION_RESOLUTION_FAILURE'] },
      { name: `${name} as a fragment`, request: { query: `{ ...${name} } fragment ${name} on Query { hello }` }, codes: [] },
      { name: `${name} as an alias`, request: { query: `{ ${name}: hello }` }, codes: [] },
    ]),
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
    ...['1e400', '-1e400', '1'.repeat(400), '2147483648', '1.5', '"1"', 'true', '{}', 'null', '[1]'].map((literal) => ({
      name: `${literal.slice(0, 12)} for a whole number`,
      request: { query: `{ double(value: ${literal}) }` },
      // One value stands for a list of it, and no list for its value.
      codes: ['GRAPHQL_VALIDATION_FAILED'],
    })),
    ...['0x10', '01', '.5', '5.', '1e', '1_000'].map((literal) => ({
      name: `${literal}, which is no number`,
      request: { query: `{ double(value: ${literal}) }` },
      codes: ['GRAPHQL_PARSE_FAILED'],
    })),
    ...[2 ** 31, 1e100, 1.5, '1', true, [1], {}, null].map((value) => ({
      name: `the variable ${JSON.stringify(value)} for a whole number`,
      request: { query: 'query($value: Int!) { double(value: $value) }', variables: { value } },
      codes: ['BAD_USER_INPUT'],
    })),
    {
      name: 'a text of many suggestions for a number',
      request: { query: 'query($value: Int!) { double(value: $value) }', variables: { value: 'Did you mean '.repeat(60_000) } },
      codes: ['BAD_USER_INPUT'],
    },
    { name: 'a field that is missing, for each of many', request: { query: SUM, variables: { input: { b: 'x'.repeat(900_000) } } }, codes: ['BAD_USER_INPUT'] },
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
    ...['\u200B', '\u00A0', '\u2028', '\u0007', 'é', '１'].map((character) => ({
      name: `${JSON.stringify(character)} among the tokens`,
      request: { query: `{ ${character}hello }` },
      codes: ['GRAPHQL_PARSE_FAILED'],
    })),
    { name: 'a line in a text', request: { query: '{ hello(name: "a\nb") }' }, codes: ['GRAPHQL_PARSE_FAILED'] },
    { name: 'an escape without digits', request: { query: '{ hello(name: "\\u{}") }' }, codes: ['GRAPHQL_PARSE_FAILED'] },
    { name: 'an escape of another language', request: { query: '{ hello(name: "\\x00") }' }, codes: ['GRAPHQL_PARSE_FAILED'] },
    { name: 'half a character in a text', request: { query: REQUEST, variables: { name: '\uD800' } }, codes: [] },
    {
      name: 'a line and a header in an operation',
      request: { query: 'query A { hello }', operationName: 'A\r\nx: y' },
      codes: ['OPERATION_RESOLUTION_FAILURE'],
    },
    { name: 'an escape of half a character', request: { query: '{ hello(name: "\\uD83D") }' }, codes: ['GRAPHQL_PARSE_FAILED'] },
    { name: 'an escape beyond Unicode', request: { query: '{ hello(name: "\\u{110000}") }' }, codes: ['GRAPHQL_PARSE_FAILED'] },
    { name: 'a null in a text', request: { query: REQUEST, variables: { name: 'a\u0000b' } }, codes: [] },
    { name: 'a family of emoji', request: { query: REQUEST, variables: { name: '👨‍👩‍👧‍👦' } }, codes: [] },
  ],
};
