const COOKIE = 'reglament_session';

/** The session's secret in a Cookie header. */
export const sessionSecretOf = (header: string | undefined): string | undefined => {
  for (const pair of (header ?? '').split(';')) {
    const [name = '', value = ''] = pair.trim().split('=', 2);
    if (name === COOKIE && value.startsWith('rgs_')) return value;
  }
  return undefined;
};

/** Set-Cookie for a new session: out of reach of scripts and of requests from other sites. `maxAge` in seconds. */
export const sessionCookie = (secret: string, maxAge: number, secure: boolean): string =>
  `${COOKIE}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAge}${secure ? '; Secure' : ''}`;

/** Set-Cookie that takes the session away. */
export const noSessionCookie = (secure: boolean): string => sessionCookie('', 0, secure);
