import { badInput } from '../../../platform/errors/coded-error.ts';
import type { InvalidationOrder, KeptAnswers } from '../../../platform/kept-answers/kept-answers.ts';
import type { Scope } from '../../../platform/request/scope.ts';

const MAX_NAMES = 100;
const MAX_LENGTH = 200;

/** Has the gateways forget what they keep of the workspace, as far as the order names it; answers how many did. */
export function invalidateAnswers(scope: Scope, order: InvalidationOrder, kept: KeptAnswers): Promise<number> {
  const { all, tags, types, entities } = order;
  assertNames('input.tags', tags);
  assertNames('input.types', types);
  assertNames(
    'input.entities',
    entities.map(({ type }) => type),
  );
  for (const { key } of entities) {
    if (Object.keys(key).length === 0) throw badInput('input.entities.key', 'the fields of its key with their values', key);
  }
  if (!all && tags.length + types.length + entities.length === 0) throw badInput('input', 'all: true, or at least one tag, type or entity');
  return kept.invalidate(scope, order);
}

function assertNames(field: string, names: readonly string[]): void {
  if (names.length > MAX_NAMES) throw badInput(field, `at most ${MAX_NAMES}`, names.length);
  for (const name of names) if (name === '' || name.length > MAX_LENGTH) throw badInput(field, `names of 1 to ${MAX_LENGTH} characters`, name);
}
