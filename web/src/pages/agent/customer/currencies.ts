/** The money of the countries whose businesses these pages speak the languages of. */
const CURRENCIES: Readonly<Record<string, string>> = {
  AU: 'AUD',
  CA: 'CAD',
  CH: 'CHF',
  CN: 'CNY',
  GB: 'GBP',
  KZ: 'KZT',
  RU: 'RUB',
  TR: 'TRY',
  US: 'USD',
};

/** A first guess, which the agent may change. */
export function currencyOf(region: string): string {
  return CURRENCIES[region.toUpperCase()] ?? 'EUR';
}
