// SPDX-License-Identifier: Apache-2.0
// The people of the made-up home.

/** @typedef {import("../../src/api/types").Person} Person */
/** @typedef {import("../../src/api/types").SignedInBrowser} SignIn */
/** @typedef {import("../../src/api/types").Invite} Invite */

const hour = 3_600_000;
const day = 24 * hour;
/** @param {number} ms */
const iso = (ms) => new Date(ms).toISOString();

/** @param {number} number @param {string} browser @param {string} address @param {number} days @param {Partial<SignIn>} [more] @returns {SignIn} */
const signIn = (number, browser, address, days, more = {}) => ({
  id: `sign0000000${number}`.padEnd(13, "0"), since: iso(Date.now() - days * day), last_used_at: iso(Date.now() - number * hour), address, browser, here: false, ...more,
});

/** @param {(response: any, status: number, body?: unknown) => void} answer @param {object} user
 * @returns {Record<string, (call: any) => void>} */
export function peopleRoutes(answer, user) {
  /** @type {Person[]} */
  let people = [
    { id: "usr0000000001", name: "Ada", role: "owner", since: iso(Date.now() - 200 * day), you: true,
      sign_ins: [signIn(0, "Chrome on Linux", "192.168.1.20", 3, { here: true }), signIn(2, "Safari on an iPhone", "192.168.1.31", 40)] },
    { id: "usr0000000002", name: "Ben", role: "member", since: iso(Date.now() - 120 * day), you: false, sign_ins: [signIn(5, "Firefox on Windows", "203.0.113.7", 12)] },
    { id: "usr0000000003", name: "Grandma", role: "viewer", since: iso(Date.now() - 8 * day), you: false, sign_ins: [] },
  ];
  /** @type {Invite[]} */
  let invites = [{ id: "inv0000000001", role: "viewer", invited_by: "Ada", created_at: iso(Date.now() - 3 * hour), expires_at: iso(Date.now() + 21 * hour) }];
  /** @param {any} response @param {number} status @param {string} code @param {string} sentence @param {string} [field] */
  const refuse = (response, status, code, sentence, field) => answer(response, status, { error: { code, sentence, ...(field && { field }) } });
  return {
    "GET /people": ({ response }) => answer(response, 200, { people, invites }),
    "PATCH /people/:id": ({ response, id, body }) => {
      if (people.every((one) => one.id === id || one.role !== "owner") && body.role !== "owner") {
        return refuse(response, 409, "failed_precondition", "Somebody has to be the owner. Make another person the owner first.");
      }
      people = people.map((one) => (one.id === id ? { ...one, role: body.role } : one));
      return answer(response, 204);
    },
    "DELETE /people/:id": ({ response, id }) => {
      people = people.filter((one) => one.id !== id);
      answer(response, 204);
    },
    "DELETE /sign-ins/:id": ({ response, id }) => {
      for (const one of people) one.sign_ins = one.sign_ins.filter((row) => row.id !== id);
      answer(response, 204);
    },
    "POST /invites": ({ response, body }) => {
      const made = /** @type {Invite} */ ({ id: `inv000000000${invites.length + 1}`, role: body.role, invited_by: "Ada", created_at: iso(Date.now()), expires_at: iso(Date.now() + day) });
      invites = [...invites, made];
      answer(response, 201, { invite: made, token: "Qm9uZmlyZS1hbmQtbGFudGVybi1vaWwtYW5kLWdsYXNz" });
    },
    "DELETE /invites/:id": ({ response, id }) => {
      invites = invites.filter((one) => one.id !== id);
      answer(response, 204);
    },
    "POST /join/offer": ({ response, body }) =>
      body.token === "used"
        ? refuse(response, 403, "permission_denied", "This link was used, taken back or is older than a day. Ask for a new one.")
        : answer(response, 200, { home: "Linden Street 7", invited_by: "Ada", role: "member", expires_at: iso(Date.now() + day) }),
    "POST /join": ({ response, body }) =>
      body.name === "Ben"
        ? refuse(response, 409, "already_exists", "Somebody here has that name already. Choose another.", "name")
        : response.writeHead(200, { "Content-Type": "application/json", "Set-Cookie": "porchlight_session=1; HttpOnly; SameSite=Strict; Path=/" }).end(JSON.stringify({ user })),
    "PUT /session/password": ({ response, body }) =>
      body.old_password === "wrong" ? refuse(response, 403, "permission_denied", "That is not your password until now.", "old_password") : answer(response, 204),
  };
}
