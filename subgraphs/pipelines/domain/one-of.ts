import { badInput } from '../../../platform/errors/coded-error.ts';

type Members<T> = { readonly [K in keyof T & string]: { readonly kind: K; readonly value: NonNullable<T[K]> } }[keyof T & string];

/** The one member that is given. None, or more than one, is BAD_USER_INPUT naming `field` and the choices. */
export function readOneOf<T extends object>(input: T, choices: readonly (keyof T & string)[], field: string): Members<T> {
  const given = choices.filter((choice) => input[choice] !== undefined && input[choice] !== null);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    throw badInput(field, `exactly one of ${choices.join(', ')}`, given.length === 0 ? 'none' : given.join(' and '));
  }
  return { kind, value: input[kind] } as Members<T>;
}
