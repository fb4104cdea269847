/* Who else has this complaint open. Asks every 12 seconds while the page is seen; stops while it is hidden, and for good once signed out. */
(function () {
  "use strict";
  var place = document.querySelector("[data-here]"), words = place && place.querySelector("[data-here-words]");
  var token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (!place || !words || !token || !window.fetch) { return; }
  var typedAt = 0, timer = 0, wait = 12000, over = false;
  function say(said) {
    if (words.textContent === said) { return; }
    words.textContent = said;
    place.hidden = !said;
  }
  function later() { clearTimeout(timer); if (!over && !document.hidden) { timer = setTimeout(ask, wait); } }
  function ask() {
    clearTimeout(timer);
    if (over || document.hidden) { return; }
    var body = new URLSearchParams({ typing: Date.now() - typedAt < 15000 ? "1" : "0" });
    fetch(place.getAttribute("data-here"), { method: "POST", body: body, credentials: "same-origin", headers: { "X-CSRFToken": token.value, "X-Background": "1", Accept: "application/json" } })
      .then(function (answer) {
        if (answer.redirected || answer.status === 401 || answer.status === 403 || answer.status === 404) { over = true; say(""); return null; }
        if (!answer.ok) { throw new Error("not now"); }
        wait = 12000;
        return answer.json();
      }).then(function (told) { if (told) { say(told.words); } later(); }, function () { wait = Math.min(120000, wait * 2); later(); });
  }
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!form || form.method !== "post") { return; }
    var first = Date.now() - typedAt > 15000;
    typedAt = Date.now();
    if (first) { ask(); }
  });
  document.addEventListener("visibilitychange", function () { if (document.hidden) { clearTimeout(timer); } else { ask(); } });
  ask();
}());
