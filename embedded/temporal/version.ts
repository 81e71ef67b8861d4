/** The Temporal CLI that everything is tested with; its development server is Temporal Server 1.32.0. */
export const PINNED_CLI = '1.9.1';

const versionLine = /\btemporal version v?(\d+)\.(\d+)\.(\d+)\b/;

/** Version in what `temporal --version` prints (`temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)`). */
export function cliVersion(printed: string): string | undefined {
  const found = versionLine.exec(printed);
  return found === null ? undefined : found.slice(1).join('.');
}

/** Whether a CLI of this version will do: the pinned one or a newer one of the same major version. */
export function willDo(version: string, pinned = PINNED_CLI): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0, wantedPatch = 0] = pinned.split('.').map(Number);
  if (major !== wantedMajor) return false;
  return minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch);
}
