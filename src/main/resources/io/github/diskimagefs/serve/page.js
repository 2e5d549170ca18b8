'use strict';
// The page of "diskimagefs serve". Text of the image reaches the document by textContent alone.

const $ = id => document.getElementById(id);
const TEXT_BYTES = 65536;
const HEX_BYTES = 4096;
const IMAGES = /\.(iso|img|ima|dmg|smi|sparseimage|toast|cue|ccd|toc|mds|cdi|gdi|nrg|b[56]t|bwt|c2d|cif|cso|ciso|zso|dax|jso|isz|pbp|chd|ecm|qcow2?|qed|vmdk|vhdx?|vdi|hdd|hds|squashfs|sqfs|sfs|snap|erofs|cramfs|romfs|appimage|simg|2mg|raw|cdr|udf|001|iso\.\w+|img\.\w+)$/i;
const CHARSETS = ['utf-8', 'windows-1252', 'iso-8859-2', 'windows-1251', 'ibm866', 'macintosh', 'shift_jis', 'euc-jp', 'gbk', 'big5', 'euc-kr', 'utf-16le', 'utf-16be'];

/** Makes an element; values of on… are listeners, true is an attribute without a value. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/gu;

/** A name in an element of its own, with escapes for characters that are not seen or turn others around. */
function shown(name) {
  const element = make('bdi');
  let end = 0;
  for (const match of name.matchAll(INVISIBLE)) {
    element.append(name.slice(end, match.index));
    element.append(make('span', {class: 'escape'}, '\\u{' + match[0].codePointAt(0).toString(16) + '}'));
    end = match.index + match[0].length;
  }
  element.append(name.slice(end));
  return element;
}

const plain = name => name.replace(INVISIBLE, '\ufffd');
const count = number => number.toLocaleString('en');

function size(bytes) {
  let unit = -1;
  let value = bytes;
  while (value >= 1000 && unit < 5) { value /= 1024; unit++; }
  return unit < 0 ? bytes + ' B' : value.toFixed(value < 10 ? 1 : 0) + ' ' + 'KMGTPE'[unit] + 'iB';
}

/** A time as the server writes it, to the minute. */
const date = text => text ? text.replace(/T(\d\d:\d\d).*/, ' $1') : '';

/** The same in milliseconds; undefined if it is not known, or too far for the browser. */
function millis(text) {
  const value = text ? Date.parse(text.replace(/(\.\d{3})\d+/, '$1')) : NaN;
  return Number.isNaN(value) ? undefined : value;
}

/** An entry as the server describes it, with what the page needs; a link is shown as what it leads to. */
function arrived(line) {
  const entry = {...line, ...line.resolved};
  entry.kind = {directory: 'folder', file: 'file', symlink: 'broken'}[entry.type] || 'special';
  entry.size = entry.kind === 'file' ? entry.size : undefined;
  entry.millis = millis(entry.modified);
  return entry;
}

