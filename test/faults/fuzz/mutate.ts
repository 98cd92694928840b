import type { Random } from '../../conformance/differential/random.ts';

const REPEAT = 2_000;

/** What parsers trip over, as it is written. */
const PIECES: readonly string[] = [
  '\0',
  '\ud800',
  '\u202e',
  '\ufeff',
  '\r\n',
  '\r\n\r\n',
  '"',
  '\\',
  '\\u0000',
  '\\ud83d',
  '{',
  '}',
  '[',
  ']',
  '{}',
  '[]',
  'null',
  'true',
  '-',
  '1e400',
  '-0',
  '9007199254740993',
  '1'.repeat(400),
  '"__proto__":{"polluted":true},',
  '"constructor":{"prototype":{}},',
  '"query":1,',
  '"variables":[],',
  '"extensions":"x",',
  '"operationName":{},',
  '...',
  '...F',
  'fragment F on Query{...F}',
  '$a',
  '@include(if:true)',
  '@a',
  '#',
  '"""',
  '{a',
  '%00',
  '%',
  '%ff',
  '&query=',
  '=',
  ';',
  ',',
  ':',
  '--graphql--',
  'Content-Length: 3\r\n',
  'Transfer-Encoding: chunked\r\n',
  'x'.repeat(3_000),
  '{"a":'.repeat(REPEAT),
  '['.repeat(REPEAT),
  '{a '.repeat(REPEAT),
];

/** The text with 1 to 6 changes: parts cut, doubled, swapped, flipped, or something put between. */
export function mutate(text: string, random: Random): string {
  let changed = text;
  for (let left = 1 + random.below(6); left > 0; left -= 1) changed = change(changed, random);
  return changed;
}

/** The bytes with 0 to 4 of them replaced: no longer UTF-8, most often. */
export function mutateBytes(text: string, random: Random): Buffer {
  const bytes = Buffer.from(text);
  for (let left = random.below(5); left > 0 && bytes.length > 0; left -= 1) bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}

function change(text: string, random: Random): string {
  const from = random.below(text.length + 1);
  const to = Math.min(text.length, from + 1 + random.below(12));
  switch (random.below(7)) {
    case 0:
      return text.slice(0, from) + text.slice(to);
    case 1:
      return text.slice(0, to) + text.slice(from);
    case 2:
      return text.slice(0, from);
    case 3:
      return text.slice(0, from) + String.fromCharCode(random.below(random.below(4) === 0 ? 65_536 : 128)) + text.slice(from + 1);
    default:
      return text.slice(0, from) + random.pick(PIECES) + text.slice(random.below(2) === 0 ? from : to);
  }
}
