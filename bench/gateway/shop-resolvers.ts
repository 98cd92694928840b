import { createShop, toShippingCost } from './shop-data.ts';
import type { SubgraphName } from './shop-schemas.ts';

type Resolver = (parent: unknown, args: { readonly from: number; readonly first: number }) => unknown;
type ReferenceResolver = (reference: Reference) => unknown;

interface Reference {
  readonly __typename: string;
  readonly id?: string;
  readonly sku?: string;
  readonly price?: number;
  readonly grams?: number;
}

/** Resolvers by type and field, as Apollo's subgraph library takes them; what is absent is read from the object. */
export type ResolverMap = Readonly<Record<string, Readonly<Record<string, Resolver | ReferenceResolver>>>>;

/** What a subgraph answers of the shop. */
export function createSubgraphResolvers(name: SubgraphName): ResolverMap {
  const shop = createShop();
  const find = { __resolveReference: (reference: Reference) => shop.find(reference) };
  switch (name) {
    case 'accounts':
      return { Query: { members: (_parent, window) => shop.members(window) }, Member: find };
    case 'products':
      return { Query: { bestSellers: (_parent, window) => shop.bestSellers(window) }, Product: find };
    case 'reviews':
      return { Review: find, Member: find, Product: find };
    case 'inventory':
      return { Product: { __resolveReference: (reference: Reference) => ({ ...shop.find(reference), ...toShipping(reference) }) } };
  }
}

/** Resolvers of the one schema's root; the rest is read from the objects. */
export function createSingleRoot(): Readonly<Record<string, (window: { readonly from: number; readonly first: number }) => unknown>> {
  const shop = createShop();
  return { members: (window) => shop.members(window), bestSellers: (window) => shop.bestSellers(window) };
}

/** Only what the gateway brought counts, so that a gateway that leaves a required value out is found out. */
function toShipping({ price, grams }: Reference): { shippingCost: number | null } {
  return { shippingCost: price === undefined || grams === undefined ? null : toShippingCost({ price, grams }) };
}