/** A path in an image as that of a URL, without a slash at its start; lone surrogates as the server writes them. */
function href(path) {
  const hex = octet => '%' + octet.toString(16).toUpperCase().padStart(2, '0');
  const encode = c => {
    const code = c.codePointAt(0);
    if (code >= 0xd800 && code < 0xe000) return hex(0xe0 | code >> 12) + hex(0x80 | code >> 6 & 0x3f) + hex(0x80 | code & 0x3f);
    return encodeURIComponent(c).replace(/[!'()*]/, mark => hex(mark.charCodeAt(0)));
  };
  return path.split('/').filter(Boolean).map(name => [...name].map(encode).join('')).join('/');
}

function major(entry) {
  return (entry.mediaType || '').split('/')[0];
}

function type(entry) {
  if (entry.error) return 'unreadable';
  if (entry.kind !== 'file') return {directory: 'folder', symlink: 'broken link', other: 'special file'}[entry.type] || entry.type.replace('_', ' ');
  const dot = entry.name.lastIndexOf('.');
  const extension = dot > 0 ? entry.name.slice(dot + 1) : '';
  const kind = {image: 'picture', audio: 'audio', video: 'video', text: 'text'}[major(entry)];
  if (kind) return extension.length < 12 ? extension.toUpperCase() + ' ' + kind : kind;
  return extension && extension.length < 12 ? plain(extension).toUpperCase() + ' file' : 'file';
}

const ICONS = {
  folder: 'M1.5 3.5h4.2l1.6 1.8h7.2v7.2h-13z',
  file: 'M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3',
  audio: 'M6 12.2a2 1.7 0 1 1-4 0a2 1.7 0 1 1 4 0V3l8-1.5v9.2a2 1.7 0 1 1-4 0a2 1.7 0 1 1 4 0',
  image: 'M1.5 2.5h13v11h-13zM1.5 11.5l4-4 3 3 2-2 4 4M10 6.5a1 1 0 1 0 2 0a1 1 0 1 0-2 0',
  video: 'M1.5 3.5h13v9h-13zM6.5 5.8v4.4l3.8-2.2z',
  disc: 'M1.5 8a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0M6.2 8a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0M8 3.8A4.2 4.2 0 0 1 12.2 8',
  none: 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M4.2 4.2l7.6 7.6'
};

function picture(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [key, value] of Object.entries({class: 'icon ' + name, viewBox: '0 0 16 16', 'aria-hidden': 'true'})) svg.setAttribute(key, value);
  const path = document.createElementNS(svg.namespaceURI, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

function icon(entry) {
  if (entry.kind === 'folder') return picture('folder');
  if (entry.kind !== 'file') return picture('none');
  if (IMAGES.test(entry.name)) return picture('disc');
  return picture(major(entry) in ICONS ? major(entry) : 'file');
}

// ---- the place, and what is there -------------------------------------------------------------

let place = '/';        // the path of the URL, encoded, with a slash at its start
let base = '/';         // the same of the folder that is listed, with a slash at its end
let head = null;        // the description of the entry
let entries = [];       // of the folder
let view = [];          // the entries that are shown, in order
let sort = {key: 'name', down: false};
let active = -1;        // index in view
let loading = null;     // aborts the request
let remembered = new Map(); // the entry to return to, by folder

function fragment() {
  let path = location.hash.slice(1) || '/';
  if (!path.startsWith('/')) path = '/' + path;
  try {
    return path.replace(/[^A-Za-z0-9\-._~%!=&/]+/gu, encodeURIComponent);
  } catch (e) {
    return path;
  }
}

function fail(message) {
  $('message').textContent = message || '';
  $('message').hidden = !message;
}

async function answer(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error((await response.text()).trim() || 'status ' + response.status);
  return response;
}

/** Calls the function for each line of JSON as it arrives. */
async function lines(response, each) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const {done, value} = await reader.read();
    rest += done ? decoder.decode() : decoder.decode(value, {stream: true});
    const parts = rest.split('\n');
    rest = parts.pop();
    for (const part of parts) each(JSON.parse(part));
    if (done) return;
  }
}

async function go() {
  if (loading) loading.abort();
  const abort = loading = new AbortController();
  if (base !== null && active >= 0 && view[active]) remembered.set(base, view[active].href.replace(/\/$/, ''));
  const same = place === fragment();
  place = fragment();
  fail('');
  entries = [];
  head = null;
  active = -1;
  if (!same) $('filter').value = '';
  let complete = false;
  let drawn = 0;
  try {
    const response = await answer('/-/list' + place, {signal: abort.signal});
    await lines(response, line => {
      if (abort.signal.aborted) return;
      if (!head) {
        head = arrived(line);
        start();
      } else if (line.end !== undefined) {
        complete = true;
      } else {
        entries.push(arrived(line));
        if (entries.length === 200 || performance.now() - drawn > 1000) {
          drawn = performance.now();
          $('count').textContent = 'Reading … ' + count(entries.length);
          if (entries.length === 200) arrange();
        }
      }
    });
    if (head.kind === 'folder' && !complete) fail('The folder could not be read to its end.');
  } catch (e) {
    if (abort.signal.aborted) return;
    if (!head) { $('folder').hidden = true; $('file').hidden = true; $('about').hidden = true; crumbs(); }
    fail(e.message === 'Failed to fetch' ? 'The server does not answer: it was ended, or the image cannot be read here.' : e.message);
  }
  if (abort.signal.aborted) return;
  if (head && head.kind === 'folder') {
    const back = remembered.get(base);
    arrange();
    if (back) select(view.findIndex(entry => entry.href.replace(/\/$/, '') === back), true);
    document.body.dataset.ready = place;
  }
}

function start() {
  crumbs();
  const folder = head.kind === 'folder';
  base = folder ? place.replace(/\/*$/, '/') : null;
  $('folder').hidden = !folder;
  $('file').hidden = folder;
  const atRoot = folder && head.crumbs.length === head.imageDepth;
  $('about').hidden = !atRoot;
  if (atRoot) about();
  if (folder) {
    window.scrollTo(0, 0);
    view = [];
    draw();
  } else {
    view = [];
    file();
    document.body.dataset.ready = place;
  }
}

function crumbs() {
  const list = $('crumbs');
  list.replaceChildren();
  const steps = head ? head.crumbs : [];
  let path = '/';
  list.append(make('li', {}, make('a', {href: '#/', 'aria-current': steps.length === 0 && head ? 'page' : null}, head ? shown(head.image) : 'Image')));
  steps.forEach((step, i) => {
    const last = i === steps.length - 1;
    path += step.href + (last && head.kind !== 'folder' ? '' : '/');
    list.append(make('li', {}, make('a', {href: '#' + path, 'aria-current': last ? 'page' : null}, shown(step.name))));
  });
  document.title = (steps.length ? plain(steps[steps.length - 1].name) : head ? plain(head.image) : 'Image') + ' – diskimagefs';
}

function up() {
  if (!head || head.crumbs.length === 0) return;
  const parents = head.crumbs.slice(0, -1).map(step => step.href + '/').join('');
  remembered.set('/' + parents, head.crumbs[head.crumbs.length - 1].href.replace(/!.*$/, ''));
  location.hash = '/' + parents;
}

// ---- the table --------------------------------------------------------------------------------

const collator = new Intl.Collator('en', {numeric: true, sensitivity: 'base'});

function arrange() {
  const filter = $('filter').value.toLowerCase();
  view = filter ? entries.filter(entry => entry.name.toLowerCase().includes(filter)) : entries.slice();
  const direction = sort.down ? -1 : 1;
  const quick = view.length > 20000;
  const byName = quick
    ? (a, b) => a.lower < b.lower ? -1 : a.lower > b.lower ? 1 : 0
    : (a, b) => collator.compare(a.name, b.name);
  if (quick) for (const entry of view) entry.lower = entry.name.toLowerCase();
  const value = {size: entry => entry.size ?? -1, modified: entry => entry.millis ?? -Infinity};
  view.sort((a, b) => {
    const folders = (b.kind === 'folder') - (a.kind === 'folder');
    if (folders) return folders;
    if (value[sort.key]) {
      const x = value[sort.key](a), y = value[sort.key](b);
      if (x !== y) return x < y ? -direction : direction;
    } else if (sort.key === 'type') {
      const x = type(a), y = type(b);
      if (x !== y) return x < y ? -direction : direction;
    }
    return byName(a, b) * direction;
  });
  for (const th of document.querySelectorAll('#table th')) {
    if (th.dataset.key === sort.key) th.setAttribute('aria-sort', sort.down ? 'descending' : 'ascending');
    else th.removeAttribute('aria-sort');
  }
  active = -1;
  const some = view.length === entries.length ? count(entries.length) : count(view.length) + ' of ' + count(entries.length);
  $('count').textContent = some + (entries.length === 1 ? ' entry' : ' entries');
  $('table').setAttribute('aria-rowcount', view.length + 1);
  drawnFrom = -1;
  draw();
}

let drawnFrom = -1, drawnTo = -1, rowHeight = 36;

/** Puts the rows into the document that the window shows, with some around them. */
function draw() {
  const rows = $('rows');
  const top = rows.getBoundingClientRect().top;
  const from = Math.max(0, Math.min(view.length, Math.floor((-top) / rowHeight) - 30));
  const to = Math.min(view.length, from + Math.ceil(innerHeight / rowHeight) + 60);
  if (drawnFrom >= 0 && from >= drawnFrom - 15 && from <= drawnFrom + 15 && to - drawnTo <= 15 && drawnTo <= view.length) return;
  const focused = rows.contains(document.activeElement);
  drawnFrom = from;
  drawnTo = to;
  const drawn = [space(from)];
  for (let i = from; i < to; i++) drawn.push(row(view[i], i));
  drawn.push(space(view.length - to));
  rows.replaceChildren(...drawn);
  if (drawn.length > 2) {
    const height = drawn[1].getBoundingClientRect().height;
    if (height > 0 && Math.abs(height - rowHeight) > 0.5) {
      rowHeight = height;
      drawnFrom = -1;
      return draw();
    }
  }
  if (focused && active >= 0) focusRow();
}

function space(rows) {
  const cell = make('td', {colspan: 4});
  cell.style.height = rows * rowHeight + 'px';
  const row = make('tr', {class: 'space', 'aria-hidden': 'true', hidden: rows === 0}, cell);
  row.style.height = rows * rowHeight + 'px';
  return row;
}

function row(entry, index) {
  const link = entry.kind === 'folder' || entry.kind === 'file';
  const name = make(link ? 'a' : 'span', {
    href: link ? '#' + base + entry.href : null, class: entry.kind, tabindex: link ? null : -1, title: plain(entry.name)
  }, shown(entry.name));
  const cell = make('td', {class: 'name'}, icon(entry));
  if (major(entry) === 'audio') {
    cell.append(make('button', {class: 'play', type: 'button', 'aria-label': 'Play ' + plain(entry.name), onclick: () => play(entry)}, '▶'));
  }
  cell.append(name);
  if (entry.kind === 'file' && IMAGES.test(entry.name)) {
    cell.append(' ', make('a', {href: '#' + base + entry.href + '!/', class: 'inside', 'aria-label': 'Open ' + plain(entry.name) + ' as an image'}, 'open'));
  }
  if (entry.target !== undefined) cell.append(make('span', {class: 'soft'}, ' → ', shown(entry.target)));
  if (entry.error) cell.append(make('span', {class: 'soft'}, ' ', entry.error));
  return make('tr', {'data-index': index, 'aria-rowindex': index + 2, class: index === active ? 'active' : null},
    cell,
    make('td', {class: 'size', title: entry.size === undefined ? null : count(entry.size) + ' bytes'}, entry.size === undefined ? '' : size(entry.size)),
    make('td', {class: 'date'}, date(entry.modified)),
    make('td', {class: 'type'}, type(entry)));
}

function select(index, focus) {
  if (view.length === 0 || index < 0) return;
  active = Math.min(index, view.length - 1);
  const top = $('rows').getBoundingClientRect().top + scrollY + active * rowHeight;
  const header = document.querySelector('header').offsetHeight;
  const footer = $('player').hidden ? 0 : $('player').offsetHeight;
  if (top < scrollY + header + rowHeight) scrollTo(0, top - header - rowHeight);
  else if (top + rowHeight > scrollY + innerHeight - footer) scrollTo(0, top + 2 * rowHeight - innerHeight + footer);
  draw();
  for (const old of document.querySelectorAll('#rows tr.active')) old.classList.remove('active');
  const found = document.querySelector('#rows tr[data-index="' + active + '"]');
  if (found) found.classList.add('active');
  if (focus) focusRow();
}

function focusRow() {
  const target = document.querySelector('#rows tr[data-index="' + active + '"] .name > a, #rows tr[data-index="' + active + '"] .name > span[tabindex]');
  if (target) target.focus({preventScroll: true});
}

addEventListener('scroll', draw, {passive: true});
addEventListener('resize', () => { drawnFrom = -1; draw(); });
$('filter').addEventListener('input', arrange);
$('rows').addEventListener('focusin', event => {
  const row = event.target.closest('tr[data-index]');
  if (row && Number(row.dataset.index) !== active) select(Number(row.dataset.index), false);
});
for (const th of document.querySelectorAll('#table th')) {
  th.firstElementChild.addEventListener('click', () => {
    sort = {key: th.dataset.key, down: sort.key === th.dataset.key && !sort.down};
    arrange();
  });
}

addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const inFilter = event.target === $('filter');
  const inField = /^(INPUT|SELECT|TEXTAREA|AUDIO|VIDEO|SUMMARY)$/.test(event.target.tagName);
  const folder = !$('folder').hidden;
  if (inField && !(inFilter && (event.key === 'ArrowDown' || event.key === 'Escape' || event.key === 'Enter'))) return;
  const page = Math.max(1, Math.floor(innerHeight / rowHeight) - 4);
  const moves = {ArrowDown: active + 1, ArrowUp: Math.max(0, active - 1), Home: 0, End: view.length - 1, PageDown: active + page, PageUp: Math.max(0, active - page)};
  if (inFilter && event.key === 'Escape') {
    $('filter').value = '';
    arrange();
  } else if (inFilter && event.key === 'Enter') {
    if (view.length) { select(0, true); document.activeElement.click(); }
  } else if (folder && event.key in moves) {
    select(moves[event.key], true);
  } else if (event.key === 'Backspace') {
    up();
  } else if (folder && event.key === '/') {
    $('filter').focus();
  } else if (folder && event.key === 'p' && active >= 0 && major(view[active]) === 'audio') {
    play(view[active]);
  } else {
    return;
  }
  event.preventDefault();
});

// ---- the player -------------------------------------------------------------------------------

let queue = [];

function play(entry) {
  const list = view.filter(other => major(other) === 'audio');
  startQueue(list.map(other => ({name: other.name, url: '/files' + base + other.href})), list.indexOf(entry));
}

function startQueue(list, index) {
  queue = list.slice(index + 1);
  $('player').hidden = false;
  $('playing').replaceChildren(shown(list[index].name));
  $('audio').src = list[index].url;
  $('audio').play().catch(e => { if (e.name !== 'AbortError') fail('The browser cannot play ' + plain(list[index].name) + ': ' + e.message); });
}

$('audio').addEventListener('ended', () => { if (queue.length) startQueue(queue, 0); });
$('stop').addEventListener('click', () => {
  queue = [];
  $('audio').pause();
  $('audio').removeAttribute('src');
  $('audio').load();
  $('player').hidden = true;
});

// ---- one file ---------------------------------------------------------------------------------

function file() {
  const entry = head;
  const url = '/files' + place;
  const section = $('file');
  const pane = make('div', {class: 'pane'});
  const panes = {};
  const kind = major(entry);
  if (kind === 'image' || kind === 'audio' || kind === 'video') panes.Preview = () => media(kind, url, pane);
  panes.Text = () => text(entry, url, pane);
  panes.Hex = () => hex(entry, url, pane, 0);
  panes.Attributes = () => attributes(pane);
  const tabs = make('div', {class: 'tabs', role: 'tablist'});
  const show = button => {
    for (const other of tabs.children) {
      other.setAttribute('aria-selected', other === button);
      other.tabIndex = other === button ? 0 : -1;
    }
    pane.replaceChildren();
    panes[button.textContent]();
  };
  for (const name of Object.keys(panes)) {
    tabs.append(make('button', {type: 'button', role: 'tab', onclick: event => show(event.currentTarget)}, name));
  }
  tabs.addEventListener('keydown', event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    const all = [...tabs.children];
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    next.focus();
    show(next);
  });
  const regular = entry.kind === 'file';
  section.replaceChildren(
    make('h1', {}, shown(entry.name)),
    make('div', {class: 'soft'}, [regular ? count(entry.size) + ' bytes' : '', date(entry.modified) && date(entry.modified) + ' UTC', type(entry)].filter(Boolean).join(' · ')));
  if (!regular) return;
  section.append(
    make('div', {class: 'actions'},
      make('a', {href: url + '?download', download: true}, 'Download'),
      make('a', {href: '#' + place + '!/', id: 'open'}, 'Open as image')),
    tabs, pane);
  show(kind === 'text' || panes.Preview ? tabs.children[0] : tabs.children[1]);
}

