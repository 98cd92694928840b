import { badInput } from '../errors/coded-error.ts';

/** What both engines can bind. */
export type SqlValue = string | number | bigint | null | Uint8Array;

/**
 * Makes a query's parameter bindable, alike in both engines: booleans become 1 and 0 (declare such columns INTEGER).
 * Throws a TypeError for what one of them would store differently or refuse: undefined, NaN, infinity, dates and
 * other objects (give JSON as text, times as milliseconds); and BAD_USER_INPUT for text with a NUL, which one truncates.
 */
export function toSqlValue(value: unknown): SqlValue {
  if (typeof value === 'string') return toSqlText(value);
  if (value === null || typeof value === 'bigint' || value instanceof Uint8Array) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new TypeError(
    `a query cannot bind ${typeof value === 'object' ? value.constructor.name : String(value)}: give text, a finite number, a boolean, bytes or null`,
  );
}

function toSqlText(text: string): string {
  if (text.includes('\0')) throw badInput('text', 'text without the character NUL');
  return text;
}
