import { fieldOf, namedType, typeText } from './schema.js';
import { significant, tokenize } from './lexer.js';

const CLOSING = { '{': '}', '(': ')', '[': ']' };

/**
 * What may stand at `offset`: `{ from, items: [{ text, note }] }`, where `from` is the start of the word under way.
 * Walks the tokens before the offset with a stack of the types that are open.
 */
export function complete(source, offset, schema) {
  const before = tokenize(source.slice(0, offset));
  const last = before.at(-1);
  if (last?.kind === 'comment' || last?.kind === 'string') return { from: offset, items: [] };
  const word = last !== undefined && ['name', 'variable', 'directive'].includes(last.kind) ? last : undefined;
  const from = word?.start ?? offset;
  const text = word?.text.toLowerCase() ?? '';
  const items = candidates(significant(source.slice(0, from)), word, schema, source);
  const fits = items.filter((item) => item.text.toLowerCase().startsWith(text));
  const contains = text.length > 1 ? items.filter((item) => !fits.includes(item) && item.text.toLowerCase().includes(text)) : [];
  return { from, items: [...fits, ...contains].slice(0, 40) };
}

function candidates(tokens, word, schema, source) {
  if (word?.kind === 'variable') return declaredVariables(source);
  if (word?.kind === 'directive') return schema.directives.map((directive) => ({ text: `@${directive.name}`, note: '' }));
  const stack = walk(tokens, schema);
  const top = stack.at(-1);
  const previous = tokens.at(-1)?.text;
  if (top === undefined) return topLevel(tokens, schema);
  if (previous === 'on')
    return [...schema.types.values()]
      .filter((type) => ['OBJECT', 'INTERFACE', 'UNION'].includes(type.kind) && !type.name.startsWith('__'))
      .map((type) => ({ text: type.name, note: type.kind.toLowerCase() }));
  if (previous === '...') return [{ text: 'on', note: 'type condition' }, ...fragmentNames(source)];
  if (top.kind === 'selection') return fieldsOf(schema, top.type);
  if (top.kind === 'declaration') return previous === ':' || previous === '[' ? inputTypes(schema) : [];
  return inputs(top, previous, schema);
}

/** Which brackets are open before the offset, and of what type each is. */
function walk(tokens, schema) {
  const stack = [];
  let field;
  let operation = 'query';
  let condition;
  let argument;
  for (const [index, token] of tokens.entries()) {
    const top = stack.at(-1);
    if (token.text in CLOSING && token.kind === 'punctuation') {
      stack.push(opened(token.text, { top, field, operation, condition, argument, schema }));
      if (token.text === '{' && top?.kind !== 'input') field = undefined;
      condition = undefined;
    } else if (token.kind === 'punctuation' && '})]'.includes(token.text)) {
      const closed = stack.pop();
      if (closed?.kind === 'arguments') field = closed.field;
    } else if (token.kind === 'name') {
      if (stack.length === 0 && ['query', 'mutation', 'subscription'].includes(token.text)) operation = token.text;
      if (tokens[index - 1]?.text === 'on') condition = token.text;
      else if (top?.kind === 'selection') field = fieldOf(schema, top.type, token.text) ?? field;
      else if (tokens[index + 1]?.text === ':' && (top?.kind === 'arguments' || top?.kind === 'input'))
        argument = top.inputs.find((input) => input.name === token.text);
    }
  }
  return stack;
}

function opened(bracket, { top, field, operation, condition, argument, schema }) {
  if (bracket === '(') return top === undefined ? { kind: 'declaration' } : { kind: 'arguments', inputs: field?.args ?? [], field };
  if (bracket === '[') return top?.kind === 'declaration' ? top : { kind: 'list', inputs: [], argument };
  if (top === undefined) return { kind: 'selection', type: condition ?? schema.roots[operation] };
  if (top.kind === 'selection') return { kind: 'selection', type: condition ?? (field === undefined ? top.type : namedType(field.type)) };
  return { kind: 'input', inputs: argument === undefined ? [] : (schema.types.get(namedType(argument.type))?.inputFields ?? []) };
}

function fieldsOf(schema, typeName) {
  const fields = schema.types.get(typeName)?.fields ?? [];
  return [...fields.map((field) => ({ text: field.name, note: typeText(field.type) })), { text: '__typename', note: 'String!' }];
}

function inputs(top, previous, schema) {
  if (previous !== ':') return top.inputs.map((input) => ({ text: input.name, note: typeText(input.type), after: ': ' }));
  const values = [];
  for (const input of top.inputs) {
    for (const value of schema.types.get(namedType(input.type))?.enumValues ?? []) values.push({ text: value.name, note: namedType(input.type) });
  }
  return [...values, { text: 'true', note: 'Boolean' }, { text: 'false', note: 'Boolean' }, { text: 'null', note: '' }];
}

function inputTypes(schema) {
  return [...schema.types.values()]
    .filter((type) => ['SCALAR', 'ENUM', 'INPUT_OBJECT'].includes(type.kind) && !type.name.startsWith('__'))
    .map((type) => ({ text: type.name, note: type.kind.toLowerCase() }));
}

function topLevel(tokens, schema) {
  if (tokens.length > 0 && tokens.at(-1).text !== '}') return [];
  const roots = Object.entries(schema.roots)
    .filter(([, name]) => name)
    .map(([operation]) => ({ text: operation, note: 'operation' }));
  return [...roots, { text: 'fragment', note: '' }];
}

function declaredVariables(source) {
  const names = new Set(
    significant(source)
      .filter((token) => token.kind === 'variable' && token.text.length > 1)
      .map((token) => token.text),
  );
  return [...names].map((text) => ({ text, note: 'variable' }));
}

function fragmentNames(source) {
  const tokens = significant(source);
  return tokens.filter((_, index) => tokens[index - 1]?.text === 'fragment').map((token) => ({ text: token.text, note: 'fragment' }));
}
