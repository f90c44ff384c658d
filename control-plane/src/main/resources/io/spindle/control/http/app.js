'use strict';

const drives = new Map();
const TRACE_LINES = 200;
let discs = [];
const byId = id => document.getElementById(id);

function say(text) {
  byId('message').textContent = text;
  byId('message').hidden = text === '';
}

function size(bytes) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (bytes >= 1024 && unit < units.length - 1) {
    bytes /= 1024;
    unit++;
  }
  return (unit === 0 ? bytes : bytes.toFixed(1)) + ' ' + units[unit];
}

const time = text => new Date(text).toLocaleTimeString();

/* A change: the answer comes when it is true, so the buttons rest until then. */
async function change(name, verb, body) {
  const drive = drives.get(name);
  drive.card.querySelector('.held').hidden = true;
  say('');
  let answer;
  try {
    const response = await fetch('api/v1/drives/' + encodeURIComponent(name) + '/' + verb, {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify(body),
    });
    answer = await response.json();
  } catch (fault) {
    say(name + ': the server does not answer');
    return;
  }
  if (answer.result === 'held') {
    const held = drive.card.querySelector('.held');
    held.querySelector('p').textContent = answer.text + '.';
    held.hidden = false;
    held.querySelector('.force').onclick = () => change(name, verb, {...body, policy: 'force'});
    held.querySelector('.leave').onclick = () => {
      held.hidden = true;
      drive.card.focus();
    };
    held.querySelector('.force').focus();
  } else if (answer.result === 'deferred') {
    say(answer.text);
  } else if (answer.result !== 'done') {
    say(name + ': ' + answer.text + ' (' + answer.advice + ')');
  }
}

function load(name, disc) {
  const status = drives.get(name).status;
  const empty = status.disc === null || status.disc === disc;
  change(name, empty ? 'insert' : 'swap', {disc, generation: status.generation});
}

function makeCard(name) {
  const card = byId('drive-template').content.firstElementChild.cloneNode(true);
  card.querySelector('h3').textContent = name;
  card.setAttribute('aria-label', 'Drive ' + name);
  card.querySelector('form').addEventListener('submit', event => {
    event.preventDefault();
    load(name, card.querySelector('select').value);
  });
  card.querySelector('select').addEventListener('focus', () => fillSelect(drives.get(name), true));
  card.querySelector('select').addEventListener('blur', () => fillSelect(drives.get(name), false));
  const generation = () => drives.get(name).status.generation;
  card.querySelector('.eject').onclick = () => change(name, 'eject', {generation: generation()});
  card.querySelector('.next').onclick = () => change(name, 'next', {generation: generation()});
  card.addEventListener('dragover', event => {
    if (event.dataTransfer.types.includes('application/x-spindle-disc')) {
      event.preventDefault();
      card.classList.add('over');
    }
  });
  card.addEventListener('dragleave', () => card.classList.remove('over'));
  card.addEventListener('drop', event => {
    event.preventDefault();
    card.classList.remove('over');
    load(name, event.dataTransfer.getData('application/x-spindle-disc'));
  });
  card.querySelector('.trace pre').setAttribute('aria-label', 'Trace of ' + name);
  card.querySelector('.trace').addEventListener('toggle', event => trace(name, event.target));
  return card;
}

/* The newest lines, while the trace is open. */
function trace(name, details) {
  const drive = drives.get(name);
  if (drive.tracing) {
    drive.tracing.close();
    drive.tracing = null;
  }
  if (!details.open) {
    return;
  }
  const shown = details.querySelector('pre');
  shown.textContent = 'waiting for a command of the guest …';
  let first = true;
  drive.tracing = new EventSource('api/v1/drives/' + encodeURIComponent(name) + '/trace');
  drive.tracing.addEventListener('trace', event => {
    const atEnd = shown.scrollTop + shown.clientHeight >= shown.scrollHeight - 4;
    const lines = event.data.split('\n').slice(-TRACE_LINES).map(text => {
      const line = document.createElement('div');
      line.textContent = text;
      return line;
    });
    if (first) {
      shown.replaceChildren();
      first = false;
    }
    shown.append(...lines);
    while (shown.childElementCount > TRACE_LINES) {
      shown.firstElementChild.remove();
    }
    if (atEnd) {
      shown.scrollTop = shown.scrollHeight;
    }
  });
}

/* In words; nothing for who has not read yet. */
function readsOf(read) {
  if (read.bytes === 0 && read.errors === 0) {
    return '';
  }
  const fast = read.bytesPerSecond > 0;
  const parts = [fast ? size(read.bytesPerSecond) + '/s, ' + read.readsPerSecond + ' reads/s' : 'at rest'];
  parts.push(size(read.bytes) + ' read');
  if (read.errors > 0) {
    parts.push(read.errors + ' failed');
  }
  return parts.join(', ');
}

function showTraffic(all) {
  drives.forEach((drive, name) => {
    if (all[name]) {
      drive.read = all[name];
      setText(drive.card.querySelector('.traffic'), readsOf(drive.read));
      showSessions(drive);
    }
  });
}

