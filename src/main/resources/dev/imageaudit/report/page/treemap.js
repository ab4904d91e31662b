/** The map of an image's bytes: rectangles in rectangles, as close to squares as they can be. */
const HEAD = 18;

/** A tree of the parts, by account and then path, or by path alone. */
function treeOf(parts, isByAccount) {
  const root = { label: 'image', key: '', value: 0, children: new Map() };
  parts.filter((part) => size(part) > 0).forEach((part) => {
    const names = part.path.split('/').filter(Boolean);
    const keys = isByAccount ? [part.account, ...names] : [...names];
    let node = root;
    root.value += size(part);
    keys.forEach((key, i) => {
      const path = '/' + names.slice(0, isByAccount ? i : i + 1).join('/');
      if (!node.children.has(key)) {
        node.children.set(key, {
          label: isByAccount && i === 0 ? words(key) : key, key: node.key + '/' + key, path, value: 0, children: new Map(),
        });
      }
      node = node.children.get(key);
      node.value += size(part);
    });
    const leaf = node.children.get('*' + part.account) ?? {
      label: isByAccount ? 'the rest' : words(part.account), key: node.key + '/*' + part.account, path: part.path,
      account: part.account, value: 0, children: new Map(),
    };
    leaf.value += size(part);
    node.children.set('*' + part.account, leaf);
  });
  return simplified(root);
}

/** Directories with one entry become one with it; children become a list, the largest first. */
function simplified(node) {
  const children = [...node.children.values()].map(simplified).sort((a, b) => b.value - a.value);
  if (children.length !== 1 || node.key === '') return { ...node, children };
  const only = children[0];
  if (only.account && !only.children.length) return { ...only, label: node.label, key: node.key, path: only.path };
  return node.key.includes('/', 1) ? { ...only, label: node.label + '/' + only.label } : { ...node, children };
}

/** Places nodes in a box: rows along its shorter side, each filled as long as that squares it. */
function squarify(nodes, box) {
  const placed = [];
  let { x, y, w, h } = box;
  let rest = nodes.filter((n) => n.value > 0);
  let value = sum(rest, (n) => n.value);
  while (rest.length && w > 0 && h > 0) {
    const side = Math.min(w, h);
    const scale = w * h / value;
    const worst = (row) => {
      const area = sum(row, (n) => n.value) * scale;
      return Math.max(...[row[0], row[row.length - 1]].map((n) => {
        const ratio = side * side * n.value * scale / (area * area);
        return Math.max(ratio, 1 / ratio);
      }));
    };
    let length = 1;
    while (length < rest.length && worst(rest.slice(0, length + 1)) <= worst(rest.slice(0, length))) length++;
    const line = rest.slice(0, length);
    const total = sum(line, (n) => n.value);
    const depth = total * scale / side;
    let at = 0;
    line.forEach((node) => {
      const long = side * node.value / total;
      placed.push({ node, box: w >= h ? { x, y: y + at, w: depth, h: long } : { x: x + at, y, w: long, h: depth } });
      at += long;
    });
    if (w >= h) { x += depth; w -= depth; } else { y += depth; h -= depth; }
    rest = rest.slice(length);
    value -= total;
  }
  return placed;
}

/** The nodes from the root to the one with a key, or with one that it has become one with. */
function find(node, key) {
  if (node.key === key || (key && node.key.startsWith(key + '/'))) return [node];
  for (const child of node.children) {
    const below = find(child, key);
    if (below) return [node, ...below];
  }
  return undefined;
}

/** The group whose colour a node has: that of all in it, or that of a mere directory. */
function colour(node) {
  if (node.account) return groupOf(node.account);
  const below = new Set(node.children.map(colour));
  return below.size === 1 ? [...below][0] : 'directory';
}

