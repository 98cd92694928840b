import { getVariableValues } from 'graphql';
import { refusedFor } from '../errors.ts';
import { assertKnown, type AdmissionStage } from './stage.ts';
import { assertNesting } from './nesting.ts';

const MAX_ERRORS = 25;

/** The variables fit their declared types; defaults are filled in, what is not declared is left out. */
export const coerceVariables: AdmissionStage = {
  name: 'variables',
  admit(draft) {
    const given = draft.request.variables ?? {};
    assertNesting(given, 'variables');
    const declared = assertKnown(draft, 'definition').variableDefinitions ?? [];
    const values = getVariableValues(draft.generation.apiSchema, declared, given, { maxErrors: MAX_ERRORS });
    if (values.errors !== undefined) throw refusedFor('BAD_USER_INPUT', values.errors);
    return { variables: values.coerced };
  },
};
