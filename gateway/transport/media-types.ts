/** Of GraphQL over HTTP: the status tells whether the request was one. */
export const GRAPHQL_RESPONSE_TYPE = 'application/graphql-response+json';
/** Of older clients: the status is 200 whatever the errors, as long as the request was one. */
export const JSON_TYPE = 'application/json';
/** Of browsers, for the playground. */
export const HTML_TYPE = 'text/html';
/** Of Server-Sent Events. */
export const EVENT_STREAM_TYPE = 'text/event-stream';

/** The types that are negotiated here. */
export type AnswerType = typeof JSON_TYPE | typeof GRAPHQL_RESPONSE_TYPE | typeof HTML_TYPE | typeof EVENT_STREAM_TYPE;

/** Which of `offered` a client wants most (RFC 9110, §12.5.1): by weight, then by its own order, then by ours; undefined when none is accepted. An empty header says nothing. */
export function negotiate<Type extends AnswerType>(accept: string | undefined, offered: readonly Type[]): Type | undefined {
  const ranges = readAccept(accept === undefined || accept.trim() === '' ? '*/*' : accept);
  const weights = offered.map((type) => ({ type, ...weigh(type, ranges) }));
  return weights.filter(({ quality }) => quality > 0).toSorted((a, b) => b.quality - a.quality || a.order - b.order)[0]?.type;
}

/** True for `application/json`, without a charset or in UTF-8. */
export function isJsonContentType(header: string | undefined): boolean {
  const [type, ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  return type === JSON_TYPE && (charset === undefined || charset === 'utf-8' || charset === 'utf8');
}

/** True where a client asks for the results of a subscription as parts of one response, and wants an event stream no more than that. */
export function wantsParts(accept: string): boolean {
  const ranges = accept.split(',').map((range) => range.split(';').map((piece) => piece.trim().toLowerCase().replaceAll('"', '')));
  const parts = weighRange(ranges, ([type, ...parameters]) => type === 'multipart/mixed' && parameters.includes('subscriptionspec=1.0'));
  const events = weighRange(ranges, ([type]) => type === EVENT_STREAM_TYPE);
  return parts.quality > 0 && (parts.quality > events.quality || (parts.quality === events.quality && parts.order < events.order));
}

/** What a client says of the first media range that fits. */
function weighRange(ranges: readonly (readonly string[])[], fits: (range: readonly string[]) => boolean): Weight {
  const order = ranges.findIndex(fits);
  return { quality: order === -1 ? 0 : readQuality(ranges[order] ?? []), order };
}

function readQuality(range: readonly string[]): number {
  const weight = range.find((parameter) => parameter.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return quality >= 0 && quality <= 1 ? quality : 0;
}

interface Weight {
  readonly quality: number;
  /** Place of the range in the header. */
  readonly order: number;
}

function readAccept(accept: string): ReadonlyMap<string, Weight> {
  const ranges = new Map<string, Weight>();
  for (const [order, part] of accept.split(',').entries()) {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    ranges.set(type, { quality: readQuality(parameters), order });
  }
  return ranges;
}

/** The most specific range that fits says how much a type is wanted. */
function weigh(type: string, ranges: ReadonlyMap<string, Weight>): Weight {
  const family = `${type.split('/', 1)[0]}/*`;
  return ranges.get(type) ?? ranges.get(family) ?? ranges.get('*/*') ?? { quality: 0, order: 0 };
}
