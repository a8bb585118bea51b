/** Money in a currency's smallest unit, as the API has it: 19990 TRY is 199.90. */

const FALLBACK_DIGITS = 2;

export function digitsOf(currency: string): number {
  try {
    const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    return options.maximumFractionDigits ?? FALLBACK_DIGITS;
  } catch {
    return FALLBACK_DIGITS;
  }
}

export function moneyText(minor: number, currency: string, language: string): string {
  const major = minor / 10 ** digitsOf(currency);
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency }).format(major);
  } catch {
    return `${major} ${currency}`;
  }
}

/** What was written as a price, with a point or a comma; null is that it is none. */
export function minorOf(written: string, currency: string): number | null {
  const bare = written.trim().replace(/\s/g, '').replace(',', '.');
  if (!/^-?\d+(\.\d+)?$/.test(bare)) {
    return null;
  }
  const minor = Number(bare) * 10 ** digitsOf(currency);
  const whole = Math.round(minor);
  return Math.abs(minor - whole) < 1e-6 ? whole : null;
}
