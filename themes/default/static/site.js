// On every page, before it is painted: the scheme that the reader chose, fonts, and the search field, which needs scripts.
// The search itself (search.js) is loaded once the field is wanted. Nothing here is needed to read.
(function (root) {
  'use strict';
  const here = document.currentScript.src;
  // Browsers share one store among all files of a disk: the name tells ours apart.
  const KEY = 'reperess:affichage';
  // How long a page may wait for its fonts.
  const FONTS_MS = 500;
  // From here on, the contents stand beside the text: style.css says so too.
  const wide = matchMedia('(width >= 74rem)');
  let loaded;

  function chosen() {
    try {
      const value = localStorage.getItem(KEY);
      return value === 'light' || value === 'dark' ? value : 'auto';
    } catch {
      return root.dataset.scheme || 'auto';
    }
  }
  function show(scheme) {
    if (scheme === 'auto') delete root.dataset.scheme;
    else root.dataset.scheme = scheme;
    const radio = document.querySelector('[name=scheme][value=' + scheme + ']');
    if (radio) radio.checked = true;
  }
  // The page shows once its fonts are there: a text set twice would move under the eyes of who reads it. Fonts that come
  // too late serve the next page.
  function settle(inTime) {
    if (!root.classList.contains('settling')) return;
    root.classList.remove('settling');
    root.classList.toggle('plain', !inTime);
  }
  // What is shown is said to be open.
  function unfold() {
    for (const contents of document.querySelectorAll('.toc details')) contents.open = wide.matches;
  }
  // The part that is being read, in the contents: the last one whose heading has passed the first third of the window.
  function follow() {
    const links = [...document.querySelectorAll('.toc-list a')];
    const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const mark = () => {
      const now = heads.findLastIndex((head) => head && head.getBoundingClientRect().top < innerHeight / 3);
      links.forEach((link, at) => (at === now ? link.setAttribute('aria-current', 'location') : link.removeAttribute('aria-current')));
    };
    const watch = new IntersectionObserver(mark, { rootMargin: '0px 0px -66%' });
    for (const head of heads) if (head) watch.observe(head);
    mark();
  }
  function load() {
    if (loaded) return;
    loaded = document.createElement('script');
    loaded.src = new URL('search.js', here);
    loaded.onerror = () => {
      loaded.remove();
      loaded = null;
    };
    document.head.append(loaded);
  }
  function open() {
    const head = document.querySelector('.masthead');
    const field = document.querySelector('.big-search [type=search]') || (head && head.querySelector('[type=search]'));
    if (!field) return false;
    if (head && head.contains(field)) head.classList.add('searching');
    field.focus();
    field.select();
    return true;
  }

  root.classList.add('js', 'settling');
  setTimeout(settle, FONTS_MS);
  // From the disk a manifest is refused, with a message for every page.
  if (location.protocol !== 'file:') document.head.append(Object.assign(document.createElement('link'), { rel: 'manifest', href: new URL('site.webmanifest', here) }));
  show(chosen());
  document.addEventListener('DOMContentLoaded', () => {
    show(chosen());
    unfold();
    follow();
    for (const search of document.querySelectorAll('[role=search][hidden]')) search.hidden = false;
    const results = document.querySelector('.results');
    if (results && new URLSearchParams(location.search).get('q')) {
      results.hidden = false;
      results.classList.add('coming');
      load();
    }
    // To measure the page is to ask for its fonts.
    if (root.offsetHeight) document.fonts.ready.then(() => settle(true));
  });
  wide.addEventListener('change', unfold);
  // A page that the browser kept may have been left before the choice.
  addEventListener('pageshow', () => show(chosen()));
  addEventListener('storage', (event) => event.key === KEY && show(chosen()));
  document.addEventListener('change', (event) => {
    if (event.target.name !== 'scheme') return;
    const value = event.target.value;
    try {
      if (value === 'auto') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, value);
    } catch {
      // kept for this page only
    }
    show(value);
  });
  document.addEventListener('focusin', (event) => event.target.closest('[role=search]') && load());
  document.addEventListener('keydown', (event) => {
    // What is hidden takes no focus.
    settle(true);
    const word = event.key === 'Escape' && document.querySelector('.gloss:is(:hover,:focus-within)');
    if (word) {
      word.classList.add('shut');
      word.onpointerleave = word.firstChild.onblur = () => word.classList.remove('shut');
    }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k' && open()) event.preventDefault();
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-search-open]') && !event.ctrlKey && !event.metaKey && !event.shiftKey && open()) event.preventDefault();
  });
})(document.documentElement);
