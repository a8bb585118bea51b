/** Who a contact is from: as the flow found out, as was chosen here, or by the number. */
import { useQuery } from '@tanstack/react-query';
import { answered } from '@/api/client';
import { useSession } from '@/session/session';

const FRESH_MS = 5_000;

export function useCard(customer: string | null) {
  const { api } = useSession();
  return useQuery({
    queryKey: ['card', customer],
    queryFn: () =>
      answered(
        api.GET('/v1/customers/{customer_id}/card', {
          params: { path: { customer_id: customer ?? '' } },
        }),
      ),
    enabled: customer !== null,
    staleTime: FRESH_MS,
  });
}

/** @param number - E.164 or as written at home; empty asks nothing. */
export function useLookUp(number: string) {
  const { api } = useSession();
  return useQuery({
    queryKey: ['look-up', number],
    queryFn: () => answered(api.POST('/v1/customers/look-up', { body: { number } })),
    enabled: number !== '',
    staleTime: FRESH_MS,
  });
}
