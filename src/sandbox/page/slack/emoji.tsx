// The emoji that Baton's cards use, drawn as small pictures so that they look the same where no emoji font is installed.
import type { ReactNode } from 'react';

const disc = (fill: string) => <circle cx="8" cy="8" r="6.5" fill={fill} />;
const tick = <path d="m4.5 8.4 2.4 2.4 4.8-5.3" stroke="#fff" strokeWidth="1.8" fill="none" />;
const cross = <path d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4" stroke="#fff" strokeWidth="1.8" fill="none" />;
const thumb = (
  <path
    d="M2 7.5h2.5v6H2zM5.5 7.5 8 2.5c1.2 0 1.7.8 1.5 1.9L9.2 6.4h3.6c.9 0 1.4.7 1.2 1.6l-1 4.2c-.2.8-.8 1.3-1.6 1.3H5.5z"
    fill="#f2b33d"
  />
);
const sheet = (
  <>
    <rect x="2" y="3" width="12" height="11" rx="1.5" fill="#fff" stroke="#b3b3b3" />
    <path d="M2 4.5A1.5 1.5 0 0 1 3.5 3h9A1.5 1.5 0 0 1 14 4.5V6.5H2z" fill="#d9432f" />
    <path d="M5 9h1m2 0h1m2 0h1M5 11.5h1m2 0h1" stroke="#555" strokeWidth="1.4" />
  </>
);

const pictures: Record<string, ReactNode> = {
  white_check_mark: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="3" fill="#2f9e5b" />
      {tick}
    </>
  ),
  heavy_check_mark: <path d="m2.5 8.5 3.5 3.6 7.5-8.6" stroke="#2f9e5b" strokeWidth="2.4" fill="none" />,
  x: <path d="m3 3 10 10M13 3 3 13" stroke="#d9432f" strokeWidth="2.6" fill="none" />,
  no_entry: (
    <>
      {disc('#d9432f')}
      <path d="M4.5 8h7" stroke="#fff" strokeWidth="2.4" />
    </>
  ),
  no_entry_sign: (
    <>
      {disc('#d9432f')}
      {cross}
    </>
  ),
  warning: (
    <>
      <path d="M8 1.5 15 14H1z" fill="#f2b33d" />
      <path d="M8 6v4m0 1.8v.1" stroke="#4a3200" strokeWidth="1.6" />
    </>
  ),
  large_green_circle: disc('#2f9e5b'),
  green_circle: disc('#2f9e5b'),
  large_yellow_circle: disc('#f2b33d'),
  large_orange_circle: disc('#ea7a2c'),
  large_blue_circle: disc('#2f7fd1'),
  red_circle: disc('#d9432f'),
  white_circle: <circle cx="8" cy="8" r="6" fill="#fff" stroke="#a0a0a0" />,
  black_circle: disc('#333'),
  calendar: sheet,
  date: sheet,
  spiral_calendar_pad: sheet,
  star: <path d="m8 1.5 2 4.3 4.7.5-3.5 3.2 1 4.7L8 11.8l-4.2 2.4 1-4.7L1.3 6.3 6 5.8z" fill="#f2b33d" />,
  bell: (
    <path
      d="M8 1.5c2.8 0 4.3 2 4.3 4.5 0 3 1.2 4.2 2 5H1.7c.8-.8 2-2 2-5 0-2.5 1.5-4.5 4.3-4.5ZM6.3 12.3h3.4a1.7 1.7 0 0 1-3.4 0Z"
      fill="#f2b33d"
    />
  ),
  fire: (
    <path
      d="M8.3 1C9 4 13 5.7 13 10a5 5 0 0 1-10 0c0-2 1-3.2 2-4.2.2 1.2.7 1.7 1.3 2C6 5 6.5 2.7 8.3 1Z"
      fill="#ea6a2c"
    />
  ),
  eyes: (
    <>
      <ellipse cx="4.7" cy="8" rx="3" ry="4.5" fill="#fff" stroke="#777" />
      <ellipse cx="11.3" cy="8" rx="3" ry="4.5" fill="#fff" stroke="#777" />
      <circle cx="5.5" cy="9" r="1.6" fill="#333" />
      <circle cx="12.1" cy="9" r="1.6" fill="#333" />
    </>
  ),
  seedling: (
    <path
      d="M8 14V8M8 8C8 5 5.5 3.5 2.5 3.5 2.5 6.5 5 8 8 8Zm0 1.5c0-3 2.2-4.7 5.5-4.7 0 3-2.2 4.7-5.5 4.7Z"
      fill="#5aa845"
      stroke="#3d7d2c"
    />
  ),
  hourglass_flowing_sand: (
    <path d="M4 2h8M4 14h8M5 2c0 4 3 4 3 6s-3 2-3 6h6c0-4-3-4-3-6s3-2 3-6z" fill="#f6dca0" stroke="#8a6d3b" />
  ),
  bar_chart: <path d="M3 13V8m5 5V3m5 10V6" stroke="#2f7fd1" strokeWidth="2.6" />,
  speech_balloon: <path d="M2 3h12v8H8l-3.5 3V11H2z" fill="#e8eef5" stroke="#7c93ad" />,
  thumbsup: thumb,
  '+1': thumb,
  thumbsdown: <g transform="rotate(180 8 8)">{thumb}</g>,
  '-1': <g transform="rotate(180 8 8)">{thumb}</g>,
  lock: (
    <>
      <path d="M5 7V5a3 3 0 0 1 6 0v2" fill="none" stroke="#8a6d3b" strokeWidth="1.6" />
      <rect x="3" y="7" width="10" height="7" rx="1.5" fill="#f2b33d" />
    </>
  ),
  email: (
    <>
      <rect x="1.5" y="3.5" width="13" height="9.5" rx="1.5" fill="#e8eef5" stroke="#7c93ad" />
      <path d="m2 4.5 6 4.5 6-4.5" fill="none" stroke="#7c93ad" />
    </>
  ),
};

export function Emoji({ name, unicode }: { name: string; unicode: string }) {
  const picture = pictures[name];
  if (picture === undefined) return <span title={`:${name}:`}>{unicode}</span>;
  return (
    <svg className="emoji" viewBox="0 0 16 16" role="img" aria-label={name.replaceAll('_', ' ')} strokeLinecap="round">
      {picture}
    </svg>
  );
}
