(function () {
  "use strict";
  var panel = document.getElementById("panel");
  var body = document.getElementById("panel-body");
  var list = document.getElementById("panel-list");
  if (!panel || typeof panel.showModal !== "function") { return; }
  document.addEventListener("click", function (event) {
    var mark = event.target.closest("a.mark");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) { return; }
    var entry = document.getElementById(mark.getAttribute("href").slice(1));
    if (!entry) { return; }
    event.preventDefault();
    body.replaceChildren.apply(body, Array.from(entry.cloneNode(true).childNodes));
    list.setAttribute("href", "#" + entry.id);
    panel.showModal();
  });
  panel.addEventListener("click", function (event) {
    if (event.target === panel || event.target === list || event.target.closest("button")) { panel.close(); }
  });
}());
