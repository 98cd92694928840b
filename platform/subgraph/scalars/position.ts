import { GraphQLScalarType, Kind } from 'graphql';
import { badInput } from '../../errors/coded-error.ts';

/** A place in the workspace's event log, opaque to clients. */
export const positionScalar = new GraphQLScalarType<string, string>({
  name: 'Position',
  description: 'A place in the event log of your workspace. Opaque: hand it back as you received it, e.g. as `minPosition`.',
  serialize: (value) => value as string,
  parseValue: (value) => readText(value),
  parseLiteral: (node) => readText(node.kind === Kind.STRING ? node.value : undefined),
});

function readText(value: unknown): string {
  if (typeof value !== 'string' || value.length > 256) throw badInput('Position', 'a position that this API answered earlier', value);
  return value;
}