function media(kind, url, pane) {
  const element = make({image: 'img', audio: 'audio', video: 'video'}[kind], {
    src: url, controls: kind !== 'image', preload: 'metadata', alt: kind === 'image' ? plain(head.name) : null,
    onerror: () => pane.append(make('p', {class: 'error'}, 'The browser cannot show this file.'))
  });
  pane.append(element);
}

async function bytes(url, from, length) {
  const response = await answer(url, {headers: {Range: 'bytes=' + from + '-' + (from + length - 1)}});
  return new Uint8Array(await response.arrayBuffer());
}

function guess(data) {
  if (data[0] === 0xff && data[1] === 0xfe) return 'utf-16le';
  if (data[0] === 0xfe && data[1] === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', {fatal: true}).decode(data.subarray(0, Math.max(0, data.length - 3)), {stream: true});
    return 'utf-8';
  } catch (e) {
    return 'windows-1252';
  }
}

async function text(entry, url, pane) {
  const pre = make('pre', {class: 'wrap', tabindex: 0, 'aria-label': 'Text'});
  let data = new Uint8Array(0);
  const charset = make('select', {'aria-label': 'Encoding', onchange: () => show()}, ...CHARSETS.map(name => make('option', {value: name}, name)));
  const more = make('button', {type: 'button', onclick: () => load()}, 'Show more');
  const status = make('span', {class: 'soft'});
  const show = () => {
    pre.textContent = new TextDecoder(charset.value).decode(data).replace(/\r\n?/g, '\n');
    more.hidden = data.length >= entry.size;
    status.textContent = more.hidden ? '' : size(data.length) + ' of ' + size(entry.size);
  };
  const load = async () => {
    try {
      const next = entry.size ? await bytes(url, data.length, TEXT_BYTES) : new Uint8Array(0);
      const joined = new Uint8Array(data.length + next.length);
      joined.set(data);
      joined.set(next, data.length);
      if (data.length === 0) charset.value = guess(next);
      data = joined;
      show();
    } catch (e) {
      fail(e.message);
    }
  };
  pane.replaceChildren(make('div', {class: 'pager'}, charset, more, status), pre);
  await load();
}

