import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { openWires, WAYS_IN, WIRE_NAMES, type WireAnswer, type Wires } from '../../test/support/gateway/wires.ts';

const QUERY = '{ hello }';
const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const codeOf = (answer: WireAnswer) => answer.errors?.[0]?.extensions?.['code'];

let folder: string;
let gateway: TestGateway;
let wires: Wires;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifest-'));
});
afterEach(async () => {
  wires?.close();
  await gateway?.stop();
  await rm(folder, { recursive: true });
});

async function start(config: Parameters<typeof startTestGateway>[0] = {}): Promise<void> {
  gateway = await startTestGateway(config);
  wires = await openWires(gateway);
}

async function writeManifest(content: unknown): Promise<string> {
  const path = join(folder, 'documents.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('automatic persisted queries', () => {
  it.each(WAYS_IN)('over %s, entry %s: unknown, sent once, known to every wire', async (wire, httpEntry) => {
    await start({ config: { httpEntry } });
    const byHash = { query: '', extensions: persisted(sha(QUERY)) };
    expect(codeOf(await wires.send(wire, byHash))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await wires.send(wire, { query: QUERY, extensions: persisted(sha(QUERY)) })).data).toEqual({ hello: 'hello world' });
    for (const other of WIRE_NAMES) expect((await wires.send(other, byHash)).data).toEqual({ hello: 'hello world' });
  });

  it.each(WAYS_IN)('refuse over %s, entry %s, a document that is not the one of its hash, and anything else but a hash', async (wire, httpEntry) => {
    await start({ config: { httpEntry } });
    expect(codeOf(await wires.send(wire, { query: QUERY, extensions: persisted(sha('{ other }')) }))).toBe('BAD_REQUEST');
    expect(codeOf(await wires.send(wire, { query: '', extensions: persisted(sha('{ other }')) }))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});

describe('a hash that nobody knows', () => {
  it.each(['direct', 'apollo'] as const)('is answered over HTTP with the status of a request that was not admitted, entry %s', async (httpEntry) => {
    await start({ config: { httpEntry } });
    const body = JSON.stringify({ extensions: persisted(sha(QUERY)) });
    const statusFor = async (accept: string) =>
      (await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', accept }, body })).status;
    expect([await statusFor('application/json'), await statusFor('application/graphql-response+json')]).toEqual([200, 400]);
  });
});

describe('trusted documents', () => {
  it.each(WAYS_IN)('are all that runs over %s, entry %s, under a safelist, by text and by hash', async (wire, httpEntry) => {
    await start({ config: { httpEntry, trustedDocuments: await writeManifest({ [`sha256:${sha(QUERY)}`]: QUERY }) } });
    expect((await wires.send(wire, { query: QUERY })).data).toEqual({ hello: 'hello world' });
    expect((await wires.send(wire, { query: '', extensions: persisted(sha(QUERY)) })).data).toEqual({ hello: 'hello world' });
    const other = '{ hello(name: "you") }';
    expect(codeOf(await wires.send(wire, { query: other }))).toBe('DOCUMENT_NOT_TRUSTED');
    expect(codeOf(await wires.send(wire, { query: other, extensions: persisted(sha(other)) }))).toBe('DOCUMENT_NOT_TRUSTED');
    expect(codeOf(await wires.send(wire, { query: '', extensions: persisted(sha(other)) }))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('are known by hash and others run as well in the mode known', async () => {
    await start({ config: { trustedDocuments: await writeManifest({ [sha(QUERY)]: QUERY }), trustedDocumentsMode: 'known' } });
    expect((await wires.send('WebSocket', { query: '', extensions: persisted(sha(QUERY)) })).data).toEqual({ hello: 'hello world' });
    expect((await wires.send('WebSocket', { query: '{ hello(name: "you") }' })).data).toEqual({ hello: 'hello you' });
  });

  it.each([
    ['is not JSON', 'nonsense', /cannot be read/],
    ['is a list', [], /expected an object/],
    ['has a hash of another document', { [sha('x')]: QUERY }, /is not the SHA-256 of its document/],
    ['has no text', { [sha('x')]: 3 }, /expected a document/],
    ['is empty', {}, /has no document/],
  ])('stop the start when the manifest %s', async (_what, content, message) => {
    await expect(startTestGateway({ config: { trustedDocuments: await writeManifest(content) } })).rejects.toThrow(message);
  });
});

describe('in production', () => {
  it.each(WAYS_IN)('S13 says no names over %s, entry %s, that were not asked for: no introspection, no suggestions', async (wire, httpEntry) => {
    await start({ config: { nodeEnv: 'production', httpEntry } });
    expect(codeOf(await wires.send(wire, { query: '{ __type(name: "Query") { name } }' }))).toBe('INTROSPECTION_DISABLED');
    const [field] = (await wires.send(wire, { query: '{ helo }' })).errors ?? [];
    expect(field?.message).toBe('Cannot query field "helo" on type "Query".');
    expect(field?.locations).toEqual([{ line: 1, column: 3 }]);
    const variables = { query: 'query($i: SumInput!) { sum(input: $i) }', variables: { i: { a: 1, bb: 2 } } };
    expect((await wires.send(wire, variables)).errors?.[0]?.message).not.toContain('Did you mean');
    expect((await wires.send(wire, { query: '{ __typename }' })).data).toEqual({ __typename: 'Query' });
  });

  it('says them when that is allowed', async () => {
    await start({ config: { nodeEnv: 'production', introspection: 'true' } });
    expect((await wires.send('HTTP POST', { query: '{ __type(name: "Query") { name } }' })).data).toEqual({ __type: { name: 'Query' } });
    expect((await wires.send('HTTP POST', { query: '{ helo }' })).errors?.[0]?.message).toContain('Did you mean');
  });
});
