/** What the API says to a refresh token, and to a key. */
import { answered, newClient } from '@/api/client';
import { ApiProblem, OfflineError } from '@/api/problem';
import type { SessionPorts } from '@/session/ports';

const TOO_MANY = 429;

/** Of what was asked nothing is said by these. */
function saysNothing(status: number): boolean {
  return status >= 500 || status === TOO_MANY;
}

function clientOf(token: string | null) {
  return newClient({ accessToken: async () => token, rejected: async () => null });
}

export const byApi: Pick<SessionPorts, 'refresh' | 'isKey'> = {
  async refresh(token) {
    const { data, response } = await clientOf(null)
      .POST('/v1/session/refresh', { body: { refresh_token: token } })
      .catch(() => Promise.reject(new OfflineError()));
    if (saysNothing(response.status)) {
      throw new OfflineError();
    }
    return data?.access_token == null || data.refresh_token == null
      ? null
      : {
          access: data.access_token,
          refresh: data.refresh_token,
          expiresInS: data.expires_in_s ?? 0,
        };
  },

  async isKey(key) {
    try {
      await answered(clientOf(key).GET('/v1/me'));
      return true;
    } catch (error) {
      if (error instanceof ApiProblem && !saysNothing(error.status)) {
        return false;
      }
      throw error;
    }
  },
};
