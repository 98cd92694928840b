import { getVariableValues } from 'graphql';
import { refusedFor } from '../errors.ts';
import { assertKnown, type AdmissionStage, type Draft } from './stage.ts';
import { assertNesting } from './nesting.ts';

const MAX_ERRORS = 25;

/** The variables fit their declared types; defaults are filled in, what is not declared is left out. `suggest` lets errors name what may have been meant. */
export function createVariablesStage(options: { suggest: boolean }): AdmissionStage {
  return { name: 'variables', admit: (draft) => ({ variables: coerce(draft, options.suggest) }) };
}

function coerce(draft: Draft, suggest: boolean): Readonly<Record<string, unknown>> {
  const given = draft.request.variables ?? {};
  assertNesting(given, 'variables');
  const declared = assertKnown(draft, 'definition').variableDefinitions ?? [];
  const values = getVariableValues(draft.generation.apiSchema, declared, given, { maxErrors: MAX_ERRORS, hideSuggestions: !suggest });
  if (values.errors !== undefined) throw refusedFor('BAD_USER_INPUT', values.errors);
  return values.coerced;
}
