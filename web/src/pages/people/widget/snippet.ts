/**
 * What the business puts into its own page.
 *
 * @param origin - of these pages, which have the widget too.
 */
export function snippet(origin: string, business: string, language: string): string {
  const attributes = [
    `src="${origin}/widget.js"`,
    `data-business="${business}"`,
    ...(language === '' ? [] : [`data-language="${language}"`]),
  ];
  return `<script ${attributes.join(' ')} defer></script>`;
}
