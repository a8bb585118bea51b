import { useQuery } from '@tanstack/react-query';
import { answered } from '@/api/client';
import { useSession } from '@/session/session';

export function useChecklist({ isAsked = true }: { isAsked?: boolean } = {}) {
  const { api } = useSession();
  return useQuery({
    queryKey: ['checklist'],
    queryFn: () => answered(api.GET('/v1/checklist')),
    enabled: isAsked,
    staleTime: 0,
  });
}
