/* The command box: Ctrl+K or its button opens it, words find pages, actions of this page and complaints; Esc returns to where one was. */
(function () {
  "use strict";
  var box = document.getElementById("commands"), field = document.getElementById("command"), list = document.getElementById("commands-found");
  var count = document.getElementById("commands-count"), asked = 0, timer = 0, before = null, acts = [], pending = false, entered = false;
  if (!box || !box.showModal) { return; }
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  var options = function () { return all('[role="option"]', list); };
  var token = function () { var found = document.querySelector("input[name=csrfmiddlewaretoken]"); return found ? found.value : ""; };

  var typing = function (node) { return /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName); };

  /* What this page can do: the controls that declare a key, but for those of the navigation, which are pages. */
  function labelOf(node) {
    var told = node.getAttribute("aria-label") || (node.labels && node.labels[0] ? node.labels[0].textContent : "");
    if (told) { return told.trim(); }
    var copy = node.cloneNode(true);
    all("kbd, svg", copy).forEach(function (part) { part.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }
  function actions() {
    var seen = {};
    return all("[data-key]").filter(function (node) {
      var key = node.getAttribute("data-key"), own = key.indexOf("g ") !== 0 && !seen[key] && !box.contains(node);
      seen[key] = true;
      return own;
    }).map(function (node) { return { node: node, label: labelOf(node), keys: node.getAttribute("data-key").replace("+", " ").split(/ /) }; });
  }
  function part(tag, name, words) {
    var made = document.createElement(tag);
    if (name) { made.className = name; }
    made.textContent = words;
    return made;
  }
  function putActions(words) {
    var found = acts.filter(function (act) { return words.every(function (word) { return act.label.toLowerCase().indexOf(word) >= 0; }); });
    if (!found.length) { return; }
    var group = document.createElement("div");
    group.setAttribute("role", "group"); group.setAttribute("aria-label", "On this page");
    var head = part("div", "command-head", "On this page");
    head.setAttribute("role", "presentation");
    group.appendChild(head);
    found.forEach(function (act) {
      var line = part("div", "command", ""), caps = document.createElement("span");
      line.setAttribute("role", "option"); line.setAttribute("aria-selected", "false");
      line.id = "command-act-" + acts.indexOf(act);
      line.setAttribute("data-act", acts.indexOf(act));
      line.appendChild(part("span", "", act.label));
      if (document.body.getAttribute("data-keys") !== "off") { act.keys.forEach(function (key) { caps.appendChild(part("kbd", "key", key)); }); }
      line.appendChild(caps);
      group.appendChild(line);
    });
    list.insertBefore(group, list.firstChild);
  }

  function mark(option) {
    options().forEach(function (other) { other.setAttribute("aria-selected", String(other === option)); });
    if (option) { field.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); } else { field.removeAttribute("aria-activedescendant"); }
  }
  function marked() { return list.querySelector('[aria-selected="true"]'); }
  function move(step) {
    var found = options(), at = found.indexOf(marked());
    mark(found[(at + step + found.length) % found.length]);
  }
  function show(markup) {
    list.innerHTML = markup;
    putActions(field.value.toLowerCase().split(/\s+/).filter(Boolean));
    var found = options();
    count.textContent = found.length ? found.length + " found" : "Nothing found. Try a reference, a name or a postcode.";
    mark(found[0]);
    pending = false;
    if (entered) { entered = false; choose(marked()); }
  }
  /* What stands there never belongs to other words than those typed: Enter acts on this page's own at once, else on what is found. */
  function typed() {
    asked += 1; pending = true; entered = false;
    list.textContent = "";
    putActions(field.value.toLowerCase().split(/\s+/).filter(Boolean));
    mark(options()[0]);
    clearTimeout(timer); timer = setTimeout(find, 150);
  }
  function find() {
    var mine = asked += 1, body = new FormData();
    body.append("q", field.value);
    fetch("/go/", { method: "POST", body: body, headers: { "X-CSRFToken": token(), "X-Part": "commands" }, credentials: "same-origin" }).then(function (answer) {
      if (answer.redirected) { location.reload(); return ""; }
      return answer.ok ? answer.text() : Promise.reject(answer);
    }).then(function (markup) { if (mine === asked) { show(markup); } }, function () {
      if (mine === asked) { show(""); count.textContent = "The desk does not answer. Actions of this page are still here."; }
    });
  }
  function open() {
    if (box.open || document.querySelector("dialog[open]")) { return; }
    before = document.activeElement;
    acts = actions();
    field.value = "";
    box.showModal();
    field.focus();
    typed();
  }
  function choose(option) {
    if (!option) { return; }
    var act = option.getAttribute("data-act");
    if (act === null) { location.assign(option.getAttribute("data-href")); return; }
    var node = acts[Number(act)].node;
    if (typing(node)) { before = null; }
    box.close();
    if (typing(node)) { node.focus(); } else { node.click(); }
  }

  field.addEventListener("input", typed);
  field.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { move(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); }
    if (event.key === "Enter") { if (pending && !marked()) { entered = true; } else { choose(marked()); } event.preventDefault(); event.stopPropagation(); }
  });
  list.addEventListener("click", function (event) { choose(event.target.closest('[role="option"]')); });
  box.addEventListener("close", function () { entered = false; if (before && document.contains(before)) { before.focus(); } });
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") { event.preventDefault(); open(); }
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest) { return; }
    if (event.target.closest("[data-commands]")) { event.preventDefault(); var menu = event.target.closest("details"); open(); if (menu) { before = menu.querySelector("summary"); menu.removeAttribute("open"); } }
    if (event.target.closest("[data-commands-close]")) { box.close(); }
  });
}());
