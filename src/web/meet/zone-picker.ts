// On whose clock the times are shown. The list is the machine's own and the same for everybody, so it is written once.
import { html, raw } from 'hono/html';
import { utcText, zoneText } from '../../core/when.ts';
import { cities } from '../../core/words/cities.ts';
import type { Markup } from '../page-head.ts';
import type { Said } from './said.ts';

export function zonePicker(said: Said, purpose: 'book' | 'move'): Markup {
  const { path, zone, word } = said;
  return html`<form class="field" method="get" action="${path}">
${purpose === 'move' ? raw('<input type="hidden" name="show" value="move">') : ''}
<label for="zone">${word('zone')}</label>
<select id="zone" name="zone" autocomplete="off">
<option value="${zone}" selected>${named(said)}</option>
${raw(others)}
</select>
<noscript><p><button class="button" type="submit">${word('zoneApply')}</button></p></noscript>
</form>`;
}

/** With the distance to UTC, by which people check that it is theirs. */
function named(said: Said): string {
  const [name, distance] = [zoneText(said.now, said), utcText(said.now, said.zone)];
  return name.includes(distance) ? name : `${name} (${distance})`;
}

const others = [...Map.groupBy(Intl.supportedValuesOf('timeZone'), (zone) => zone.split('/')[0] ?? zone)]
  .filter(([, zones]) => zones[0]?.includes('/'))
  .map(([area, zones]) => `<optgroup label="${area}">${zones.map(option).join('')}</optgroup>`)
  .join('\n');

function option(zone: string): string {
  const places = zone
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('_', ' '));
  return `<option value="${zone}">${places.map((place) => cities[place]?.en ?? place).join(', ')}</option>`;
}
