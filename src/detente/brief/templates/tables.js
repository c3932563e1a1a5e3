"use strict";
(function () {
  var least = 9; // rows from which a table sorts and filters
  var number = /[-\u2212]?\d+(?:[.,]\d+)?/;
  function value(row, column) {
    var cell = row.cells[column];
    return cell ? cell.textContent.trim() : "";
  }
  function amount(text) {
    if (/^under /.test(text)) { return 0.5; }
    var found = number.exec(text.replace(/(\d)[\u202f\u00a0 ](?=\d{3})/g, "$1"));
    return found ? parseFloat(found[0].replace("\u2212", "-").replace(",", ".")) : null;
  }
  function compare(a, b, asNumbers) {
    if (asNumbers) {
      var first = amount(a), second = amount(b);
      if (first === null || second === null) { return first === second ? 0 : first === null ? 1 : -1; }
      return first - second;
    }
    return a.localeCompare(b, "en");
  }
  function sorts(table, head, column, body) {
    var button = document.createElement("button");
    button.type = "button";
    while (head.firstChild) { button.appendChild(head.firstChild); }
    head.appendChild(button);
    button.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending";
      Array.prototype.forEach.call(table.tHead.rows[0].cells, function (one) { one.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      var asNumbers = head.classList.contains("number");
      var rows = Array.prototype.slice.call(body.rows);
      rows.sort(function (a, b) {
        var order = compare(value(a, column), value(b, column), asNumbers);
        return down ? -order : order;
      });
      rows.forEach(function (row) { body.appendChild(row); });
    });
  }
  function filters(table, body) {
    var label = document.createElement("label");
    var input = document.createElement("input");
    label.className = "filter";
    input.type = "search";
    label.appendChild(document.createTextNode("Show rows with "));
    label.appendChild(input);
    input.addEventListener("input", function () {
      var wanted = input.value.toLowerCase();
      Array.prototype.forEach.call(body.rows, function (row) {
        row.hidden = wanted !== "" && row.textContent.toLowerCase().indexOf(wanted) < 0;
      });
    });
    table.parentNode.parentNode.insertBefore(label, table.parentNode);
  }
  Array.prototype.forEach.call(document.querySelectorAll("table"), function (table) {
    var body = table.tBodies[0];
    if (!body || !table.tHead || body.rows.length < least) { return; }
    filters(table, body);
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      sorts(table, head, column, body);
    });
  });
})();
