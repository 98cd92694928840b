// GraphQL's tokens, as far as colours, completion and the list of operations need them.

const TOKEN =
  /(?<space>[\s,\uFEFF]+)|(?<comment>#[^\n\r]*)|(?<string>"""(?:\\"""|[^])*?(?:"""|$)|"(?:\\.|[^"\\\n\r])*"?)|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<variable>\$\w*)|(?<directive>@\w*)|(?<name>[A-Za-z_]\w*)|(?<punctuation>\.\.\.|[!&()*:=[\]{|}])|(?<unknown>.)/gu;

const KEYWORDS = new Set(['query', 'mutation', 'subscription', 'fragment', 'on']);
const LITERALS = new Set(['true', 'false', 'null']);

/** The tokens of a document with their offsets, white space included: joined, they are the document. */
export function tokenize(source) {
  const tokens = [];
  for (const match of source.matchAll(TOKEN)) {
    const [kind] = Object.entries(match.groups).find(([, text]) => text !== undefined);
    tokens.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

/** The same without what means nothing. */
export function significant(source) {
  return tokenize(source).filter((token) => token.kind !== 'space' && token.kind !== 'comment');
}

/** How a token is coloured. */
export function colourOf(token) {
  if (token.kind !== 'name') return token.kind;
  if (KEYWORDS.has(token.text)) return 'keyword';
  return LITERALS.has(token.text) ? 'literal' : 'name';
}

/** The operations of a document: their type, name and where they stand. */
export function listOperations(source) {
  const operations = [];
  let depth = 0;
  let open;
  const tokens = significant(source);
  for (const [index, token] of tokens.entries()) {
    if (depth === 0 && token.kind === 'name' && ['query', 'mutation', 'subscription', 'fragment'].includes(token.text) && open === undefined) {
      const next = tokens[index + 1];
      open = { type: token.text, name: next?.kind === 'name' ? next.text : undefined, start: token.start };
    }
    if ('{(['.includes(token.text)) {
      if (token.text === '{' && depth === 0 && open === undefined) open = { type: 'query', name: undefined, start: token.start };
      depth += 1;
    }
    if ('})]'.includes(token.text)) {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && token.text === '}' && open !== undefined) {
        if (open.type !== 'fragment') operations.push({ ...open, end: token.end });
        open = undefined;
      }
    }
  }
  return operations;
}
