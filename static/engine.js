/** The list of calculations: kept up to date, with what can be done to each. */
const POLL_MS = 3000;
const rows = document.querySelector("#calculations");
const message = document.querySelector("#message");

function show(text) {
  message.textContent = text;
  message.hidden = text === "";
}

function cell(content, className = "") {
  const td = document.createElement("td");
  td.className = className;
  td.append(...[content].flat().map((item) => item ?? ""));
  return td;
}

function link(text, href) {
  const a = document.createElement("a");
  a.href = href;
  a.textContent = text;
  return a;
}

function button(text, act) {
  const element = document.createElement("button");
  element.textContent = text;
  element.addEventListener("click", act);
  return element;
}

async function post(path) {
  const answer = await (await fetch(path, { method: "POST" })).json();
  show(answer.error ?? "");
  await refresh();
}

async function showTraceback(id) {
  const lines = await (await fetch(`/v1/calc/${id}/traceback`)).json();
  const log = await (await fetch(`/v1/calc/${id}/log/:`)).json();
  show(lines.length > 0 ? lines.join("\n") : log.map((row) => row.at(-1)).join("\n"));
}

function actions({ id, status, abortable, is_running: isRunning }) {
  const parts = [link("log", `/v1/calc/${id}/log/:`)];
  if (status === "complete" || status === "shared") parts.push(link("outputs", `/engine/${id}/outputs`));
  if (status === "failed") parts.push(button("why", () => showTraceback(id)));
  if (abortable) parts.push(button("abort", () => post(`/v1/calc/${id}/abort`)));
  if (!isRunning) {
    parts.push(button("remove", () => confirm(`Remove ${id}?`) && post(`/v1/calc/${id}/remove`)));
  }
  return parts.flatMap((part) => [part, " "]);
}

async function refresh() {
  const jobs = await (await fetch("/v1/calc/list")).json();
  rows.replaceChildren(...jobs.map((job) => {
    const tr = document.createElement("tr");
    tr.append(
      cell(link(String(job.id), `/v1/calc/${job.id}`)),
      cell(job.description),
      cell(job.calculation_mode),
      cell(job.owner),
      cell(job.start_time),
      cell(job.status, job.status),
      cell(actions(job)),
    );
    return tr;
  }));
}

// a server for sites has another form
document.querySelector("#submit")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const response = await fetch("/v1/calc/run", { method: "POST", body: new FormData(event.target) });
  const answer = await response.json();
  show(response.ok ? "" : answer.traceback.join("\n"));
  if (response.ok) event.target.reset();
  await refresh();
});

async function showAccount() {
  const { name, level, is_superuser: isSuperuser, is_locked: isLocked } = await (await fetch("/v1/account"))
    .json();
  const account = document.querySelector("#account");
  account.textContent = name;
  account.hidden = !isLocked;
  document.querySelector("#users").hidden = !isLocked || !isSuperuser;
  document.querySelector("#tags").hidden = !isLocked || !isSuperuser && level < 2;
}

async function poll() {
  if (!document.hidden) {
    await refresh().catch((error) => show(`The server does not answer: ${error.message}`));
  }
  setTimeout(poll, POLL_MS);
}

showAccount();
poll();
