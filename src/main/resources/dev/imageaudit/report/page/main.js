/** Which view is shown, the page's switches, and the keys. */
const main = document.getElementById('main');
const button = (id) => document.getElementById(id);

function show() {
  const asked = address();
  const reference = asked.get('image');
  if (reference === null) {
    showFleet(main);
    return;
  }
  const platform = asked.get('platform');
  const found = fleet.images.find((i) => i.reference === reference && (!platform || i.platform === platform));
  if (found) {
    showImage(main, found);
  } else {
    main.replaceChildren(el('p.back', {}, el('a', { href: '#' }, '← The fleet')),
      el('h1', {}, 'Not in this report'), el('p.none', {}, name(reference)));
  }
}

function setUnit(compressed) {
  isCompressed = compressed;
  button('unit-compressed').setAttribute('aria-pressed', compressed);
  button('unit-bytes').setAttribute('aria-pressed', !compressed);
  show();
}

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (document.documentElement.dataset.theme ?? (systemIsDark.matches ? 'dark' : 'light')) === 'dark';

function nameTheme() {
  button('theme').textContent = isDark() ? 'Light' : 'Dark';
}

function toggleTheme() {
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
  nameTheme();
}

function moveRow(step) {
  const links = [...document.querySelectorAll('table.images tbody th a')];
  const at = links.indexOf(document.activeElement) + step;
  links[Math.max(0, Math.min(at, links.length - 1))]?.focus();
}

const KEYS = {
  '/': () => button('q')?.focus(),
  j: () => moveRow(1),
  k: () => moveRow(-1),
  u: () => setUnit(!isCompressed),
  t: toggleTheme,
  '?': () => button('help').showModal(),
  Escape: () => { if (address().get('image') !== null) location.hash = ''; },
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || button('help').open) return;
  if (event.target instanceof HTMLInputElement) {
    if (event.key === 'Escape') search('');
    return;
  }
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

button('unit-compressed').addEventListener('click', () => setUnit(true));
button('unit-bytes').addEventListener('click', () => setUnit(false));
button('theme').addEventListener('click', toggleTheme);
button('keys').addEventListener('click', () => button('help').showModal());
button('skip').addEventListener('click', (event) => { event.preventDefault(); main.focus(); });
button('when').textContent = date(fleet.run.started) + ' UTC, ' + fleet.tool.name + ' ' + fleet.tool.version;
systemIsDark.addEventListener('change', nameTheme);
window.addEventListener('hashchange', () => { show(); window.scrollTo(0, 0); main.focus({ preventScroll: true }); });
window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
nameTheme();
show();
