import type { WireRequest } from '../../support/gateway/wires.ts';

/** What an attacker sends, and what the front door must answer instead of running it. */
export interface Vector {
  readonly name: string;
  readonly request: WireRequest;
  /** Codes that are right; without any the request is harmless and runs. */
  readonly codes: readonly string[];
}

export type VectorsByClass = Readonly<Record<string, readonly Vector[]>>;

const LIMIT = ['LIMIT_EXCEEDED'];
/** What is nested too deeply to be read, or has too many tokens. */
const PARSE = ['GRAPHQL_PARSE_FAILED', 'LIMIT_EXCEEDED'];
const INVALID = ['GRAPHQL_VALIDATION_FAILED'];

export function repeat(count: number, make: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => make(at)).join(' ');
}

function vector(name: string, query: string, codes: readonly string[]): Vector {
  return { name, request: { query }, codes };
}

function chain(length: number, body: (next: string, at: number) => string): string {
  return `${repeat(length, (at) => `fragment f${at} on Query { ${body(`...f${at + 1}`, at)} }`)} fragment f${length} on Query { hello }`;
}

export const DOCUMENT_VECTORS: VectorsByClass = {
  aliases: [
    vector('101 aliases of one field of the root', `{ ${repeat(101, (at) => `a${at}: __typename`)} }`, LIMIT),
    vector('1,000 aliases of one field', `{ ${repeat(1_000, (at) => `a${at}: hello`)} }`, LIMIT),
    vector('aliases below the root', `{ whoAmI { ${repeat(300, (at) => `a${at}: principal`)} } }`, LIMIT),
    vector(
      'aliases in a fragment that is spread often',
      `{ ${repeat(40, (at) => `a${at}: whoAmI { ...f }`)} } fragment f on Identity { ${repeat(10, (at) => `b${at}: principal`)} }`,
      LIMIT,
    ),
    vector('100 mutations under aliases', `mutation { ${repeat(100, (at) => `a${at}: add(value: 1)`)} }`, LIMIT),
    vector('one alias for two things', '{ a: hello a: double(value: 1) }', INVALID),
    vector('one alias for two arguments', '{ a: double(value: 1) a: double(value: 2) }', INVALID),
    vector('an alias of 500 kB', `{ ${'a'.repeat(500_000)}: hello }`, []),
    vector('a few aliases', `{ ${repeat(20, (at) => `a${at}: hello`)} }`, []),
  ],
  depth: [
    vector('31 levels', `${'{ a '.repeat(31)}${'}'.repeat(31)}`, LIMIT),
    vector('5,000 levels', `${'{ a '.repeat(5_000)}${'}'.repeat(5_000)}`, [...LIMIT, ...PARSE]),
    vector('levels across fragments', `{ ...f0 } ${chain(40, (next) => `x { ${next} }`)}`, LIMIT),
    vector('levels in inline fragments', `{ ${'... { '.repeat(3_000)} hello ${'}'.repeat(3_000)} }`, PARSE),
    vector('a list literal of 4,000 levels', `{ double(value: ${'['.repeat(4_000)}1${']'.repeat(4_000)}) }`, [...LIMIT, ...PARSE]),
    vector('a list literal of 40 levels, through objects', `{ double(value: ${'[{a:'.repeat(40)}1${'}]'.repeat(40)}) }`, LIMIT),
    vector('an object literal of 2,000 levels', `{ grow(tree: ${'{ branch: '.repeat(2_000)}null${'}'.repeat(2_000)}) }`, [
      ...INVALID,
      ...PARSE,
      'BAD_USER_INPUT',
    ]),
    vector('a default value of 4,000 levels', `query($v: Int = ${'['.repeat(4_000)}${']'.repeat(4_000)}) { hello }`, [...LIMIT, ...PARSE]),
    vector('an argument of a directive of 3,000 levels', `{ hello @aa(a: ${'['.repeat(3_000)}${']'.repeat(3_000)}) }`, [...LIMIT, ...PARSE]),
    vector('a variable type of 4,000 levels', `query($v: ${'['.repeat(4_000)}Int${']'.repeat(4_000)}) { hello }`, [...INVALID, ...PARSE]),
  ],
  fragments: [
    vector('fragments that double 30 times', `{ ...f0 } ${chain(30, (next) => `${next} ... { ${next} }`)}`, LIMIT),
    vector('fragments that double 2,000 times', `{ ...f0 } ${chain(2_000, (next) => `${next} ... { ${next} }`)}`, [...LIMIT, ...PARSE]),
    vector('fragments that double under two names', `{ ...f0 } ${chain(24, (next, at) => `x${at}: x { ${next} } y${at}: x { ${next} }`)}`, LIMIT),
    vector('a fragment that spreads itself', '{ ...f } fragment f on Query { hello ...f }', INVALID),
    vector('fragments that spread each other', '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }', INVALID),
    vector('a ring of 1,000 fragments', `{ ...f0 } ${repeat(1_000, (at) => `fragment f${at} on Query { ...f${(at + 1) % 1_000} }`)}`, [...INVALID, ...LIMIT]),
    vector('a fragment that spreads itself below', '{ ...f } fragment f on Query { whoAmI { principal } ...f }', INVALID),
    vector('5,000 fragments that do not exist', `{ ${repeat(5_000, (at) => `...x${at}`)} }`, [...INVALID, ...LIMIT]),
    vector('one fragment under two types', '{ ...f } fragment f on Query { hello } fragment f on Identity { principal }', INVALID),
    vector('a fragment on a scalar', '{ ...f } fragment f on String { hello }', INVALID),
    vector('1,000 fragments that nobody spreads', `{ hello } ${repeat(1_000, (at) => `fragment f${at} on Query { hello }`)}`, INVALID),
    vector('one fragment spread 1,000 times', `{ ${'...f '.repeat(1_000)} } fragment f on Query { hello }`, [...LIMIT, ...INVALID]),
    vector('one field in 500 fragments', `{ ${repeat(500, (at) => `...f${at}`)} } ${repeat(500, (at) => `fragment f${at} on Query { hello }`)}`, LIMIT),
  ],
  repetition: [
    vector('500 times __typename', `{ ${'__typename '.repeat(500)} }`, LIMIT),
    vector('one field 60 times below the root', `{ whoAmI { ${'principal '.repeat(60)} } }`, LIMIT),
    vector('an operation of 3,000 fields of the root', `{ ${'hello '.repeat(3_000)} }`, LIMIT),
  ],
  directives: [
    vector('ten unknown directives', `{ hello ${'@aa'.repeat(10)} }`, LIMIT),
    vector('2,000 directives on one field', `{ hello ${'@include(if: true) '.repeat(2_000)} }`, LIMIT),
    vector('directives on many fragments', `{ whoAmI { ${'... @include(if: true) @skip(if: false) { principal } '.repeat(60)} } }`, LIMIT),
    vector('an unknown directive', '{ hello @stream(initialCount: 1) }', INVALID),
    vector('a directive of federation', '{ hello @key(fields: "id") @requires(fields: "x") }', INVALID),
    vector('a directive of the cache', '{ hello @cacheControl(maxAge: 99999) }', INVALID),
    vector('a directive at the wrong place', 'query @include(if: true) { hello }', INVALID),
    vector('a directive twice', '{ hello @skip(if: false) @skip(if: false) }', INVALID),
    vector('a directive without its argument', '{ hello @include }', INVALID),
    vector('directives on the operation', `query ${'@aa '.repeat(100)} { hello }`, LIMIT),
    vector('directives on variables', `query(${repeat(120, (at) => `$v${at}: Int @aa`)}) { hello }`, LIMIT),
  ],
  introspection: [
    vector('a service definition', '{ _service { sdl } }', INVALID),
    vector('entities', '{ _entities(representations: [{ __typename: "Identity" }]) { __typename } }', INVALID),
    vector('possible types of possible types', `{ __schema { types { ${'possibleTypes { '.repeat(8)} name ${'}'.repeat(8)} } } }`, INVALID),
    vector('interfaces of interfaces', `{ __schema { types { ${'interfaces { '.repeat(8)} name ${'}'.repeat(8)} } } }`, INVALID),
    vector('input fields of input fields', `{ __schema { types { ${'inputFields { type { '.repeat(8)} name ${'} }'.repeat(8)} } } }`, INVALID),
    vector('types of fields of types', `{ __schema { types { ${'fields { type { '.repeat(10)} name ${'} }'.repeat(10)} } } }`, INVALID),
    vector(
      'the same through fragments',
      `{ __schema { types { ...t } } } fragment t on __Type { ${'fields { type { '.repeat(4)} ...n ${'} }'.repeat(4)} } fragment n on __Type { fields { name } }`,
      INVALID,
    ),
  ],
  'whole schemas': [
    vector('the whole schema 11 times', `{ ${repeat(11, (at) => `a${at}: __schema { queryType { name } }`)} }`, LIMIT),
    vector('all types 40 times', `{ __schema { ${repeat(40, (at) => `a${at}: types { name }`)} } }`, LIMIT),
    vector('all types ten times', `{ __schema { ${repeat(9, (at) => `a${at}: types { name }`)} } }`, []),
  ],
  definitions: [
    vector(
      '1,000 operations',
      repeat(1_000, (at) => `query Q${at} { hello }`),
      ['OPERATION_RESOLUTION_FAILURE'],
    ),
    vector('a schema in place of an operation', 'type Query { hello: String }', [...INVALID, 'OPERATION_RESOLUTION_FAILURE']),
    vector('a document without an operation', 'fragment f on Query { hello }', [...INVALID, 'OPERATION_RESOLUTION_FAILURE']),
    vector('two operations of one name', 'query A { hello } query A { hello }', [...INVALID, 'OPERATION_RESOLUTION_FAILURE']),
    vector(
      '5,000 types',
      repeat(5_000, (at) => `type T${at} { a: Int }`),
      [...INVALID, ...PARSE, 'OPERATION_RESOLUTION_FAILURE'],
    ),
    vector('1,000 operations that spread a chain of 1,000 fragments', `${repeat(1_000, (at) => `query Q${at} { ...f0 }`)} ${chain(1_000, (next) => next)}`, [
      ...PARSE,
      'OPERATION_RESOLUTION_FAILURE',
    ]),
    vector('9,000 unknown fields', `{ whoAmI { ${repeat(9_000, (at) => `f${at}`)} } }`, INVALID),
    vector('3,000 unknown types', `query(${repeat(3_000, (at) => `$v${at}: Strin${at}`)}) { hello }`, INVALID),
    vector('2,000 unknown arguments', `{ hello(${repeat(2_000, (at) => `a${at}: 1`)}) }`, INVALID),
    vector('a name of 500 kB', `{ ${'a'.repeat(500_000)} }`, INVALID),
    vector('a text of 500 kB', `{ hello(name: "${'a'.repeat(500_000)}") }`, []),
    vector('a comment of 500 kB', `#${'a'.repeat(500_000)}\n{ hello }`, []),
    vector('500,000 commas', `${','.repeat(500_000)}{ hello }`, []),
    vector('100,000 quotes', '"'.repeat(100_000), PARSE),
    vector('a text without end', '{ hello(name: "a) }', PARSE),
    vector('a block of text without end', '{ hello(name: \"\"\"a) }', PARSE),
    vector('several operations without a name', '{ hello } { hello }', [...INVALID, 'OPERATION_RESOLUTION_FAILURE']),
    vector('5,000 variables', `query(${repeat(5_000, (at) => `$v${at}: Int`)}) { hello }`, [...INVALID, ...PARSE]),
  ],
};
