// Search without a server, in the files of recherche/: src/search/ writes them, and says in which form.
// Opened from the disk, a page may load classic scripts and nothing else: each file calls reperess(name, data).
(function () {
  'use strict';

  // 1. Words as src/search/analysis.rs reads them; tests/search/analysis.txt holds both to the same cases.
  // The words and endings come with the index.
  let common = new Set();
  let endings = [];
  function learn({ stop, ends }) {
    common = new Set(stop.split(' '));
    endings = ends.split(' ').map((rule) => rule.split(':'));
  }
  const LETTERS = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd' };
  const W = '[\\p{Alphabetic}\\p{N}\\p{M}]';
  const H = '[-\\u2010-\\u2013\\u2212]';
  const A = '[\'’‘ʼ]';
  const S = '[ \\u00a0\\u202f\\u2009]?';
  const NUMBER = `\\d{1,5}(?:${H}\\d{1,4})+`;
  const TOKEN = new RegExp(`(?:([lL][oO]|[lrdLRD])\\.?\\*?${S}(${NUMBER}|\\d{3,5}(?:${S.slice(0, -1)}\\d{1,3})?)|([aA])\\.?\\*?${S}(${NUMBER}))(?!${W})` +
    `|((?:\\p{Uppercase}\\.){2,}(?:\\p{Uppercase}(?!${W}))?)|(\\d+(?:(?:${H}|/)\\d+)*)(?!${W})|${W}+(?:(?:${H}|${A})${W}+)*`, 'gu');
  const HYPHEN = new RegExp(H, 'gu');
  const APOSTROPHE = new RegExp(A, 'u');
  const ELIDED = /^(?:[cdjlmnst]|(?:|jus|lors|puis|quoi)qu)$/;

  const apart = (text) => text.toLowerCase().normalize('NFKD').toLowerCase().normalize('NFKD').replace(/[œæßøłđð]/g, (c) => LETTERS[c]);
  const fold = (text) => apart(text).replace(/\p{M}|[^\p{Alphabetic}\p{N}]/gu, '');
  const cut = (text) => [...text].slice(0, 40).join('');

  function stem(word) {
    if (!/^[a-z]+$/.test(word)) return word;
    while (word.length > 3) {
      const rule = endings.find(([ending, , left]) => word.endsWith(ending) && word.length >= ending.length + +left);
      if (!rule || rule[0] === rule[1]) break;
      word = word.slice(0, word.length - rule[0].length) + rule[1];
    }
    return word;
  }

  // What a text is made of: term, folded word, start, end, and what it is: a word, an article, another writing, too common.
  function tokens(text) {
    const found = [];
    const add = (kind, term, folded, start, end) => term && found.push({ kind, term, folded, start, end });
    const word = (written, kind, start, end) => {
      const folded = cut(fold(written));
      const acronym = [...written].length > 1 && /\p{Uppercase}/u.test(written) && !/\p{Lowercase}/u.test(written);
      const stop = !acronym && (common.has(folded) || ([...folded].length < 2 && !/^\p{N}/u.test(folded)));
      if (!stop || kind === 'word') add(stop ? 'stop' : kind, stem(folded), folded, start, end);
    };
    for (const match of text.matchAll(TOKEN)) {
      const [all, letter, number, letterA, numberA, dotted, digits] = match;
      const start = match.index;
      const end = start + all.length;
      if (letter || letterA) {
        const plain = (number || numberA).replace(HYPHEN, '-').replace(/[^\d-]/, '-');
        const term = (letter || letterA).toLowerCase() + plain;
        add('article', term, term, start, end);
        if (plain.includes('-')) add('other', plain, plain, start, end);
      } else if (dotted) {
        const folded = fold(dotted);
        add('word', stem(folded), folded, start, end);
      } else if (digits) {
        const term = digits.replace(HYPHEN, '-').slice(0, 40);
        add('word', term, term, start, end);
      } else {
        const parts = all.split(HYPHEN);
        let at = start;
        let whole = '';
        for (const part of parts) {
          let rest = part;
          for (let tie; (tie = rest.search(APOSTROPHE)) > 0 && ELIDED.test(rest.slice(0, tie).toLowerCase());) rest = rest.slice(tie + 1);
          whole += rest;
          word(rest, 'word', at + part.length - rest.length, at + part.length);
          at += part.length + 1;
        }
        if (parts.length > 1 && parts.length < 5) word(whole, 'other', start, end);
      }
    }
    return found;
  }

  if (typeof module !== 'undefined') module.exports = { tokens, learn };
  if (typeof document === 'undefined') return;

  // 2. The index.
  const here = document.currentScript.src;
  const site = new URL('..', here);
  const got = {};
  const asked = {};
  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  function reader(text) {
    let at = 0;
    const digit = () => DIGITS.indexOf(text[at++]);
    const number = () => {
      let value = 0;
      for (let unit = 1; ; unit *= 32) {
        const next = digit();
        value += (next & 31) * unit;
        if (next < 32) return value;
      }
    };
    return { digit, number, more: () => at < text.length };
  }
  window.reperess = (name, data) => {
    got[name] = /^t\d/.test(name) ? data.split('\n') : data;
    if (name !== 'index') return;
    learn(data);
    // Sizes of pieces into their first entries.
    const sizes = reader(data.d);
    data.d = [];
    for (let first = 0; sizes.more(); first += sizes.number()) data.d.push(first);
  };

  function need(name) {
    if (got[name]) return got[name];
    asked[name] = asked[name] || new Promise((done, fail) => {
      const script = document.createElement('script');
      script.src = new URL(`recherche/${name}.js`, here);
      script.onload = () => (got[name] ? done(got[name]) : fail());
      script.onerror = fail;
      setTimeout(fail, 15000);
      document.head.append(script);
    }).catch(() => {
      delete asked[name];
      throw new Error(name);
    });
    return asked[name];
  }

  const nameOf = (line) => line.slice(0, line.indexOf(' '));
  const countOf = (line) => +line.split(' ', 2)[1];
  const last = (list, value) => Math.max(0, list.findLastIndex((first) => first <= value));

  // The lines of the index for `term`, or for all terms that begin with it: those of two files at most.
  async function look(term, begins) {
    const files = got.index.t;
    const lines = [];
    for (let file = last(files, term), end = file + 2; file < end && file < files.length; file += 1) {
      const all = await need('t' + file);
      // A space comes before whatever terms are made of: a line sorts as its term does.
      let at = all.findIndex((line) => line >= term);
      if (at < 0) at = all.length;
      for (; at < all.length && (begins ? all[at].startsWith(term) : nameOf(all[at]) === term); at += 1) lines.push(all[at]);
      if (at < all.length || !begins) break;
    }
    return lines;
  }

  const decoded = new Map();
  function decode(line) {
    let found = decoded.get(line);
    if (found) return found;
    const [term, count, places] = line.split(' ');
    let entry = 0;
    let section = 0;
    const { more, digit, number } = reader(places);
    found = { term, count: +count, entries: 0, list: [] };
    while (more()) {
      const step = number();
      if (step & 1) section += step >> 1;
      else {
        entry += step >> 1;
        section = number();
        found.entries += 1;
      }
      found.list.push(entry, section, digit());
    }
    decoded.set(line, found);
    return found;
  }

  // The words that one letter more, less, other, or two exchanged make of `word`.
  function slips(word) {
    const made = new Set();
    for (let at = 0; at <= word.length; at += 1) {
      const before = word.slice(0, at);
      const after = word.slice(at + 1);
      made.add(before + after).add(before + word.slice(at + 1, at + 2) + word.slice(at, at + 1) + word.slice(at + 2));
      for (const letter of 'abcdefghijklmnopqrstuvwxyz') made.add(before + letter + after).add(before + letter + word.slice(at));
    }
    return made;
  }

  async function vocabulary() {
    if (got.index.t.length === 1) return got.t0.map(nameOf);
    let before = '';
    return (await need('mots')).split('\n').map((line) => (before = before.slice(0, parseInt(line[0], 36)) + line.slice(1)));
  }

  // What stands for one word of a query: lines of the index, the word's own first.
  async function meaning(word) {
    const lines = await look(word.term);
    const own = lines.length;
    if (word.open) {
      const more = (await look(word.folded, true)).filter((line) => line !== lines[0] && !nameOf(line).includes(':'));
      lines.push(...more.sort((a, b) => countOf(b) - countOf(a)).slice(0, 24));
      // A word that is being typed may have passed its stem without having reached its ending: "mutualisat".
      for (const [ending] of endings) {
        for (let size = 1; !own && word.folded.length > 3 && size < ending.length; size += 1) {
          if (word.folded.endsWith(ending.slice(0, size))) lines.push(...(await look(stem(word.folded + ending.slice(size)))).filter((line) => !lines.includes(line)));
        }
      }
    }
    word.meant = null;
    if (!lines.length && /^[a-z]{5,}$/.test(word.folded)) {
      // A slip may lie in the ending, which the index does not hold: what could have been meant is stemmed, then looked for.
      const meant = new Set([...slips(word.folded)].map(stem).filter((term) => term.length > 3));
      const close = (await vocabulary()).filter((term) => meant.has(term)).slice(0, 8);
      for (const term of close) {
        const [line] = await look(term);
        if (line && (!lines.length || countOf(line) > countOf(lines[0]))) lines[0] = line;
      }
      if (lines.length) word.meant = nameOf(lines[0]);
    }
    return { word, terms: lines.map((line, at) => ({ weight: at < Math.max(own, 1) ? 1 : 0.6, ...decode(line) })) };
  }

  // Entries by how well they answer: the best place for each word, and one section that has many of them.
  const BY_GROUP = [1.3, 1, 1, 0.6];
  const groupOf = (entry) => {
    let group = 0;
    for (let end = got.index.n[0]; entry >= end && group < 3; end += got.index.n[group]) group += 1;
    return group;
  };
  function rank(words, kept) {
    const total = got.index.n.reduce((a, b) => a + b, 0);
    const found = new Map();
    // A number leads to its article first.
    const number = words.some(({ word }) => /\d-\d/.test(word.term));
    let whole = 0;
    words.forEach(({ terms }, at) => {
      // A term that stands nearly everywhere is told of its best entries only: others may hold it too.
      const partial = terms.some((term) => term.entries < term.count);
      if (!partial) whole += 1;
      for (const { list, count, weight } of terms) {
        const rare = weight * Math.log(1 + (total - count + 0.5) / (count + 0.5)) / 63;
        for (let i = 0; i < list.length; i += 3) {
          const entry = list[i];
          if (kept && !kept.every((set) => set.has(entry))) continue;
          let seen = found.get(entry);
          if (!seen) found.set(entry, seen = { entry, words: 0, whole: 0, at: -1, best: 0, score: 0, sections: new Map() });
          if (seen.at !== at) {
            seen.at = at;
            seen.words += 1;
            seen.best = 0;
            if (!partial) seen.whole += 1;
          }
          const value = rare * list[i + 2];
          if (value > seen.best) {
            seen.score += value - seen.best;
            seen.best = value;
          }
          seen.sections.set(list[i + 1], (seen.sections.get(list[i + 1]) || 0) + value);
        }
      }
    });
    const all = [...found.values()];
    const most = all.reduce((most, seen) => Math.max(most, seen.words), 0);
    const answers = all.filter((seen) => most * 2 >= words.length && (whole && most === words.length ? seen.whole === whole : seen.words === most));
    for (const seen of answers) {
      let best = -1;
      for (const [section, value] of seen.sections) {
        if (value > best) {
          best = value;
          seen.section = section;
        }
      }
      const group = groupOf(seen.entry);
      seen.score = (seen.score + 0.4 * best) * (number && group === 1 ? 2.5 : BY_GROUP[group]);
    }
    return { answers, missed: words.length - most };
  }

  const entryAt = async (entry) => {
    const file = last(got.index.d, entry);
    return (await need('d' + file))[entry - got.index.d[file]];
  };
  const flat = (text) => ` ${apart(text).replace(/\p{M}/gu, '').replace(/[^\p{Alphabetic}\p{N}]+/gu, ' ').trim()} `;

  async function search(query, filters) {
    await need('index');
    const all = tokens(query);
    let words = all.filter((word) => word.kind === 'word' || word.kind === 'article');
    if (!words.length) words = all.filter((word) => word.kind === 'stop');
    const phrases = [...query.matchAll(/["«“]([^"«»“”]+)(?:["»”]|$)/g)].map((match) => flat(match[1])).filter((phrase) => phrase.trim());
    const kept = [];
    for (const filter of filters) {
      const [line] = await look(filter);
      kept.push(new Set(line ? decode(line).list.filter((_, at) => at % 3 === 0) : []));
    }
    if (words.length) words[words.length - 1].open = words[words.length - 1].end === query.length;
    const meant = [];
    for (const word of words.slice(0, 12)) meant.push(await meaning(word));
    let { answers, missed } = meant.length ? rank(meant, kept) : { answers: [], missed: 0 };
    const wanted = new Set(meant.flatMap((word) => word.terms.map((term) => term.term)));

    // An acronym is looked for as what it stands for too, and the other way round.
    const own = new Set(words.map((word) => word.term));
    for (const [acronym, long] of phrases.length ? [] : got.index.g) {
      const parts = long.split(' ');
      const swap = own.has(acronym) ? [[acronym], parts] : parts.every((part) => own.has(part)) && [parts, [acronym]];
      if (!swap || swap[1].every((term) => own.has(term))) continue;
      const others = meant.filter(({ word }) => !swap[0].includes(word.term));
      for (const term of swap[1]) others.push(await meaning({ term, folded: term }));
      if (others.some(({ terms }) => !terms.length)) continue;
      const more = rank(others, kept);
      if (more.missed && !missed) continue;
      if (missed && !more.missed) {
        answers = [];
        missed = 0;
      }
      for (const word of others) for (const term of word.terms) wanted.add(term.term);
      const known = new Map(answers.map((answer) => [answer.entry, answer]));
      for (const answer of more.answers) {
        answer.score *= 0.8;
        const same = known.get(answer.entry);
        if (!same) answers.push(answer);
        else if (same.score < answer.score) Object.assign(same, answer);
      }
    }
    answers.sort((a, b) => b.score - a.score || a.entry - b.entry);

    let few = false;
    if (phrases.length) {
      const checked = [];
      few = got.index.d.length > 1 && answers.length > 10;
      for (const answer of few ? answers.slice(0, 10) : answers) {
        const [, , title, , sections] = await entryAt(answer.entry);
        const at = sections.findIndex(([, heading, text], i) => phrases.every((phrase) => [i ? heading : title, text].some((words) => flat(words).includes(phrase))));
        if (at >= 0) checked.push({ ...answer, section: at });
      }
      answers = checked;
    }
    const slips = meant.filter(({ word }) => word.meant).map(({ word }) => word);
    const absent = meant.filter(({ terms }) => !terms.length).map(({ word }) => query.slice(word.start, word.end));
    const counts = [0, 0, 0, 0];
    for (const answer of answers) counts[groupOf(answer.entry)] += 1;
    const more = meant.length > 0 && meant.every(({ terms }) => terms.some((term) => term.entries < term.count));
    return { answers, counts, wanted, slips, absent, missed, more, few };
  }

  // 3. The page. Whatever comes from the index is put in as text, never as HTML.
  const KINDS = { f: 'Fiche', e: 'Entretien', i: 'Initiative', p: 'Page', a: 'Article', t: 'Texte', m: 'Définition', s: 'Source' };
  const make = (name, className, ...inside) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...inside);
    return element;
  };

  function marked(text, wanted, from, to) {
    const out = document.createDocumentFragment();
    let at = from || 0;
    const end = to === undefined ? text.length : to;
    for (const token of tokens(text)) {
      if (token.start < at || token.end > end || !wanted.has(token.term)) continue;
      out.append(text.slice(at, token.start), make('mark', '', text.slice(token.start, token.end)));
      at = token.end;
    }
    out.append(text.slice(at, end));
    return out;
  }

  // The line of a section that has most of the words, from shortly before them.
  function passage(text, wanted, size) {
    let best = { terms: 0, line: text.split('\n', 1)[0], start: 0 };
    for (const line of text.split('\n')) {
      const hits = tokens(line).filter((token) => wanted.has(token.term));
      hits.forEach((hit, at) => {
        const near = hits.slice(at).filter((other) => other.end < hit.start + size - 60);
        let terms = new Set(near.map((other) => other.term)).size;
        if (near[1] && near[1].term !== hit.term && near[1].start - hit.end < 3) terms += 0.5;
        if (terms > best.terms) best = { terms, line, start: hit.start };
      });
    }
    const { line, start } = best;
    const from = start < 70 ? 0 : Math.min(start, line.indexOf(' ', Math.min(start - 60, Math.max(0, line.length - size))) + 1);
    let to = from + size < line.length ? line.lastIndexOf(' ', from + size) : line.length;
    if (to <= from) to = from + size;
    const out = document.createDocumentFragment();
    out.append(from ? '… ' : '', marked(line, wanted, from, to), to < line.length ? ' …' : '');
    return out;
  }

  async function result(answer, wanted, heading) {
    const [kind, url, title, about, sections] = await entryAt(answer.entry);
    const [fragment, name, text] = sections[answer.section] || sections[0];
    const link = make('a', '', marked(title, wanted));
    link.href = new URL(fragment ? `${url}#${fragment}` : url, site);
    const path = make('p', 'result-path', about);
    if (name) path.append(about ? ', ' : '', '« ', marked(name, wanted), ' »');
    const body = make('div', '', make(heading, 'result-title', link));
    if (path.textContent) body.append(path);
    const words = text || (sections[0] && sections[0][2]);
    if (words) body.append(make('p', '', passage(words, wanted, 220)));
    return make('li', 'result', make('p', 'result-kind', KINDS[kind]), body);
  }

  const told = (count) => `${count.toLocaleString('fr-FR')} résultat${count < 2 ? '' : 's'}`;

  function Box(input) {
    const form = input.form;
    const full = form.classList.contains('big-search');
    const frame = full ? document.querySelector('.results') : form.nextElementSibling;
    if (!frame) return;
    const status = frame.querySelector('[role=status]');
    const list = frame.querySelector('ol');
    const more = frame.querySelector('.more');
    const shown = full ? 10 : 8;
    let turn = 0;
    let timer;

    const clear = () => {
      turn += 1;
      list.replaceChildren();
      more.replaceChildren();
      status.textContent = '';
      frame.hidden = true;
    };

    async function run() {
      const query = input.value.trim();
      if (!query) {
        clear();
        if (full) address();
        return;
      }
      const mine = turn += 1;
      const say = (words) => {
        frame.hidden = false;
        status.textContent = words;
      };
      const late = setTimeout(() => mine === turn && say('Recherche en cours…'), 600);
      try {
        const found = await search(input.value.replace(/^\s+/, ''), full ? filters() : []);
        const boxes = full ? [...form.elements.t] : [];
        // No type chosen is all of them.
        const all = !boxes.some((box) => box.checked);
        const answers = found.answers.filter((answer) => all || boxes[groupOf(answer.entry)].checked);
        const items = await Promise.all(answers.slice(0, shown).map((answer) => result(answer, found.wanted, full ? 'h3' : 'p')));
        if (mine !== turn) return;
        clearTimeout(late);
        list.replaceChildren(...items);
        say(await sentence(query, found, answers.length));
        if (full) {
          found.counts.forEach((count, at) => { form.elements.t[at].parentNode.querySelector('span').textContent = count; });
          address();
        }
        rest(answers, found, items.length, query);
      } catch {
        clearTimeout(late);
        if (mine !== turn) return;
        clear();
        say('La recherche n’a pas pu lire son index : le dossier « assets » est-il complet ?');
      }
    }

    async function sentence(query, found, count) {
      let asked = query;
      // The word that was meant, as the first results write it.
      for (const slip of found.slips) {
        for (const answer of found.answers.slice(0, shown)) {
          const [, , title, , sections] = await entryAt(answer.entry);
          const texts = [title, ...sections.map(([, heading, text]) => `${heading}\n${text}`)];
          const text = texts.find((words) => tokens(words).some((token) => token.term === slip.meant));
          if (!text) continue;
          const token = tokens(text).find((other) => other.term === slip.meant);
          asked = asked.replace(input.value.trim().slice(slip.start, slip.end), text.slice(token.start, token.end).toLowerCase());
          break;
        }
      }
      const about = `« ${asked} »`;
      if (!count) return found.few ? 'Aucune des dix premières pages n’a ces mots à la suite' : `Aucun résultat pour ${about}`;
      const many = `${found.more ? 'Plus de ' : ''}${told(count)}`;
      if (found.slips.length) return `Résultats pour ${about} : ${many}`;
      if (found.absent.length) return `${many} sans « ${found.absent.join(' », « ')} »`;
      if (found.missed) return `${many} pour une partie de ces mots`;
      return `${many} pour ${about}`;
    }

    function rest(answers, found, count, query) {
      more.replaceChildren();
      if (!full) {
        const link = make('a', '', answers.length > count ? `Voir les ${told(answers.length)}` : 'Rechercher avec des filtres');
        link.href = `${form.action.split('?')[0]}?q=${encodeURIComponent(query)}`;
        more.append(link);
        return;
      }
      if (answers.length <= count) return;
      const button = make('button', 'button', 'Afficher d’autres résultats');
      button.type = 'button';
      button.addEventListener('click', async () => {
        const items = await Promise.all(answers.slice(count, count + shown).map((answer) => result(answer, found.wanted, 'h3')));
        list.append(...items);
        rest(answers, found, count + items.length, query);
        items[0].querySelector('a').focus();
      });
      more.append(button);
    }

    const filters = () => [['theme', 't'], ['texte', 'd']].filter(([name]) => form.elements[name].value).map(([name, mark]) => `${mark}:${form.elements[name].value}`);
    function address() {
      const asked = new URLSearchParams(new FormData(form));
      if (asked.getAll('t').length === form.elements.t.length) asked.delete('t');
      for (const name of ['q', 'theme', 'texte']) if (!asked.get(name)) asked.delete(name);
      try {
        history.replaceState(null, '', `${location.pathname}?${asked}`.replace(/\?$/, ''));
      } catch {
        // the address stays as it was
      }
    }

    input.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(run, got.index ? 60 : 0);
    });
    form.parentNode.addEventListener('keydown', keys);
    if (full) frame.addEventListener('keydown', keys);
    function keys(event) {
      const stops = [input, ...list.querySelectorAll('a')];
      const at = stops.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === 'Escape' && !full && !frame.hidden) {
        event.preventDefault();
        input.focus();
        clear();
      } else if (step && at >= 0 && stops[at + step] && !event.altKey && !event.ctrlKey) {
        event.preventDefault();
        stops[at + step].focus();
      }
    }
    if (full) {
      const asked = new URLSearchParams(location.search);
      const fill = (name, pairs) => {
        const select = form.elements[name];
        for (const [value, text] of pairs) select.append(new Option(text, value));
        select.value = asked.get(name) || '';
        if (!select.value) select.value = '';
        select.closest('label').hidden = !pairs.length;
      };
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        run();
      });
      form.addEventListener('change', (event) => event.target !== input && run());
      if (asked.getAll('t').length) for (const box of form.elements.t) box.checked = asked.getAll('t').includes(box.value);
      if (asked.get('q') && !input.value) input.value = asked.get('q');
      Promise.resolve(need('index')).then(({ th, la }) => {
        fill('theme', th);
        fill('texte', la);
        run();
      }, run);
      return;
    }
    form.parentNode.addEventListener('focusout', (event) => {
      if (!form.parentNode.contains(event.relatedTarget)) frame.hidden = true;
    });
    input.addEventListener('focus', () => {
      if (list.firstChild) frame.hidden = false;
    });
    run();
  }

  for (const input of document.querySelectorAll('[role=search] [type=search]')) Box(input);
  // From the first touch of the field, so that the first letter finds it there.
  Promise.resolve(need('index')).catch(() => {});
})();
