'use strict';

// What the page holds is built with textContent only, so that nothing that comes from outside becomes markup.
const SPAN = 120;
const RETRY_MILLIS = 2000;
const LETTERS_SHOWN = 20;
const EVENTS_SHOWN = 20;
const STALE_MILLIS = 15000;
const $ = (selector) => document.querySelector(selector);
const history = [];
const events = [];
let token = sessionStorage.getItem('management.token') || '';
let paused = false;
let newest = 0;
let lettersKnown = null;
let lettersAt = 0;
let lettersText = '';

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  return element;
}

function cell(row, label, content, className) {
  const td = make('td', className);
  td.dataset.label = label;
  if (content instanceof Node) td.append(content);
  else td.textContent = content;
  row.append(td);
  return td;
}

// Where there is little room, what never happened is left out.
function count(row, label, value) {
  cell(row, label, value, value === 0 ? 'n zero' : 'n');
}

const ago = (iso, now) => {
  if (!iso) return '–';
  const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(iso)) / 1000));
  return span(seconds) + ' ago';
};
const span = (seconds) => {
  if (seconds < 60) return Math.round(seconds) + ' s';
  if (seconds < 3600) return Math.floor(seconds / 60) + ' min';
  return seconds < 172800 ? Math.floor(seconds / 3600) + ' h' : Math.floor(seconds / 86400) + ' d';
};
const clock = (iso) => new Date(iso).toLocaleTimeString();
const took = (seconds) => seconds === null || seconds === undefined ? '–'
  : seconds < 1 ? Math.round(seconds * 1000) + ' ms' : (Math.round(seconds * 10) / 10) + ' s';
const rate = (value) => (value < 10 ? value.toFixed(1) : Math.round(value).toString());

function headers(more) {
  return Object.assign(token ? { Authorization: 'Bearer ' + token } : {}, more);
}

const STATES = { STREAMING: 'good', UP: 'good', Started: 'good', acknowledged: 'good', WAITING: 'bad', DOWN: 'bad', 'dead letter': 'bad' };
const pill = (text) => make('span', 'pill ' + (STATES[text] || 'wait'), text.toLowerCase());

const WHOSE = {
  NETWORK: 'The platform, or the way to it, is out of order; it is tried again.',
  AUTHENTICATION: 'The client or its token is refused: correct wgtwo.client-id and wgtwo.client-secret.',
  CONFIGURATION: 'The platform refuses what is asked for: a right, an argument or the address has to be corrected.',
};

function alerts(state) {
  const list = [];
  const groups = new Map();
  for (const stream of state.streams) {
    if (stream.state !== 'STREAMING' && stream.lastError && stream.trouble !== 'NONE') {
      const key = stream.trouble + stream.lastError;
      groups.set(key, (groups.get(key) || []).concat(stream));
    }
  }
  for (const group of groups.values()) {
    const first = group[0];
    const next = group.map((stream) => stream.nextAttempt).filter(Boolean).sort()[0];
    list.push(['bad', group.map((stream) => stream.stream).join(', ') + ': away (' + first.trouble.toLowerCase() + ')',
      first.lastError + '\n' + (WHOSE[first.trouble] || '') + (next ? '\nNext attempt at ' + clock(next) + '.' : '')]);
  }
  if (state.refusedEdit) {
    list.push(['wait', 'An edit was refused at ' + clock(state.refusedEdit.at), state.refusedEdit.reason]);
  }
  for (const check of state.health) {
    if (check.state === 'DOWN' && !check.check.startsWith('consumer:')) {
      list.push(['bad', check.check + ' is down', check.message]);
    }
  }
  const text = JSON.stringify(list);
  const box = $('#alerts');
  if (box.dataset.text !== text) {
    box.dataset.text = text;
    box.replaceChildren(...list.map(([kind, head, body]) => {
      const alert = make('div', 'alert ' + kind);
      alert.append(make('b', '', head), body);
      return alert;
    }));
  }
}

