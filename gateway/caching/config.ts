import { booleanSetting } from '../../platform/config/settings.ts';

/** What caching is told by the environment. */
export const CACHING_SETTINGS = {
  caching: booleanSetting('AUTOWEAVE_CACHING', {
    description: 'Whether answers and entities are kept as long as @cacheControl of the supergraph says: true or false.',
    default: true,
  }),
};
