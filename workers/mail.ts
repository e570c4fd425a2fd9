/** Sends mails to an SMTP server, or writes them to a folder where somebody or something else looks for them. */
import { join } from "node:path";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface MailOptions {
  /** SMTP server; empty for none: mails go to the folder */
  readonly host: string;
  readonly port: number;
  /** whether the connection is encrypted from its start (port 465); else it is as soon as the server offers it */
  readonly isTls: boolean;
  readonly user: string;
  readonly password: string;
  readonly from: string;
  readonly folder: string;
}

const TIME_LIMIT_MS = 20_000;

/** @throws Error if the SMTP server does not take the mail */
export async function sendMail(
  mail: Mail,
  { host, port, isTls, user, password, from, folder }: MailOptions,
): Promise<void> {
  const { createTransport } = (await import("nodemailer")).default;
  if (host) {
    const transport = createTransport({
      host,
      port,
      secure: isTls,
      auth: user ? { user, pass: password } : undefined,
      connectionTimeout: TIME_LIMIT_MS,
      socketTimeout: TIME_LIMIT_MS,
    });
    await transport.sendMail({ ...mail, from });
    return;
  }
  const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail({
    ...mail,
    from,
  });
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `${new Date().toISOString().replaceAll(":", "-")}-${crypto.randomUUID().slice(0, 8)}`;
  const draft = join(folder, `${name}.part`);
  await Deno.writeFile(draft, new Uint8Array(message as Uint8Array), { mode: 0o600 });
  await Deno.rename(draft, join(folder, `${name}.eml`)); // whoever watches the folder sees whole mails only
}