/** The map as a panel; it calls {@code onZoom} with the key of what fills it. */
function mapPanel(parts, start, onZoom) {
  let isByAccount = start.by !== 'path';
  let key = start.zoom ?? '';
  const map = el('div.map', { role: 'group', 'aria-label': 'Map of bytes' });
  const trail = el('nav.trail', { 'aria-label': 'Where the map is' });
  const line = el('p.line', { 'aria-live': 'polite' });
  const choice = ['account', 'path'].map((by) => el('button', {
    type: 'button', onclick: () => { isByAccount = by === 'account'; turn(''); },
  }, 'By ' + by));

  /** The address changes with what a reader asks for, never with a drawing: that may come after he has left the image. */
  function turn(to) {
    key = to;
    draw();
    onZoom(key, isByAccount ? '' : 'path');
  }

  function zoom(to) {
    turn(to);
    (map.querySelector('button') ?? map).focus();
  }

  function draw() {
    const root = treeOf(parts, isByAccount);
    const chain = find(root, key) ?? [root];
    const top = chain[chain.length - 1];
    key = top.key;
    choice.forEach((button, i) => button.setAttribute('aria-pressed', isByAccount === (i === 0)));
    trail.replaceChildren(...chain.map((node, i) => i === chain.length - 1
      ? el('span', { 'aria-current': 'true' }, name(node.label), ' ', bytes(node.value))
      : el('button', { type: 'button', onclick: () => zoom(node.key) }, name(node.label))));
    const width = map.clientWidth || 960;
    map.replaceChildren();
    const whole = { w: width, h: map.clientHeight || 420 };
    place(top, { x: 0, y: 0, ...whole }, 0, { ...whole, value: root.value });
    map.querySelector('button')?.setAttribute('tabindex', '0');
    line.textContent = '';
  }

  function place(node, box, depth, whole) {
    squarify(node.children, box).forEach(({ node: child, box: at }) => {
      if (at.w < 3 || at.h < 3) return;
      const isOpen = child.children.length > 0 && at.w > 46 && at.h > 44 && depth < 4;
      const about = child.label + ', ' + bytes(child.value) + ', ' + percent(child.value, whole.value) + ' of the image';
      const spoken = child.path && child.path !== '/' ? child.path + ': ' + about : about;
      map.append(el('button.tile-' + (isOpen ? 'open' : 'full') + '.g-' + colour(child), {
        type: 'button', tabindex: '-1', title: spoken, 'aria-label': spoken,
        onclick: () => child.children.length ? zoom(child.key) : (line.textContent = visible(spoken)),
        onfocus: () => { line.textContent = visible(spoken); },
        onpointerenter: () => { line.textContent = visible(spoken); },
        style: {
          left: 100 * at.x / whole.w + '%', top: 100 * at.y / whole.h + '%',
          width: 100 * at.w / whole.w + '%', height: 100 * at.h / whole.h + '%',
        },
      }, at.w > 34 && at.h > 15 ? el('span', {}, name(child.label), at.w > 110 ? el('b', {}, bytes(child.value)) : '') : ''));
      if (isOpen) place(child, { x: at.x + 3, y: at.y + HEAD, w: at.w - 6, h: at.h - HEAD - 3 }, depth + 1, whole);
    });
  }

  map.addEventListener('keydown', (event) => {
    const tiles = [...map.children];
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      tiles[(tiles.indexOf(document.activeElement) + step + tiles.length) % tiles.length].focus();
    } else if (event.key === 'Escape' && key) {
      event.stopPropagation();
      const chain = find(treeOf(parts, isByAccount), key);
      zoom(chain[chain.length - 2].key);
    }
  });
  const made = panel('Where its bytes are', 'press a part to zoom into it',
    el('div.map-head', {}, trail, el('span.choice', { role: 'group', 'aria-label': 'Order of the map' }, choice)), map, line, legend(parts));
  new ResizeObserver(() => draw()).observe(map);
  return made;
}

function legend(parts) {
  const found = Object.keys(GROUPS).filter((g) => parts.some((p) => groupOf(p.account) === g));
  return el('ul.legend', {}, found.map((g) => el('li', {}, el('i.g-' + g), GROUPS[g])));
}
