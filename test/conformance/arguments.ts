import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Arguments {
  readonly folders: readonly string[];
  readonly host: string;
  /** Empty: all areas. */
  readonly areas: readonly string[];
  readonly json: boolean;
}

export const usage = 'npm run conformance -- DIR… [--host memory|temporal] [--area AREA]… [--json]';

/** Reads the command line. @throws Error that says what is wrong with it */
export function readArguments(args: readonly string[]): Arguments {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      host: { type: 'string', default: 'memory' },
      area: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
  });
  if (positionals.length === 0) throw new Error('No folder with cases is given.');
  return { folders: positionals, host: values.host, areas: values.area, json: values.json };
}
