import { z } from 'zod';

/** The form of a token request (RFC 6749 §4.4.2). The client may authenticate by Basic instead of in the form. */
export const tokenForm = z
  .object({
    grant_type: z.string().optional(),
    client_id: z.string().optional(),
    client_secret: z.string().optional(),
    audience: z.string().optional(),
    scope: z.string().optional(),
  })
  .meta({ id: 'TokenRequest' });

export const tokenReply = z
  .object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.int() })
  .meta({ id: 'Token' });
