import { afterEach, describe, expect, it } from '@jest/globals';
import { CodedError } from '../../platform/errors/coded-error.ts';
import { toPosition } from '../../platform/event-log/position.ts';
import type { AnswerStream, SubgraphFrame, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { startFederation, toOperation, type Federation } from '../../test/conformance/federation/federation.ts';
import type { SubgraphFixture } from '../../test/conformance/federation/fixture-subgraph.ts';
import type { OperationFrame } from '../operation.ts';
import { createInProcessUpstream } from '../upstream/in-process-upstream.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { createApolloPlanner } from './apollo-planner.ts';
import { createEngine } from './create-engine.ts';
import { createLogger } from '../../platform/logging/logger.ts';

const at = (sequence: number) => toPosition({ workspace: 'default', epoch: 0, sequence });

async function* toAsync<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

function createPulse(frames: () => AsyncIterable<SubgraphFrame>): SubgraphFixture {
  return {
    name: 'pulse',
    sdl: /* GraphQL */ `
      type Query {
        now: Int
      }
      type Mutation {
        beat: Int
      }
      type Subscription {
        beat(of: ID): Beat
      }
      type Beat {
        at: Int!
        thing: Thing!
      }
      type Thing @key(fields: "id") {
        id: ID!
      }
    `,
    resolvers: { Query: { now: () => 1 }, Mutation: { beat: () => 2 } },
    subscribe: frames,
  };
}

const names: SubgraphFixture = {
  name: 'names',
  sdl: 'type Query { later: Int } type Thing @key(fields: "id") { id: ID! name: String! }',
  resolvers: { Query: { later: () => 2 }, Thing: { __resolveReference: ({ id }: { id: string }) => (id === 'gone' ? null : { id, name: `name of ${id}` }) } },
};

const beat = (id: string, sequence: number, more: Partial<SubgraphFrame['stream']> = {}): SubgraphFrame => ({
  data: { beat: { at: sequence, thing: { __typename: 'Thing', id } }, _0_beat: { at: sequence, thing: { __typename: 'Thing', id } } },
  stream: { kind: 'event', position: at(sequence), ...more },
});

describe('the engine', () => {
  let federation: Federation | undefined;
  afterEach(() => federation?.close());

  async function start(frames: () => AsyncIterable<SubgraphFrame>): Promise<Federation> {
    federation = await startFederation([createPulse(frames), names], 'in-process');
    return federation;
  }

  async function collect({ engine, supergraph }: Federation, source: string, options: { resumeFrom?: string } = {}): Promise<OperationFrame[]> {
    const frames: OperationFrame[] = [];
    for await (const frame of engine.subscribe(toOperation(supergraph, source), options)) frames.push(frame);
    return frames;
  }

  it('resolves what other subgraphs own for each event, in order, and passes the other frames', async () => {
    const started = await start(() =>
      toAsync<SubgraphFrame>([
        { data: null, stream: { kind: 'state', state: 'live', resumable: true, position: at(1), resumed: { replayed: 1 } } },
        beat('a', 2, { replay: true }),
        { data: null, stream: { kind: 'progress', position: at(3) } },
        beat('b', 4),
      ]),
    );
    const frames = await collect(started, 'subscription { pulse: beat(of: "x") { thing { title: name id } at } }', { resumeFrom: at(1) });
    expect(frames).toEqual([
      { result: { data: null }, stream: { kind: 'state', state: 'live', resumable: true, position: at(1), resumed: { replayed: 1 } } },
      { result: { data: { pulse: { thing: { title: 'name of a', id: 'a' }, at: 2 } } }, stream: { kind: 'event', position: at(2), replay: true } },
      { result: { data: null }, stream: { kind: 'progress', position: at(3) } },
      { result: { data: { pulse: { thing: { title: 'name of b', id: 'b' }, at: 4 } } }, stream: { kind: 'event', position: at(4) } },
    ]);
    expect(started.asked.get('pulse')?.[0]?.stream).toEqual({ resumeFrom: at(1) });
  });

  it('tells errors within an event, and goes on', async () => {
    const started = await start(() => toAsync([beat('gone', 1), beat('b', 2)]));
    const frames = await collect(started, 'subscription { beat { thing { name } } }');
    expect(frames).toMatchObject([
      { result: { data: { beat: null }, errors: [{ path: ['beat', 'thing', 'name'] }] }, stream: { position: at(1) } },
      { result: { data: { beat: { thing: { name: 'name of b' } } } }, stream: { position: at(2) } },
    ]);
  });

  it("passes a source's refusal on and throws when the source breaks", async () => {
    const refused = await start(() =>
      toAsync<SubgraphFrame>([{ data: null, errors: [{ message: 'no', extensions: { code: 'FORBIDDEN' } }], stream: { kind: 'event' } }]),
    );
    expect(await collect(refused, 'subscription { beat { at } }')).toMatchObject([
      { result: { data: null, errors: [{ message: 'no', extensions: { code: 'FORBIDDEN', service: 'pulse' } }] } },
    ]);
    await refused.close();
    const broken = await start(async function* () {
      yield beat('a', 1);
      throw new Error('wire cut');
    });
    await expect(collect(broken, 'subscription { beat { at } }')).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', details: { service: 'pulse' } });
  });

  it('keeps apart what comes for two references for which a subgraph has one object', async () => {
    const constant = { __typename: 'Parcel', weight: 5 };
    federation = await startFederation(
      [
        {
          name: 'parcels',
          sdl: 'type Query { parcels: [Parcel!]! } type Parcel @key(fields: "id") { id: ID! }',
          resolvers: { Query: { parcels: () => [{ id: '1' }, { id: '2' }] } },
        },
        {
          name: 'weights',
          sdl: 'type Parcel @key(fields: "id") { id: ID! weight: Int }',
          resolvers: { Parcel: { __resolveReference: () => constant } },
        },
        {
          name: 'shipping',
          sdl: 'type Parcel @key(fields: "id") { id: ID! weight: Int @external estimate: String @requires(fields: "weight") }',
          resolvers: { Parcel: { __resolveReference: ({ id, weight }: { id: string; weight: number }) => ({ id, estimate: `${id} of ${weight}` }) } },
        },
      ],
      'in-process',
    );
    const answer = await federation.engine.execute(toOperation(federation.supergraph, '{ parcels { id weight estimate } }'));
    expect(answer.data).toEqual({
      parcels: [
        { id: '1', weight: 5, estimate: '1 of 5' },
        { id: '2', weight: 5, estimate: '2 of 5' },
      ],
    });
  });

  it('ends a subscription quietly when its client is gone', async () => {
    const { engine, supergraph } = await start(async function* () {
      yield beat('a', 1);
      await new Promise(() => undefined);
    });
    const controller = new AbortController();
    const frames = engine.subscribe({ ...toOperation(supergraph, 'subscription { beat { at } }'), signal: controller.signal }, {})[Symbol.asyncIterator]();
    expect((await frames.next()).done).toBe(false);
    controller.abort();
  });

  describe('positions', () => {
    async function ask(
      answers: Readonly<Record<string, AnswerStream>>,
      source: string,
      minPosition?: string,
    ): Promise<{ stream: unknown; asked: SubgraphRequest[] }> {
      const { supergraph } = await start(() => toAsync([]));
      const asked: SubgraphRequest[] = [];
      const upstreams = new Map<string, Upstream>(
        Object.entries(answers).map(([name, stream]) => [
          name,
          createInProcessUpstream({
            name,
            execute(request) {
              asked.push(request);
              return Promise.resolve({ data: { now: 1, later: 2, beat: 2 }, extensions: { stream } });
            },
            subscribe: () => toAsync([]),
          }),
        ]),
      );
      const engine = createEngine({
        supergraph,
        planner: createApolloPlanner(supergraph),
        upstreams,
        logger: createLogger({ level: 'silent', process: 'test' }),
      });
      const result = await engine.execute({ ...toOperation(supergraph, source), ...(minPosition === undefined ? {} : { minPosition }) });
      return { stream: result.extensions?.['stream'], asked };
    }

    it('of a query are the lowest that its subgraphs have applied', async () => {
      expect((await ask({ pulse: { position: at(7) }, names: { position: at(5) } }, '{ now later }')).stream).toEqual({ position: at(5) });
    });

    it('of another workspace or kind count for nothing', async () => {
      const foreign = toPosition({ workspace: 'other', epoch: 0, sequence: 1 });
      expect((await ask({ pulse: { position: 'offset-12' }, names: { position: foreign } }, '{ now later }')).stream).toBeUndefined();
    });

    it('of a mutation are where its event stands, or its command', async () => {
      expect((await ask({ pulse: { position: null, commandId: 'c1' } }, 'mutation { beat }')).stream).toEqual({ position: null, commandId: 'c1' });
    });

    it('that a query demands reach every subgraph', async () => {
      const { asked } = await ask({ pulse: { position: at(7) }, names: { position: at(5) } }, '{ now later }', at(4));
      expect(asked.map(({ stream }) => stream)).toEqual([{ minPosition: at(4) }, { minPosition: at(4) }]);
    });
  });

  it("answers the rest when the deadline takes a subgraph away, with the deadline's own code", async () => {
    const { working, toStuck } = await startStuck();
    expect((await working.execute(toStuck.operation)).data).toEqual({ now: 1, later: 2 });
    const { asking, lines } = await toStuck.abort(new CodedError('DEADLINE_EXCEEDED', 'too late'));
    expect(asking).toEqual({
      data: { now: 1, later: null },
      errors: [{ message: 'too late', path: ['later'], extensions: { code: 'DEADLINE_EXCEEDED', service: 'names' } }],
    });
    expect(lines).toEqual([expect.stringContaining('a subgraph did not answer')]);
  });

  it('warns of no subgraph whose call ended because the client was gone', async () => {
    const { toStuck } = await startStuck();
    const { lines } = await toStuck.abort(new Error('the client is gone'));
    expect(lines).toEqual([]);
  });

  /** An engine that waits for a subgraph. */
  async function startStuck() {
    const { supergraph, engine: working } = await start(() => toAsync([]));
    const controller = new AbortController();
    const waiting = Promise.withResolvers<void>();
    const lines: string[] = [];
    const stuck = createInProcessUpstream({
      name: 'names',
      execute: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          waiting.resolve();
        }),
      subscribe: () => toAsync([]),
    });
    const quick = createInProcessUpstream({ name: 'pulse', execute: () => Promise.resolve({ data: { now: 1 } }), subscribe: () => toAsync([]) });
    const engine = createEngine({
      supergraph,
      planner: createApolloPlanner(supergraph),
      upstreams: new Map([
        ['names', stuck],
        ['pulse', quick],
      ]),
      logger: createLogger({ level: 'warn', process: 'test', destination: { write: (line) => void lines.push(line) } }),
    });
    const operation = toOperation(supergraph, '{ now later }');
    async function abort(reason: Error) {
      const asking = engine.execute({ ...operation, signal: controller.signal });
      await waiting.promise;
      controller.abort(reason);
      return { asking: await asking, lines };
    }
    return { working, toStuck: { operation, abort } };
  }
});
