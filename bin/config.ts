import { optionalTextSetting, type Environment } from '../platform/config/settings.ts';

/** The environment of this process, with what `.env` added at the start. */
export function processEnvironment(): Environment {
  return process.env;
}

/** What the composition root itself reads. */
export const processSettings = {
  subgraphs: optionalTextSetting('AUTOWEAVE_SUBGRAPHS', {
    description: 'Subgraphs in other processes: name=url[|url of a copy…],name=url…; those not named run in the process of `start`',
  }),
} as const;
