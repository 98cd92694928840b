import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { DEFER_RULES } from './defer-rules.ts';

const schema = buildSchema(/* GraphQL */ `
  directive @defer(label: String, if: Boolean! = true) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  type Query {
    thing: Thing
  }
  type Mutation {
    change: Thing
  }
  type Subscription {
    changes: Thing
  }
  type Thing {
    name: String
    next: Thing
  }
`);

function judge(source: string): readonly string[] {
  return validate(schema, parse(source), [...specifiedRules, ...DEFER_RULES]).map(({ message }) => message);
}

describe('the rules of @defer', () => {
  it.each([
    '{ thing { ... @defer { name } } }',
    '{ ... @defer { thing { name } } ...F @defer } fragment F on Query { thing { next { name } } }',
    '{ thing { ... @defer(label: "a") { name } next { ... @defer(label: "b") { name } ... @defer { next { name } } } } }',
    'query ($if: Boolean) { thing { ... @defer(if: $if) { name } } }',
    'mutation { change { ... @defer { name } } }',
    'subscription { changes { ... @defer(if: false) { name } } }',
    'subscription ($if: Boolean!) { changes { ... @defer(if: $if) { name } } }',
  ])('let pass %s', (source) => {
    expect(judge(source)).toEqual([]);
  });

  it.each([
    ['one label twice', '{ thing { ... @defer(label: "a") { name } ... @defer(label: "a") { name } } }', 'Labels of @defer must be unique: "a" is used twice.'],
    [
      'one label twice, in a fragment and outside',
      '{ thing { ...F ... @defer(label: "a") { name } } } fragment F on Thing { ... @defer(label: "a") { name } }',
      'Labels of @defer must be unique: "a" is used twice.',
    ],
    ['a label from a variable', 'query ($l: String) { thing { ... @defer(label: $l) { name } } }', 'The label of @defer must be a string literal.'],
    ['a label that is null', '{ thing { ... @defer(label: null) { name } } }', 'The label of @defer must be a string literal.'],
    ['the root of a mutation', 'mutation { ... @defer { change { name } } }', '@defer cannot be used on fields of the root type "Mutation".'],
    [
      'the root of a mutation, by a fragment',
      'mutation { ...F } fragment F on Mutation { ...G @defer } fragment G on Mutation { change { name } }',
      '@defer cannot be used on fields of the root type "Mutation".',
    ],
    [
      'a subscription',
      'subscription { changes { ... @defer { name } } }',
      '@defer is not supported in subscriptions: leave it out, or set its argument "if" to false.',
    ],
    [
      'a fragment of a subscription',
      'subscription { changes { ...F } } fragment F on Thing { ...G } fragment G on Thing { ... @defer(if: true) { name } }',
      '@defer is not supported in subscriptions: leave it out, or set its argument "if" to false.',
    ],
    ['a field', '{ thing @defer { name } }', 'Directive "@defer" may not be used on FIELD.'],
    ['an `if` that is no Boolean', '{ thing { ... @defer(if: "no") { name } } }', 'Boolean cannot represent a non boolean value: "no"'],
    ['two at one fragment', '{ thing { ... @defer @defer { name } } }', 'The directive "@defer" can only be used once at this location.'],
  ])('refuse %s', (_what, source, message) => {
    expect(judge(source)).toContain(message);
  });
});
