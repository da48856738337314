// Makes elements. Text stays text: nothing here, and nothing else in the widget, reads markup but the icons below.
type Props = Record<string, string | number | boolean | undefined | ((event: never) => void)>;

/** A function is a listener; `true` and `false` set an attribute or leave it out. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  props: Props = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (typeof value === 'function') made.addEventListener(key, value as EventListener);
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...inside);
  return made;
}

const paths = {
  chat: 'M4 5.5h16v11H10.5L6 20.5v-4H4z',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M5 9l7 7 7-7',
  send: 'M12 20V4.5M5 11l7-7 7 7',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 20.5c.8-4 3.800-6 7.500-6s6.700 2 7.500 6',
  back: 'M15 5l-7 7 7 7',
  out: 'M8 6h10v10M18 6L6 18',
  calendar: 'M4 6.500h16v13.500H4zM4 11h16M8 3.500v4M16 3.500v4',
} as const;

export type Icon = keyof typeof paths;

export function icon(name: Icon): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `icon icon-${name}`);
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}

/** A sheet that a strict page allows; styles in attributes or elements it may refuse. */
export function adopt(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

export function fill(text: string, blanks: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_whole, blank: string) => String(blanks[blank] ?? ''));
}