/* Who is attached, since when, and what they read. */
function showSessions(drive) {
  const list = drive.card.querySelector('.sessions');
  const sessions = drive.status.sessions;
  while (list.children.length > sessions.length) {
    list.lastElementChild.remove();
  }
  sessions.forEach((session, at) => {
    if (at === list.children.length) {
      const line = document.createElement('li');
      line.append(document.createElement('span'), document.createElement('small'));
      list.append(line);
    }
    const read = drive.read && drive.read.sessions.find(it => it.peer === session.peer);
    const [peer, facts] = list.children[at].children;
    setText(peer, session.peer);
    // A machine is the only one who reads its drive.
    const reads = read && drive.status.kind === 'emulated' ? readsOf(read) : '';
    setText(facts, [read && read.address, 'since ' + time(session.since), reads].filter(it => it).join(', '));
  });
}

/* An image on its way to drives. */
function showFetch(fetch) {
  fetch.drives.forEach(name => {
    const drive = drives.get(name);
    if (!drive) {
      return;
    }
    const part = fetch.totalBytes ? size(fetch.bytes) + ' of ' + size(fetch.totalBytes) : size(fetch.bytes || 0);
    drive.fetching = fetch.state === 'running' ? 'fetching ' + fetch.url + ': ' + part : '';
    show(drive.status);
  });
}

function stateOf(status) {
  if (!status.online) {
    return 'the machine is not there';
  }
  const parts = ['tray ' + status.tray];
  if (status.lock) {
    parts.push('held by ' + status.lock.by + ' since ' + time(status.lock.since));
  }
  return parts.join(', ');
}

function noteOf(status, fetching) {
  if (fetching) {
    return fetching;
  }
  if (!status.waiting) {
    return status.note;
  }
  const what = status.waiting.verb + (status.waiting.disc ? ' ' + status.waiting.disc : '');
  return what + ' of ' + status.waiting.by + ' until ' + time(status.waiting.until)
      + (status.note ? ': ' + status.note : '');
}

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function show(status) {
  let drive = drives.get(status.name);
  if (!drive) {
    drive = {card: makeCard(status.name)};
    drives.set(status.name, drive);
    const after = [...drives.keys()].sort().find(it => it > status.name);
    byId('drives').insertBefore(drive.card, after ? drives.get(after).card : null);
    fillSelect(drive, false);
  }
  drive.status = status;
  const card = drive.card;
  card.querySelector('.trace').hidden = status.kind !== 'emulated';
  card.dataset.tray = status.tray;
  card.dataset.online = status.online;
  setText(card.querySelector('.disc'), status.disc === null ? 'empty' : status.disc);
  card.querySelector('.disc').classList.toggle('empty', status.disc === null);
  setText(card.querySelector('.state'), status.kind + ', ' + stateOf(status));
  setText(card.querySelector('.note'), noteOf(status, drive.fetching));
  setText(card.querySelector('.load'), status.disc === null ? 'Insert' : 'Swap');
  card.querySelectorAll('form button').forEach(it => it.disabled = status.waiting !== null);
  card.querySelector('.eject').disabled = status.disc === null || status.waiting !== null;
  const history = status.history.slice().reverse().map(it => {
    const line = document.createElement('li');
    line.textContent = time(it.at) + ' ' + it.by + ': ' + it.what + (it.after ? ' ' + it.after : '') + ', ' + it.result;
    return line;
  });
  card.querySelector('.history ol').replaceChildren(...history);
  showSessions(drive);
}

/* Only a list that is looked at has all discs: 200 lists of 5,000 discs are too much for a browser. */
function fillSelect(drive, wholly) {
  const select = drive.card.querySelector('select');
  const chosen = discs.some(it => it.name === select.value) ? select.value : discs.length ? discs[0].name : '';
  const names = wholly ? discs.map(it => it.name) : discs.length ? [chosen] : [];
  select.replaceChildren(...names.map(it => new Option(it, it)));
  select.value = chosen;
}

function showUsers() {
  const users = new Map();
  drives.forEach(({status}) => users.set(status.disc, [...(users.get(status.disc) || []), status.name]));
  discs.forEach(disc => {
    const names = users.get(disc.name);
    setText(disc.users, names ? 'in ' + names.join(', ') : '');
  });
}

/* What was found to be wrong with the content of a disc. */
function showFaults(disc) {
  const {count, latest} = disc.faults;
  setText(disc.card.querySelector('.fault'),
      count ? latest + (count > 1 ? ' (and ' + (count - 1) + ' more)' : '') + ': reads of it are errors' : '');
}

function addFault(fault) {
  const disc = discs.find(it => it.name === fault.disc);
  if (disc) {
    disc.faults = {count: disc.faults.count + 1, latest: fault.text};
    showFaults(disc);
  }
}

