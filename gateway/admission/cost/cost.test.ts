import { afterEach, describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse } from 'graphql';
import { startTestGateway, type TestGateway } from '../../../test/support/gateway/test-gateway.ts';
import { openEventStream } from '../../../test/support/gateway/event-stream-client.ts';
import { openTestSocket } from '../../../test/support/gateway/test-socket.ts';
import { openWires, WIRE_NAMES, type Wires } from '../../../test/support/gateway/wires.ts';
import { waitUntil } from '../../../test/support/wait-until.ts';
import { readCostWeights } from './cost-weights.ts';
import { estimateCost, type CostedOperation } from './estimate-cost.ts';
import { measureCost } from './measure-cost.ts';

const SDL = `
  directive @cost(weight: Int!) on FIELD_DEFINITION | OBJECT | ARGUMENT_DEFINITION
  directive @cost__listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]) on FIELD_DEFINITION
  type Query {
    one: Item
    plain: [Item]
    assumed: [Item] @cost__listSize(assumedSize: 3)
    page(first: Int = 20): Page
    must(first: Int!): Page
    pageOf(input: Slice): Page @cost__listSize(slicingArguments: ["input.count"], sizedFields: ["nodes"])
    dear: String @cost(weight: 7)
    search(term: String @cost(weight: 4)): Heavy
    any: Any
  }
  type Mutation { change: Item }
  input Slice { count: Int }
  type Page { nodes: [Item!] other: [Item!] }
  type Item { name: String items: [Item] }
  type Heavy @cost(weight: 9) { name: String }
  union Any = Item | Heavy
`;
const WEIGHTS = readCostWeights(SDL);

function read(source: string, variables: Record<string, unknown> = {}): CostedOperation {
  const document = parse(source);
  const definition = document.definitions.find((part) => part.kind === Kind.OPERATION_DEFINITION);
  if (definition === undefined) throw new Error('no operation');
  return { schema: buildSchema(SDL), document, definition, variables };
}

describe('the estimate', () => {
  it.each([
    ['an object', '{ one { name } }', 1],
    ['a list of which nothing is known', '{ plain { name } }', 10],
    ['a list with a size', '{ assumed { name } }', 3],
    ['a page with its default size', '{ page { nodes { name } } }', 21],
    ['a page as it is asked for', '{ page(first: 5) { nodes { name } } }', 6],
    ['a list beside the page', '{ page(first: 5) { other { name } } }', 11],
    ['a size inside an input', '{ pageOf(input: { count: 2 }) { nodes { name } } }', 3],
    ['lists in lists', '{ page(first: 5) { nodes { items { name } } } }', 1 + 5 * (1 + 10)],
    ['a weight of a field', '{ dear }', 7],
    ['weights of an argument and of a type', '{ search(term: "x") { name } }', 13],
    ['a type alone when the argument is not given', '{ search { name } }', 9],
    ['fragments as often as they are spread', '{ ...f x: one { ...g } } fragment f on Query { one { ...g } } fragment g on Item { items { name } }', 22],
    ['fragments of a union', '{ any { ... on Item { items { name } } } }', 11],
    ['a mutation', 'mutation { change { name } }', 11],
    ['what is no data', '{ __typename }', 0],
  ])('knows the cost of %s', (_what, source, cost) => {
    expect(estimateCost(read(source), WEIGHTS)).toEqual({ cost, isFixed: true });
  });

  it('reads sizes from variables and stops at the largest number there is', () => {
    expect(estimateCost(read('query($n: Int) { page(first: $n) { nodes { name } } }', { n: 50 }), WEIGHTS)).toEqual({ cost: 51, isFixed: false });
    expect(estimateCost(read('query($n: Int!) { pageOf(input: { count: $n }) { nodes { name } } }', { n: 2 }), WEIGHTS)).toEqual({ cost: 3, isFixed: false });
    expect(estimateCost(read('query($t: String) { search(term: $t) { name } }', { t: 'x' }), WEIGHTS)).toEqual({ cost: 13, isFixed: true });
    const mustHave = 'query($n: Int = 4) { must(first: $n) { nodes { name } } }';
    expect(estimateCost(read(mustHave, { n: null }), WEIGHTS).cost).toBe(11);
    const deep = `{ plain { ${'items { '.repeat(40)} name ${'}'.repeat(40)} } }`;
    expect(estimateCost(read(deep), WEIGHTS).cost).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('the actual cost', () => {
  it('counts what was answered, a field selected twice once', () => {
    const operation = read('{ page(first: 50) { nodes { name items { name } } } again: page { nodes { name } } dear ...f } fragment f on Query { dear }');
    const data = {
      page: {
        nodes: [
          { name: 'a', items: [] },
          { name: 'b', items: [{ name: 'c' }, null] },
        ],
      },
      again: null,
      dear: 'x',
    };
    expect(measureCost(operation, data, WEIGHTS)).toBe(1 + 2 + 1 + 7);
    expect(measureCost(operation, null, WEIGHTS)).toBe(0);
  });
});

describe('extensions.cost', () => {
  let gateway: TestGateway;
  let wires: Wires;
  afterEach(async () => {
    wires.close();
    await gateway.stop();
  });

  it.each(WIRE_NAMES)('is answered over %s when it is asked for, and only then', async (wire) => {
    gateway = await startTestGateway();
    wires = await openWires(gateway);
    const query = '{ whoAmI { principal } }';
    expect((await wires.send(wire, { query, extensions: { cost: true } })).extensions?.['cost']).toEqual({ estimated: 1, actual: 1, max: 5_000_000 });
    expect((await wires.send(wire, { query })).extensions).not.toHaveProperty('cost');
    expect((await wires.send(wire, { query, extensions: { cost: 'yes' } })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is told with each event of a subscription, over WebSocket and as events, and not to others of the same', async () => {
    gateway = await startTestGateway();
    wires = await openWires(gateway);
    const query = 'subscription { ticks { value } }';
    const socket = await openTestSocket(gateway.webSocketUrl);
    await socket.init();
    socket.subscribe('told', { query, extensions: { cost: true } });
    socket.subscribe('plain', { query });
    const events = await openEventStream(`${gateway.url}/graphql`, { body: { query, extensions: { cost: true } } });
    await waitUntil(() => {
      gateway.engine.tick(1);
      return socket.of('told').length > 0 && socket.of('plain').length > 0 && events.events.length > 0;
    });
    const cost = { estimated: 1, actual: 1, max: 5_000_000 };
    expect(socket.of('told')[0]).toMatchObject({ payload: { data: { ticks: { value: 1 } }, extensions: { cost } } });
    expect((await events.payloads(1))[0]).toMatchObject({ data: { ticks: { value: 1 } }, extensions: { cost } });
    expect(socket.of('plain')[0]).toMatchObject({ payload: { data: { ticks: { value: 1 } } } });
    expect(JSON.stringify(socket.of('plain'))).not.toContain('"cost"');
    events.close();
    socket.socket.terminate();
  });

  it('is answered over HTTP to a header, too', async () => {
    gateway = await startTestGateway();
    wires = await openWires(gateway);
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-autoweave-cost': 'true' },
      body: '{"query":"{ whoAmI { principal } }"}',
    });
    expect(await response.json()).toMatchObject({ extensions: { cost: { estimated: 1, actual: 1 } } });
  });
});
