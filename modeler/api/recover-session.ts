/** Finds a way to go on after a refusal that is about the session only. @returns is it worth asking once more? */
export type RecoverSession = (slug: 'unauthenticated' | 'cross-site-request') => Promise<boolean>;

let recover: RecoverSession = () => Promise.resolve(false);

/** Says how to go on when the session has ended, or is another one than the page knows. */
export const onSessionRefused = (how: RecoverSession): void => {
  recover = how;
};

/** The server did nothing: the same request can be sent again once the session is there. */
export const recoverSession = (slug: string): Promise<boolean> =>
  slug === 'unauthenticated' || slug === 'cross-site-request' ? recover(slug) : Promise.resolve(false);
