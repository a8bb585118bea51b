/** tr -> Turkish, as the viewer's language calls it. */
export function languageName(code: string, viewer: string): string {
  try {
    return new Intl.DisplayNames([viewer], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** TR -> Türkiye, as the viewer's language calls it. */
export function countryName(code: string, viewer: string): string {
  try {
    return new Intl.DisplayNames([viewer], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
