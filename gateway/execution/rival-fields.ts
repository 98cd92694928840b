import {
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  print,
  visit,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Tells fields with one response name apart: 0, or another number for rivals. */
export type RivalNumber = (field: FieldNode) => number;

/** Selections at one place of the response, and the object types for which they stand there. */
interface Selecting {
  readonly selectionSet: SelectionSetNode;
  readonly types: ReadonlySet<string>;
}

/** Fields of one response name that are asked together of some object, at one place or another. */
interface Alliance {
  readonly fields: FieldNode[];
  hasRivals: boolean;
}

const NO_RIVALS: RivalNumber = () => 0;

/**
 * Finds rivals: fields with one response name at one place that are asked of objects of unlike types, with unlike selections. Planners
 * may ask for both selections wherever one of them stands, and what fails for one type then takes along what another was asked for.
 */
export function findRivals(schema: GraphQLSchema, definition: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): RivalNumber {
  const root = schema.getRootType(definition.operation);
  if (!root || countConditions(definition, fragments) < 2) return NO_RIVALS;
  const alliances = new Map<FieldNode, Alliance>();

  function possibleTypes(name: string): readonly string[] {
    const type = schema.getType(name);
    return isAbstractType(type) ? schema.getPossibleTypes(type).map((possible) => possible.name) : [name];
  }

  function collect({ selectionSet, types }: Selecting, found: Map<string, Selecting[]>, fields: Map<Selecting, FieldNode>): void {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.selectionSet === undefined) continue;
        const key = (selection.alias ?? selection.name).value;
        const asked: Selecting = { selectionSet: selection.selectionSet, types };
        fields.set(asked, selection);
        found.set(key, [...(found.get(key) ?? []), asked]);
        continue;
      }
      const content = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = content?.typeCondition?.name.value;
      const narrowed = condition === undefined ? types : types.intersection(new Set(possibleTypes(condition)));
      if (content !== undefined && narrowed.size > 0) collect({ selectionSet: content.selectionSet, types: narrowed }, found, fields);
    }
  }

  function ally(fields: readonly FieldNode[]): Alliance {
    const alliance: Alliance = { fields: [], hasRivals: false };
    for (const field of fields) {
      const known = alliances.get(field);
      alliance.hasRivals ||= known?.hasRivals === true;
      for (const member of known?.fields ?? [field]) {
        if (alliances.get(member) !== alliance) alliance.fields.push(member);
        alliances.set(member, alliance);
      }
    }
    return alliance;
  }

  function toBelow(asked: Selecting, field: FieldNode): Selecting[] {
    const [typeName = ''] = asked.types;
    const parent = schema.getType(typeName);
    const type = isObjectType(parent) ? parent.getFields()[field.name.value]?.type : undefined;
    return type === undefined ? [] : [{ selectionSet: asked.selectionSet, types: new Set(possibleTypes(getNamedType(type).name)) }];
  }

  function enter(place: readonly Selecting[]): void {
    const found = new Map<string, Selecting[]>();
    const fields = new Map<Selecting, FieldNode>();
    for (const selecting of place) collect(selecting, found, fields);
    for (const asked of found.values()) {
      const groups = groupByTypes(asked);
      const texts = groups.length < 2 ? [''] : groups.map(toText);
      for (const text of new Set(texts)) {
        const together = groups.filter((_group, index) => texts[index] === text).flat();
        const alliance = ally(together.flatMap((one) => fields.get(one) ?? []));
        if (new Set(texts).size > 1) alliance.hasRivals = true;
        enter(together.flatMap((one) => toBelow(one, fields.get(one) as FieldNode)));
      }
    }
  }

  enter([{ selectionSet: definition.selectionSet, types: new Set([root.name]) }]);
  return numberRivals(new Set(alliances.values()));
}

/** Those that some object is asked for together are in one group. */
function groupByTypes(asked: readonly Selecting[]): Selecting[][] {
  let groups: { readonly types: ReadonlySet<string>; readonly members: Selecting[] }[] = [];
  for (const one of asked) {
    const met = groups.filter(({ types }) => !types.isDisjointFrom(one.types));
    const types = met.reduce<ReadonlySet<string>>((all, group) => all.union(group.types), one.types);
    groups = [...groups.filter((group) => !met.includes(group)), { types, members: [...met.flatMap(({ members }) => members), one] }];
  }
  return groups.map(({ members }) => members);
}

function toText(group: readonly Selecting[]): string {
  return [...new Set(group.map(({ selectionSet }) => print(selectionSet)))].toSorted().join('\n');
}

function numberRivals(alliances: ReadonlySet<Alliance>): RivalNumber {
  const numbers = new Map<FieldNode, number>();
  const counts = new Map<string, number>();
  for (const { fields, hasRivals } of alliances) {
    const [first] = fields;
    if (first === undefined || !hasRivals) continue;
    const key = (first.alias ?? first.name).value;
    const number = counts.get(key) ?? 0;
    counts.set(key, number + 1);
    for (const field of fields) numbers.set(field, number);
  }
  return numbers.size === 0 ? NO_RIVALS : (field) => numbers.get(field) ?? 0;
}

/** How many fragments there are that may not stand for every object: without two of them there are no rivals. */
function countConditions(definition: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): number {
  let count = fragments.size;
  for (const node of [definition, ...fragments.values()]) visit(node, { InlineFragment: ({ typeCondition }) => void (count += typeCondition ? 1 : 0) });
  return count;
}
