import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Below this an encoded answer is hardly shorter and the work is lost. */
const MIN_BYTES = 1_024;
/** Where both are fast enough to be done for every answer. */
const BROTLI_QUALITY = 4;
const GZIP_LEVEL = 5;

const compressors = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: GZIP_LEVEL }),
};

type Encoding = keyof typeof compressors;

/** What a client accepts with the highest weight; br before gzip at the same one, undefined for neither (RFC 9110, §12.5.3). */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const part of (acceptEncoding ?? '').split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = weight === undefined ? 1 : Number(weight.slice(2));
    weights.set(name, quality >= 0 && quality <= 1 ? quality : 0);
  }
  const weigh = (encoding: Encoding) => weights.get(encoding) ?? weights.get('*') ?? 0;
  const [best] = (['br', 'gzip'] as const).toSorted((a, b) => weigh(b) - weigh(a));
  return best === undefined || weigh(best) === 0 || weigh(best) < (weights.get('identity') ?? 0) ? undefined : best;
}

/** The same for one body: a short one goes as it is. */
export function chooseBodyEncoding(plain: Buffer, acceptEncoding: string | undefined): Encoding | undefined {
  return plain.length < MIN_BYTES || acceptEncoding === undefined ? undefined : chooseEncoding(acceptEncoding);
}

/** A body as it goes on the wire in that encoding. */
export function encodeBody(plain: Buffer, encoding: Encoding): Promise<Buffer> {
  return compressors[encoding](plain);
}
