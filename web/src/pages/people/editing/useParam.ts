import { useParams } from 'react-router';

/** A part of the page's own path, which its route has. */
export function useParam(name: string): string {
  return useParams()[name] ?? '';
}
