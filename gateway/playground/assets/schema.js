// The schema as introspection tells it.

const TYPE_REF = 'kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }';
const INPUT = `name description type { ${TYPE_REF} } defaultValue isDeprecated deprecationReason`;
const QUERY = `query Introspection {
  __schema {
    queryType { name } mutationType { name } subscriptionType { name }
    types {
      kind name description specifiedByURL
      fields(includeDeprecated: true) { name description isDeprecated deprecationReason type { ${TYPE_REF} } args(includeDeprecated: true) { ${INPUT} } }
      inputFields(includeDeprecated: true) { ${INPUT} }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      interfaces { name } possibleTypes { name }
    }
    directives { name description locations args { name description type { ${TYPE_REF} } defaultValue } }
  }
}`;

/** Asks the endpoint for its schema; throws with a sentence when it doesn't say. */
export async function loadSchema(endpoint, headers) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: QUERY }),
  });
  const { data, errors } = await response.json();
  if (!data?.__schema) throw new Error(errors?.[0]?.message ?? `HTTP ${response.status}`);
  const schema = data.__schema;
  const types = new Map(schema.types.map((type) => [type.name, type]));
  return {
    types,
    directives: schema.directives,
    roots: { query: schema.queryType?.name, mutation: schema.mutationType?.name, subscription: schema.subscriptionType?.name },
  };
}

/** The named type inside lists and non-nulls. */
export function namedType(ref) {
  return ref.ofType ? namedType(ref.ofType) : ref.name;
}

/** A type as GraphQL writes it. */
export function typeText(ref) {
  if (ref.kind === 'NON_NULL') return `${typeText(ref.ofType)}!`;
  return ref.kind === 'LIST' ? `[${typeText(ref.ofType)}]` : ref.name;
}

export function fieldOf(schema, typeName, fieldName) {
  return schema.types.get(typeName)?.fields?.find((field) => field.name === fieldName);
}

export function isComposite(schema, typeName) {
  return ['OBJECT', 'INTERFACE', 'UNION'].includes(schema.types.get(typeName)?.kind);
}
