import assert from "node:assert/strict";
import { type MailOptions, sendMail } from "../../workers/mail.ts";

const OPTIONS: Omit<MailOptions, "folder"> = {
  host: "",
  port: 25,
  isTls: false,
  user: "",
  password: "",
  from: "Temblor <temblor@example.org>",
};
const MAIL = {
  to: "alice@example.org",
  subject: "Grüße",
  text: `a link:\n\nhttps://example.org/${"x".repeat(200)}\n`,
};

Deno.test("sendMail() writes mails to a folder that nobody else reads", async () => {
  const folder = `${await Deno.makeTempDir()}/mail`;
  await sendMail(MAIL, { ...OPTIONS, folder });
  await sendMail(MAIL, { ...OPTIONS, folder });
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  assert.equal(names.length, 2);
  for (const name of names) {
    assert.match(name, /^\d{4}-\d\d-\d\dT[\d.-]+Z-\w{8}\.eml$/);
    const { mode } = await Deno.stat(`${folder}/${name}`);
    if (Deno.build.os !== "windows") assert.equal(mode! & 0o777, 0o600);
    const text = await Deno.readTextFile(`${folder}/${name}`);
    assert.match(text, /^To: alice@example\.org\r?$/m);
    assert.ok(text.replaceAll(/=\r?\n/g, "").includes(`https://example.org/${"x".repeat(200)}`));
  }
});

Deno.test("sendMail() gives mails to an SMTP server", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const received = receiveMail(listener);
  await sendMail(MAIL, { ...OPTIONS, host: "127.0.0.1", port: listener.addr.port, folder: "" });
  const lines = (await received).split("\r\n");
  listener.close();
  assert.ok(lines.includes("MAIL FROM:<temblor@example.org>"));
  assert.ok(lines.includes("RCPT TO:<alice@example.org>"));
  assert.ok(lines.includes("To: alice@example.org"));
});

Deno.test("sendMail() fails if nobody takes the mail", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  await assert.rejects(
    sendMail(MAIL, { ...OPTIONS, host: "127.0.0.1", port, folder: "" }),
    /ECONNREFUSED|refused/i,
  );
});

/** What a client says to an SMTP server (RFC 5321) that takes everything. */
async function receiveMail(listener: Deno.Listener): Promise<string> {
  using connection = await listener.accept();
  const say = (line: string) => connection.write(new TextEncoder().encode(`${line}\r\n`));
  await say("220 test");
  let heard = "", isData = false, done = 0;
  const decoder = new TextDecoder(), buffer = new Uint8Array(4096);
  for (let count; (count = await connection.read(buffer)) !== null;) {
    heard += decoder.decode(buffer.subarray(0, count), { stream: true });
    for (let end; (end = heard.indexOf("\r\n", done)) >= 0; done = end + 2) {
      const line = heard.slice(done, end);
      if (isData) {
        if (line === ".") await say("250 taken");
        isData = line !== ".";
      } else if (line === "DATA") {
        isData = true;
        await say("354 go on");
      } else if (line === "QUIT") {
        await say("221 bye");
        return heard;
      } else await say("250 ok");
    }
  }
  return heard;
}
