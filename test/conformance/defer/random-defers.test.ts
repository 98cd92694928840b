import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, execute, Kind, parse, print, visit, type DirectiveNode, type FragmentSpreadNode, type InlineFragmentNode } from 'graphql';
import { createRandom, type Random } from '../differential/random.ts';
import { writeOperation } from '../differential/random-operation.ts';
import { createWorld } from '../differential/world.ts';
import { SINGLE_SDL } from '../differential/single-schema.ts';
import { toSubgraphs } from '../differential/world-schemas.ts';
import { startFederation, toOperation, UPSTREAM_KINDS, type Federation } from '../federation/federation.ts';
import { applyIncremental, toIncrementalParts } from './apply-incremental.ts';
import { applyParts } from './apply-parts.ts';
import { gatherParts } from './gather-parts.ts';

/** Seeds are fixed: a failure names its own and comes again. */
const OPERATIONS = 100;

describe.each(UPSTREAM_KINDS)('random operations with random defers (%s)', (kind) => {
  const world = createWorld();
  const single = buildSchema(SINGLE_SDL);
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation(toSubgraphs(world), kind);
  });
  afterAll(() => federation.close());

  it(`brings ${OPERATIONS} clients in parts what they would get at once`, async () => {
    let inParts = 0;
    for (let seed = 1; seed <= OPERATIONS; seed += 1) {
      const random = createRandom(seed);
      const { source, variables } = writeOperation(single, random);
      // A mutation's root cannot be deferred.
      if (source.startsWith('mutation')) continue;
      const deferring = withDefers(source, random);
      const expected = await execute({ schema: single, document: parse(source), rootValue: world.query, variableValues: variables });
      const parts = await gatherParts(federation.engine, toOperation(federation.supergraph, deferring, { ...variables, later: true, now: false }));
      const errors = parts.flatMap((part) => [...(part.errors ?? []), ...(part.incremental ?? []).flatMap((one) => one.errors ?? [])]);
      const applied = applyParts(parts);
      if (parts.length > 1) inParts += 1;
      const paths = errors.map(({ path = [] }) => path);
      const incremental = applyIncremental(toIncrementalParts(parts));
      if (!agrees(incremental, applied, { at: [], errors: paths })) expect({ seed, deferring, data: incremental }).toEqual({ seed, deferring, data: applied });
      const show = (data: unknown, failed: boolean) => `seed ${seed}\n${deferring}\n${JSON.stringify(data, undefined, 1)}\nerrors: ${failed}`;
      const failed = (expected.errors?.length ?? 0) > 0;
      expect(show(where(expected.data, applied), errors.length > 0)).toBe(show(expected.data, failed));
    }
    expect(inParts).toBeGreaterThan(OPERATIONS / 2);
  });
});

/** Defers some of a document's fragments, and some halves of its selections. */
function withDefers(source: string, random: Random): string {
  let label = 0;
  function write(): DirectiveNode {
    const given = [random.chance(0.5) ? `label: "l${(label += 1)}"` : '', random.pick(['', '', 'if: true', 'if: $later', 'if: $now', 'if: $unset'])];
    const text = given.filter((one) => one !== '').join(' ');
    const [fragment] = parse(`{ ... @defer${text === '' ? '' : `(${text})`} { a } }`, { noLocation: true }).definitions;
    const selection = fragment?.kind === Kind.OPERATION_DEFINITION ? fragment.selectionSet.selections[0] : undefined;
    const directive = selection?.directives?.[0];
    if (directive === undefined) throw new Error('a directive is expected');
    return directive;
  }
  const deferSome = <Node extends InlineFragmentNode | FragmentSpreadNode>(node: Node): Node | undefined =>
    random.chance(0.5) ? { ...node, directives: [...(node.directives ?? []), write()] } : undefined;
  const document = visit(parse(source), {
    InlineFragment: { leave: deferSome },
    FragmentSpread: { leave: deferSome },
    SelectionSet: {
      leave(set) {
        if (!random.chance(0.4)) return undefined;
        const half = random.below(set.selections.length + 1);
        const rest = set.selections.slice(half);
        if (rest.length === 0) return undefined;
        const selectionSet = { kind: Kind.SELECTION_SET, selections: rest } as const;
        return { ...set, selections: [...set.selections.slice(0, half), { kind: Kind.INLINE_FRAGMENT, directives: [write()], selectionSet }] };
      },
    },
  });
  const text = print(document);
  const used = ['later', 'now', 'unset'].filter((name) => text.includes(`if: $${name}`)).map((name) => `$${name}: Boolean`);
  return used.length === 0
    ? text
    : text.replace(/^(query|mutation) R(\(?)/, (_, type: string, open: string) => `${type} R(${used.join(', ')}${open === '' ? ') ' : ', '}`);
}

/**
 * True when a client that is told nothing twice has the same, save for null where a fragment that failed came before another that
 * did not.
 */
function agrees(received: unknown, data: unknown, { at, errors }: { at: Path; errors: readonly Path[] }): boolean {
  if (received === null && data !== null) return errors.some((path) => at.every((step, index) => path[index] === step));
  if (Array.isArray(received) && Array.isArray(data)) {
    return received.length === data.length && received.every((item: unknown, index) => agrees(item, data[index], { at: [...at, index], errors }));
  }
  if (typeof received !== 'object' || typeof data !== 'object' || received === null || data === null) return received === data;
  const [mine, other] = [received as Record<string, unknown>, data as Record<string, unknown>];
  return (
    Object.keys(mine).length === Object.keys(other).length &&
    Object.entries(mine).every(([key, value]) => Object.hasOwn(other, key) && agrees(value, other[key], { at: [...at, key], errors }))
  );
}

type Path = readonly (string | number)[];

/** What the client has, at the places where the whole answer has something: a null that went up stays within a deferred fragment. */
function where(expected: unknown, received: unknown): unknown {
  if (expected === null || expected === undefined) return expected;
  if (Array.isArray(expected)) {
    if (!Array.isArray(received) || received.length !== expected.length) return received;
    return expected.map((item: unknown, index) => where(item, received[index] as unknown));
  }
  if (typeof expected !== 'object' || typeof received !== 'object' || received === null) return received;
  const [whole, known] = [expected as Record<string, unknown>, received as Record<string, unknown>];
  const more = Object.entries(known).filter(([key]) => !Object.hasOwn(whole, key));
  return Object.fromEntries([...Object.entries(whole).map(([key, value]) => [key, where(value, known[key])]), ...more]);
}
