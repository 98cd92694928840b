import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createSqliteEventLog } from '../../platform/event-log/sqlite-event-log.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { startNotesGateway, type NotesAnswer, type NotesGateway, type NotesOptions } from '../../test/support/gateway/notes-gateway.ts';
import { openTestSocket } from '../../test/support/gateway/test-socket.ts';
import { openWires, WIRE_NAMES } from '../../test/support/gateway/wires.ts';
import { createTemporaryFolder } from '../../test/support/temporary-folder.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const NOTE = '{ note(id: "a") { id text } }';
const WRITE = 'mutation ($text: String!) { write(id: "a", text: $text) { text } }';

describe('G06 whole answers', () => {
  const folder = createTemporaryFolder();
  let log: EventLog;
  let notes: NotesGateway;
  beforeAll(async () => {
    log = await createSqliteEventLog({
      file: `${folder.path}/log.sqlite`,
      clock: systemClock,
      logger: createLogger({ level: 'silent', process: 'test' }),
      idempotencyWindowMs: 60_000,
    });
  });
  afterEach(() => notes.stop());
  afterAll(async () => {
    await log.close();
    folder.remove();
  });

  async function open(options: Partial<NotesOptions> = {}): Promise<NotesGateway> {
    notes = await startNotesGateway({ log, ...options });
    return notes;
  }

  /** Asks until the answer came out of what is kept. */
  async function untilKept(query: string, options: Parameters<NotesGateway['ask']>[1] = {}): Promise<NotesAnswer> {
    return waitUntil(async () => {
      const answer = await notes.ask(query, options);
      return answer.extensions?.cache?.outcome === 'hit' ? answer : undefined;
    });
  }

  it.each(['direct', 'apollo'] as const)('are answered again without the engine, with their age, over HTTP (%s)', async (httpEntry) => {
    const { clock, ask } = await open({ config: { httpEntry } });
    const first = await ask(NOTE);
    expect(first).toMatchObject({ data: { note: { id: 'a', text: 'empty' } }, extensions: { cache: { outcome: 'miss', scope: 'PUBLIC' } } });
    await untilKept(NOTE);
    const { reads } = notes;
    clock.advance(7_000);
    const again = await ask(NOTE);
    expect(again.data).toEqual(first.data);
    expect(again.extensions?.cache).toMatchObject({ outcome: 'hit', reason: 'fresh', ageMs: expect.any(Number) });
    expect(again.extensions?.stream?.position).toEqual(expect.any(String));
    expect(Number(again.headers.get('age'))).toBeGreaterThanOrEqual(7);
    expect(again.headers.get('cache-control')).toBe('private, max-age=60, stale-while-revalidate=30');
    expect(notes.reads).toBe(reads);
    expect(await notes.gateway.metrics.metrics()).toMatch(/graphql_cache_lookups_total\{level="answer",outcome="hit",reason="fresh"\} [1-9]/);
  });

  it.each(WIRE_NAMES)('are answered again over %s', async (wire) => {
    await open();
    await untilKept(NOTE, { principal: 'developer' });
    const wires = await openWires(notes.gateway);
    const { reads } = notes;
    const answer = await wires.send(wire, { query: NOTE, extensions: { cache: true } });
    expect(answer).toMatchObject({ data: { note: { id: 'a' } }, extensions: { cache: { outcome: 'hit' } } });
    expect(notes.reads).toBe(reads);
    wires.close();
  });

  it('are shared by the principals of a workspace, and by no two workspaces', async () => {
    await open();
    await untilKept(NOTE);
    expect((await notes.ask(NOTE, { principal: 'other' })).extensions?.cache?.outcome).toBe('hit');
    expect((await notes.ask(NOTE, { workspace: 'elsewhere' })).extensions?.cache?.outcome).toBe('miss');
  });

  it.each(['{ inbox { id text } }', '{ note(id: "a") { secret } }'])('with private data reach nobody but the principal that asked: %s', async (query) => {
    await open();
    const kept = await untilKept(query, { principal: 'alice' });
    expect(kept.extensions?.cache?.scope).toBe('PRIVATE');
    expect(kept.headers.get('cache-control')).toMatch(/^private,/);
    const other = await notes.ask(query, { principal: 'bob' });
    expect(other.extensions?.cache?.outcome).toBe('miss');
    expect(JSON.stringify(other.data)).toContain('bob');
  });

  it('are apart for each document and set of variables', async () => {
    await open();
    const long = 'x'.repeat(500);
    for (const id of ['a', 'b', long, `${long}y`]) {
      expect(await notes.ask('query One($id: ID!) { note(id: $id) { id } }', { variables: { id } })).toMatchObject({ data: { note: { id } } });
    }
    await untilKept('{ note(id: "a") { id } }');
    expect((await notes.ask('{ note(id: "a") { id text } }')).data).toEqual({ note: { id: 'a', text: 'empty' } });
  });

  it('are changed by a write of the same principal before its next read, over HTTP and WebSocket', async () => {
    await open();
    await untilKept(NOTE);
    for (const text of ['one', 'two', 'three']) {
      await notes.ask(WRITE, { variables: { text } });
      expect((await notes.ask(NOTE)).data).toEqual({ note: { id: 'a', text } });
    }
    const socket = await openTestSocket(notes.gateway.webSocketUrl, { headers: { 'x-autoweave-principal': 'reader' } });
    await socket.init();
    socket.subscribe('1', { query: WRITE, variables: { text: 'over a socket' } });
    await socket.find({ id: '1', type: 'complete' });
    socket.subscribe('2', { query: NOTE, extensions: { cache: true } });
    expect(await socket.find({ id: '2', type: 'next' })).toMatchObject({ payload: { data: { note: { text: 'over a socket' } } } });
    socket.socket.terminate();
  });

  it('are changed by events, whoever caused them', async () => {
    await open();
    await notes.write('a', 'before');
    await untilKept(NOTE);
    await notes.write('a', 'after');
    await waitUntil(async () => (await notes.ask(NOTE)).data?.['note'] !== undefined && JSON.stringify((await notes.ask(NOTE)).data).includes('after'));
  });

  it('outlive events of other types', async () => {
    await open();
    await untilKept(NOTE);
    const { reads } = notes;
    await log.append({ workspace: 'default', principal: 'p' }, [{ id: crypto.randomUUID(), source: 'test', type: 'weather.changed' }]);
    const position = await log.head({ workspace: 'default', principal: 'p' });
    // Once it was heard that nothing changed, the answer is as good as one from there.
    await waitUntil(async () => (await notes.ask(NOTE)).extensions?.stream?.position === position);
    expect(await notes.ask(NOTE, { extensions: { stream: { minPosition: position } } })).toMatchObject({ extensions: { cache: { outcome: 'hit' } } });
    expect(notes.reads).toBe(reads);
  });

  it('are not older than the position that a caller asks for', async () => {
    await open();
    await untilKept('{ weather }');
    await log.append({ workspace: 'default', principal: 'p' }, [{ id: crypto.randomUUID(), source: 'test', type: 'weather.changed' }]);
    const minPosition = await log.head({ workspace: 'default', principal: 'p' });
    const answer = await notes.ask('{ weather }', { extensions: { stream: { minPosition } } });
    expect(answer.extensions).toMatchObject({ cache: { outcome: 'miss', reason: 'behind' }, stream: { position: minPosition } });
  });

  it('expire; for a while they are answered stale while one request asks anew', async () => {
    await open();
    await untilKept(NOTE);
    const { reads } = notes;
    notes.clock.advance(70_000);
    const stale = await Promise.all([1, 2, 3].map(() => notes.ask(NOTE)));
    expect(stale.map(({ extensions }) => extensions?.cache?.outcome)).toContain('stale');
    await waitUntil(() => notes.reads > reads);
    expect((await untilKept(NOTE)).extensions?.cache?.ageMs).toBeLessThan(60_000);
    notes.clock.advance(100_000);
    expect((await notes.ask(NOTE)).extensions?.cache).toMatchObject({ outcome: 'miss', reason: expect.stringMatching(/^(expired|absent)$/) });
  });

  it('without an age are not kept, and say which field has none', async () => {
    await open();
    for (const query of ['{ draft { id } }', '{ note(id: "a") { id owner { name } } }']) {
      const answer = await notes.ask(query);
      expect(answer.extensions?.cache).toEqual({ outcome: 'bypass', reason: 'no age', because: query.includes('draft') ? 'Query.draft' : 'Note.owner' });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('with errors are never kept', async () => {
    await open();
    for (const _time of [1, 2]) {
      const answer = await notes.ask('{ failing { id } }');
      expect(answer).toMatchObject({ errors: [{ message: 'broken' }], extensions: { cache: { outcome: 'miss', reason: 'absent' } } });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('are asked for once when many ask at once', async () => {
    await open();
    const asked = [1, 2, 3, 4].map(() => notes.ask('{ slow { id } }'));
    await waitUntil(() => notes.reads > 0);
    notes.release();
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(notes.reads).toBe(1);
  });

  it('that no position and no event speaks of are changed by every write of the workspace', async () => {
    await open({ places: false, hears: false });
    const weather = (await untilKept('{ weather }')).data;
    expect(await notes.ask('mutation { quietly(id: "a", text: "hushed") { id } }', { principal: 'other' })).toMatchObject({ data: { quietly: { id: 'a' } } });
    expect((await notes.ask('{ weather }')).data).not.toEqual(weather);
  });

  it('that events change are not kept by a gateway that hears none', async () => {
    await open({ hears: false });
    for (const _time of [1, 2]) expect((await notes.ask(NOTE)).extensions?.cache).toMatchObject({ outcome: 'miss', reason: 'absent' });
  });

  const NOTHING = { all: false, tags: [], types: [], entities: [] };
  it.each([
    ['all', { ...NOTHING, all: true }, [false, false, false]],
    ['a tag', { ...NOTHING, tags: ['outside'] }, [true, false, true]],
    ['a type', { ...NOTHING, types: ['Note'] }, [false, true, false]],
    ['an entity', { ...NOTHING, entities: [{ type: 'Note', key: { id: 'b' } }] }, [false, true, false]],
    ['what nobody has', { ...NOTHING, tags: ['x'], types: ['Owner'], entities: [{ type: 'Owner', key: { id: 'b' } }] }, [true, true, true]],
  ])('are forgotten by %s, and nothing of another workspace is', async (_what, order, stay) => {
    await open();
    const queries = [NOTE, '{ weather }', '{ inbox { id } }'];
    for (const query of queries) for (const workspace of ['default', 'other']) await untilKept(query, { workspace });
    await notes.kept.invalidate({ workspace: 'default', principal: 'operator' }, order);
    const outcomes = async (workspace: string) => Promise.all(queries.map(async (query) => (await notes.ask(query, { workspace })).extensions?.cache?.outcome));
    expect(await outcomes('default')).toEqual(stay.map((stays) => (stays ? 'hit' : 'miss')));
    expect(await outcomes('other')).toEqual(['hit', 'hit', 'hit']);
  });

  it('that are asked for while they are to be forgotten are not kept', async () => {
    await open();
    const asked = notes.ask('{ slow { id } }');
    await waitUntil(() => notes.reads > 0);
    await notes.kept.invalidate({ workspace: 'default', principal: 'operator' }, { ...NOTHING, types: ['Note'] });
    notes.release();
    await asked;
    expect((await notes.ask('{ slow { id } }')).extensions?.cache?.outcome).toBe('miss');
    await untilKept('{ slow { id } }');
  });

  it('tell nothing of the cache unless asked, and refuse what is neither true nor false', async () => {
    await open();
    expect((await notes.ask(NOTE, { headers: { 'x-autoweave-cache': 'false' } })).extensions?.cache).toBeUndefined();
    const refused = await notes.ask(NOTE, { extensions: { cache: 'yes' }, headers: { 'x-autoweave-cache': 'false' } });
    expect(refused.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
