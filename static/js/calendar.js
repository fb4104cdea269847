/* The month's table: arrow keys by day, Page Up and Page Down by month, one day in the order of tabs. Links work without it. */
(function () {
  "use strict";
  var grid = document.querySelector("[data-month-grid]");
  if (!grid) { return; }
  var days = Array.prototype.slice.call(grid.querySelectorAll("a.day"));
  var beside = function (which) { var link = document.querySelector('[data-month="' + which + '"]'); return link && link.href; };
  // "#d5" is the 5th of the month, "#e1" its last day.
  function named() {
    var found = /^#([de])(\d+)$/.exec(location.hash);
    return found ? (found[1] === "d" ? Number(found[2]) - 1 : days.length - Number(found[2])) : null;
  }
  var current = days.filter(function (day) { return /today/.test(day.textContent); })[0] || days[0];
  function only(day) {
    days.forEach(function (other) { other.tabIndex = other === day ? 0 : -1; });
  }
  function to(place) {
    var day = days[Math.max(0, Math.min(days.length - 1, place))];
    only(day);
    day.focus();
  }
  function month(which, hash) {
    var href = beside(which);
    if (href) { location.assign(href + "#" + hash); }
  }
  function step(at, by) {
    var next = at + by;
    if (next < 0) { month("before", "e" + -next); } else if (next >= days.length) { month("after", "d" + (next - days.length + 1)); } else { to(next); }
  }
  var STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  grid.addEventListener("keydown", function (event) {
    var at = days.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (STEPS[event.key]) { step(at, STEPS[event.key]); } else if (event.key === "PageUp") { month("before", "d" + (at + 1)); } else if (event.key === "PageDown") { month("after", "d" + (at + 1)); } else { return; }
    event.preventDefault();
  });
  function go() { var place = named(); if (place !== null) { to(place); } }
  only(current);
  go();
  window.addEventListener("hashchange", go);
}());
