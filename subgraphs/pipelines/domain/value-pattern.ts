import { badInput } from '../../../platform/errors/coded-error.ts';

const MAX_LENGTH = 512;

/** Accepts a regular expression for values (Unicode mode, no backreferences, no look-around). Its time is bounded where it runs. */
export function readValuePattern(pattern: string, field: string): string {
  if (pattern.length === 0 || pattern.length > MAX_LENGTH) throw badInput(field, `1 to ${MAX_LENGTH} characters`);
  if (/\(\?<?[=!]|\\[1-9]|\\k/.test(pattern)) throw badInput(field, 'a regular expression without backreferences and look-around', pattern);
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    throw badInput(field, `a regular expression (${(error as Error).message})`, pattern);
  }
  return pattern;
}
