/* How much of the list changed since this page was made. Asks every half minute while the page is seen; moves no row. */
(function () {
  "use strict";
  var link = document.querySelector("a[data-changes]");
  if (!link || !window.fetch) { return; }
  var shown = Array.prototype.map.call(document.querySelectorAll("table.list input[name=ref]"), function (box) { return box.value.split(" ")[0]; });
  var timer = 0, wait = 30000, over = false;
  function later() { clearTimeout(timer); if (!over && !document.hidden) { timer = setTimeout(ask, wait); } }
  function ask() {
    clearTimeout(timer);
    fetch(link.getAttribute("data-changes") + "&shown=" + encodeURIComponent(shown.join(",")), { credentials: "same-origin", headers: { "X-Background": "1", Accept: "application/json" } })
      .then(function (answer) {
        if (answer.redirected || answer.status === 401 || answer.status === 403 || answer.status === 404) { over = true; return null; }
        if (!answer.ok) { throw new Error("not now"); }
        wait = 30000;
        return answer.json();
      }).then(function (told) {
        if (told && told.words !== link.textContent) { link.textContent = told.words; link.hidden = !told.words; }
        later();
      }, function () { wait = Math.min(240000, wait * 2); later(); });
  }
  document.addEventListener("visibilitychange", function () { if (document.hidden) { clearTimeout(timer); } else if (!over) { ask(); } });
  later();
}());
