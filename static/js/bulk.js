/* A key for ticked rows (e, a, n) with none ticked means the row that has the focus. Runs before the desk's own keys. */
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    var at = document.activeElement, row = at && at.closest ? at.closest("[data-rows] tr.line") : null;
    if (!row || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || document.body.getAttribute("data-keys") === "off") { return; }
    var form = row.closest("form"), button = form && form.querySelector('.bulk [data-key="' + event.key.replace(/["\\]/g, "") + '"]');
    if (!button || form.querySelector("[data-rows] tbody input:checked")) { return; }
    var box = row.querySelector("input[type=checkbox]");
    if (box) { box.checked = true; box.dispatchEvent(new Event("change", { bubbles: true })); }
  }, true);
}());
