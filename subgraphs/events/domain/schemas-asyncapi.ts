import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import { toSchemaUri, type EventType } from './schemas.ts';

/**
 * The types as an AsyncAPI 3.0 document: a channel a type, whose message has the newest schema as its payload. Names of
 * components take the letters that AsyncAPI allows; the channel's address is the type as it is.
 */
export function toAsyncApi(types: readonly EventType[], workspace: string): JsonObject {
  const keys = toKeys(types.map(({ type }) => type));
  const named = types.map((known, index) => ({ known, key: keys[index] ?? '' }));
  return {
    asyncapi: '3.0.0',
    info: { title: `Events of the workspace ${workspace}`, version: String(types.reduce((sum, { latest }) => sum + latest.version, 0)) },
    defaultContentType: 'application/json',
    channels: toObject(
      named.map(({ known, key }) => [
        key,
        {
          address: known.type,
          ...(known.description === undefined ? {} : { description: known.description }),
          messages: { [key]: { $ref: `#/components/messages/${key}` } },
        },
      ]),
    ),
    operations: toObject(named.map(({ key }) => [`receive-${key}`, { action: 'receive', channel: { $ref: `#/channels/${key}` } }])),
    components: {
      messages: toObject(
        named.map(({ known, key }) => [
          key,
          {
            name: known.type,
            title: `${known.type}, version ${known.latest.version}`,
            contentType: 'application/json',
            headers: {
              type: 'object',
              description: 'The attributes of CloudEvents 1.0.',
              properties: {
                type: { type: 'string', const: known.type },
                dataschema: { type: 'string', examples: [toSchemaUri(known.type, known.latest.version)] },
              },
            },
            payload: { $ref: `#/components/schemas/${key}` },
          },
        ]),
      ),
      schemas: toObject(named.map(({ known, key }) => [key, moveReferences(withoutIdentity(known.latest.document), `#/components/schemas/${key}`)])),
    },
  };
}

function toKeys(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = name.replaceAll(/[^A-Za-z0-9._-]/g, '_');
    let key = plain;
    for (let number = 2; taken.has(key); number += 1) key = `${plain}_${number}`;
    taken.add(key);
    return key;
  });
}

function toObject(entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  return Object.fromEntries(entries);
}

// Within another document a schema has neither a dialect nor a base of its own.
function withoutIdentity({ $schema: _dialect, $id: _base, ...schema }: JsonObject): JsonObject {
  return schema;
}

/** A schema whose references to itself lead to where it stands now. */
function moveReferences(value: JsonValue, root: string): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => moveReferences(item, root));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key === '$ref' && typeof member === 'string' && member.startsWith('#')) return [key, `${root}${member.slice(1)}`];
      return [key, key === 'enum' || key === 'const' ? member : moveReferences(member, root)];
    }),
  );
}
