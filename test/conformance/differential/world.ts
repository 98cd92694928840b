/** An object of the world: plain fields, and functions for fields that lead on, take arguments or fail. */
type Thing = Readonly<Record<string, unknown>>;

const PEOPLE = ['u0', 'u1', 'u2', 'u3'];
const PRODUCTS = ['p0', 'p1', 'p2', 'p3'];
const REVIEWS = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5'];

/** What was given, in the order of its names. */
function echo(given: object): string {
  return JSON.stringify(toSorted(given));
}

function toSorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSorted);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, item]) => [name, toSorted(item)]));
}

/** Everything there is, as one graph. Both the single schema and every subgraph resolve from it. */
export interface World {
  readonly query: Thing;
  find(id: string): Thing | null;
  findBySku(sku: string, pack: number): Thing | null;
}

export function createWorld(): World {
  const things = new Map<string, Thing>();
  const find = (id: string): Thing | null => things.get(id) ?? null;
  const all = (ids: readonly string[]): (Thing | null)[] => ids.map(find);
  const fail = (text: string) => () => {
    throw new Error(text);
  };

  PEOPLE.forEach((id, index) => {
    things.set(id, {
      __typename: 'User',
      id,
      name: `name ${id}`,
      email: index === 1 ? null : `${id}@x`,
      rank: ['LOW', 'HIGH', null, 'LOW'][index],
      friends: () => all(PEOPLE.filter((_, other) => other !== index && (other + index) % 2 === 1)),
      best: () => (index === 3 ? null : find(PEOPLE[(index + 1) % 4] ?? '')),
      favourite: () => find(PRODUCTS[index] ?? ''),
      reviews: ({ first = 10 }: { first?: number | null }) => all(REVIEWS.filter((_, other) => other % 4 === index)).slice(0, first ?? 10),
      score: index === 2 ? fail('no score') : index * 10,
      address: index === 0 ? null : { street: `street ${id}`, city: { name: `city ${index}`, zip: index === 2 ? null : `z${index}` } },
      things: () => [find(PRODUCTS[index] ?? ''), find(REVIEWS[index] ?? ''), find(PEOPLE[index] ?? '')],
      moods: () => ['calm', index === 2 ? new Error('no mood') : null, `mood ${id}`],
      peers: () => (index === 1 ? null : [[find('u1'), null], [], [find('u3'), index === 2 ? new Error('no peer') : find('u0')]]),
      risky: index === 0 ? fail('too risky') : index,
      echo,
    });
  });

  PRODUCTS.forEach((id, index) => {
    const isBook = index % 2 === 0;
    things.set(id, {
      __typename: isBook ? 'Book' : 'Film',
      id,
      sku: `s${index}`,
      pack: index + 1,
      title: `title ${id}`,
      pages: 100 * index,
      minutes: 90 + index,
      price: ({ currency = 'EUR' }: { currency?: string | null }) => (currency === 'USD' ? index * 2 : index),
      stock: index === 1 ? null : index * 5,
      seller: () => find(PEOPLE[3 - index] ?? ''),
      similar: () => all(PRODUCTS.filter((_, other) => other !== index)),
      // Never the failing one: the planner asks an interface object on behalf of all its types for what one of them was asked for.
      reviews: () => all(REVIEWS.filter((_, other) => other % 3 === index && other !== 5)),
      shelf: index === 3 ? fail('no shelf') : { row: index, books: () => [find('p0'), null, find('p2')], kept: () => [all(['p1', 'p2']), null, [null]] },
      aside: echo,
      tags: ({ in: given = null }: { in?: string[] | null }) => given ?? ['t1', 't2'],
    });
  });

  REVIEWS.forEach((id, index) => {
    things.set(id, {
      __typename: 'Review',
      id,
      body: index === 4 ? null : `body ${id}`,
      stars: index,
      author: () => find(PEOPLE[index % 4] ?? ''),
      product: () => find(PRODUCTS[index % 3] ?? ''),
      verdict: index === 5 ? fail('no verdict') : `verdict ${id}`,
      replies: () => [find(REVIEWS[index + 1] ?? ''), index === 3 ? new Error('no reply') : find('r0')],
      marks: (given: object) => (index === 2 ? [[echo(given)], null] : [[echo(given), null], []]),
    });
  });

  return {
    find,
    findBySku: (sku, pack) => [...things.values()].find((thing) => thing['sku'] === sku && thing['pack'] === pack) ?? null,
    query: {
      me: () => find('u0'),
      users: () => all(PEOPLE),
      user: ({ id }: { id: string }) => find(id.startsWith('u') ? id : 'none'),
      products: ({ filter }: { filter?: { ids?: string[] | null; rank?: string | null } | null }) =>
        all(PRODUCTS.filter((id) => (filter?.ids ?? []).length === 0 || filter?.ids?.includes(id))),
      product: ({ id }: { id: string }) => find(id.startsWith('p') ? id : 'none'),
      grid: () => [all(['p0', 'p1']), [], [null, find('p2')]],
      reviews: () => all(REVIEWS),
      feed: () => [find('r1'), find('p1'), find('u1'), null, find('p2')],
      nodes: () => [find('u2'), find('p3'), find('r3')],
      firstReview: () => find('r5'),
      named: () => [find('u1'), { __typename: 'City', name: 'Rome', zip: null }, null, find('u2')],
      echo,
      rename: ({ id, name }: { id: string; name?: string | null }) => {
        const user = find(id.startsWith('u') ? id : 'none');
        return user === null ? null : { ...user, name };
      },
      rate: ({ id, stars, why }: { id: string; stars: number; why?: object | null }) => {
        if (stars > 2) throw new Error('too many stars');
        const review = find(id.startsWith('r') ? id : 'r0');
        return { ...review, stars, body: why === undefined || why === null ? null : echo(why) };
      },
      fail: ({ softly }: { softly: boolean }) => {
        if (softly) return null;
        throw new Error('it failed');
      },
    },
  };
}
