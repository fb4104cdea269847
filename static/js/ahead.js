/* The list below the search box: arrow keys choose, Enter opens, Escape closes. Without it the box searches as a plain form. */
(function () {
  "use strict";
  var field = document.getElementById("q"), place = document.getElementById("ahead-hits"), at = -1;
  if (!field || !place) { return; }
  function options() { return Array.prototype.slice.call(place.querySelectorAll("[role=option]")); }
  function open() { return options().length > 0 && !place.hidden; }
  function mark(next) {
    var all = options();
    at = all.length ? (next + all.length) % all.length : -1;
    all.forEach(function (option, n) { option.setAttribute("aria-selected", String(n === at)); });
    if (at >= 0) { field.setAttribute("aria-activedescendant", all[at].id); all[at].scrollIntoView({ block: "nearest" }); } else { field.removeAttribute("aria-activedescendant"); }
  }
  function close() { place.hidden = true; at = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); }
  function show() { place.hidden = false; at = -1; field.removeAttribute("aria-activedescendant"); field.setAttribute("aria-expanded", String(open())); }
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", "ahead-hits");
  field.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !place.hidden && place.textContent.trim()) { close(); event.preventDefault(); event.stopPropagation(); return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options().length) { return; }
      place.hidden = false; field.setAttribute("aria-expanded", "true");
      mark(event.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1); event.preventDefault();
    } else if (event.key === "Enter" && open() && at >= 0) {
      location.href = options()[at].getAttribute("data-href"); event.preventDefault();
    }
  });
  document.addEventListener("htmx:afterSwap", function (event) { if (event.target === place) { if (document.activeElement === field) { show(); } else { close(); } } });
  field.addEventListener("focus", function () { if (options().length) { show(); } });
  place.addEventListener("mousedown", function (event) { event.preventDefault(); });
  place.addEventListener("click", function (event) {
    var option = event.target.closest("[role=option]");
    if (option) { location.href = option.getAttribute("data-href"); }
  });
  document.addEventListener("click", function (event) { if (!place.contains(event.target) && event.target !== field) { close(); } });
  field.addEventListener("blur", function (event) { if (!event.relatedTarget || !place.contains(event.relatedTarget)) { setTimeout(function () { if (document.activeElement !== field) { close(); } }, 200); } });
  document.addEventListener("htmx:beforeRequest", function (event) { if (event.target === field && field.value.trim().length < 2) { close(); event.preventDefault(); } });
}());
