import { badInput } from '../../../../platform/errors/coded-error.ts';

/** A whole number within bounds, both included; throws BAD_USER_INPUT naming `field`. */
export function readWithin(value: number, field: string, { min, max }: { min: number; max: number }): number {
  if (!Number.isInteger(value) || value < min || value > max) throw badInput(field, `a whole number from ${min} to ${max}`, value);
  return value;
}
