import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema, execute, parse } from 'graphql';
import { composeSupergraph } from '../../gateway/supergraph/compose-supergraph.ts';
import type { LoopRequest } from '../measure/closed-loop.ts';
import { RING } from './shop-data.ts';
import { createSingleRoot } from './shop-resolvers.ts';
import { QUERY, SINGLE_SDL, SUBGRAPH_SDL, SUBGRAPHS, type SubgraphName } from './shop-schemas.ts';

/** Steps in order; the fetches of a step at the same time. */
export type FloorPlan = readonly (readonly { readonly url: string; readonly body: string }[])[];

/** What the contestants are started from and what they must answer. */
export interface Fixture {
  readonly folder: string;
  readonly supergraphFile: string;
  /** One for each value of the query's variable, answers included; worked out by graphql-js on the one schema. */
  readonly requests: readonly LoopRequest[];
  readonly answerBytes: number;
  remove(): void;
}

/** Composes the supergraph over the running subgraphs and works out every right answer. */
export async function createFixture(urls: Readonly<Record<SubgraphName, string>>): Promise<Fixture> {
  const folder = mkdtempSync(join(tmpdir(), 'autoweave-bench-gateway-'));
  const composition = await composeSupergraph(SUBGRAPHS.map((name) => ({ name, url: urls[name], sdl: SUBGRAPH_SDL[name] })));
  if (composition.kind === 'refused') throw new Error(composition.problems.map(({ message }) => message).join('; '));
  const supergraphFile = join(folder, 'supergraph.graphql');
  writeFileSync(supergraphFile, composition.sdl);
  const schema = buildSchema(SINGLE_SDL);
  const document = parse(QUERY);
  const rootValue = createSingleRoot();
  const requests: LoopRequest[] = [];
  for (let from = 0; from < RING; from += 1) {
    const { data, errors } = await execute({ schema, document, rootValue, variableValues: { from } });
    if (errors !== undefined || data === null || data === undefined) throw new Error(`the one schema does not answer: ${String(errors)}`);
    const expected = JSON.stringify(data);
    writeFileSync(join(folder, `answer-${from}.json`), expected);
    writeFileSync(join(folder, `floor-${from}.json`), JSON.stringify(toFloorPlan(data, from, urls)));
    requests.push({ body: JSON.stringify({ query: QUERY, variables: { from } }), expected });
  }
  return {
    folder,
    supergraphFile,
    requests,
    answerBytes: Buffer.byteLength(requests[0]?.expected ?? ''),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const MEMBER_REVIEWS = 'reviews { id text product { sku } }';
const ENTITIES = 'query($representations: [_Any!]!) { _entities(representations: $representations) ';

function toFloorPlan(data: unknown, from: number, urls: Readonly<Record<SubgraphName, string>>): FloorPlan {
  const { members, bestSellers } = data as { members: { id: string }[]; bestSellers: { sku: string }[] };
  const found = collectEntities(data);
  const ask = (name: SubgraphName, query: string, variables: object) => ({ url: urls[name], body: JSON.stringify({ query, variables }) });
  const askEntities = (name: SubgraphName, selection: string, representations: readonly object[]) =>
    ask(name, `${ENTITIES}${selection} }`, { representations });
  const toMember = ({ id }: { id: string }) => ({ __typename: 'Member', id });
  const toProduct = ({ sku }: { sku: string }) => ({ __typename: 'Product', sku });
  return [
    [
      ask('accounts', 'query($from: Int!) { members(from: $from) { __typename id handle fullName } }', { from }),
      ask('products', 'query($from: Int!) { bestSellers(from: $from) { __typename sku title price grams } }', { from }),
    ],
    [
      askEntities(
        'reviews',
        `{ ... on Member { reviews { id text product { sku reviews { id text author { id handle ${MEMBER_REVIEWS} } } } } } }`,
        members.map(toMember),
      ),
      askEntities('reviews', `{ ... on Product { reviews { id text author { id handle ${MEMBER_REVIEWS} } } } }`, bestSellers.map(toProduct)),
    ],
    [
      askEntities('accounts', '{ ... on Member { handle fullName } }', [...found.members.values()].map(toMember)),
      askEntities('products', '{ ... on Product { title price grams } }', [...found.products.values()].map(toProduct)),
    ],
    [
      askEntities(
        'inventory',
        '{ ... on Product { inStock shippingCost } }',
        [...found.products.values()].map(({ sku, price, grams }) => ({ __typename: 'Product', sku, price, grams })),
      ),
    ],
  ];
}

interface Entities {
  readonly members: Map<string, { readonly id: string }>;
  readonly products: Map<string, { readonly sku: string; readonly price: number; readonly grams: number }>;
}

function collectEntities(value: unknown, found: Entities = { members: new Map(), products: new Map() }): Entities {
  if (typeof value !== 'object' || value === null) return found;
  const { id, handle, sku, price, grams } = value as { id?: string; handle?: string; sku?: string; price?: number; grams?: number };
  if (id !== undefined && handle !== undefined) found.members.set(id, { id });
  if (sku !== undefined && price !== undefined && grams !== undefined) found.products.set(sku, { sku, price, grams });
  for (const inner of Object.values(value)) collectEntities(inner, found);
  return found;
}
