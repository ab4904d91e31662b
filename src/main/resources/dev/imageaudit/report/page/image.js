/** One image: verdict, sizes, map, layers, findings, duplicates, Dockerfile. */
async function showImage(main, row) {
  document.title = visible(row.reference) + ' – Image audit';
  const back = el('p.back', {}, el('a', { href: '#' }, '← The fleet'));
  if (!isAudited(row)) {
    main.replaceChildren(back, el('h1', {}, name(row.reference)), el('p', {}, badge(row)),
      panel('No result', '', el('p', {}, words(row.failure) + ': ', name(row.message))));
    return;
  }
  main.replaceChildren(back, el('h1', {}, name(row.reference)), el('p.none', {}, 'Reading …'));
  const image = await details(row).catch((error) => error);
  if (address().get('image') !== row.reference) return;
  if (image instanceof Error) {
    main.replaceChildren(back, el('h1', {}, name(row.reference)), el('p.notice', { role: 'alert' }, image.message));
    return;
  }
  const asked = address();
  main.replaceChildren(back, el('h1', {}, name(image.reference)), facts(image, row),
    verdictPanel(image, row), projectionsPanel(image),
    mapPanel(image.breakdown.paths, { zoom: asked.get('zoom') ?? '', by: asked.get('by') ?? '' }, (zoom, by) =>
      note({ image: row.reference, platform: asked.get('platform') ?? '', by, zoom })),
    layersPanel(image), findingsPanel(image), duplicatesPanel(image.duplicates), dockerfilePanel(image.refactoring));
}

function facts(image, row) {
  const facts = [
    ['Platform', image.platform], ['Base', baseOf(image.base)],
    ['Owner', image.labels?.owner], ['Group', image.labels?.group], ['Environment', image.labels?.environment],
    ['Created', image.created ? date(image.created) : undefined],
    ['Runs', [...image.config.entrypoint, ...image.config.cmd].join(' ')], ['As', image.config.user || 'root'],
    ['Packages', number(row.packages)], ['Digest', image.resolved?.digest],
  ];
  return el('dl.facts', {}, facts.filter(([, v]) => v).map(([k, v]) => el('div', {}, el('dt', {}, k), el('dd', {}, name(v)))));
}

function baseOf(base) {
  if (!base.name) return base.claimed ? base.claimed + ' (claimed)' : 'not known';
  return base.name + (base.evidence ? ' (' + base.evidence + ')' : '');
}

function list(title, items, kind) {
  return items?.length ? el('div.' + kind, {}, el('h3', {}, title), el('ul', {}, items.map((i) => el('li', {}, name(i))))) : '';
}

function verdictPanel(image, row) {
  const v = image.verdict;
  const gains = v.gains ?? {};
  const gone = [
    ...(gains.buildTools ?? []), ...(gains.packageManagers ?? []), ...(gains.shells ?? []),
    ...(gains.packages ? [count(gains.packages, 'package') + ' of the distribution'] : []),
  ];
  return panel('Verdict', v.effort ? 'effort: ' + words(v.effort).toLowerCase() : '',
    el('p.verdict', {}, badge(row), el('span', {}, name(v.summary.replace(/ %/g, '\u00a0%')))),
    el('div.reasons', {}, list('For', v.reasonsFor, 'for'), list('Against', v.reasonsAgainst, 'against'),
      list('Watch out', v.warnings, 'warnings'),
      list('Could not be followed', image.uncertainties, 'notes'), list('An attacker no longer finds', gone, 'gains')));
}

function findingsPanel(image) {
  if (!image.findings.length) return panel('Findings', '', el('p.none', {}, 'Nothing that a runtime image does not need.'));
  const rows = image.findings.map((f) => el('tr', {},
    el('td', {}, el('span.kind.k-' + groupOf(f.kind), {}, words(f.kind))),
    el('th', { scope: 'row' }, el('details', {}, el('summary', {}, name(f.name + (f.version ? ' ' + f.version : ''))), evidence(f)),
      el('div.reason', {}, f.neededAtRuntime ? el('span.tag', {}, 'needed') : '', name(f.reason))),
    el('td.number', {}, bytes(isCompressed ? f.compressedBytes : f.bytes)),
    el('td.number', {}, f.layers.map((l) => l + 1).join(', ')),
    el('td', {}, words(f.confidence))));
  return panel('Findings', count(image.findings.length, 'thing') + ' shipped; open one for its paths',
    el('div.scroll', {}, el('table.findings', {}, el('caption.hidden', {}, 'Findings, the largest first'),
      heads('Kind', 'What, and why', 'Size', 'Layer', 'Confidence'),
      el('tbody', {}, rows))));
}

