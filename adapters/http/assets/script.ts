/**
 * The pages' one script. Everything works without it; it adds the switch that shows a password,
 * ticks off the length rule while one types, copies a link, moves the focus to what is new, and
 * keeps a double click from posting twice, since the second post would find the link used.
 */
export const script = `'use strict';
(() => {
  for (const button of document.querySelectorAll('[data-shows]')) {
    const input = document.getElementById(button.dataset.shows);
    button.hidden = false;
    const show = (shown) => {
      input.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shown));
      button.textContent = shown ? button.dataset.hide : button.dataset.show;
    };
    button.addEventListener('click', () => {
      show(input.type === 'password');
      input.focus();
    });
    // Browsers remember what was typed into a text field, so it is a password again when sent.
    if (input.form) input.form.addEventListener('submit', () => show(false));
  }

  for (const list of document.querySelectorAll('[data-rules-of]')) {
    const input = document.getElementById(list.dataset.rulesOf);
    const items = [...list.querySelectorAll('[data-min],[data-max]')].map((item) => {
      const state = document.createElement('span');
      state.className = 'unseen';
      item.dataset.live = '';
      item.append(state);
      return { item, state };
    });
    const judge = () => {
      const length = [...input.value.normalize('NFC')].length;
      for (const { item, state } of items) {
        const { min, max } = item.dataset;
        const met = length > 0 && (!min || length >= Number(min)) && (!max || length <= Number(max));
        item.classList.toggle('met', met);
        const text = ' (' + (met ? list.dataset.met : list.dataset.notMet) + ')';
        if (state.textContent !== text) state.textContent = text;
      }
    };
    if (items.length > 0) list.setAttribute('aria-live', 'polite');
    input.addEventListener('input', judge);
    judge();
  }

  for (const form of document.querySelectorAll('form')) {
    const button = form.querySelector('[type=submit]');
    const release = () => button.removeAttribute('aria-disabled');
    form.addEventListener('submit', (event) => {
      if (button.getAttribute('aria-disabled') === 'true') return event.preventDefault();
      button.setAttribute('aria-disabled', 'true');
      // No page is told of the browser's Stop, nor of a net that is gone: who waits may try again.
      setTimeout(release, 5000);
    });
    // Coming back through the browser's history must find a form that can be sent.
    addEventListener('pageshow', release);
  }

  for (const button of document.querySelectorAll('[data-copies]')) {
    const input = document.getElementById(button.dataset.copies);
    button.hidden = false;
    button.addEventListener('click', async () => {
      input.select();
      try {
        await navigator.clipboard.writeText(input.value);
      } catch {
        // Without https there is only the old way; where that fails, the text stays selected.
        if (!document.execCommand('copy')) return;
      }
      button.textContent = button.dataset.copied;
    });
  }

  const summary = document.querySelector('[data-summary]');
  if (summary) summary.focus();
})();
`;
