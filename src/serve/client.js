// Refreshes the page after each build, at the place where the reader was, and shows what is wrong over the last good one.
(() => {
  const key = 'reperess-place:' + location.pathname;
  try {
    const place = sessionStorage.getItem(key);
    if (place !== null) {
      sessionStorage.removeItem(key);
      addEventListener('load', () => scrollTo(0, Number(place)));
    }
  } catch { /* no storage: the page starts at its top */ }

  let panel = null;
  function show(faults) {
    if (!faults) {
      panel?.remove();
      panel = null;
      return;
    }
    if (!panel) {
      panel = document.createElement('section');
      panel.id = 'reperess-faults';
      panel.setAttribute('role', 'alert');
      const title = document.createElement('p');
      title.textContent = 'Le site n’a pas pu être reconstruit. La dernière bonne version reste affichée.';
      panel.append(title, document.createElement('pre'));
      document.body.append(panel);
    }
    panel.lastChild.textContent = faults;
  }

  new EventSource('/_reperess/events').addEventListener('message', (message) => {
    const { faults, changed } = JSON.parse(message.data);
    show(faults);
    if (changed) {
      try {
        sessionStorage.setItem(key, String(scrollY));
      } catch { /* as above */ }
      location.reload();
    }
  });
})();