function streams(state) {
  const several = new Set(state.streams.map((stream) => stream.target)).size > 1;
  $('#streams tbody').replaceChildren(...state.streams.map((stream) => {
    const row = make('tr');
    const name = cell(row, 'Stream', stream.stream, 'wide name');
    if (several) name.append(make('small', '', stream.target));
    const where = cell(row, 'State', pill(stream.state));
    where.append(make('small', '', 'for ' + span((Date.parse(state.at) - Date.parse(stream.since)) / 1000)));
    cell(row, 'Last event', ago(stream.lastEvent, state.at), 'n');
    cell(row, 'In flight', stream.inFlight, 'n');
    count(row, 'Queued', stream.queued);
    cell(row, 'Oldest unacked', stream.inFlight ? took(stream.oldestUnackedSeconds) : '–', stream.inFlight ? 'n' : 'n zero');
    cell(row, 'Received', stream.received, 'n');
    cell(row, 'Acked', stream.acked, 'n');
    count(row, 'Redelivered', stream.redelivered);
    count(row, 'Folded', stream.folded);
    count(row, 'Late', stream.late);
    count(row, 'Dead letters', stream.deadLettered);
    return row;
  }));
}

function line(points, top) {
  let path = '';
  let open = false;
  points.forEach((value, i) => {
    if (value === null || value === undefined) {
      open = false;
      return;
    }
    const x = 600 - (points.length - 1 - i) * 600 / (SPAN - 1);
    path += (open ? 'L' : 'M') + x.toFixed(1) + ' ' + (146 - value / top * 142).toFixed(1);
    open = true;
  });
  return path;
}

function plot(id, a, b) {
  const top = Math.max(1e-9, ...a.concat(b).filter((value) => value !== null)) * 1.1;
  const svg = $(id);
  const ns = 'http://www.w3.org/2000/svg';
  const parts = [4, 75, 146].map((y) => {
    const grid = document.createElementNS(ns, 'line');
    grid.setAttribute('class', 'grid');
    grid.setAttribute('x1', 0);
    grid.setAttribute('x2', 600);
    grid.setAttribute('y1', y);
    grid.setAttribute('y2', y);
    return grid;
  });
  [['a', a], ['b', b]].forEach(([name, points]) => {
    const path = document.createElementNS(ns, 'path');
    path.setAttribute('class', name);
    path.setAttribute('d', line(points, top));
    parts.push(path);
  });
  svg.replaceChildren(...parts);
  return top;
}

// A quiet second has no latency; the line goes on at the last known one only while events come.
function plots(state) {
  history.push(state.pace);
  if (history.length > SPAN) history.shift();
  const of = (name) => history.map((pace) => pace[name]);
  const topRate = plot('#plot-rate', of('receivedPerSecond'), of('ackedPerSecond'));
  const held = (name) => {
    let last = null;
    return history.map((pace) => {
      if (pace[name] !== null) last = pace[name];
      return last;
    });
  };
  const medians = held('median');
  const slows = held('slow');
  const topLatency = plot('#plot-latency', medians, slows);
  $('#now-received').textContent = rate(state.pace.receivedPerSecond);
  $('#now-acked').textContent = rate(state.pace.ackedPerSecond);
  $('#now-median').textContent = took(medians[medians.length - 1]);
  $('#now-slow').textContent = took(slows[slows.length - 1]);
  $('#max-rate').textContent = topRate > 1e-6 ? 'top line: ' + rate(topRate) + ' per second' : '';
  $('#max-latency').textContent = topLatency > 1e-6 ? 'top line: ' + took(topLatency) : '';
}

function lastEvents(state) {
  const fresh = state.events.filter((event) => event.number > newest);
  if (fresh.length === 0) return;
  newest = fresh[fresh.length - 1].number;
  events.unshift(...fresh.reverse());
  events.length = Math.min(events.length, EVENTS_SHOWN);
  if (!paused) showEvents();
}

function showEvents() {
  $('#events .none').hidden = events.length > 0;
  $('#events tbody').replaceChildren(...events.map((event) => {
    const row = make('tr');
    cell(row, 'Time', clock(event.at), 'nowrap');
    const what = cell(row, 'Event', event.type, 'wide');
    what.append(make('small', '', event.id + (event.region ? ', ' + event.region : '')));
    cell(row, 'Subscriber', event.subscriber || '–', 'nowrap');
    const outcome = cell(row, 'Outcome', pill(event.outcome));
    if (event.delivery > 1) outcome.append(make('small', '', 'delivery ' + event.delivery));
    if (event.cause) outcome.append(make('small', 'bad-text', event.cause));
    cell(row, 'Routes', event.routes.join(', ') || '–');
    const to = cell(row, 'Sent to', event.targets.length ? '' : '–');
    event.targets.forEach((sent) => to.append(make('div', sent.well ? '' : 'bad-text', sent.target + (sent.well ? '' : ' (failed)'))));
    cell(row, 'Took', took(event.millis / 1000), 'n');
    return row;
  }));
}

