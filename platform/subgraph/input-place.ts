import { Kind, parse, visit, type DocumentNode, type GraphQLError, type Source, type ValueNode } from 'graphql';

/**
 * The input that a scalar refused, as a dotted path: from the variable, or from the argument where the value stands in the document
 * (`input.time`, `filter.since`, `inputs[1].time`). Undefined for an error that is not about a value.
 */
export type FindInputPlace = (error: GraphQLError) => string | undefined;

/** For the errors of one answer: their document is parsed once. */
export function createInputPlaces(): FindInputPlace {
  const parsed = new Map<Source, DocumentNode>();

  function parseOnce(source: Source): DocumentNode {
    const document = parsed.get(source) ?? parse(source.body);
    parsed.set(source, document);
    return document;
  }

  return ({ message, nodes, source, positions }) => {
    const variable = /^Variable "\$(\w+)" got invalid value /.exec(message)?.[1];
    if (variable !== undefined) return new RegExp(` at "(${variable}[^"]*)"; `).exec(message)?.[1] ?? variable;
    const [start] = positions ?? [];
    if (source === undefined || start === undefined || nodes?.[0]?.kind === Kind.FIELD) return undefined;
    let place: string | undefined;
    visit(parseOnce(source), { Argument: ({ name, value }) => void (place ??= findWithin(value, name.value, start)) });
    return place;
  };
}

/** The path of the value that begins at `start`, where `value` has the path `place`. */
function findWithin(value: ValueNode, place: string, start: number): string | undefined {
  if (value.loc?.start === start) return place;
  const members: readonly (readonly [string, ValueNode])[] =
    value.kind === Kind.OBJECT
      ? value.fields.map((field) => [`${place}.${field.name.value}`, field.value])
      : value.kind === Kind.LIST
        ? value.values.map((item, index) => [`${place}[${index}]`, item])
        : [];
  for (const [path, member] of members) {
    const found = findWithin(member, path, start);
    if (found !== undefined) return found;
  }
  return undefined;
}