async function hex(entry, url, pane, offset) {
  const last = Math.max(0, Math.floor((entry.size - 1) / HEX_BYTES) * HEX_BYTES);
  const to = target => hex(entry, url, pane, Math.min(last, Math.max(0, target)));
  const input = make('input', {value: '0x' + offset.toString(16), 'aria-label': 'Offset', onchange: () => {
    const wanted = Number(input.value);
    if (Number.isSafeInteger(wanted)) to(Math.floor(wanted / 16) * 16);
  }});
  const button = (label, name, target) => make('button', {type: 'button', 'aria-label': name, onclick: () => to(target)}, label);
  const pre = make('pre', {tabindex: 0, 'aria-label': 'Bytes'});
  pane.replaceChildren(
    make('div', {class: 'pager'}, button('|◀', 'Start', 0), button('◀', 'Previous bytes', offset - HEX_BYTES), input, button('▶', 'Next bytes', offset + HEX_BYTES), button('▶|', 'End', last)), pre);
  try {
    const data = entry.size ? await bytes(url, offset, HEX_BYTES) : new Uint8Array(0);
    const rows = [];
    for (let i = 0; i < data.length; i += 16) {
      const part = [...data.subarray(i, i + 16)];
      const codes = part.map(b => b.toString(16).padStart(2, '0'));
      rows.push((offset + i).toString(16).padStart(10, '0') + '  ' + codes.slice(0, 8).join(' ').padEnd(24) + ' ' + codes.slice(8).join(' ').padEnd(24) + ' '
        + part.map(b => b >= 32 && b < 127 ? String.fromCharCode(b) : '·').join(''));
    }
    pre.textContent = rows.join('\n');
  } catch (e) {
    fail(e.message);
  }
}

