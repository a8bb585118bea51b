import { useEffect } from 'react';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { type Rows, usePages } from '@/pages/people/listing/usePages';
import { useSession } from '@/session/session';

export type Member = components['schemas']['MemberView'];
export type Invitation = components['schemas']['InvitationView'];

export const MEMBERS = ['people', 'members'] as const;
export const INVITATIONS = ['people', 'invitations'] as const;

/** All of them: names are looked for in it. */
export function useMembers(): Rows<Member> {
  const { api } = useSession();
  const rows = usePages(MEMBERS, (cursor) =>
    answered(api.GET('/v1/members', { params: { query: { limit: 200, cursor } } })),
  );
  const { hasMore, isFetchingMore, more } = rows;
  useEffect(() => {
    if (hasMore && !isFetchingMore) {
      more();
    }
  }, [hasMore, isFetchingMore, more]);
  return rows;
}

export function useInvitations(): Rows<Invitation> {
  const { api } = useSession();
  return usePages(INVITATIONS, (cursor) =>
    answered(api.GET('/v1/invitations', { params: { query: { limit: 50, cursor } } })),
  );
}
