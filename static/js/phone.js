/* Customers found on the phone form: arrow keys go through them, Tab passes them by. Without it they are buttons in the order of Tab. */
(function () {
  "use strict";
  var place = document.getElementById("hits"), field = document.getElementById("id_customer__name");
  if (!place || !field) { return; }
  function found() { return Array.prototype.slice.call(place.querySelectorAll("button, a")); }
  function passed() { found().forEach(function (one) { one.tabIndex = -1; }); }
  function step(event, from, by) {
    var all = found(), next = all.indexOf(from) + by;
    if (!all.length) { return; }
    (next < 0 ? field : all[Math.min(next, all.length - 1)]).focus();
    event.preventDefault();
  }
  field.addEventListener("keydown", function (event) { if (event.key === "ArrowDown") { step(event, field, 1); } });
  place.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { step(event, event.target, event.key === "ArrowDown" ? 1 : -1); }
    if (event.key === "Escape") { field.focus(); event.preventDefault(); }
  });
  document.addEventListener("htmx:afterSwap", function (event) { if (event.target === place) { passed(); } });
  passed();
}());