function table(values) {
  return make('table', {class: 'values'}, make('tbody', {}, ...Object.entries(values).map(([key, value]) =>
    make('tr', {}, make('th', {scope: 'row'}, plain(key)), make('td', {}, value instanceof Node ? value : shown(String(value)))))));
}

async function attributes(pane) {
  try {
    const found = await (await answer('/-/attributes' + place)).json();
    pane.replaceChildren(table(found.values), make('h2', {}, 'Extended attributes'));
    if (found.extended.length === 0) pane.append(make('p', {class: 'soft'}, 'none'));
    for (const each of found.extended) {
      pane.append(make('h2', {}, shown(each.name), make('span', {class: 'soft'}, ' ' + (each.error || count(each.size) + ' bytes'))));
      if (each.base64) pane.append(make('pre', {class: 'wrap'}, readable(each.base64)));
    }
  } catch (e) {
    fail(e.message);
  }
}

/** Returns text, or bytes in hexadecimal if it is none. */
function readable(base64) {
  const data = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  try {
    const value = new TextDecoder('utf-8', {fatal: true}).decode(data);
    if (!/[\u0000-\u0008\u000e-\u001f]/.test(value)) return value;
  } catch (e) {
    // not text
  }
  return [...data].map(b => b.toString(16).padStart(2, '0')).join(' ');
}

