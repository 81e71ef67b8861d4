/** Digest (hexadecimal) of the content of files and folders below `root`, without tests and generated code. */
export function digestOf(root: string, paths: readonly string[]): string;
