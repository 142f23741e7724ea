/**
 * The page's own script, inline and named by its hash in the page's content security policy: shows one note at
 * a time, lights up what belongs together, filters the list. Without it, the notes stand one below the other.
 */
export const pageScript = `(() => {
  'use strict';
  const root = document.documentElement;
  const articles = [...document.querySelectorAll('article')];
  const links = [...document.querySelectorAll('nav a')];
  if (articles.length > 1) root.classList.add('js');
  const show = (article) => {
    if (articles.length > 1) for (const other of articles) other.hidden = other !== article;
    for (const link of links) {
      const current = link.getAttribute('href') === '#' + article.id;
      if (current) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  };
  const parts = (article, keys) => keys.flatMap((key) => [...article.querySelectorAll('[data-k~="' + CSS.escape(key) + '"]')]);
  const dark = () => { for (const lit of [...document.querySelectorAll('.on')]) lit.classList.remove('on'); };
  const go = () => {
    for (const part of [...document.querySelectorAll('.at')]) part.classList.remove('at');
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const article = target && target.closest('article');
    if (!article) { if (articles[0]) show(articles[0]); return; }
    show(article);
    if (target === article) { scrollTo(0, 0); return; }
    target.scrollIntoView({ block: 'center' });
    for (const part of parts(article, (target.dataset.k || '').split(' ').filter(Boolean))) part.classList.add('at');
  };
  const light = (event) => {
    const at = event.target instanceof Element ? event.target.closest('[data-ref],mark') : null;
    dark();
    const article = at && at.closest('article');
    if (!article) return;
    const keys = (at.dataset.ref || at.dataset.k || '').split(' ').filter(Boolean);
    for (const part of parts(article, keys)) part.classList.add('on');
    if (at.dataset.k) for (const key of keys)
      for (const entry of article.querySelectorAll('aside [data-ref~="' + CSS.escape(key) + '"]')) entry.classList.add('on');
  };
  addEventListener('hashchange', go);
  addEventListener('pointerover', light);
  addEventListener('focusin', light);
  for (const box of document.querySelectorAll('[data-toggle]'))
    box.addEventListener('change', () => root.classList.toggle(box.dataset.toggle, !box.checked));
  const filter = document.querySelector('input[type=search]');
  if (filter) filter.addEventListener('input', () => {
    const wanted = filter.value.toLowerCase();
    for (const link of links) link.parentElement.hidden = !link.textContent.toLowerCase().includes(wanted);
  });
  go();
})();`;