// ---- the image --------------------------------------------------------------------------------

let aboutShown = null;

/** The path of the image's file, without a slash at the end and without a selection. */
function imagePath() {
  const steps = head.crumbs.slice(0, head.imageDepth).map(step => step.href);
  if (steps.length) steps.push(steps.pop().replace(/!.*$/, ''));
  return '/' + steps.join('/');
}

async function about() {
  const path = imagePath();
  const here = place;
  const chosen = (head.crumbs[head.imageDepth - 1] || {href: ''}).href.replace(/^[^!]*!?/, '');
  if (aboutShown === here) return;
  aboutShown = here;
  $('info').replaceChildren(make('p', {class: 'soft'}, 'Reading …'));
  try {
    const found = await (await answer('/-/info' + place)).json();
    if (aboutShown !== here) return;
    const chip = (selection, label) => make('a', {href: '#' + path + '!' + selection + '/', 'aria-current': selection === chosen ? 'true' : null}, shown(label));
    const audio = found.sessions.some(session => session.tracks.some(track => track.mode === 'audio'));
    const info = make('div');
    info.append(make('div', {class: 'chips', role: 'group', 'aria-label': 'Volumes and views'},
      path === '/' ? make('a', {href: '#/', 'aria-current': chosen ? null : 'true'}, 'Main volume') : make('a', {href: '#' + path + '!/', 'aria-current': chosen ? null : 'true'}, 'Main volume'),
      ...found.volumes.filter(volume => !volume.error).map(volume => chip('volume=' + volume.index, 'Volume ' + volume.index + (volume.label ? ': ' + volume.label : volume.type === 'audio' ? ': ' + volume.place : ''))),
      found.volumes.length > 1 || audio ? chip('volume=all', 'All volumes') : null,
      ...(found.sessions.length > 1 ? found.sessions.map(session => chip('session=' + session.number, 'Session ' + session.number)) : []),
      chip('view=raw', 'Raw bytes')));
    info.append(table(found.properties));
    for (const session of found.sessions) info.append(...sessionTable(session, path));
    if (found.partitions) info.append(...diskTable(found));
    for (const volume of found.volumes) info.append(...volumeTable(volume, path, chip));
    $('info').replaceChildren(info);
    $('about').querySelector('summary').textContent = 'About this image: ' + plain(found.format)
      + (found.volumes.length > 1 ? ', ' + found.volumes.length + ' volumes' : '') + (audio ? ', audio tracks' : '');
  } catch (e) {
    aboutShown = null;
    $('info').replaceChildren(make('p', {class: 'error'}, e.message));
  }
}

