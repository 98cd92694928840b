import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../test/conformance/differential/random.ts';
import { toOperation } from '../../../test/conformance/federation/federation.ts';
import { createFixtureEndpoint, sdlOf, type SubgraphFixture } from '../../../test/conformance/federation/fixture-subgraph.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import { composeSupergraph } from '../../supergraph/compose-supergraph.ts';
import { readSupergraph, type Supergraph } from '../../supergraph/supergraph.ts';
import type { Engine, OperationResult } from '../../operation.ts';
import { readAnswer } from '../../upstream/read-answer.ts';
import type { Upstream } from '../../upstream/upstream.ts';
import { createEngine } from '../create-engine.ts';
import { createPlanner } from '../create-planner.ts';

/** What the subgraph of shelves has. */
const note = { text: 'fine', likes: 3 };
const row = (label: string, isbn: string | null) => ({
  label,
  book: isbn === null ? null : { isbn },
  first: { isbn: 'b1' },
  note: isbn === null ? null : note,
});
const shelf = {
  id: 's1',
  name: 'caf\u00e9',
  size: 7,
  wide: 1.5,
  open: true,
  kind: 'NEW',
  marks: ['x', null],
  any: 'free',
  rows: [[row('a', 'b1'), row('b', 'b2')], [], [row('c', null)]],
};

const SHELVES: SubgraphFixture = {
  name: 'shelves',
  sdl: `
    enum Kind { NEW OLD }
    scalar Any
    type Query { shelf(at: Int): Shelf shelves: [Shelf!] }
    type Shelf { id: ID! name: String size: Int wide: Float open: Boolean! kind: Kind marks: [String] any: Any rows: [[Row!]!]! }
    type Row { label: String! book: Book first: Book! note: Note }
    type Note { text: String! likes: Int! }
    type Book @key(fields: "isbn") { isbn: ID! }`,
  resolvers: { Query: { shelf: () => shelf, shelves: () => [shelf, { ...shelf, id: 's2', name: null }] } },
};

const BOOKS: SubgraphFixture = {
  name: 'books',
  sdl: 'type Book @key(fields: "isbn") { isbn: ID! title: String! pages: Int }',
  resolvers: { Book: { __resolveReference: ({ isbn }: { isbn: string }) => ({ isbn, title: isbn === 'none' ? null : `The "${isbn}"`, pages: 90 }) } },
};

const QUERY = `{
  shelves {
    id name size wide open kind marks any
    rows { label book { title isbn pages } first { isbn title } note { text likes } }
  }
  at: shelf(at: 1) { size id rows { note { text likes __typename } label } }
}`;

/** What becomes of the text of an answer before it is read. */
type Spoil = (text: string) => string;

const asItCame: Spoil = (text) => text;

const LOOKED_UP = '{ shelves { id rows { book { title } note { text } } } }';

