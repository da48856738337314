// What the visitor's page can do only in their browser: it knows their time zone, shows one day at a time and waits for
// the calendar. Without it the page still works. Plain JavaScript, because an installed Baton has no bundler.

const main = document.querySelector('main');
const here = new URL(location.href);

takeTheirZone();
submitOnChange();
showOneDay();
sayChoice();
pressOnce();
waitForAnswer();
document.querySelector('.notice')?.focus();

/** Unless they chose one: the server can only guess. */
function takeTheirZone() {
  if (here.searchParams.has('zone') || main.dataset.zone === undefined) return;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (!timeZone || timeZone === main.dataset.zone) return;
  here.searchParams.set('zone', timeZone);
  location.replace(here);
}

function submitOnChange() {
  const zone = document.querySelector('select[name="zone"]');
  zone?.addEventListener('change', () => zone.form.submit());
}

function showOneDay() {
  const links = [...document.querySelectorAll('.day')];
  if (links.length === 0) return;
  const strip = document.querySelector('.days');
  const [earlier, later] = document.querySelectorAll('.turn');
  const show = (link) => {
    for (const each of links) {
      const isShown = each === link;
      document.getElementById(each.hash.slice(1)).hidden = !isShown;
      if (isShown) each.setAttribute('aria-current', 'true');
      else each.removeAttribute('aria-current');
    }
  };
  for (const link of links) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      show(link);
    });
  }
  const turn = (by) => strip.scrollBy({ left: by * strip.clientWidth * 0.9 });
  const see = () => {
    const most = strip.scrollWidth - strip.clientWidth;
    for (const each of [earlier, later]) each.hidden = most < 4;
    earlier.disabled = strip.scrollLeft < 4;
    later.disabled = strip.scrollLeft > most - 4;
  };
  earlier.addEventListener('click', () => turn(-1));
  later.addEventListener('click', () => turn(1));
  strip.addEventListener('scroll', see, { passive: true });
  window.addEventListener('resize', see);
  show(links[0]);
  see();
}

function sayChoice() {
  const picker = document.querySelector('.picker');
  const output = picker?.querySelector('output');
  if (!output) return;
  const say = () => {
    const chosen = picker.querySelector('input[name="startsAt"]:checked');
    const clock = chosen?.nextElementSibling.textContent ?? '';
    const day = chosen?.closest('.of-day')?.querySelector('legend').textContent;
    output.textContent = chosen === null ? output.dataset.none : day === undefined ? clock : `${day}, ${clock}`;
  };
  picker.addEventListener('change', say);
  say();
}

/** A second press of the same moment would only be turned away. */
function pressOnce() {
  for (const form of document.querySelectorAll('form[method="post"]')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = 'yes';
      form.querySelector('button').setAttribute('aria-disabled', 'true');
    });
  }
  // Back from the next page, the form is as it was left.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) {
      delete form.dataset.sent;
      form.querySelector('button').removeAttribute('aria-disabled');
    }
  });
}

function waitForAnswer() {
  const { wait } = main.dataset;
  if (wait === undefined) return;
  const quickTries = 30;
  const slowTries = 60;
  const look = async (tried) => {
    const answer = await fetch(wait, { cache: 'no-store' }).catch(() => null);
    if (answer !== null && answer.status !== 202 && answer.status < 500) return location.reload();
    if (tried === quickTries) document.querySelector('.slow').hidden = false;
    if (tried < quickTries + slowTries) setTimeout(look, tried < quickTries ? 700 : 5_000, tried + 1);
  };
  setTimeout(look, 400, 1);
}
