import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import { findBoundGaps } from './schemas-bounds.ts';
import type { SchemaGap, SchemaPair } from './schemas-containment.ts';

/** The gaps between two schemas of objects: what is required, what is named, what is let through beside. */
export function findObjectGaps(pair: SchemaPair): readonly SchemaGap[] {
  const { writer, reader, path, compare } = pair;
  const written = propertiesOf(writer);
  const read = propertiesOf(reader);
  const [writtenRest, readRest] = [writer['additionalProperties'], reader['additionalProperties']];
  const named = Object.keys(written).flatMap((name) => {
    const at = toPath(path, name);
    if (Object.hasOwn(read, name)) return compare(written[name], read[name], at);
    return readRest === false && written[name] !== false
      ? [{ path: at, reason: 'is not among the properties any more' }]
      : compare(written[name], readRest, at);
  });
  // Only a schema says that there are other properties; without one they are taken to be absent.
  const others = isDescribed(writtenRest)
    ? [
        ...Object.keys(read).flatMap((name) => (Object.hasOwn(written, name) ? [] : compare(writtenRest, read[name], toPath(path, name)))),
        ...compare(writtenRest, readRest, toPath(path, '*')),
      ]
    : [];
  const required = listNames(reader['required']).filter((name) => !listNames(writer['required']).includes(name));
  return [
    ...required.map((name) => ({ path: toPath(path, name), reason: 'is required, and may be absent' })),
    ...named,
    ...others,
    ...findBoundGaps(pair, { lower: ['minProperties'], upper: ['maxProperties'] }),
  ];
}

function propertiesOf({ properties }: JsonObject): JsonObject {
  return typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? (properties as JsonObject) : {};
}

function listNames(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];
}

function isDescribed(schema: JsonValue | undefined): boolean {
  return typeof schema === 'object' && schema !== null;
}

function toPath(path: string, name: string): string {
  return `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
