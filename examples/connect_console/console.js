"use strict";
// New lines of the exchange log, as text.
const body = document.querySelector("#log tbody");
const most = 100;
new EventSource("/lines").onmessage = (message) => {
  const line = JSON.parse(message.data);
  const row = body.insertRow(0);
  row.className = (line.event ? "event" : "") + (line.error ? " failed" : "");
  for (const name of ["at", "what", "status", "rows", "error", "elapsed"]) row.insertCell().textContent = line[name];
  while (body.rows.length > most) body.deleteRow(-1);
};
// A second click does nothing, and the keys leave the page with the form.
for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    form.querySelector("button").classList.add("busy");
    setTimeout(() => { for (const input of form.querySelectorAll("input.secret")) input.value = ""; });
  });
}
