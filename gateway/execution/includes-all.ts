import { Kind, type SelectionSetNode } from 'graphql';
import type { RequiredField, RequiredSelection } from './query-plan.ts';

/** Whether every field of a subgraph's requirement or key stands among what a plan's representations hold, for whichever types. */
export function includesAll(selections: readonly RequiredSelection[], required: SelectionSetNode): boolean {
  const fields = toFields(selections);
  return required.selections.every((one) => {
    if (one.kind === Kind.INLINE_FRAGMENT) return includesAll(selections, one.selectionSet);
    if (one.kind === Kind.FRAGMENT_SPREAD || one.name.value.startsWith('__')) return true;
    const { selectionSet } = one;
    const sent = fields.filter(({ name, alias = name }) => alias === one.name.value);
    const below = sent.flatMap((field) => field.selections ?? []);
    return sent.length > 0 && (selectionSet === undefined || includesAll(below, selectionSet));
  });
}

function toFields(selections: readonly RequiredSelection[]): RequiredField[] {
  return selections.flatMap((one) => (one.kind === 'Field' ? [one] : toFields(one.selections)));
}