async function readDiscs() {
  const response = await fetch('api/v1/discs');
  if (!response.ok) {
    return;
  }
  const before = new Map(discs.map(it => [it.name + ' ' + it.sizeBytes, it.card]));
  discs = (await response.json()).discs;
  discs.forEach(disc => {
    const known = before.get(disc.name + ' ' + disc.sizeBytes);
    disc.card = known || discCard(disc);
    disc.users = disc.card.querySelector('.users');
    showFacts(disc);
  });
  discs.forEach(showFaults);
  byId('discs').replaceChildren(...discs.map(it => it.card));
  drives.forEach(it => fillSelect(it, it.card.querySelector('select') === document.activeElement));
  showUsers();
}

function discCard(disc) {
  const card = byId('disc-template').content.firstElementChild.cloneNode(true);
  card.querySelector('.files').addEventListener('toggle', event => {
    if (event.target.open) {
      openFolder(disc.name, card, '');
    }
  });
  card.querySelector('h3').textContent = disc.name;
  card.addEventListener('dragstart', event =>
    event.dataTransfer.setData('application/x-spindle-disc', disc.name));
  return card;
}

/* What is told of a disc; what is known of its bytes changes while the disc stays. */
function showFacts(disc) {
  const boots = disc.boots.length ? 'boots ' + disc.boots.join(' and ') : 'does not boot';
  const facts = [disc.label, size(disc.sizeBytes), boots].filter(it => it).join(', ');
  setText(disc.card.querySelector('.facts'), facts);
  const verdict = disc.verdict ? disc.verdict.replace('_', ' ').toLowerCase() : '';
  const line = disc.card.querySelector('.verdict');
  setText(line, disc.refusal || verdict + (disc.signedBy ? ' by ' + disc.signedBy : ''));
  line.classList.toggle('wrong', Boolean(disc.refusal) || disc.verdict === 'MISMATCH');
}

/* What lies in a folder of a disc. Names are text, whatever they look like. */
async function openFolder(name, card, path) {
  const files = card.querySelector('.files');
  const at = 'api/v1/discs/' + encodeURIComponent(name);
  const response = await fetch(at + '/tree?path=' + encodeURIComponent(path));
  const folder = await response.json();
  setText(files.querySelector('.path'), response.ok ? '/' + path : folder.text);
  const up = files.querySelector('.up');
  up.hidden = path === '';
  up.onclick = async () => {
    const above = path.split('/');
    const left = above.pop() + '/';
    await openFolder(name, card, above.join('/'));
    // Whoever came by keyboard goes on where he was.
    const folders = [...files.querySelectorAll('li button')];
    (folders.find(it => it.textContent === left) || files.querySelector('summary')).focus();
  };
  const lines = (folder.entries || []).map(entry => {
    const below = (path ? path + '/' : '') + entry.name;
    const line = document.createElement('li');
    if (entry.kind === 'directory') {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = entry.name + '/';
      button.onclick = async () => {
        await openFolder(name, card, below);
        up.focus();
      };
      line.append(button);
    } else if (entry.kind === 'file') {
      const link = document.createElement('a');
      link.href = at + '/file?path=' + encodeURIComponent(below);
      link.download = '';
      link.draggable = false;
      link.textContent = entry.name;
      line.append(link, ' ' + size(entry.sizeBytes));
    } else {
      line.textContent = entry.name + (entry.target ? ' → ' + entry.target : '');
    }
    return line;
  });
  if (folder.complete === false) {
    const more = document.createElement('li');
    more.textContent = 'and more: spindle ls shows all';
    lines.push(more);
  }
  files.querySelector('ul').replaceChildren(...lines);
}

function remove(name) {
  const drive = drives.get(name);
  if (drive) {
    if (drive.tracing) {
      drive.tracing.close();
    }
    drive.card.remove();
    drives.delete(name);
    showUsers();
  }
}

function listen() {
  const events = new EventSource('api/v1/events?traffic');
  events.onopen = () => {
    setText(byId('connection'), 'live');
    readDiscs();
  };
  events.onerror = () => {
    setText(byId('connection'), 'the server is away, trying again …');
    if (events.readyState === EventSource.CLOSED) {
      // A proxy answered in its place, which a browser takes for the end.
      setTimeout(listen, 3000);
    }
  };
  events.addEventListener('drives', event => {
    const all = JSON.parse(event.data);
    [...drives.keys()].filter(name => !all.some(it => it.name === name)).forEach(remove);
    all.forEach(show);
    showUsers();
  });
  events.addEventListener('drive', event => {
    show(JSON.parse(event.data));
    showUsers();
  });
  events.addEventListener('drive-removed', event => remove(JSON.parse(event.data).name));
  events.addEventListener('traffic', event => showTraffic(JSON.parse(event.data)));
  events.addEventListener('fetch', event => showFetch(JSON.parse(event.data)));
  events.addEventListener('fault', event => addFault(JSON.parse(event.data)));
  events.addEventListener('discs', readDiscs);
}

readDiscs().finally(listen);
