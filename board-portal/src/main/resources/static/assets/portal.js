// What every page gains where script runs; nothing depends on it.
'use strict';
(() => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const city = zone => zone.split('/').pop().replaceAll('_', ' ');
  const clock = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', timeZone: own});
  const dayIn = zone => new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'long', timeZone: zone});

  /** Adds the reader's own time to each time that is shown in another zone. */
  function ownTimes(root) {
    for (const time of root.querySelectorAll('time[data-zone]:not([data-done])')) {
      time.dataset.done = '';
      const at = new Date(time.dateTime);
      const there = time.dataset.zone;
      if (Number.isNaN(at.getTime())) continue;
      const shown = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', timeZone: there}).format(at);
      const otherDay = dayIn(own).format(at) !== dayIn(there).format(at);
      if (own === there || (shown === clock.format(at) && !otherDay)) continue;
      const span = document.createElement('span');
      span.className = 'own';
      span.textContent = `${otherDay ? dayIn(own).format(at) + ', ' : ''}${clock.format(at)} (${city(own)}, yours)`;
      time.append(' ', span);
    }
  }

  function zoneName() {
    const place = document.querySelector('[data-own-zone]');
    if (place && own && own !== place.dataset.ownZone) {
      place.textContent += ` ${place.dataset.label} ${city(own)}.`;
    }
  }

  /** A second press of a button that has work to do would only be refused. */
  function once(event) {
    const form = event.target;
    if (form.method !== 'post' || event.defaultPrevented) return;
    setTimeout(() => form.querySelectorAll('button[type=submit]').forEach(button => { button.disabled = true; }), 0);
    setTimeout(() => form.querySelectorAll('button[type=submit]').forEach(button => { button.disabled = false; }), 8000);
  }

  /** "This is needed." seven times over: each line of the summary names its field, too. */
  function nameFields(summary) {
    for (const link of summary.querySelectorAll('a[href^="#"]')) {
      const field = document.getElementById(link.hash.slice(1));
      const label = field && ((field.labels && field.labels[0]) || field.querySelector('legend, label'));
      const name = label && [...label.childNodes].map(node => node.textContent.trim().replace(/ *\(optional\)$/, '')).find(text => text);
      if (name) link.textContent = `${name}${name.endsWith('?') ? '' : ':'} ${link.textContent}`;
    }
  }

  /** A file that is too large is not sent only to be refused. */
  function size(event) {
    const field = event.target;
    if (field.type !== 'file' || !field.dataset.most) return;
    const large = [...field.files].some(file => file.size > Number(field.dataset.most));
    field.setCustomValidity(large ? field.dataset.tooLarge : '');
    field.reportValidity();
  }

  /** A live part that cannot reach the server says so, and goes on by itself when it can. */
  function connection(event) {
    const line = document.getElementById('connection');
    if (!line) return;
    const out = event.detail.xhr && event.detail.xhr.status === 401;
    line.textContent = event.type === 'htmx:afterRequest' && event.detail.successful ? '' : out ? line.dataset.out : line.dataset.lost;
  }

  function ready() {
    ownTimes(document);
    zoneName();
    document.addEventListener('submit', once);
    document.addEventListener('change', size);
    for (const name of ['htmx:sendError', 'htmx:responseError', 'htmx:afterRequest']) {
      document.body.addEventListener(name, connection);
    }
    document.body.addEventListener('htmx:afterSwap', event => ownTimes(event.target.parentElement || document));
    // back from a page that was left by submitting: buttons work again
    window.addEventListener('pageshow', () => document.querySelectorAll('button[disabled]').forEach(b => { b.disabled = false; }));
    const summary = document.getElementById('wrongs');
    if (summary) {
      nameFields(summary);
      summary.focus();
    }
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', ready); else ready();
})();
