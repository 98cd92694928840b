import { make } from './dom.js';

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;
/** Colours cost elements; an answer beyond this is shown plain. */
const MAX_COLOURED = 200_000;

/** A value as indented, coloured JSON: the nodes to put into a `pre`. */
export function jsonNodes(value) {
  const text = JSON.stringify(value, null, 2) ?? '';
  if (text.length > MAX_COLOURED) return [text];
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon, literal] = match;
    nodes.push(text.slice(at, match.index));
    const className = string === undefined ? (literal === undefined ? 't-number' : 't-literal') : colon === undefined ? 't-string' : 't-key';
    nodes.push(make('span', { className }, string ?? whole), colon ?? '');
    at = match.index + whole.length;
  }
  nodes.push(text.slice(at));
  return nodes;
}
