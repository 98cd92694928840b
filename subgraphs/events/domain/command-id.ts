import { badInput } from '../../../platform/errors/coded-error.ts';

const ID = /^[A-Za-z0-9._:/-]{1,128}$/;

/** The command's id as the caller gives it, or a new one; throws BAD_USER_INPUT naming `field`. */
export function readCommandId(id: string | null | undefined, options: { newId: () => string; field: string }): string {
  if (id === undefined || id === null) return options.newId();
  if (!ID.test(id)) throw badInput(options.field, '1 to 128 letters, digits or ._:/-', id);
  return id;
}
