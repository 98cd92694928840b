import { isComposite, namedType, typeText } from './schema.js';

const MAX_DEPTH = 3;
const MAX_FIELDS = 12;

/** A first operation for a root field: its required arguments as variables, and the plain fields of what it answers. */
export function skeletonOf(schema, operation, field) {
  const required = field.args.filter((arg) => arg.type.kind === 'NON_NULL' && arg.defaultValue === null);
  const name = field.name.charAt(0).toUpperCase() + field.name.slice(1);
  const declared = required.map((arg) => `$${arg.name}: ${typeText(arg.type)}`).join(', ');
  const passed = required.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const head = `${operation} ${name}${declared === '' ? '' : `(${declared})`}`;
  const selection = selectionOf(schema, namedType(field.type), 2, new Set());
  return {
    document: `${head} {\n  ${field.name}${passed === '' ? '' : `(${passed})`}${selection}\n}\n`,
    variables:
      required.length === 0 ? '' : JSON.stringify(Object.fromEntries(required.map((arg) => [arg.name, exampleOf(schema, arg.type, new Set())])), null, 2),
  };
}

function selectionOf(schema, typeName, depth, seen) {
  if (!isComposite(schema, typeName)) return '';
  const pad = '  '.repeat(depth);
  const lines = [];
  const fields = schema.types.get(typeName)?.fields ?? [];
  // A connection's nodes say all that its edges say but for cursors.
  const hasNodes = fields.some((field) => field.name === 'nodes');
  for (const field of fields) {
    if (hasNodes && field.name === 'edges') continue;
    const inner = namedType(field.type);
    const needsArguments = field.args.some((arg) => arg.type.kind === 'NON_NULL' && arg.defaultValue === null);
    if (field.isDeprecated || needsArguments || lines.length >= MAX_FIELDS) continue;
    if (!isComposite(schema, inner)) lines.push(`${pad}${field.name}`);
    else if (depth < MAX_DEPTH && !seen.has(inner)) lines.push(`${pad}${field.name}${selectionOf(schema, inner, depth + 1, new Set([...seen, typeName]))}`);
  }
  if (lines.length === 0) lines.push(`${pad}__typename`);
  return ` {\n${lines.join('\n')}\n${'  '.repeat(depth - 1)}}`;
}

/** A value of the right shape to be filled in. */
function exampleOf(schema, ref, seen) {
  if (ref.kind === 'NON_NULL') return exampleOf(schema, ref.ofType, seen);
  if (ref.kind === 'LIST') return [];
  const type = schema.types.get(ref.name);
  if (type?.kind === 'ENUM') return type.enumValues[0]?.name ?? '';
  if (type?.kind === 'INPUT_OBJECT') {
    if (seen.has(ref.name)) return {};
    const inner = new Set([...seen, ref.name]);
    return Object.fromEntries(
      type.inputFields
        .filter((input) => input.type.kind === 'NON_NULL' && input.defaultValue === null)
        .map((input) => [input.name, exampleOf(schema, input.type, inner)]),
    );
  }
  return { Int: 0, Float: 0, Boolean: false }[ref.name] ?? '';
}
