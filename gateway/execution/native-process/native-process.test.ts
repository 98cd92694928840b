import { beforeAll, describe, expect, it } from '@jest/globals';
import { composeSupergraph } from '../../supergraph/compose-supergraph.ts';
import { openNativeProcess, PlannerEndedError } from './native-process.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external"])';

const SUBGRAPHS: readonly (readonly [string, string])[] = [
  [
    'depots',
    `${LINK} type Query { depots: [Depot!]! } interface Stock { weight: Int } type Crate implements Stock @key(fields: "id") { id: ID! weight: Int }
    type Depot @key(fields: "code") { code: String! stock: [Stock] }`,
  ],
  [
    'prices',
    `${LINK} type Crate @key(fields: "id") { id: ID! isFull: Boolean! label: String @external tag: Int @requires(fields: "label") price(at: Int!): Float @external }
    type Depot @key(fields: "id place { name }") @key(fields: "code") { id: ID! place: Place! code: String! stock: [Stock] @external
      worth: Int @requires(fields: "stock { ... on Crate { isFull price(at: 1) } }") }
    type Place { name: String! } interface Stock { isFull: Boolean! }`,
  ],
  ['labels', `${LINK} type Crate @key(fields: "id") { id: ID! label: String price(at: Int!): Float }`],
];

/** The planner's own code gives up over it, and with it the process that it runs in. */
const DEADLY = '{ depots { worth } }';
const HARMLESS = '{ depots { code } }';

const toRequest = (query: string) => ({ query, operationName: undefined, labels: [], percentage: 0 });
const LIMITS = { idleMs: 60_000, planMs: 120_000, mostFaults: 3 };

describe('the process of the native planner', () => {
  let sdl: string;
  beforeAll(async () => {
    const composition = await composeSupergraph(SUBGRAPHS.map(([name, text]) => ({ name, url: 'http://unused.invalid', sdl: text })));
    if (composition.kind === 'refused') throw new Error(composition.problems.map(({ message }) => message).join('\n'));
    ({ sdl } = composition);
  });

  it('ends over an operation that the planner gives up on, and is there again for the next', async () => {
    const native = await openNativeProcess(sdl, LIMITS);
    await expect(native.plan(toRequest(DEADLY))).rejects.toThrow(PlannerEndedError);
    expect((await native.plan(toRequest(HARMLESS))).node).toMatchObject({ kind: 'Fetch', serviceName: 'depots' });
  });

  it('is not started again for a supergraph over which it has ended too often', async () => {
    const native = await openNativeProcess(sdl, LIMITS);
    for (let fault = 0; fault < LIMITS.mostFaults; fault += 1)
      await expect(native.plan(toRequest(DEADLY))).rejects.toThrow('the native planner ended: SIGABRT');
    await expect(native.plan(toRequest(HARMLESS))).rejects.toThrow('has ended too often');
  });

  it('ends when it has nothing to do, and is there again when it has', async () => {
    const native = await openNativeProcess(sdl, { ...LIMITS, idleMs: 0 });
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = await Promise.all([native.plan(toRequest(HARMLESS)), native.plan(toRequest(HARMLESS))]);
      expect(one).toEqual(other);
    }
  });

  it('refuses what is no supergraph, and an operation that does not fit, with a reason', async () => {
    await expect(openNativeProcess('type Query {', LIMITS)).rejects.toThrow('Failed to parse');
    const native = await openNativeProcess(sdl, LIMITS);
    const failed = await native.plan(toRequest('{ nothing }')).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    expect(failed).not.toBeInstanceOf(PlannerEndedError);
  });
});
