import { getVariableValues } from 'graphql';
import { badInput } from '../../platform/errors/coded-error.ts';
import { createConditionVariables, type ConditionVariables } from '../execution/condition-variables.ts';
import { refusedFor } from '../errors.ts';
import { assertKnown, type AdmissionStage, type Draft } from './stage.ts';
import { assertNesting } from './nesting.ts';

const MAX_ERRORS = 25;

/** The variables fit their declared types; defaults are filled in, what is not declared is left out. `suggest` lets errors name what may have been meant. */
export function createVariablesStage(options: { suggest: boolean }): AdmissionStage {
  const decidingIn = createConditionVariables(['skip', 'include', 'defer']);
  return {
    name: 'variables',
    admit(draft) {
      const variables = coerce(draft, options.suggest);
      assertConditions(draft, variables, decidingIn);
      return { variables };
    },
  };
}

function coerce(draft: Draft, suggest: boolean): Readonly<Record<string, unknown>> {
  const given = draft.request.variables ?? {};
  assertNesting(given, 'variables');
  const declared = assertKnown(draft, 'definition').variableDefinitions ?? [];
  const values = getVariableValues(draft.generation.apiSchema, declared, given, { maxErrors: MAX_ERRORS, hideSuggestions: !suggest });
  if (values.errors !== undefined) throw refusedFor('BAD_USER_INPUT', values.errors);
  return values.coerced;
}

/** Validation lets a variable decide that may be null as long as it has a default; a null that is sent decides nothing. */
function assertConditions(draft: Draft, values: Readonly<Record<string, unknown>>, decidingIn: ConditionVariables): void {
  for (const { variable, defaultValue } of assertKnown(draft, 'definition').variableDefinitions ?? []) {
    const { value: name } = variable.name;
    if (defaultValue === undefined || values[name] !== null || !decidingIn(assertKnown(draft, 'document')).includes(name)) continue;
    throw badInput(`variables.${name}`, 'true or false, as it decides on a directive', null);
  }
}
