/** Shows the server's OpenAPI document as a page. */
function element(name, content = [], className = "") {
  const made = document.createElement(name);
  made.className = className;
  made.append(...[content].flat());
  return made;
}

function list(title, entries) {
  if (entries.length === 0) return [];
  const rows = entries.map(([name, about]) =>
    element("tr", [element("td", element("code", name)), element("td", about)])
  );
  return [element("h4", title), element("table", rows)];
}

function parameters({ parameters = [] }) {
  return parameters.map(({ name, in: place, schema = {} }) => [
    name,
    [place, schema.type, schema.description, "default" in schema ? `default ${schema.default}` : ""]
      .filter(Boolean).join(", "),
  ]);
}

function formFields({ requestBody }) {
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  return Object.entries(schema?.properties ?? {}).map(([name, { type, description }]) => [
    name,
    [type, description].filter(Boolean).join(", "),
  ]);
}

function answers({ responses = {} }) {
  return Object.entries(responses).map(([status, { description, content = {} }]) => [
    status,
    [description, ...Object.keys(content)].join(", "),
  ]);
}

function endpoint(path, method, operation) {
  const title = element("summary", [
    element("span", method, "method"),
    " ",
    element("code", path),
    ` ${operation.summary}`,
  ]);
  return element("details", [
    title,
    ...list("Parameters", parameters(operation)),
    ...list("Form", formFields(operation)),
    ...list("Answers", answers(operation)),
  ]);
}

const { info, paths } = await (await fetch("/openapi.json")).json();
document.querySelector("#about").textContent = `${info.title} ${info.version}. ${info.description}.`;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    tag: operation.tags[0],
    shown: endpoint(path, method, operation),
  }))
);
for (const [tag, group] of Map.groupBy(operations, ({ tag }) => tag)) {
  document.querySelector("#endpoints").append(element("h2", tag), ...group.map(({ shown }) => shown));
}
