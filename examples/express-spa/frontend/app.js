import { call } from './call.js';
import { messageOf } from './messages.js';

const { login, forgot, reset, change } = document.forms;
const status = document.querySelector('[role=status]');

/** A mailed link's token: in memory only, and out of the address bar and the history at once. */
let token = '';

/** Shows one form, and what there is to say about it. */
function show(form, message = '') {
  for (const each of document.forms) each.hidden = each !== form;
  form.reset();
  status.textContent = message;
  form.querySelector('input:not([readonly])').focus();
}

const tell = (answer) => {
  status.textContent = messageOf(answer);
};

/** What each form does, by its name. */
const actions = {
  async login({ email, password }) {
    const answer = await call('/login', { email, password });
    // The password is right, and leads to its own change only.
    if (answer.changeUrl) location.assign(answer.changeUrl);
    return answer.ok ? start() : tell(answer);
  },
  async forgot({ identifier }) {
    const answer = await call('/password/forgot', { identifier });
    return answer.ok ? show(login, 'If we know the address, a mail is on its way.') : tell(answer);
  },
  async reset({ newPassword }) {
    const answer = await call('/password/reset', { token, newPassword });
    return answer.ok ? show(login, 'Your new password is set. Sign in with it.') : tell(answer);
  },
  async change({ currentPassword, newPassword }) {
    const answer = await call('/password/change', { currentPassword, newPassword });
    return answer.ok ? show(change, 'Your password is changed.') : tell(answer);
  },
};

document.addEventListener('submit', (event) => {
  event.preventDefault();
  actions[event.target.name](Object.fromEntries(new FormData(event.target))).catch(tell);
});
document.addEventListener('click', ({ target }) => {
  if (target.type === 'button') show(document.forms[target.value]);
});

/** Opens a mailed link, or tells who is signed in. */
async function start() {
  const [, mailed] = /^#token=([\w-]+)$/.exec(location.hash) ?? [];
  if (mailed === undefined) {
    const { email } = await call('/me');
    change.username.defaultValue = email ?? '';
    return show(email === undefined ? login : change);
  }
  token = mailed;
  history.replaceState(null, '', location.pathname);
  const link = await call('/password/inspect', { token });
  if (!link.ok) return show(forgot, messageOf(link));
  reset.username.defaultValue = link.email ?? '';
  reset
    .querySelector('ul')
    .replaceChildren(
      ...link.policy.map(({ message }) =>
        Object.assign(document.createElement('li'), { textContent: message }),
      ),
    );
  show(reset);
}

addEventListener('hashchange', start);
await start();
