import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parse, Kind, type OperationDefinitionNode } from 'graphql';
import { CodedError } from '../../platform/errors/coded-error.ts';
import { createCursorSealer } from './cursor.ts';
import { hashOperation } from './operation-hash.ts';

const key = randomBytes(32);
const sealer = createCursorSealer(key);

function hash(source: string, variables: Record<string, unknown> = {}, operationName?: string): Buffer {
  const document = parse(source);
  const operations = document.definitions.filter((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION);
  const definition = operations.find((operation) => operationName === undefined || operation.name?.value === operationName);
  if (definition === undefined) throw new Error('no operation');
  return hashOperation({ document, definition, variables });
}

function sealFor(source: string, workspace = 'default') {
  return sealer.for({ workspace, operationHash: hash(source) });
}

function reasonOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error instanceof CodedError ? [error.code, error.field, error.details?.['reason']] : error;
  }
  return 'nothing was thrown';
}

describe('a cursor', () => {
  const here = sealFor('subscription { a }');

  it('gives its position back to the operation and workspace it was made for', () => {
    expect(here.open(here.seal('MC4xMi5kZWZhdWx0'))).toBe('MC4xMi5kZWZhdWx0');
    expect(here.open(here.seal('ö'))).toBe('ö');
  });

  it('ends with the HMAC-SHA-256 of all before it, cut to 16 bytes', () => {
    for (const position of ['p', 'p'.repeat(33), 'p'.repeat(300)]) {
      const bytes = Buffer.from(here.seal(position), 'base64url');
      const mac = createHmac('sha256', key).update(bytes.subarray(0, -16)).digest().subarray(0, 16);
      expect(bytes.subarray(-16)).toEqual(mac);
    }
  });

  it('is the same at every copy that has the key, and refused by one that has another', () => {
    const scope = { workspace: 'default', operationHash: hash('subscription { a }') };
    expect(createCursorSealer(key).for(scope).seal('p1')).toBe(here.seal('p1'));
    const other = createCursorSealer(randomBytes(32)).for(scope);
    expect(reasonOf(() => other.open(here.seal('p1')))).toEqual(['BAD_USER_INPUT', 'extensions.stream.resumeFrom', 'MALFORMED']);
  });

  it('is refused by another operation', () => {
    expect(reasonOf(() => sealFor('subscription { b }').open(here.seal('p1')))).toEqual(['BAD_USER_INPUT', 'extensions.stream.resumeFrom', 'OTHER_OPERATION']);
  });

  it('is refused in another workspace, also in one whose name begins alike', () => {
    for (const workspace of ['other', 'defaul', 'default2']) {
      expect(reasonOf(() => sealFor('subscription { a }', workspace).open(here.seal('p1')))).toEqual([
        'BAD_USER_INPUT',
        'extensions.stream.resumeFrom',
        'OTHER_WORKSPACE',
      ]);
    }
  });

  it('is refused when any byte of it was changed, or it was cut', () => {
    const bytes = Buffer.from(here.seal('p1'), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(reasonOf(() => here.open(changed.toString('base64url')))).toEqual(['BAD_USER_INPUT', 'extensions.stream.resumeFrom', 'MALFORMED']);
      expect(reasonOf(() => here.open(bytes.subarray(0, at).toString('base64url')))).toEqual(['BAD_USER_INPUT', 'extensions.stream.resumeFrom', 'MALFORMED']);
    }
  });

  it.each(['', '!', 'abc', 'ö', 'p1', 'A'.repeat(10_000)])('of %j is malformed', (text) => {
    expect(reasonOf(() => here.open(text))).toEqual(['BAD_USER_INPUT', 'extensions.stream.resumeFrom', 'MALFORMED']);
  });
});

describe('the hash of an operation', () => {
  const plain = hash('subscription { a(x: 1) { b c } }');

  it.each([
    ['white space and comments', 'subscription {\n  # all\n  a(x: 1), { b\tc }\n}', undefined],
    ['its name', 'subscription S { a(x: 1) { b c } }', undefined],
    ['the rest of the document', 'query Q { z } subscription S { a(x: 1) { b c } } fragment F on T { q }', 'S'],
  ])('does not depend on %s', (_what, source, name) => {
    expect(hash(source, {}, name)).toEqual(plain);
  });

  it('does not depend on the names of variables and fragments, nor on the order in which they are declared', () => {
    const one = hash('subscription($p: Int, $q: Int) { a(x: $p, y: $q) { ...F } } fragment F on T { b(z: $q) }', { p: 1, q: 2 });
    const other = hash('fragment G on T { b(z: $n) } subscription($n: Int, $m: Int) { a(x: $m, y: $n) { ...G } }', { m: 1, n: 2 });
    expect(other).toEqual(one);
  });

  it.each([
    ['a field', 'subscription { a(x: 1) { b } }', {}],
    ['an argument', 'subscription { a(x: 2) { b c } }', {}],
    ['an alias', 'subscription { d: a(x: 1) { b c } }', {}],
    ['a directive', 'subscription { a(x: 1) { b c @skip(if: true) } }', {}],
  ])('depends on %s', (_what, source, variables) => {
    expect(hash(source, variables)).not.toEqual(plain);
  });

  it('depends on the values of the variables that it uses, not on the order of their keys', () => {
    const source = 'subscription($f: F) { a(f: $f) }';
    expect(hash(source, { f: { x: 1, y: [1, null] } })).toEqual(hash(source, { f: { y: [1, null], x: 1 } }));
    expect(hash(source, { f: { x: 1 } })).not.toEqual(hash(source, { f: { x: 2 } }));
    expect(hash(source, { f: null })).not.toEqual(hash(source, {}));
    expect(hash('subscription($p: Int, $q: Int) { a(x: $p, y: $q) }', { p: 1, q: 2 })).not.toEqual(
      hash('subscription($p: Int, $q: Int) { a(x: $p, y: $q) }', { p: 2, q: 1 }),
    );
  });

  it('depends on which variable stands where', () => {
    expect(hash('subscription($p: Int) { a(x: $p) b(x: $p) }', { p: 1 })).not.toEqual(
      hash('subscription($p: Int, $q: Int) { a(x: $p) b(x: $q) }', { p: 1, q: 2 }),
    );
  });

  it('takes time in proportion to the document when fragments spread each other twice', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on T { ${index === 59 ? 'x' : `a { ...F${index + 1} } b { ...F${index + 1} }`} }`,
    );
    expect(hash(`subscription { ...F0 } ${fragments.join('\n')}`)).toHaveLength(32);
  });
});
