import { GraphQLScalarType, Kind } from 'graphql';
import { badInput } from '../../errors/coded-error.ts';

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/** An RFC 3339 instant with a zone. Inside it is milliseconds since the epoch or an ISO string; outside always UTC with milliseconds. */
export const dateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'An instant as RFC 3339 text with a time zone, e.g. `2026-01-31T12:00:00.000Z`. Answers are in UTC.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize: (value) => new Date(value as number | string | Date).toISOString(),
  parseValue: (value) => readDateTime(value),
  parseLiteral: (node) => readDateTime(node.kind === Kind.STRING ? node.value : undefined),
});

function readDateTime(value: unknown): string {
  const ms = typeof value === 'string' && RFC3339.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms)) throw badInput('DateTime', 'an RFC 3339 instant with a time zone, e.g. 2026-01-31T12:00:00Z', value);
  return new Date(ms).toISOString();
}
