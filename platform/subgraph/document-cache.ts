import { GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';

export type CheckedDocument =
  { readonly kind: 'valid'; readonly document: DocumentNode } | { readonly kind: 'invalid'; readonly errors: readonly GraphQLError[] };

/** Parses and validates each text once; keeps the last `capacity` valid ones, oldest use first out. */
export function createDocumentCache(schema: GraphQLSchema, options: { capacity: number }): (source: string) => CheckedDocument {
  const valid = new Map<string, CheckedDocument>();
  return function check(source) {
    const known = valid.get(source);
    if (known !== undefined) {
      valid.delete(source);
      valid.set(source, known);
      return known;
    }
    const checked = checkDocument(schema, source);
    if (checked.kind === 'valid') {
      if (valid.size >= options.capacity) valid.delete(valid.keys().next().value!);
      valid.set(source, checked);
    }
    return checked;
  };
}

function checkDocument(schema: GraphQLSchema, source: string): CheckedDocument {
  try {
    const document = parse(source);
    const errors = validate(schema, document);
    return errors.length === 0 ? { kind: 'valid', document } : { kind: 'invalid', errors };
  } catch (error) {
    if (error instanceof GraphQLError) return { kind: 'invalid', errors: [error] };
    throw error;
  }
}
