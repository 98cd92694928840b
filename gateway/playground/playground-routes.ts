import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { RouteHandler } from '../../platform/http/process-routes.ts';
import { chooseEncoding } from '../transport/compression.ts';
import { HTML_TYPE, JSON_TYPE, negotiate } from '../transport/media-types.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Nothing from elsewhere, nothing inline; `connect-src 'self'` covers the WebSocket of this host as well. */
const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

interface Asset {
  readonly body: Buffer;
  /** As small as it gets, by encoding: made once, when the files are read. */
  readonly encoded: Readonly<Record<'br' | 'gzip', Buffer>>;
  readonly type: string;
  readonly tag: string;
}

/**
 * The playground, from the files in `folder`: its page at `/` and, for those who prefer HTML, at `graphqlPath`; its parts
 * below `/playground/`. The files are read once, at the first request.
 */
export function createPlaygroundRoutes(options: { folder: string; graphqlPath: string }): RouteHandler {
  let assets: ReadonlyMap<string, Asset> | undefined;
  return function route(request, response) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const url = request.url ?? '/';
    const name = toAssetName(url, request.headers.accept, options.graphqlPath);
    if (name === undefined) return false;
    assets ??= readAssets(options.folder);
    const asset = assets.get(name);
    if (asset === undefined) return false;
    const headers = { ...SECURITY_HEADERS, etag: asset.tag, 'cache-control': 'no-cache', vary: 'accept, accept-encoding' };
    if (request.headers['if-none-match'] === asset.tag) response.writeHead(304, headers).end();
    else {
      const encoding = chooseEncoding(request.headers['accept-encoding']);
      const body = encoding === undefined ? asset.body : asset.encoded[encoding];
      response
        .writeHead(200, {
          ...headers,
          'content-type': asset.type,
          'content-length': body.length,
          ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
        })
        .end(request.method === 'HEAD' ? undefined : body);
    }
    return true;
  };
}

function toAssetName(url: string, accept: string | undefined, graphqlPath: string): string | undefined {
  const [path = '/', search = ''] = url.split('?', 2);
  if (path === '/') return 'index.html';
  // A link with a query in it asks for that query's answer, whoever opens it.
  if (path === graphqlPath) return !search.includes('query=') && negotiate(accept, [JSON_TYPE, HTML_TYPE]) === HTML_TYPE ? 'index.html' : undefined;
  return path.startsWith('/playground/') ? path.slice('/playground/'.length) : undefined;
}

function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const name of readdirSync(folder)) {
    const type = CONTENT_TYPES[extname(name)];
    if (type === undefined) continue;
    const body = readFileSync(join(folder, name));
    assets.set(name, {
      body,
      encoded: { br: brotliCompressSync(body), gzip: gzipSync(body) },
      type,
      tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    });
  }
  return assets;
}