const words = key => key.replaceAll('_', ' ');
const two = number => String(number).padStart(2, '0');

function sessionTable(session, path) {
  const audio = session.tracks.filter(track => track.mode === 'audio');
  const list = audio.map(track => ({
    name: 'Track ' + two(track.number) + (track.properties.title ? ': ' + track.properties.title : ''),
    url: '/files' + path + '!volume=all/Track%20' + two(track.number) + '.wav'
  }));
  const rows = session.tracks.map(track => {
    const seconds = Math.floor(track.sectors / 75);
    const index = audio.indexOf(track);
    return make('tr', {},
      make('td', {}, index < 0 ? '' : make('button', {class: 'play', type: 'button', 'aria-label': 'Play track ' + track.number, onclick: () => startQueue(list, index)}, '▶'), String(track.number)),
      make('td', {}, words(track.mode)),
      make('td', {}, index < 0 ? '' : Math.floor(seconds / 60) + ':' + two(seconds % 60)),
      make('td', {}, count(track.start)),
      make('td', {}, count(track.sectors)),
      make('td', {}, track.flags.map(words).join(', ')),
      make('td', {}, shown(Object.entries(track.properties).map(([key, value]) => key + ': ' + value).join(', '))));
  });
  return [make('h2', {}, 'Session ' + session.number),
    wide('Tracks', ['Track', 'Mode', 'Time', 'Start', 'Sectors', 'Flags', ''], rows)];
}

