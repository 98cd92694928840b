import { Kind, type FieldNode, type SelectionSetNode } from 'graphql';
import type { PlanGap } from './find-gap.ts';
import type { BatchFetchNode, FetchNode, RequiredSelection } from './query-plan.ts';
import { entitySelections, keep, toParsed, withoutBatches } from './split-fetch.ts';
import type { SubgraphTypes } from './subgraph-types.ts';

/** The two parts of a fetch that together ask for what it asks. */
type Parts<T> = readonly [T, T];

/**
 * Parts a fetch of entities into one with the field that a gap lacks, and all that requires no more than it, and one with the rest:
 * objects that lack what the rest requires are asked for the field all the same. Undefined where there is nothing to part.
 */
export function partFetch(fetch: FetchNode, gap: PlanGap, types: SubgraphTypes): Parts<FetchNode> | undefined {
  const { requires } = fetch;
  if (requires === undefined) return undefined;
  const parsed = toParsed(fetch);
  const halves = findHalves(entitySelections(parsed.operationDocumentNode, '_entities'), { service: fetch.serviceName, gap, types });
  if (halves === undefined) return undefined;
  const [own, rest] = halves;
  const toPart = (mine: Half, other: Half): FetchNode => ({
    ...keep(parsed, '_entities', mine),
    requires: keepOwn(requires, { service: fetch.serviceName, mine, other, types }),
  });
  return [toPart(own, rest), toPart(rest, own)];
}

/** The same for each batch of a fetch of several; the other batches stay with the second part. */
export function partBatches(fetch: BatchFetchNode, gap: PlanGap, types: SubgraphTypes): Parts<BatchFetchNode>[] {
  const parsed = toParsed(fetch);
  return fetch.batches.flatMap((batch): Parts<BatchFetchNode>[] => {
    const setting = { service: fetch.serviceName, gap, types };
    const halves = findHalves(entitySelections(parsed.operationDocumentNode, batch.alias), setting);
    if (halves === undefined) return [];
    const [own, rest] = halves;
    const others = fetch.batches.filter((one) => one !== batch);
    const first = {
      ...keep(withoutBatches(parsed, others), batch.alias, own),
      batches: [{ ...batch, requires: keepOwn(batch.requires, { ...setting, mine: own, other: rest }) }],
    };
    const kept = { ...batch, requires: keepOwn(batch.requires, { ...setting, mine: rest, other: own }) };
    const second = { ...keep(parsed, batch.alias, rest), batches: fetch.batches.map((one) => (one === batch ? kept : one)) };
    return [[first, second]];
  });
}

/** Fields of a fetch's entities, and the names of the fields that they require. */
interface Half {
  readonly fields: Set<FieldNode>;
  readonly required: Set<string>;
}

function findHalves(selectionSet: SelectionSetNode, { service, gap, types }: { service: string; gap: PlanGap; types: SubgraphTypes }): Parts<Half> | undefined {
  const all: { readonly field: FieldNode; readonly required: ReadonlySet<string> }[] = [];
  function enter({ selections }: SelectionSetNode, typeName: string): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) enter(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
      else if (selection.kind === Kind.FIELD && selection.name.value !== '__typename') {
        all.push({ field: selection, required: requiredBy(selection.name.value, typeName) });
      }
    }
  }
  function requiredBy(fieldName: string, typeName: string): ReadonlySet<string> {
    const requirements = [typeName, ...types.possibleTypes(service, typeName)].flatMap((name) => types.requirement(service, name, fieldName) ?? []);
    return new Set(requirements.flatMap(({ selections }) => selections.flatMap((one) => (one.kind === Kind.FIELD ? one.name.value : []))));
  }

  enter(selectionSet, '');
  const lacking = all.find(({ field }) => (field.alias ?? field.name).value === gap.missing?.key);
  if (lacking === undefined) return undefined;
  const toHalf = (members: typeof all): Half => ({
    fields: new Set(members.map(({ field }) => field)),
    required: new Set(members.flatMap(({ required }) => [...required])),
  });
  const own = all.filter(({ required }) => required.isSubsetOf(lacking.required));
  return own.length === all.length ? undefined : [toHalf(own), toHalf(all.filter((one) => !own.includes(one)))];
}

interface KeepingOwn {
  readonly service: string;
  readonly mine: Half;
  readonly other: Half;
  readonly types: SubgraphTypes;
}

/** What a half needs: without what only the other requires and no key names. */
function keepOwn(requires: readonly RequiredSelection[], keeping: KeepingOwn, typeName?: string): RequiredSelection[] {
  const { service, mine, other, types } = keeping;
  const keys = typeName === undefined ? [] : types.keys(service, typeName);
  const inKeys = new Set(keys.flatMap(({ selections }) => selections.flatMap((one) => (one.kind === Kind.FIELD ? one.name.value : []))));
  return requires.flatMap((one): RequiredSelection[] => {
    if (one.kind === 'InlineFragment') return [{ ...one, selections: keepOwn(one.selections, keeping, one.typeCondition ?? typeName) }];
    const name = one.alias ?? one.name;
    return other.required.has(name) && !mine.required.has(name) && !inKeys.has(name) ? [] : [one];
  });
}
