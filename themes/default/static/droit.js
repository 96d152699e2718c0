// The filter of « Droit cité »: shows, as one types, the texts whose name, abbreviation or articles match.
// Without it the page is whole. A classic script, so that it works from the disk too.
(function () {
  "use strict";
  var form = document.querySelector(".law-filter");
  var lists = document.querySelectorAll(".law-list");
  if (!form || !lists.length) return;
  var field = form.querySelector("input");
  var status = form.querySelector("[role=status]");
  var MOST = 12;

  // One spelling for all: no accents, capitals or unusual hyphens and spaces.
  function plain(words) {
    return words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[’`]/g, "'").replace(/\s+/g, " ").trim();
  }

  // « art. L. 2113-15 », « L2113-15 », « R.* 421-1 » and « article 9 bis » as the names of their pages write them.
  function tokens(words) {
    return plain(words)
      .replace(/\b(?:articles?|arts?)\b\.?\s*/g, " ")
      .replace(/\b(l|lo|lp|r|d|a)\b\.?\s*(\*?)\s*(?=\d)/g, "$1$2")
      .replace(/\*/g, "")
      .replace(/\b1er\b/g, "1")
      .replace(/(\d) (bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies)\b/g, "$1$2")
      .replace(/\bn\s*°\s*/g, "")
      .replace(/[.,;:()«»"]/g, " ")
      .split(" ").filter(function (token) { return token && !/^(?:du|de|la|le|les|des|et)$/.test(token); });
  }

  // The page of R.* 421-1 is « r-421-1 », apart from that of R. 421-1.
  function number(slug) {
    return slug.replace(/^art/, "").replace(/^([a-z]{1,2})-(?=\d)/, "$1");
  }

  function label(slug) {
    return slug.replace(/^art(?=.)/, "art.\u00a0")
      .replace(/^([a-z]{1,2})(-?)(?=\d)/, function (_, letters, star) {
        return letters.toUpperCase() + "." + (star ? "*" : "") + "\u00a0";
      })
      .replace(/(\d)([a-z]+)$/, "$1\u00a0$2");
  }

  var entries = [];
  var numbers = {};
  lists.forEach(function (list) {
    list.querySelectorAll("li").forEach(function (item) {
      var link = item.querySelector("a");
      var address = link.getAttribute("href");
      if (item.dataset.articles) numbers[address] = item.dataset.articles.split(" ");
      entries.push({ list: list, item: item, address: address, link: link, name: plain(item.textContent), hits: null });
    });
  });

  // Whether `token` begins the number of the article, with or without its letter.
  function begins(slug, token) {
    var whole = number(slug);
    return whole.indexOf(token) === 0 || (/^\d/.test(token) && whole.replace(/^[a-z]+/, "").indexOf(token) === 0);
  }

  // The articles of a text that match; null when it does not match itself.
  function matching(entry, wanted) {
    var left = wanted.filter(function (token) { return entry.name.indexOf(token) < 0; });
    if (!left.length) return [];
    if (left.length > 1) return null;
    var found = (numbers[entry.address] || []).filter(function (slug) { return begins(slug, left[0]); });
    return found.length ? found : null;
  }

  function show(entry, found) {
    entry.item.hidden = !found;
    if (entry.hits) entry.hits.remove();
    entry.hits = null;
    if (!found || !found.length) return;
    var hits = document.createElement("p");
    hits.className = "law-hits";
    found.slice(0, MOST).forEach(function (slug) {
      var link = document.createElement("a");
      link.className = "law-ref";
      link.href = entry.address.replace(/\.html$/, "/") + slug + ".html";
      link.textContent = label(slug);
      hits.append(link, " ");
    });
    if (found.length > MOST) hits.append("et " + (found.length - MOST) + (found.length - MOST > 1 ? " autres" : " autre"));
    entry.item.append(hits);
    entry.hits = hits;
  }

  function filter() {
    var wanted = tokens(field.value);
    var texts = {};
    entries.forEach(function (entry) {
      var found = wanted.length ? matching(entry, wanted) : [];
      show(entry, found);
      if (found) texts[entry.address] = found.length;
    });
    // A group without a match says nothing.
    document.querySelectorAll(".law-list section").forEach(function (group) {
      group.hidden = !group.querySelector("li:not([hidden])");
    });
    var count = Object.keys(texts).length;
    var articles = Object.keys(texts).reduce(function (sum, address) { return sum + texts[address]; }, 0);
    var told = count === 0 ? "Aucun texte ne correspond." : count === 1 ? "1 texte" : count + " textes";
    if (articles) told += articles === 1 ? ", 1 article" : ", " + articles + " articles";
    status.textContent = wanted.length ? told : "";
  }

  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  field.addEventListener("input", filter);
  // A browser that goes back to the page keeps what was typed.
  filter();
})();