describe('reading answers so that what nobody looks into stays text', () => {
  let supergraph: Supergraph;
  beforeAll(async () => {
    const composition = await composeSupergraph([SHELVES, BOOKS].map((fixture) => ({ name: fixture.name, url: 'http://unused.invalid', sdl: sdlOf(fixture) })));
    if (composition.kind === 'refused') throw new Error(JSON.stringify(composition.problems));
    supergraph = await readSupergraph(composition.sdl);
  });

  /** An engine of its own, for a reader gives up on texts that are never as it expects; `count` tells of how many answers something stayed text. */
  function start({ reads, spoil = asItCame }: { reads: boolean; spoil?: Spoil }): { engine: Engine; count: () => number } {
    let passed = 0;
    const toUpstream = (fixture: SubgraphFixture, change: Spoil): Upstream => {
      const endpoint = createFixtureEndpoint(fixture);
      return {
        ...endpoint,
        async execute(request) {
          const { data, errors } = await endpoint.execute({ ...request, mayShare: false });
          const text = change(JSON.stringify({ data, errors }));
          const own = reads ? request.readText?.(text) : undefined;
          if (own !== undefined) passed += 1;
          const answer = readAnswer(own ?? JSON.parse(text), fixture.name);
          return text.includes('\\') ? answer : { ...answer, isPlain: true };
        },
        close: () => Promise.resolve(),
      };
    };
    const logger = createLogger({ level: 'silent', process: 'test' });
    const upstreams = new Map([
      ['shelves', toUpstream(SHELVES, spoil)],
      ['books', toUpstream(BOOKS, asItCame)],
    ]);
    return { engine: createEngine({ supergraph, planner: createPlanner(supergraph, { choice: 'apollo', logger }), upstreams, logger }), count: () => passed };
  }

  async function ask({ engine }: { engine: Engine }, source = QUERY): Promise<OperationResult> {
    const { dataText, ...result } = await engine.execute({ ...toOperation(supergraph, source), asText: true });
    return dataText === undefined ? result : { ...result, data: JSON.parse(dataText) as Record<string, unknown> };
  }

  it('gives what reading them as any JSON gives', async () => {
    const reading = start({ reads: true });
    const result = await ask(reading);
    expect(result.errors).toBeUndefined();
    expect(result).toEqual(await ask(start({ reads: false })));
    expect(JSON.stringify(result.data)).toBe(JSON.stringify((await ask(start({ reads: false }))).data));
    expect(reading.count()).toBeGreaterThan(0);
  });

  it.each<[string, Spoil]>([
    ['a null where none may be', (text) => text.replace('"text":"fine"', '"text":null')],
    ['a null in place of an object that must be', (text) => text.replace(/"first":\{[^}]*\}/, '"first":null')],
    ['an object that lacks what others are found by', (text) => text.replace('"isbn":"b1"', '"isbn":null')],
    ['a number as text', (text) => text.replace('"likes":3', '"likes":"3"')],
    ['a fraction for a whole number', (text) => text.replace('"likes":3', '"likes":3.5')],
    ['an enum value that is none', (text) => text.replace('"NEW"', '"NEWER"')],
    ['an ID that is a number', (text) => text.replace('"s1"', '1')],
    ['a scalar that is an object', (text) => text.replace('"free"', '{"a":[1,{"b":null}]}')],
    ['text where a list is expected', (text) => text.replace(/"rows":\[\[.*?\]\]/, '"rows":"none"')],
    ['lists in lists in lists', (text) => text.replace('"rows":[[', '"rows":[[[').replace('],[]', ']],[]')],
    ['strings that JSON escapes', (text) => text.replaceAll('fine', 'say \\"so\\" \\u0001')],
    ['strings of other scripts', (text) => text.replaceAll('fine', '\u00e4\u{1f600}\u2028')],
    ['no data', () => '{"data":null,"errors":[{"message":"none"}]}'],
    ['blanks between tokens', (text) => JSON.stringify(JSON.parse(text), undefined, 1)],
    ['keys in another order', (text) => text.replaceAll('"text":"fine","likes":3', '"likes":3,"text":"fine"')],
    ['a key that nobody asked for', (text) => text.replaceAll('"likes":3', '"likes":3,"more":{"a":[1]}')],
    ['a key that comes twice', (text) => text.replaceAll('"likes":3', '"likes":2,"likes":3')],
    ['numbers in other notations', (text) => text.replaceAll('"likes":3', '"likes":3.0').replaceAll('"wide":1.5', '"wide":15e-1')],
    ['a value that is very deep', (text) => text.replace('"free"', '['.repeat(20_000) + ']'.repeat(20_000))],
    ['extensions', (text) => text.replace(/\}$/, ',"extensions":{"cost":{"total":1}}}')],
    ['errors beside the data', (text) => text.replace(/\}$/, ',"errors":[{"message":"partly"}]}')],
    [
      'an error in what stayed text',
      (text) => text.replace('"note":{', '"note":null,"x":{').replace(/\}$/, ',"errors":[{"message":"no note","path":["shelves",0,"rows",0,0,"note"]}]}'),
    ],
  ])('agrees with JSON about answers with %s', async (_what, spoil) => {
    expect(await ask(start({ reads: true, spoil }))).toEqual(await ask(start({ reads: false, spoil })));
  });

  it.each<[string, Spoil]>([
    ['a control character in a string', (text) => text.replace('fine', 'fi\u0001ne')],
    ['the last control character in a string', (text) => text.replace('fine', 'fi\u001fne')],
    ['a line end in a string', (text) => text.replace('fine', 'fi\nne')],
    ['a text that is cut', (text) => text.slice(0, -9)],
    ['something behind the answer', (text) => `${text}}`],
    ['a number that JSON has not', (text) => text.replace('"likes":3', '"likes":03')],
    ['a comma too many', (text) => text.replace('"likes":3', '"likes":3,')],
    ['a key without quotes', (text) => text.replace('"likes":3', 'likes:3')],
  ])('takes %s for no JSON', async (_what, spoil) => {
    const reading = start({ reads: true, spoil });
    const { data, errors } = await ask(reading);
    expect(data).toEqual({ shelves: null, at: null });
    expect(errors?.length).toBeGreaterThan(0);
    expect(reading.count()).toBe(0);
  });

  it('tells errors of other subgraphs at their places in what had stayed text', async () => {
    const spoil: Spoil = (text) => text.replaceAll('"b2"', '"none"');
    const [reading, other] = [start({ reads: true, spoil }), start({ reads: false, spoil })];
    const result = await ask(reading, LOOKED_UP);
    expect(result.errors?.map(({ path }) => path)).toEqual([
      ['shelves', 0, 'rows', 0, 1, 'book', 'title'],
      ['shelves', 1, 'rows', 0, 1, 'book', 'title'],
    ]);
    expect(result).toEqual(await ask(other, LOOKED_UP));
    expect(reading.count()).toBeGreaterThan(0);
  });

  it('reads answers that end with a line', async () => {
    const reading = start({ reads: true, spoil: (text) => `${text}\n` });
    expect(await ask(reading)).toEqual(await ask(start({ reads: false })));
    expect(reading.count()).toBeGreaterThan(0);
  });

  it('answers whatever is changed in a text as if it had been read as any JSON', async () => {
    const random = createRandom(4_711);
    let passed = 0;
    for (let nth = 0; nth < 100; nth += 1) {
      const [at, left] = [random.next(), random.below(4)];
      const piece = random.pick(['"', ',', '{', '}', '[', ']', ':', 'null', '0', '-', 'a', '\\', ' ', '\u0000', 'true', '"x":1,', '{"a":1}']);
      const spoil: Spoil = (text) => text.slice(0, Math.floor(at * text.length)) + piece + text.slice(Math.floor(at * text.length) + left);
      const reading = start({ reads: true, spoil });
      expect({ nth, result: await ask(reading) }).toEqual({ nth, result: await ask(start({ reads: false, spoil })) });
      passed += reading.count();
    }
    expect(passed).toBeGreaterThan(0);
  });
});
