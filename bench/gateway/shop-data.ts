// The shop's data: rings of members and products, so that every window of them gives an answer of the same size. Plain objects
// and functions, without a GraphQL library: every contestant builds its own schema over them.

/** Members and products there are; also how many values `from` may have. */
export const RING = 100;
const REVIEWS_EACH = 3;

interface Member {
  readonly __typename: 'Member';
  readonly id: string;
  readonly handle: string;
  readonly fullName: string;
  readonly joinedOn: string;
  readonly reviewCount: number;
  readonly reviews: readonly Review[];
}

interface Product {
  readonly __typename: 'Product';
  readonly sku: string;
  readonly title: string;
  readonly price: number;
  readonly grams: number;
  readonly inStock: boolean;
  readonly shippingCost: number;
  readonly reviews: readonly Review[];
}

interface Review {
  readonly __typename: 'Review';
  readonly id: string;
  readonly text: string;
  readonly author: Member;
  readonly product: Product;
}

interface Window {
  readonly from: number;
  readonly first: number;
}

/** Answers for whoever asks, whether one schema or one of four. */
export interface Shop {
  members(window: Window): readonly Member[];
  bestSellers(window: Window): readonly Product[];
  /** By federation's representation: `__typename` and a key. */
  find(reference: { readonly __typename?: string; readonly id?: string; readonly sku?: string }): Member | Product | Review | undefined;
}

/** Equal at every call: nothing is random. */
export function createShop(): Shop {
  const members = Array.from({ length: RING }, (_, n) => createMember(n));
  const products = Array.from({ length: RING }, (_, n) => createProduct(n));
  const reviews = new Map<string, Review>();
  members.forEach((author, n) => {
    for (let nth = 0; nth < REVIEWS_EACH; nth += 1) {
      const product = itemAt(products, n + nth);
      const review: Review = {
        __typename: 'Review',
        id: `review-${pad(n)}-${nth}`,
        text: `${PHRASES[nth]} ${product.title}, says ${author.handle}.`,
        author,
        product,
      };
      reviews.set(review.id, review);
      author.reviews.push(review);
      product.reviews.push(review);
    }
  });
  const byId = new Map(members.map((member) => [member.id, member]));
  const bySku = new Map(products.map((product) => [product.sku, product]));
  return {
    members: ({ from, first }) => Array.from({ length: first }, (_, n) => itemAt(members, from + n)),
    bestSellers: ({ from, first }) => Array.from({ length: first }, (_, n) => itemAt(products, from + n)),
    find({ __typename, id = '', sku = '' }) {
      if (__typename === 'Member') return byId.get(id);
      return __typename === 'Product' ? bySku.get(sku) : reviews.get(id);
    },
  };
}

const PHRASES = [
  'Does what it should and no more, which is more than can be said of most things on that shelf; I would buy it again:',
  'Came late and in a box far too large, with a manual in four languages of which I read none, but is good:',
  'Not quite what the picture promised, and heavier than I had thought, yet my neighbour would not give it back:',
];

function createMember(n: number) {
  const reviews: Review[] = [];
  return {
    __typename: 'Member' as const,
    id: `member-${pad(n)}`,
    handle: `reader${pad(n)}`,
    fullName: `Reader Number ${pad(n)}`,
    joinedOn: `2020-01-${pad((n % 28) + 1)}`,
    reviewCount: REVIEWS_EACH,
    reviews,
  };
}

function createProduct(n: number) {
  const reviews: Review[] = [];
  const price = 100 + n * 7;
  const grams = 1_000 + n * 13;
  return {
    __typename: 'Product' as const,
    sku: `sku-${pad(n)}`,
    title: `Household thing ${pad(n)}`,
    price,
    grams,
    inStock: n % 3 !== 0,
    shippingCost: toShippingCost({ price, grams }),
    reviews,
  };
}

/** What inventory works out from the values that it requires of products. */
export function toShippingCost({ price, grams }: { readonly price: number; readonly grams: number }): number {
  return price > 500 ? 0 : Math.ceil(grams / 2);
}

function itemAt<Item>(ring: readonly Item[], n: number): Item {
  const item = ring[((n % RING) + RING) % RING];
  if (item === undefined) throw new Error('the ring is empty');
  return item;
}

function pad(n: number): string {
  return String(n).padStart(3, '0');
}