/** A table of short cells, which scrolls sideways on a narrow window. */
function wide(label, names, rows) {
  const heads = names.map(name => make('th', {scope: 'col'}, name));
  return make('div', {class: 'wide', role: 'region', 'aria-label': label, tabindex: 0},
    make('table', {}, make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...rows)));
}

function diskTable(disk) {
  const parts = [make('h2', {}, 'Disk of ' + (disk.diskSize < 0 ? 'unknown size' : size(disk.diskSize)) + ', sectors of ' + disk.sectorSize + ' bytes')];
  if (disk.partitions.length) {
    parts.push(wide('Partitions', ['Partition', 'Type', 'Start', 'Size', 'Volumes'], disk.partitions.map(part => make('tr', {},
      make('td', {}, shown(part.place)), make('td', {}, shown(part.type)), make('td', {}, count(part.start)), make('td', {}, size(part.size)), make('td', {}, part.volumes.join(', '))))));
  }
  return parts;
}

function volumeTable(volume, path, chip) {
  const values = {place: volume.place};
  if (volume.error) values['cannot be shown'] = volume.error;
  if (volume.type) values.type = volume.type;
  if (volume.size !== undefined) values.size = count(volume.size) + ' bytes';
  if (volume.free !== undefined) values.free = count(volume.free) + ' bytes';
  Object.assign(values, volume.properties);
  for (const boot of volume.bootImages) values['boot image ' + boot.name] = boot.description;
  const parts = [make('h2', {}, 'Volume ' + volume.index + (volume.label ? ': ' : ''), shown(volume.label || ''))];
  if (volume.views.length > 1) {
    parts.push(make('div', {class: 'chips', role: 'group', 'aria-label': 'Views'}, ...volume.views.map(name => chip('volume=' + volume.index + '&view=' + name, name))));
  }
  if (volume.images.length) {
    parts.push(make('div', {class: 'chips', role: 'group', 'aria-label': 'Images inside'}, ...volume.images.map(image =>
      make('a', {href: '#' + path + '!volume=' + volume.index + '/' + href(image.path) + '!/', title: plain(image.description)}, picture('disc'), shown(image.path)))));
  }
  parts.push(table(values));
  return parts;
}

addEventListener('hashchange', go);
go();
