// The funnel of a week as a picture, for where Slack's own chart is refused. Each bar carries its number and each row of bars
// has a pattern of its own, so that it reads the same in grey.
import { escapeMarkup } from './escape-markup.ts';
import type { Stage } from './report-view.ts';
import { number, reportWords as words } from './report-words.ts';

const width = 960;
const left = 170;
const barHeight = 20;
const gap = 22;
const titleHeight = 40;
const legendHeight = 44;
const right = 90;

const series = [
  { key: 'now', name: words.series.now, fill: '#1f3a5f' },
  { key: 'last', name: words.series.last, fill: 'url(#lines)' },
  { key: 'middle', name: words.series.middle, fill: 'url(#dots)' },
] as const;

/** `title`: null where one stands above it. */
export function reportChart(stages: readonly Stage[], title: string | null): string {
  const shown = series.filter(({ key }) => stages.some((stage) => stage[key] !== null));
  const most = Math.max(1, ...stages.flatMap((stage) => shown.map(({ key }) => stage[key] ?? 0)));
  const legend = title === null ? 8 : titleHeight + 8;
  const top = legend + legendHeight - 8;
  const group = shown.length * barHeight + gap;
  const height = top + stages.length * group + 10;
  const bars = stages.flatMap((stage, i) => {
    const y = top + i * group;
    const name = `<text x="${left - 14}" y="${y + (shown.length * barHeight) / 2 + 6}" text-anchor="end">${escapeMarkup(stage.name)}</text>`;
    return [
      name,
      ...shown.map(({ key, fill }, n) => barOf({ value: stage[key] ?? 0, most, fill, y: y + n * barHeight })),
    ];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="17" fill="#1d1c1d">
<defs>
<pattern id="lines" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#eef2f7"/><rect width="3" height="6" fill="#5b7ea8"/></pattern>
<pattern id="dots" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="#f3f3f3"/><circle cx="3.5" cy="3.5" r="1.7" fill="#6b6b6b"/></pattern>
</defs>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${title === null ? '' : `<text x="16" y="32" font-size="21" font-weight="bold">${escapeMarkup(title)}</text>`}
${shown.map(({ name, fill }, i) => `<rect x="${16 + i * 190}" y="${legend}" width="18" height="18" fill="${fill}" stroke="#1d1c1d" stroke-width="0.5"/><text x="${42 + i * 190}" y="${legend + 15}">${name}</text>`).join('\n')}
${bars.join('\n')}
</svg>`;
}

function barOf({ value, most, fill, y }: { value: number; most: number; fill: string; y: number }): string {
  const length = (value / most) * (width - left - right);
  return `<rect x="${left}" y="${y + 1}" width="${Math.max(1, length).toFixed(1)}" height="${barHeight - 3}" fill="${fill}" stroke="#1d1c1d" stroke-width="0.5"/><text x="${(left + length + 8).toFixed(1)}" y="${y + 16}" font-size="15">${number(value)}</text>`;
}