function routes(state) {
  const text = JSON.stringify(state.routes.map((route) => [route.id, route.state, route.source]));
  const body = $('#routes tbody');
  const minute = Math.floor(Date.now() / 30000);
  if (body.dataset.text === text + minute) return;
  body.dataset.text = text + minute;
  body.replaceChildren(...state.routes.map((route) => {
    const row = make('tr');
    cell(row, 'Route', route.id, 'wide');
    cell(row, 'From the file', route.source || '–');
    cell(row, 'State', pill(route.state));
    cell(row, 'Loaded', clock(route.since) + ', ' + ago(route.since, state.at));
    return row;
  }));
}

function health(state) {
  $('#health tbody').replaceChildren(...state.health.map((check) => {
    const row = make('tr');
    cell(row, 'Check', check.check);
    cell(row, 'State', pill(check.state));
    cell(row, 'Reason', check.message || '–', 'wide');
    return row;
  }));
}

function overall(state) {
  const away = state.streams.filter((stream) => stream.state !== 'STREAMING').length;
  const box = $('#overall');
  const text = state.streams.length === 0 ? 'no stream' : away === 0 ? 'all streams are streaming'
    : away + ' of ' + state.streams.length + ' streams away';
  if (box.textContent !== text) box.textContent = text;
  box.className = 'pill ' + (state.streams.length === 0 ? 'wait' : away === 0 ? 'good' : 'bad');
  $('#version').textContent = state.version || '';
  document.title = (away ? '! ' : '') + state.name;
  sandbox(state.sandbox);
}

// Set once, so that what is typed into it stays.
function sandbox(page) {
  const frame = $('#sandbox iframe');
  if (!page || !/^http:\/\//.test(page) || frame.getAttribute('src') === page) return;
  frame.src = $('#sandbox h2 a').href = page;
  $('#sandbox').hidden = $('#to-sandbox').hidden = false;
}

function show(state) {
  $('#token').hidden = true;
  $('#content').hidden = false;
  overall(state);
  alerts(state);
  plots(state);
  streams(state);
  lastEvents(state);
  routes(state);
  health(state);
  if (state.deadLetters !== lettersKnown || Date.now() - lettersAt > STALE_MILLIS) {
    lettersKnown = state.deadLetters;
    lettersAt = Date.now();
    letters();
  }
}

async function call(method, path) {
  const answer = await fetch(path, { method, headers: headers({ 'X-Requested-By': 'console' }) });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error || 'The program answers ' + answer.status + '.');
  return body.deadLetters;
}

const PATH = '/observe/dead-letters';
const of = (letter) => PATH + '/' + encodeURIComponent(letter.id);
const only = (letter) => '?route=' + encodeURIComponent(letter.route);

async function letters() {
  try {
    showLetters(await call('GET', PATH + '?newest=' + LETTERS_SHOWN));
  } catch (failure) {
    $('#letter-said').textContent = failure.message;
  }
}

