import {
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../collect-fields.ts';
import { fragmentsOf } from '../named-fragments.ts';
import { DEFER } from './without-defers.ts';

/** An operation, taken apart into what is answered first and its deferred fragments. */
export interface SplitOperation {
  /** All that subgraphs are asked, for the planner, without named fragments: each deferred fragment is labelled by its number. */
  readonly definition: OperationDefinitionNode;
  readonly primary: SelectionSetNode;
  /** In the order of the document; a fragment comes after the one that it stands in. */
  readonly fragments: readonly DeferredFragment[];
  /** The node in `definition` that a field's node of `primary` and `fragments` stands for. */
  readonly plannedNode: (field: FieldNode) => FieldNode;
}

/** A fragment that is deferred, as the operation has it. */
export interface DeferredFragment {
  readonly number: number;
  readonly label: string | undefined;
  /** The number of the deferred fragment that it stands in. */
  readonly parent: number | undefined;
  /** The response names that lead to its objects, from the root. */
  readonly keys: readonly string[];
  /** What it asks by itself, from the root: below the fields that lead to its objects stands nothing else. */
  readonly selectionSet: SelectionSetNode;
}

type Conditions = Readonly<Record<string, unknown>>;

interface Splitting {
  readonly parent: number | undefined;
  readonly keys: readonly string[];
  /** Puts selections at this place below what leads to it from the root. */
  readonly wrap: (selections: readonly SelectionNode[]) => SelectionSetNode;
}

interface Halves {
  readonly planned: readonly SelectionNode[];
  /** What is not deferred further. */
  readonly own: readonly SelectionNode[];
}

/** Splits a valid operation under the values of the variables in its conditions; undefined when they defer nothing. */
export function splitOperation(
  { document, definition }: { readonly document: DocumentNode; readonly definition: OperationDefinitionNode },
  conditions: Conditions,
): SplitOperation | undefined {
  const named = fragmentsOf(document);
  const fragments: DeferredFragment[] = [];
  /** Nodes made here, by the client's that they were made from, and back. */
  const originals = new Map<FieldNode, FieldNode>();
  const planned = new Map<FieldNode, FieldNode>();

  function copyField(original: FieldNode, selections: readonly SelectionNode[]): FieldNode {
    const copy = { ...original, selectionSet: toSet(selections) };
    originals.set(copy, original);
    return copy;
  }

  function split({ selections }: SelectionSetNode, at: Splitting, spread: Set<string>): Halves {
    const halves = selections
      .filter((selection) => isIncluded(selection, conditions))
      .map((selection) => (selection.kind === Kind.FIELD ? splitField(selection, at) : splitFragment(selection, at, spread)));
    return { planned: halves.flatMap((half) => half.planned), own: halves.flatMap((half) => half.own) };
  }

  function splitField(field: FieldNode, at: Splitting): Halves {
    if (isIntrospection(field)) return { planned: [], own: [field] };
    if (field.selectionSet === undefined) return { planned: [field], own: [field] };
    const key = (field.alias ?? field.name).value;
    const inner = split(field.selectionSet, { ...at, keys: [...at.keys, key], wrap: (selections) => at.wrap([copyField(field, selections)]) }, new Set());
    const whole = copyField(field, inner.planned);
    planned.set(field, whole);
    return { planned: [whole], own: [copyField(field, inner.own)] };
  }

  function splitFragment(selection: InlineFragmentNode | FragmentSpreadNode, at: Splitting, spread: Set<string>): Halves {
    const content = selection.kind === Kind.INLINE_FRAGMENT ? selection : named.get(selection.name.value);
    if (content === undefined) return { planned: [], own: [] };
    const { typeCondition, selectionSet } = content;
    const inside: Splitting = { ...at, wrap: (selections) => at.wrap([toFragment(typeCondition, selections)]) };
    const defer = findDefer(selection, conditions);
    if (defer !== undefined) return splitDeferred(content, { defer, at: inside });
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      // Spread once more at one place, a fragment adds nothing.
      if (spread.has(selection.name.value)) return { planned: [], own: [] };
      spread.add(selection.name.value);
    }
    const inner = split(selectionSet, inside, spread);
    return { planned: [toFragment(typeCondition, inner.planned)], own: [toFragment(typeCondition, inner.own)] };
  }

  function splitDeferred(
    { typeCondition, selectionSet }: InlineFragmentNode | FragmentDefinitionNode,
    { defer, at }: { defer: DirectiveNode; at: Splitting },
  ): Halves {
    const number = fragments.length;
    const { keys, parent, wrap } = at;
    const fragment = { number, label: readLabel(defer), parent, keys, selectionSet: toSet([]) };
    fragments.push(fragment);
    const inner = split(selectionSet, { ...at, parent: number }, new Set());
    fragments[number] = { ...fragment, selectionSet: wrap(inner.own) };
    return { planned: [toFragment(typeCondition, inner.planned, [toDirective(number)])], own: [] };
  }

  const whole = split(definition.selectionSet, { parent: undefined, keys: [], wrap: toSet }, new Set());
  if (fragments.length === 0) return undefined;
  return {
    definition: { ...definition, selectionSet: toSet(whole.planned) },
    primary: toSet(whole.own),
    fragments,
    plannedNode(field) {
      const original = originals.get(field) ?? field;
      return planned.get(original) ?? original;
    },
  };
}

/** The directive of a fragment that is deferred under these values. */
function findDefer({ directives = [] }: InlineFragmentNode | FragmentSpreadNode, conditions: Conditions): DirectiveNode | undefined {
  const defer = directives.find(({ name }) => name.value === DEFER);
  const condition = defer?.arguments?.find(({ name }) => name.value === 'if')?.value;
  if (condition?.kind === Kind.BOOLEAN && !condition.value) return undefined;
  // A variable without a value leaves the argument at its default.
  if (condition?.kind === Kind.VARIABLE && (conditions[condition.name.value] ?? true) !== true) return undefined;
  return defer;
}

/** No subgraph is asked about the schema. */
function isIntrospection({ name }: FieldNode): boolean {
  return name.value === SchemaMetaFieldDef.name || name.value === TypeMetaFieldDef.name;
}

function readLabel(defer: DirectiveNode): string | undefined {
  const label = defer.arguments?.find(({ name }) => name.value === 'label')?.value;
  return label?.kind === Kind.STRING ? label.value : undefined;
}

function toDirective(number: number): DirectiveNode {
  const label = { kind: Kind.ARGUMENT, name: toName('label'), value: { kind: Kind.STRING, value: String(number) } } as const;
  return { kind: Kind.DIRECTIVE, name: toName(DEFER), arguments: [label] };
}

function toName(value: string) {
  return { kind: Kind.NAME, value } as const;
}

function toSet(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

function toFragment(
  typeCondition: NamedTypeNode | undefined,
  selections: readonly SelectionNode[],
  directives: readonly DirectiveNode[] = [],
): InlineFragmentNode {
  return { kind: Kind.INLINE_FRAGMENT, ...(typeCondition === undefined ? {} : { typeCondition }), directives, selectionSet: toSet(selections) };
}
