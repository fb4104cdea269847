/* The desk's own script: keys, copy, autosave, time-out warning, unsaved warning. Every page works without it. */
(function () {
  "use strict";
  var body = document.body;
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  var one = function (selector, root) { return (root || document).querySelector(selector); };
  var token = function () { var field = one("input[name=csrfmiddlewaretoken]"); return field ? field.value : ""; };
  var shown = function (node) { return node.offsetParent !== null || node.getClientRects().length > 0; };
  var typing = function (node) { return node && /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && !/^(checkbox|radio|button|submit)$/.test(node.type); };
  var leaving = false;

  /* ---- keys: declared in the page by data-key; "g w" is two keys; rest while a person types ---- */
  var before = "", beforeAt = 0;
  function keyOf(node) { return node.getAttribute("data-key").replace(/^Shift\+/, ""); }
  function hit(keys) {
    var found = all("[data-key]").filter(function (node) { return keyOf(node) === keys; });
    var node = found.filter(shown)[0] || found[0];
    if (!node) { return false; }
    if (typing(node)) { node.focus(); node.select(); } else { node.click(); }
    return true;
  }
  function starts(key) { return all("[data-key]").some(function (node) { return node.getAttribute("data-key").indexOf(key + " ") === 0; }); }
  function rows() { return all("[data-rows] .ref a"); }
  function walk(step) {
    var links = rows(), at = links.indexOf(document.activeElement);
    var row = document.activeElement && document.activeElement.closest ? document.activeElement.closest("tr.line") : null;
    if (at < 0 && row) { at = links.indexOf(one(".ref a", row)); }
    var next = links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + step))];
    if (next) { next.focus(); }
    return !!next;
  }
  function boxOf(link) { return one("input[type=checkbox]", link.closest("tr")); }
  function tick(range) {
    var links = rows(), at = links.indexOf(document.activeElement);
    if (at < 0) { return false; }
    var from = at;
    if (range) { for (from = at; from > 0 && !boxOf(links[from]).checked; from -= 1) { /* up to the last ticked row */ } }
    for (var n = from; n <= at; n += 1) { setBox(boxOf(links[n]), range ? true : !boxOf(links[n]).checked); }
    return true;
  }
  function setBox(box, on) { if (box) { box.checked = on; box.dispatchEvent(new Event("change", { bubbles: true })); } }
  function tickAll() { var boxes = rows().map(boxOf); var on = boxes.some(function (b) { return b && !b.checked; }); boxes.forEach(function (b) { setBox(b, on); }); return boxes.length > 0; }
  var LIST = { j: function () { return walk(1); }, k: function () { return walk(-1); }, x: function () { return tick(false); }, X: function () { return tick(true); }, "*": tickAll };

  function onKey(event) {
    var key = event.key;
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) { if (sendForm()) { event.preventDefault(); } return; }
    if (key === "Escape") { closeMenus(); return; }
    if (event.altKey && !event.ctrlKey && key.length === 1) {
      var alt = one('[data-key-alt="' + key.toLowerCase().replace(/["\\]/g, "") + '"]');
      if (alt) { alt.focus(); event.preventDefault(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || key.length !== 1 || key === " ") { return; }
    if (typing(event.target) || event.target.isContentEditable || body.getAttribute("data-keys") === "off" || one("dialog[open]")) { return; }
    var soon = event.timeStamp - beforeAt < 1500;
    var done = (soon && before && (hit(before + " " + key) || (before === "." && key === "." && hit("..")))) ||
      (starts(key) ? false : hit(key) || (one("[data-rows]") && LIST[key] && LIST[key]()));
    before = key; beforeAt = event.timeStamp;
    if (done) { event.preventDefault(); }
  }
  function sendForm() {
    var active = document.activeElement, form = active && active.form;
    var button = (form && one("[data-primary]", form)) || one("[data-primary]");
    if (!button) { return false; }
    button.click();
    return true;
  }
  function closeMenus(except) {
    all("details.menu[open]").forEach(function (menu) {
      if (menu !== except && !(except && menu.contains(except))) {
        var inside = menu.contains(document.activeElement);
        menu.removeAttribute("open");
        if (inside && !except) { one("summary", menu).focus(); }
      }
    });
  }

  /* ---- copy ---- */
  function copy(button) {
    var words = one("[data-copy-words]", button) || button, said = words.textContent;
    var done = function () { words.textContent = "Copied"; setTimeout(function () { words.textContent = said; }, 4000); };
    if (navigator.clipboard) { navigator.clipboard.writeText(button.getAttribute("data-copy")).then(done, function () { words.textContent = "Copy by hand"; }); }
  }

  /* ---- select all rows by the box in the head ---- */
  function onChange(event) {
    var box = event.target;
    if (box.matches && box.matches("[data-tick-all]")) { all("[data-rows] tbody input[type=checkbox]").forEach(function (b) { b.checked = box.checked; }); }
    var count = all("[data-rows] tbody input[type=checkbox]:checked").length;
    all("[data-ticked]").forEach(function (node) { node.textContent = count; });
    if (box.form && box.form.hasAttribute("data-send-on-change")) { box.form.requestSubmit(); }
  }

  /* ---- autosave: POSTs the form to data-autosave; the answer is {"saved": words, "fields": {name: value}, "html": {id: markup}} ---- */
  function autosave(form) {
    var timer = 0, since = 0, busy = false, sending = false, stop = null, again = false, tries = 0, region = one("[data-saved]"), lastSaved = region ? region.textContent.trim() : "";
    var away = one("[data-offline]"), pause = Number(form.getAttribute("data-autosave-pause")) || 2500;
    function say(words, failed, good) {
      if (!region) { return; }
      region.className = failed ? "saved is-failed" : "saved";
      region.textContent = "";
      if (good || failed) {
        var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), use = document.createElementNS("http://www.w3.org/2000/svg", "use");
        svg.setAttribute("class", "icon"); svg.setAttribute("aria-hidden", "true"); use.setAttribute("href", good ? "#i-tick" : "#i-warn");
        svg.appendChild(use); region.appendChild(svg);
      }
      var text = document.createElement("span"); text.textContent = words; region.appendChild(text);
    }
    function parts(answer) { Object.keys(answer.html || {}).forEach(function (id) { var place = document.getElementById(id); if (place) { place.innerHTML = answer.html[id]; } }); }
    function typed() {
      var data = new FormData(form);
      Array.from(data.entries()).forEach(function (pair) { if (typeof pair[1] !== "string") { data.delete(pair[0]); } });
      return data;
    }
    function put(answer) {
      if (away) { away.hidden = true; }
      lastSaved = answer.saved || lastSaved; tries = 0; form.dataset.dirty = "";
      Object.keys(answer.fields || {}).forEach(function (name) { var field = form.elements[name]; if (field) { field.value = answer.fields[name]; } });
      parts(answer);
      say(answer.saved || "Saved", false, true);
      document.dispatchEvent(new Event("desk:saved"));
    }
    function failed() {
      tries += 1;
      if (away) { away.hidden = false; }
      say("Not saved" + (/\d/.test(lastSaved) ? " since " + lastSaved.replace(/^\D+/, "") : "") + ", trying again", true);
      timer = setTimeout(save, Math.min(30000, 2000 * Math.pow(2, tries)));
    }
    function save() {
      clearTimeout(timer);
      if (busy) { again = true; return; }
      busy = true; since = 0; form.dataset.dirty = ""; stop = new AbortController();
      say("Saving", false, false);
      fetch(form.getAttribute("data-autosave"), { method: "POST", body: typed(), signal: stop.signal, headers: { "X-CSRFToken": token(), "X-Requested-With": "autosave", Accept: "application/json" }, credentials: "same-origin" })
        .then(function (answer) {
          if (answer.status === 204) { say("", false, false); return null; }
          if (answer.status === 409 || answer.status === 422 || answer.status === 400) { return answer.json().then(function (a) { parts(a); say(a.words || a.error || "Not saved yet", true); form.dataset.dirty = "yes"; return null; }); }
          if (!answer.ok || answer.redirected) { throw new Error("not saved"); }
          return answer.json().then(put);
        }).catch(function () { if (!sending) { form.dataset.dirty = "yes"; failed(); } })
        .then(function () { busy = false; if (again) { again = false; later(); } });
    }
    /* A pause in the typing saves; whoever types on and on is saved every three seconds. */
    function later() {
      since = since || Date.now(); form.dataset.dirty = "yes"; clearTimeout(timer);
      timer = setTimeout(save, Math.max(0, Math.min(pause, since + 3000 - Date.now())));
    }
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("focusout", function (event) { if (form.dataset.dirty === "yes" && typing(event.target)) { save(); } });
    form.addEventListener("submit", function () { clearTimeout(timer); sending = true; if (stop) { stop.abort(); } });
    window.addEventListener("pageshow", function () { sending = false; });
    document.addEventListener("click", function (event) {
      var mine = event.target.getAttribute && event.target.getAttribute("data-draft-mine");
      if (mine) { form.elements.draft_version.value = mine; event.target.closest(".notice").remove(); save(); }
    });
  }

  /* ---- unsaved warning ---- */
  all("form[data-unsaved], form[data-autosave]").forEach(function (form) {
    form.addEventListener("input", function () { form.dataset.dirty = "yes"; });
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent === "yes") { event.preventDefault(); return; }
      form.dataset.sent = "yes"; form.dataset.dirty = ""; leaving = true;
      setTimeout(function () { form.dataset.sent = ""; }, 10000);
    });
  });
  window.addEventListener("pageshow", function () { all("form").forEach(function (form) { form.dataset.sent = ""; }); leaving = false; });
  window.addEventListener("beforeunload", function (event) { if (!leaving && one('form[data-dirty="yes"]')) { event.preventDefault(); } });

  /* ---- time-out: two minutes' warning, in the dialog and in the tab's title; another tab's use counts ---- */
  function watchIdle() {
    var seconds = Number(body.getAttribute("data-idle-seconds")), dialog = document.getElementById("idle"), title = document.title;
    var url = body.getAttribute("data-stay-url"), asking = false;
    if (!seconds || !url || !dialog || !dialog.showModal) { return; }
    var ends = Date.now() + seconds * 1000;
    var left = function () { return Math.round((ends - Date.now()) / 1000); };
    var words = function (n) { return n >= 60 ? Math.ceil(n / 60) + (n > 60 ? " minutes" : " minute") : n + " seconds"; };
    var over = function () { leaving = true; location.reload(); };
    var alive = function () { ends = Date.now() + seconds * 1000; };
    function ask(headers, then) {
      if (asking) { return; }
      asking = true;
      fetch(url, { credentials: "same-origin", headers: headers }).then(function (answer) {
        if (answer.status === 401 || answer.redirected) { over(); return null; }
        return answer.json();
      }).then(function (said) { asking = false; if (said) { ends = Date.now() + said.seconds_left * 1000; then(); } }, function () { asking = false; then(); });
    }
    function warn() { if (left() <= 120 && !dialog.open) { dialog.showModal(); } }
    function calm() { if (left() > 120) { dialog.close(); document.title = title; } }
    document.addEventListener("htmx:afterRequest", function (event) { if (!event.detail.requestConfig.headers["X-Background"]) { alive(); } });
    document.addEventListener("desk:saved", alive);
    one("[data-idle-stay]", dialog).addEventListener("click", function () { ask({}, calm); });
    setInterval(function () {
      if (left() > 120) { return; }
      if (left() <= 0) { ask({ "X-Background": "1" }, function () { if (left() <= 0) { over(); } else { calm(); } }); return; }
      if (!dialog.open) { ask({ "X-Background": "1" }, warn); return; }
      one("[data-idle-left]", dialog).textContent = words(left());
      document.title = "Signed out in " + words(left()) + " · " + title;
    }, 1000);
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("change", onChange);
  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-copy], [data-show], [data-print], [data-clear-ticks]") : null;
    closeMenus(event.target);
    if (!button) { return; }
    if (button.hasAttribute("data-copy")) { copy(button); }
    if (button.hasAttribute("data-print")) { window.print(); }
    if (button.hasAttribute("data-clear-ticks")) { all("[data-rows] input[type=checkbox]").forEach(function (b) { setBox(b, false); }); event.preventDefault(); }
    if (button.hasAttribute("data-show")) {
      var field = document.getElementById(button.getAttribute("data-show")), hidden = field.type === "password";
      field.type = hidden ? "text" : "password"; button.textContent = hidden ? "Hide" : "Show"; button.setAttribute("aria-pressed", String(hidden));
    }
  });
  /* htmx notes the page's address for a history that the desk does not use: nothing of a case stays behind in the browser. */
  try { sessionStorage.removeItem("htmx-current-path-for-history"); } catch (refused) { /* the browser has no store */ }
  document.addEventListener("htmx:configRequest", function (event) { event.detail.headers["X-CSRFToken"] = token(); });
  all("form[data-autosave]").forEach(autosave);
  all("[data-script-only]").forEach(function (node) { node.hidden = false; });
  var first = one("[data-focus]");
  if (first) { first.focus(); var link = one("a", first); if (link) { link.focus(); } }
  var named = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (named && typing(named)) { named.focus(); }
  watchIdle();
}());
