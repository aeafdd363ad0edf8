// Passkeys: asks the service what to sign, the browser for a passkey, and sends its answer with the form around the button.
// Where there is no script, or no passkeys, these forms stay hidden, and the other ways to sign in do.
const WORDS = {
  NotAllowedError: 'No passkey was used. Try again, or choose another way.',
  InvalidStateError: 'This device has a passkey of yours already.',
  SecurityError: 'Passkeys do not work at this address.',
  403: 'The page was open too long. Load it again.',
  429: 'Too many attempts. Wait a quarter of an hour, or choose another way.',
};

async function answer(form) {
  const asked = await fetch(form.dataset.options, {
    method: 'POST',
    body: new URLSearchParams(new FormData(form)),
  });
  if (asked.status === 422) return null; // the form's own page says what is missing
  if (!asked.ok) throw { name: asked.status };
  const options = await asked.json();
  return form.dataset.passkey === 'new'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function submitted(event) {
  event.preventDefault();
  const form = event.target;
  if (form.ariaBusy === 'true') return; // a second challenge would make the first answer worthless
  form.ariaBusy = 'true';
  const problem = form.querySelector('[role=alert]');
  problem.textContent = '';
  try {
    const given = await answer(form);
    form.elements.answer.value = given === null ? '' : JSON.stringify(given);
    form.submit();
  } catch (e) {
    problem.textContent = WORDS[e.name] ?? 'That did not work. Try again, or choose another way.';
  } finally {
    form.ariaBusy = 'false';
  }
}

const works = typeof globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON === 'function'
  && !/^[\d.]+$|:/.test(location.hostname); // a passkey is made for a name, not for a network address
for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.addEventListener('submit', submitted);
  form.closest('[data-needs=passkeys]').hidden = !works;
}
for (const without of document.querySelectorAll('[data-without=passkeys]')) without.hidden = works;
