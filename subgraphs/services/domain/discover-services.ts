import type { Scope } from '../../../platform/request/scope.ts';
import type { ServiceFilter, ServiceRegistry } from './service-registry.ts';
import type { Service } from './service.ts';
import { compareVersions, readVersion, type Version } from './version.ts';
import { readVersionRange } from './version-range.ts';

const PAGE = 500;

/** The services that match and whose version lies in `versionRange`, newest version first, then by name and id; at most `limit`. */
export async function discoverServices(
  registry: ServiceRegistry,
  scope: Scope,
  options: { filter: ServiceFilter; versionRange: string | undefined; limit: number },
): Promise<readonly Service[]> {
  const { filter, versionRange, limit } = options;
  const range = versionRange === undefined ? undefined : readVersionRange(versionRange, 'versionRange');
  const found: { service: Service; version: Version }[] = [];
  for (let page = await registry.list(scope, { filter, limit: PAGE }); page.length > 0;) {
    for (const service of page) {
      const version = readVersion(service.version, 'version');
      if (range === undefined || range.includes(version)) found.push({ service, version });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    page = await registry.list(scope, { filter, after: last, limit: PAGE });
  }
  found.sort((a, b) => compareVersions(b.version, a.version) || compareText(a.service.name, b.service.name) || compareText(a.service.id, b.service.id));
  return found.slice(0, limit).map(({ service }) => service);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
