// What the page says in the attributes of the script.
export type Embed = {
  /** The folder of the script: every address of ours begins with it. */
  base: string;
  language: string;
  dir: 'ltr' | 'rtl';
  theme: string | undefined;
  position: string | undefined;
  /** The page has a button of its own. */
  isHidden: boolean;
};

export function readEmbed(): Embed {
  const script =
    (document.currentScript as HTMLScriptElement | null) ??
    document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]');
  const { language, dir, theme, position, launcher } = script?.dataset ?? {};
  return {
    base: new URL('.', script?.src ?? location.href).href,
    language: language ?? (document.documentElement.lang || navigator.language),
    dir: dir === 'rtl' || (dir !== 'ltr' && pageIsRtl()) ? 'rtl' : 'ltr',
    theme,
    position,
    isHidden: launcher === 'none',
  };
}

const pageIsRtl = () => getComputedStyle(document.documentElement).direction === 'rtl';
