// The few pictures of the page, drawn here: nothing is fetched, and no emoji font is needed.
import type { ReactNode } from 'react';

export type IconName =
  | 'hash'
  | 'home'
  | 'bolt'
  | 'close'
  | 'send'
  | 'chat'
  | 'check'
  | 'more'
  | 'people'
  | 'caret'
  | 'play'
  | 'plus'
  | 'reply'
  | 'eye'
  | 'mail'
  | 'calendar'
  | 'back';

const paths: Record<IconName, ReactNode> = {
  hash: <path d="M6.5 2.5 5 13.5M11 2.5 9.5 13.5M2.5 5.8h11M2 10.2h11" />,
  home: <path d="M2.5 7.5 8 2.8l5.5 4.7M4 6.8v6.4h8V6.8" />,
  bolt: <path d="M9 1.8 3.5 9H8l-1 5.2L12.5 7H8z" />,
  close: <path d="m3.5 3.5 9 9M12.5 3.5l-9 9" />,
  send: <path d="M2.5 13.2 14 8 2.5 2.8l1.6 5.2zM4.1 8H14" />,
  chat: <path d="M2.5 3h11v8h-6L4 13.8V11H2.5z" />,
  check: <path d="m3 8.5 3.3 3.3L13 4.8" />,
  more: <path d="M8 3.2v.1M8 8v.1M8 12.7v.1" strokeWidth="2.4" />,
  people: (
    <path d="M6 7.5a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8ZM1.8 13.3c.3-2.4 2-3.6 4.2-3.6s3.9 1.2 4.2 3.6M10.5 3a2.2 2.2 0 0 1 0 4.3M11.8 9.9c1.4.5 2.2 1.6 2.4 3.2" />
  ),
  caret: <path d="m4 6 4 4 4-4" />,
  play: <path d="M4.5 2.8v10.4L13 8z" />,
  plus: <path d="M8 3v10M3 8h10" />,
  mail: <path d="M2 3.5h12v9H2zM2.3 4.2 8 8.8l5.7-4.6" />,
  calendar: <path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3" />,
  back: <path d="M10 3.5 5.5 8l4.5 4.5" />,
  reply: <path d="M6.5 4 2.5 8l4 4M2.5 8h6.6c2.6 0 4.4 1.4 4.4 4.2" />,
  eye: (
    <path d="M1.5 8S4 3.6 8 3.6 14.5 8 14.5 8 12 12.4 8 12.4 1.5 8 1.5 8ZM8 9.9A1.9 1.9 0 1 0 8 6a1.9 1.9 0 0 0 0 3.9Z" />
  ),
};

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {paths[name]}
    </svg>
  );
}

/** Baton's mark: a baton passed from one hand to the next. */
export function BatonMark({ size = 36 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 36 36">
      <rect width="36" height="36" rx="8" fill="#0f766e" />
      <path d="M10.5 25.5 25.5 10.5" stroke="#fff" strokeWidth="6" strokeLinecap="round" />
      <path d="m15.2 16.4 4.4 4.4" stroke="#0f766e" strokeWidth="2.2" />
      <path d="m17.8 13.8 4.4 4.4" stroke="#f59e0b" strokeWidth="2.2" />
    </svg>
  );
}

const faces = ['#7c3aed', '#2563eb', '#be185d', '#b45309', '#0e7490', '#4d7c0f'];

/** A person without a photo: the initials on a colour that stays theirs. */
export function Face({ id, name, size = 36 }: { id: string; name: string; size?: number }) {
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase());
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 36 36">
      <rect width="36" height="36" rx="8" fill={faces[sum % faces.length]} />
      <text x="18" y="23" textAnchor="middle" fontSize="14" fontWeight="600" fill="#fff">
        {initials.join('')}
      </text>
    </svg>
  );
}
