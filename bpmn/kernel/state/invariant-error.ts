/** A rule of the kernel itself is broken: a bug, never the model's or the data's fault. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}
