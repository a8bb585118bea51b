/** Where a chat stands: of which business, in which language, and where the API is. */
export interface Place {
  business: string;
  language: string;
  service: string;
}

export function placeOf(host: HTMLElement): Place {
  return {
    business: host.getAttribute('business') ?? '',
    language: host.getAttribute('language') || document.documentElement.lang || 'en',
    service: host.getAttribute('service') ?? location.origin,
  };
}
