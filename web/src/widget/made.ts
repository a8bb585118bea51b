/** Elements made by the DOM's own methods: nothing here writes HTML. */

type Plain<T> = {
  [K in keyof T]: K extends 'on' ? never : T[K] extends string | boolean | number ? K : never;
}[keyof T];
type Props<T> = Partial<Pick<T, Plain<T>>>;

interface More {
  attributes?: Readonly<Record<string, string>>;
  on?: { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };
}

export function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props<HTMLElementTagNameMap[K]> & More = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const { attributes = {}, on = {}, ...own } = props;
  const element = document.createElement(tag);
  Object.assign(element, own);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  for (const [name, then] of Object.entries(on)) {
    element.addEventListener(name, then as EventListener);
  }
  element.append(...children);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';
const ICONS = {
  chat: 'M4 4h16v12H9l-5 4z',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M4 12l16-8-6 16-3-6z',
  attach: 'M8 12l6-6a3 3 0 0 1 4 4l-8 8a5 5 0 0 1-7-7l8-8',
} as const;

export function icon(name: keyof typeof ICONS): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(
  name: keyof typeof ICONS,
  label: string,
  type: 'button' | 'submit' = 'button',
): HTMLButtonElement {
  const attributes = { 'aria-label': label, title: label };
  return made('button', { type, className: 'plain', attributes }, icon(name));
}
