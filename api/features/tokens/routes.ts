import { tokenForm, tokenReply } from '../../contract/access/token.js';
import type { ApiDeps } from '../../deps.js';
import { Problem } from '../../problems/problem.js';
import { route, type Route } from '../../routing/route.js';
import { clientCredentials, issueToken, TOKEN_SECONDS } from './issue.js';

const refused = (error: string, detail: string): Problem => new Problem('grant-refused', detail, { error });

/** OAuth 2.0 for systems: client credentials (RFC 6749 §4.4). Refusals are problems that also carry OAuth's `error`. */
export const tokenRoutes = (deps: Pick<ApiDeps, 'prisma' | 'attempts' | 'now'>): readonly Route[] => [
  route({
    method: 'post',
    path: '/oauth/token',
    operationId: 'issueToken',
    tag: 'Tokens',
    summary: 'Change client credentials for a token',
    access: 'public',
    body: tokenForm,
    bodyKind: 'form',
    bodyOptional: true,
    success: { status: 200, description: 'The token', body: tokenReply },
    problems: ['grant-refused', 'client-refused', 'too-many-attempts'],
    handle: async ({ body, request, requestId }) => {
      if (body.grant_type === undefined) throw refused('invalid_request', 'The form lacks grant_type.');
      if (body.grant_type !== 'client_credentials')
        throw refused('unsupported_grant_type', 'Only the grant client_credentials is served.');
      const credentials = clientCredentials(request.headers.authorization, body);
      if (credentials === undefined)
        throw refused('invalid_request', 'Give client_id and client_secret, in the form or by Basic.');
      const access_token = await issueToken(deps, credentials, { request, requestId });
      return { access_token, token_type: 'Bearer' as const, expires_in: TOKEN_SECONDS };
    },
  }),
];
