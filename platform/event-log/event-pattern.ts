import { badInput } from '../errors/coded-error.ts';

/**
 * Patterns over dotted event types: literal segments, `*` for exactly one segment anywhere, and a final `**` for one or more.
 * `a.*.c` matches `a.b.c` and not `a.b.x`; `a.**` matches `a.b` and `a.b.c` and not `a`; `**` matches every type.
 */
export interface EventPattern {
  readonly source: string;
  /** Leading text that every match begins with; a cheap first filter for an index. */
  readonly prefix: string;
  /** The one type that matches, when the pattern has no wildcard. */
  readonly literal: string | undefined;
  matches(type: string): boolean;
}

const MAX_PATTERN_LENGTH = 256;
const SEGMENT = /^[A-Za-z0-9_~:@/-]+$/;

/** Reads a pattern; throws BAD_USER_INPUT naming `field` when it is not one. Matching is linear in the type's length. */
export function readEventPattern(source: string, field = 'pattern'): EventPattern {
  if (source.length === 0 || source.length > MAX_PATTERN_LENGTH) throw badInput(field, `1 to ${MAX_PATTERN_LENGTH} characters`, source);
  const segments = source.split('.');
  segments.forEach((segment, index) => {
    const isTail = segment === '**' && index === segments.length - 1;
    if (segment !== '*' && !isTail && !SEGMENT.test(segment)) {
      throw badInput(field, 'dotted segments, each a name or *, with ** allowed as the last', source);
    }
  });
  const open = segments.at(-1) === '**';
  const fixed = open ? segments.slice(0, -1) : segments;
  const firstWildcard = segments.findIndex((segment) => segment === '*' || segment === '**');
  const literal = firstWildcard === -1 ? source : undefined;
  const prefix =
    literal ??
    segments
      .slice(0, firstWildcard)
      .map((segment) => `${segment}.`)
      .join('');
  return {
    source,
    prefix,
    literal,
    matches(type) {
      if (literal !== undefined) return type === literal;
      if (!type.startsWith(prefix)) return false;
      const parts = type.split('.');
      if (open ? parts.length <= fixed.length : parts.length !== fixed.length) return false;
      return fixed.every((segment, index) => segment === '*' || segment === parts[index]);
    },
  };
}
