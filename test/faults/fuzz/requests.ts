import type { Random } from '../../conformance/differential/random.ts';

/** Requests that the gateway under test answers, from which the others are made. */
export const REQUESTS: readonly Readonly<Record<string, unknown>>[] = [
  { query: '{ hello }' },
  {
    query: 'query Q($name: String = "x") { hello(name: $name) ...F } fragment F on Query { whoAmI { principal @include(if: true) } }',
    variables: { name: 'you' },
  },
  { query: 'query A($value: Int!) { double(value: $value) } query B { hello }', operationName: 'A', variables: { value: 21 } },
  { query: 'query ($input: SumInput!) { sum(input: $input) }', variables: { input: { a: 1, b: 2 } } },
  { query: 'query ($tree: Tree!) { grow(tree: $tree) }', variables: { tree: { branch: { branch: { branch: null } } } } },
  { query: 'mutation { add(value: 1) }' },
  { query: '{ __schema { types { name fields { name args { name } } } } }' },
  { query: 'query { hello }', extensions: { cost: true, cache: true } },
  { query: '{ hello }', extensions: { stream: { minPosition: 'p0' } } },
  { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: 'b'.repeat(64) } } },
  { query: 'subscription ($room: String) { live { value } }', variables: { room: 'a' }, extensions: { stream: { resumeFrom: 'x' } } },
  { query: '"text" { "no" }', variables: { list: [1, [2, [3]]], text: 'ü\n"' } },
];

const ACCEPTS = [
  'application/json',
  'application/graphql-response+json',
  'text/event-stream',
  'multipart/mixed;subscriptionSpec=1.0, application/json',
  'multipart/mixed; boundary="--"; q=0.1',
  '*/*',
  'text/html;q=0.9, */*;q=1e9',
  ';;,',
];
const CONTENT_TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset="utf-16"',
  'text/plain',
  'multipart/form-data; boundary=x',
];

/** How an HTTP request says what it is. */
export function drawHeaders(random: Random): string {
  const content = random.below(4) > 0 ? 'application/json' : random.pick(CONTENT_TYPES);
  return `content-type: ${content}\r\naccept: ${random.pick(ACCEPTS)}\r\napollo-require-preflight: yes\r\n`;
}
