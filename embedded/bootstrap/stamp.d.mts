/** Something that is built from sources. `output` is the path of its file below the root, `digest` that of its sources. */
export interface Built {
  readonly name: string;
  readonly digest: string;
  readonly output: string;
}

/** Whether the thing of this name was last built from sources with this digest, and its output is still there. */
export function isBuilt(root: string, built: Built): boolean;

/** Records that the thing of this name is built from sources with this digest. */
export function markBuilt(root: string, built: Built): void;
