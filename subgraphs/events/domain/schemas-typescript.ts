import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import { isSchemaObject } from './schemas-containment.ts';
import type { EventType } from './schemas.ts';

/** The types' newest schemas as a TypeScript module: a type for each, its definitions beside it, and `EventData` over all. */
export function toTypeScript(types: readonly EventType[]): string {
  const names = createNames();
  const blocks: string[] = [];
  const entries = types.map(({ type, description, latest }) => {
    const name = names(type);
    const definitions = new Map<string, string>();
    for (const [holder, members] of definitionsOf(latest.document)) {
      for (const key of Object.keys(members)) definitions.set(`#/${holder}/${toPointerStep(key)}`, names(`${type}.${key}`));
    }
    const context = { name, definitions, indent: '' };
    blocks.push(
      `${toComment(`${type}, version ${latest.version}.${description === undefined ? '' : ` ${description}`}`, '')}export type ${name} = ${toType(latest.document, context)};`,
    );
    for (const [holder, members] of definitionsOf(latest.document)) {
      for (const [key, schema] of Object.entries(members)) {
        blocks.push(`export type ${definitions.get(`#/${holder}/${toPointerStep(key)}`) ?? ''} = ${toType(schema, context)};`);
      }
    }
    return `  ${JSON.stringify(type)}: ${name};`;
  });
  const map = `/** The data of each event type. */\nexport interface EventData {\n${entries.join('\n')}\n}`;
  return `${[...blocks, map].join('\n\n')}\n`;
}

interface TypeContext {
  /** What `#` is called. */
  readonly name: string;
  /** What each reference is called. */
  readonly definitions: ReadonlyMap<string, string>;
  /** Of the line at which the type stands. */
  readonly indent: string;
}

function toType(schema: JsonValue | undefined, context: TypeContext): string {
  if (schema === false) return 'never';
  if (!isSchemaObject(schema)) return 'unknown';
  const { $ref, const: value, enum: values, anyOf, oneOf, allOf, type, ...rest } = schema;
  if (typeof $ref === 'string') return $ref === '#' ? context.name : (context.definitions.get($ref) ?? 'unknown');
  if (value !== undefined) return toLiteral(value);
  if (Array.isArray(values)) return toUnion(values.map((item: JsonValue) => toLiteral(item)));
  const choices = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : undefined;
  const own = type === undefined && !isShaped(rest) ? [] : [toUnion(namesOf(type, rest).map((name) => toNamed(name, schema, context)))];
  const parts = [
    ...own,
    ...(choices === undefined ? [] : [toUnion(choices.map((choice: JsonValue) => toType(choice, context)))]),
    ...(Array.isArray(allOf) ? allOf.map((part: JsonValue) => toType(part, context)) : []),
  ];
  const [only] = parts;
  return parts.length <= 1 ? (only ?? 'unknown') : parts.map((part) => `(${part})`).join(' & ');
}

function toNamed(name: string, schema: JsonObject, context: TypeContext): string {
  switch (name) {
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return name;
    case 'array':
      return toList(schema, context);
    case 'object':
      return toObjectType(schema, context);
    default:
      return 'unknown';
  }
}

function toList({ items, additionalItems, minItems }: JsonObject, context: TypeContext): string {
  if (!Array.isArray(items)) return `readonly (${toType(items, context)})[]`;
  const places = items.map((item: JsonValue, index) => `(${toType(item, context)})${index < Number(minItems ?? 0) ? '' : '?'}`);
  return `readonly [${[...places, ...(additionalItems === false ? [] : [`...(${toType(additionalItems, context)})[]`])].join(', ')}]`;
}

function toObjectType({ properties, required, additionalProperties }: JsonObject, context: TypeContext): string {
  const needed = Array.isArray(required) ? (required as readonly JsonValue[]) : [];
  const named = isSchemaObject(properties) ? Object.entries(properties) : [];
  const missing = needed.filter((name): name is string => typeof name === 'string' && !named.some(([known]) => known === name));
  const { indent } = context;
  const inner = `${indent}  `;
  const within = { ...context, indent: inner };
  const lines = [
    ...named.map(([name, schema]) => {
      const description = isSchemaObject(schema) && typeof schema['description'] === 'string' ? toComment(schema['description'], inner) : '';
      return `${description}${inner}readonly ${toKey(name)}${needed.includes(name) ? '' : '?'}: ${toType(schema, within)};`;
    }),
    ...missing.map((name) => `${inner}readonly ${toKey(name)}: unknown;`),
  ];
  const isOpen = additionalProperties !== false;
  // Named properties must fit the index signature, so a narrower one is left as unknown beside them.
  const rest = lines.length === 0 && additionalProperties !== undefined ? toType(additionalProperties, within) : 'unknown';
  const all = isOpen ? [...lines, `${inner}readonly [property: string]: ${rest};`] : lines;
  return all.length === 0 ? 'Record<string, never>' : `{\n${all.join('\n')}\n${indent}}`;
}

function toLiteral(value: JsonValue): string {
  if (Array.isArray(value)) return `readonly [${(value as readonly JsonValue[]).map(toLiteral).join(', ')}]`;
  if (!isSchemaObject(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, member]) => `readonly ${toKey(key)}: ${toLiteral(member)}`)
    .join('; ')} }`;
}

function toUnion(types: readonly string[]): string {
  return types.length === 0 ? 'never' : [...new Set(types)].join(' | ');
}

function namesOf(type: JsonValue | undefined, rest: JsonObject): readonly string[] {
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.filter((name): name is string => typeof name === 'string');
  return 'items' in rest ? ['array'] : ['object'];
}

function isShaped(schema: JsonObject): boolean {
  return ['properties', 'required', 'additionalProperties', 'items'].some((keyword) => keyword in schema);
}

function definitionsOf({ definitions, $defs }: JsonObject): readonly (readonly [string, JsonObject])[] {
  const holders = [
    ['definitions', definitions],
    ['$defs', $defs],
  ] as const;
  return holders.flatMap(([holder, members]) => (isSchemaObject(members) ? [[holder, members] as const] : []));
}

function toPointerStep(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function toKey(name: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : JSON.stringify(name);
}

function toComment(text: string, indent: string): string {
  return `${indent}/** ${text.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /')} */\n`;
}

/** Gives each dotted name an identifier of its own. */
function createNames(): (name: string) => string {
  const taken = new Set(['EventData', 'Record']);
  return (name) => {
    const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
    const plain = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
    const valid = /^[A-Za-z]/.test(plain) ? plain : `Event${plain}`;
    let unique = valid;
    for (let number = 2; taken.has(unique); number += 1) unique = `${valid}${number}`;
    taken.add(unique);
    return unique;
  };
}
