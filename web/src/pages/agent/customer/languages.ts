/** A text that is written in several languages, in this one or the nearest that there is. */
export function textIn(texts: Readonly<Record<string, string>>, language: string): string {
  const short = language.split('-')[0] ?? '';
  const near = Object.keys(texts).find((each) => each.split('-')[0] === short);
  return texts[language] ?? texts[near ?? 'en'] ?? Object.values(texts)[0] ?? '';
}
