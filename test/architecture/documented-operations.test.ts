import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, specifiedRules, UniqueOperationNamesRule, validate } from 'graphql';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const schema = buildSchema(readFileSync(join(ROOT, 'schema', 'api.graphql'), 'utf8'));
const rules = specifiedRules.filter((rule) => rule !== UniqueOperationNamesRule);

/** The GraphQL that a page shows, but for SDL. */
function operationsOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```graphql\n(.*?)^```$/gms)].map(([, block = '']) => block).filter((block) => /^\s*(query|mutation|subscription|\{)/.test(block));
}

describe('the operations that the documents show', () => {
  it.each(PAGES.flatMap((page) => operationsOf(page).map((operation, index) => [page, index + 1, operation] as const)))(
    'fit the schema: %s, block %i',
    (_page, _index, operation) => {
      expect(validate(schema, parse(operation), rules)).toEqual([]);
    },
  );

  it('are there', () => expect(operationsOf('README.md').length).toBeGreaterThan(3));
});
