import type { Cache } from '../../platform/cache/cache.ts';
import type { JsonValue } from '../../platform/json/json-value.ts';
import type { InvalidationOrder, KeptAnswers } from '../../platform/kept-answers/kept-answers.ts';
import type { WriteMarks } from './write-marks.ts';

/** What every kept entity of the type is dropped by; for answers it is `toAnswerTag`. */
export const toTypeTag = (type: string): string => `gateway:type:${type}`;
/** What is dropped that was selected under `@cacheControl(tags:)` with this tag. */
export const toNamedTag = (tag: string): string => `gateway:tag:${tag}`;

/** By what a single entity is dropped: one tag for each field of its representation, for any may be its key. */
export function toEntityTags({ __typename: type, ...fields }: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(fields).map(([name, value]) => toEntityTag(String(type), name, value as JsonValue));
}

function toEntityTag(type: string, field: string, value: JsonValue): string {
  return `gateway:entity:${type}:${field}:${JSON.stringify(value)}`;
}

/** Entities are kept with the tag of their type and those of their fields; answers with those of their types. */
export function createInvalidation({ cache, marks }: { cache: Cache; marks: WriteMarks }): KeptAnswers {
  return {
    async invalidate(scope, order) {
      // First, so that what is asked for right now is not kept behind it.
      await marks.drop(scope, { all: order.all });
      if (!order.all) for (const tag of toTags(order)) await cache.invalidateTag(scope, tag);
      return 1;
    },
  };
}

function toTags({ tags, types, entities }: InvalidationOrder): ReadonlySet<string> {
  return new Set([
    ...tags.map(toNamedTag),
    ...types.flatMap((type) => [toTypeTag(type), toAnswerTag(type)]),
    ...entities.flatMap(({ type, key }) => {
      const [first, ...others] = Object.entries(key);
      const entity = first === undefined || others.length > 0 ? toTypeTag(type) : toEntityTag(type, ...first);
      return [entity, toAnswerTag(type)];
    }),
  ]);
}

/** Whole answers in which an object of the type may be. */
export function toAnswerTag(type: string): string {
  return `gateway:in-answer:${type}`;
}