function showLetters(list) {
  const text = JSON.stringify([list, lettersKnown]);
  if (text === lettersText) return;
  lettersText = text;
  $('#letters table').hidden = list.length === 0;
  $('#letters .none').hidden = list.length > 0;
  $('#replay-all').hidden = list.length < 2;
  $('#letter-count').textContent = lettersKnown > list.length ? 'the newest ' + list.length + ' of ' + lettersKnown : list.length || '';
  $('#letters tbody').replaceChildren(...list.toReversed().map((letter) => {
    const row = make('tr');
    cell(row, 'Last failed', new Date(letter.lastFailed).toLocaleString());
    cell(row, 'Event', letter.eventType, 'wide').append(make('small', '', letter.id));
    cell(row, 'Given up by', letter.route);
    cell(row, 'Cause', letter.cause, 'wide');
    cell(row, 'Tries', letter.attempts, 'n');
    const buttons = make('div', 'buttons');
    const replay = make('button', '', 'Replay');
    const discard = make('button', 'danger', 'Discard');
    replay.type = discard.type = 'button';
    replay.setAttribute('aria-label', 'Replay ' + letter.eventType + ' ' + letter.id + ' through ' + letter.route);
    discard.setAttribute('aria-label', 'Discard ' + letter.eventType + ' ' + letter.id + ' of ' + letter.route);
    replay.addEventListener('click', () => act([replay, discard], 'POST', of(letter) + '/replay' + only(letter)));
    discard.addEventListener('click', async () => {
      if (await sure('Discard ' + letter.eventType + ' ' + letter.id + ' for good? Nobody will get it.')) {
        act([replay, discard], 'DELETE', of(letter) + only(letter));
      }
    });
    buttons.append(replay, discard);
    cell(row, 'What to do', buttons, 'wide');
    return row;
  }));
}

async function act(buttons, method, path) {
  const said = $('#letter-said');
  buttons.forEach((button) => { button.disabled = true; });
  said.className = '';
  said.textContent = method === 'POST' ? 'Being replayed …' : 'Being discarded …';
  try {
    const outcomes = await call(method, path);
    const bad = outcomes.filter((one) => !['delivered', 'discarded', 'erased', 'gone'].includes(one.outcome));
    said.className = bad.length ? 'bad-text' : '';
    said.textContent = outcomes.length === 1
      ? outcomes[0].id + ': ' + outcomes[0].outcome + (outcomes[0].cause ? ', ' + outcomes[0].cause : '')
      : outcomes.length - bad.length + ' of ' + outcomes.length + ' done' + (bad.length ? '; the first other: ' + bad[0].cause : '');
  } catch (failure) {
    said.className = 'bad-text';
    said.textContent = failure.message;
  }
  buttons.forEach((button) => { button.disabled = false; });
  letters();
}

function sure(question) {
  const dialog = $('#ask');
  $('#ask-text').textContent = question;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

function askForToken(wrong) {
  $('#content').hidden = true;
  $('#token').hidden = false;
  $('#token-wrong').textContent = wrong ? 'That is not it.' : '';
  $('#overall').textContent = 'token needed';
  $('#overall').className = 'pill wait';
  $('#connection').textContent = '';
  $('#token-value').focus();
}

// EventSource cannot send a header, and a token has no place in a URL.
async function listen() {
  for (;;) {
    try {
      const answer = await fetch('/observe/stream', { headers: headers({}), cache: 'no-store' });
      if (answer.status === 401) {
        askForToken(token !== '');
        token = '';
        sessionStorage.removeItem('management.token');
        return;
      }
      if (!answer.ok) throw new Error((await answer.json()).error);
      $('#connection').textContent = '';
      // A program that was started anew counts its events from one again.
      newest = 0;
      events.length = 0;
      await read(answer.body.getReader());
      throw new Error('The program ended, or cannot be reached. Tried again.');
    } catch (failure) {
      $('#connection').textContent = failure instanceof TypeError ? 'The program cannot be reached. Tried again.' : failure.message;
      $('#overall').textContent = 'not connected';
      $('#overall').className = 'pill bad';
    }
    await new Promise((resolve) => { setTimeout(resolve, RETRY_MILLIS); });
  }
}

async function read(reader) {
  const decoder = new TextDecoder();
  let buffer = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    buffer += decoder.decode(value, { stream: true });
    for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
      const message = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      if (message.startsWith('data: ')) show(JSON.parse(message.slice('data: '.length)));
    }
  }
}

$('#token').addEventListener('submit', (submit) => {
  submit.preventDefault();
  token = $('#token-value').value;
  sessionStorage.setItem('management.token', token);
  $('#token-value').value = '';
  listen();
});
$('#pause').addEventListener('click', () => {
  paused = !paused;
  $('#pause').setAttribute('aria-pressed', String(paused));
  $('#pause').textContent = paused ? 'Go on' : 'Pause';
  if (!paused) showEvents();
});
$('#replay-all').addEventListener('click', () => act([$('#replay-all')], 'POST', PATH + '/all/replay'));
listen();
