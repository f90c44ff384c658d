'use strict';

const drives = new Map();
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
  return card;
}

function stateOf(status) {
  if (!status.online) {
    return 'the machine is not there';
  }
  const parts = ['tray ' + status.tray];
  if (status.lock) {
    parts.push('held by ' + status.lock.by + ' since ' + time(status.lock.since));
  }
  status.sessions.forEach(it => parts.push(it.peer + ' is attached since ' + time(it.since)));
  return parts.join(', ');
}

function noteOf(status) {
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
    fillSelect(drive);
  }
  drive.status = status;
  const card = drive.card;
  card.dataset.tray = status.tray;
  card.dataset.online = status.online;
  setText(card.querySelector('.disc'), status.disc === null ? 'empty' : status.disc);
  card.querySelector('.disc').classList.toggle('empty', status.disc === null);
  setText(card.querySelector('.state'), status.kind + ', ' + stateOf(status));
  setText(card.querySelector('.note'), noteOf(status));
  setText(card.querySelector('.load'), status.disc === null ? 'Insert' : 'Swap');
  card.querySelectorAll('form button').forEach(it => it.disabled = status.waiting !== null);
  card.querySelector('.eject').disabled = status.disc === null || status.waiting !== null;
  const history = status.history.slice().reverse().map(it => {
    const line = document.createElement('li');
    line.textContent = time(it.at) + ' ' + it.by + ': ' + it.what + (it.after ? ' ' + it.after : '') + ', ' + it.result;
    return line;
  });
  card.querySelector('ol').replaceChildren(...history);
  showUsers();
}

function fillSelect(drive) {
  const select = drive.card.querySelector('select');
  const chosen = select.value;
  select.replaceChildren(...discs.map(it => new Option(it.name, it.name)));
  if (discs.some(it => it.name === chosen)) {
    select.value = chosen;
  }
}

function showUsers() {
  discs.forEach(disc => {
    const users = [...drives.values()].filter(it => it.status.disc === disc.name).map(it => it.status.name);
    setText(disc.card.querySelector('.users'), users.length ? 'in ' + users.join(', ') : '');
  });
}

async function readDiscs() {
  const response = await fetch('api/v1/discs');
  if (!response.ok) {
    return;
  }
  discs = (await response.json()).discs;
  discs.forEach(disc => {
    const card = byId('disc-template').content.firstElementChild.cloneNode(true);
    card.querySelector('h3').textContent = disc.name;
    const boots = disc.boots.length ? 'boots ' + disc.boots.join(' and ') : 'does not boot';
    const verdict = (disc.verdict || '').toLowerCase().replace('_', ' ') + (disc.signedBy ? ' by ' + disc.signedBy : '');
    card.querySelector('.facts').textContent = [disc.label, size(disc.sizeBytes), boots, verdict].filter(it => it).join(', ');
    card.addEventListener('dragstart', event =>
      event.dataTransfer.setData('application/x-spindle-disc', disc.name));
    disc.card = card;
  });
  byId('discs').replaceChildren(...discs.map(it => it.card));
  drives.forEach(fillSelect);
  showUsers();
}

function remove(name) {
  const drive = drives.get(name);
  if (drive) {
    drive.card.remove();
    drives.delete(name);
    showUsers();
  }
}

function listen() {
  const events = new EventSource('api/v1/events');
  events.onopen = () => {
    setText(byId('connection'), 'live');
    readDiscs();
  };
  events.onerror = () => setText(byId('connection'), 'the server is away, trying again …');
  events.addEventListener('drives', event => {
    const all = JSON.parse(event.data);
    [...drives.keys()].filter(name => !all.some(it => it.name === name)).forEach(remove);
    all.forEach(show);
  });
  events.addEventListener('drive', event => show(JSON.parse(event.data)));
  events.addEventListener('drive-removed', event => remove(JSON.parse(event.data).name));
  events.addEventListener('discs', readDiscs);
}

readDiscs().finally(listen);