function evidence(f) {
  const more = f.paths.count - f.paths.roots.length;
  return el('dl.evidence', {},
    el('dt', {}, 'Paths'), el('dd', {}, f.paths.roots.map((p) => el('code', {}, name(p))),
      more > 0 ? el('small', {}, count(f.paths.count, 'file, link or directory', 'files, links and directories') + ' in all') : ''),
    f.evidence.length ? [el('dt', {}, 'Known by'), el('dd', {}, f.evidence.map((p) => el('code', {}, name(p))))] : '',
    f.package ? [el('dt', {}, 'Package'), el('dd', {}, name(f.package))] : '',
    f.instruction ? [el('dt', {}, 'Brought by'), el('dd', {}, el('code', {}, name(f.instruction)))] : '',
    el('dt', {}, 'Rule'), el('dd', {}, name(f.rule)));
}

function duplicatesPanel(duplicates) {
  if (!duplicates?.bytes) return '';
  const rows = duplicates.groups.map((g) => el('tr', {},
    el('th', { scope: 'row' }, g.places.roots.slice(0, 4).map((p) => el('code', {}, name(p))),
      el('div.reason', {}, name(g.reason)), g.instruction ? el('code.instruction', { title: g.instruction }, name(g.instruction)) : ''),
    el('td', {}, words(g.cause)), el('td.number', {}, number(g.files)),
    el('td.number', {}, bytes(isCompressed ? g.compressedBytes : g.bytes))));
  const note = bytes(isCompressed ? duplicates.compressedBytes : duplicates.bytes) + ' in all'
    + (duplicates.groupsOmitted ? '; ' + count(duplicates.groupsOmitted, 'smaller one') + ' not shown' : '');
  return panel('Shipped more than once', note, rows.length ? el('div.scroll', {}, el('table.duplicates', {},
    el('caption.hidden', {}, 'Duplicates, the largest first'),
    heads('Where, and why', 'Cause', 'Files', 'Size'),
    el('tbody', {}, rows))) : '');
}

function dockerfilePanel(refactoring) {
  if (!refactoring) return '';
  const patch = refactoring.patch ?? [];
  return panel('Dockerfile', refactoring.runtimeBase ? ['runs on ', name(refactoring.runtimeBase)] : '',
    patch.length ? el('h3', {}, 'Already better: ' + count(patch.length, 'instruction') + ' changed') : '',
    patch.map((step) => el('div.patch', {}, el('p', {}, name(step.reason)),
      el('pre.was', { 'aria-label': 'instead of' }, step.instruction), el('pre.is', { 'aria-label': 'write' }, step.replacement))),
    refactoring.dockerfile ? [el('h3', {}, 'Best: the whole file'), code(refactoring)] : '',
    el('div.reasons', {}, list('To fill in', refactoring.fillIns, 'warnings'), list('To know', refactoring.notes, 'notes')));
}

/** The file, to be copied, for every builder or for the one that can mount caches. */
function code(refactoring) {
  const files = { 'Every builder': refactoring.dockerfile };
  const other = refactoring.dockerfileWithCacheMounts;
  if (other && other !== refactoring.dockerfile) files['With cache mounts'] = other;
  const made = el('div.code');
  const choice = Object.keys(files).map((title) => el('button', { type: 'button', onclick: () => showFile(title) }, title));

  function showFile(title) {
    choice.forEach((button) => button.setAttribute('aria-pressed', button.textContent === title));
    made.replaceChildren(
      choice.length > 1 ? el('span.choice', { role: 'group', 'aria-label': 'For which builder' }, choice) : '',
      copyButton(files[title]), lines(files[title]));
  }

  showFile('Every builder');
  return made;
}

/** The text with its lines kept; what cannot be seen in a line is written out. */
function lines(text) {
  return el('pre', { tabindex: '0', role: 'region', 'aria-label': 'Dockerfile' },
    text.replace(/\n$/, '').split('\n').map((line) => el('span', {}, line || ' ')));
}

function copyButton(text) {
  const button = el('button.copy', { type: 'button', onclick: async () => {
    const isCopied = await copy(text);
    button.textContent = isCopied ? 'Copied' : 'Select and copy it by hand';
    say(button.textContent);
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  } }, 'Copy');
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = el('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand('copy');
    field.remove();
    return isCopied;
  }
}
