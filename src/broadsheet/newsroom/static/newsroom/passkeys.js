// Asks the browser for a passkey: an element says by attributes whether one is made ("create") or used ("get"), where
// the question comes from and where the answer goes. Bytes travel as base64url, as the specification writes them.
(() => {
  const toBytes = (text) => {
    const plain = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
  };
  const toText = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (keys) => (keys || []).map((key) => ({ ...key, id: toBytes(key.id) }));

  const asked = (question) => ({
    ...question,
    challenge: toBytes(question.challenge),
    ...(question.user && { user: { ...question.user, id: toBytes(question.user.id) } }),
    ...(question.excludeCredentials && { excludeCredentials: known(question.excludeCredentials) }),
    ...(question.allowCredentials && { allowCredentials: known(question.allowCredentials) }),
  });

  const answered = (key) => {
    const { response } = key;
    const parts = { clientDataJSON: toText(response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) parts[name] = toText(response[name]);
    }
    if (response.getTransports) parts.transports = response.getTransports();
    return {
      id: key.id, rawId: toText(key.rawId), type: key.type, response: parts,
      clientExtensionResults: key.getClientExtensionResults(),
    };
  };

  const send = async (address, body) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(address, {
      method: "POST", headers: { "X-CSRFToken": token, "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    // Who is there was not shown lately: the page that asks for it.
    if (answer.redirected) window.location.assign(answer.url);
    return answer.json();
  };

  const use = async (element) => {
    const { passkey, ask, answer, failed } = element.dataset;
    const button = element.querySelector("button");
    const told = element.querySelector("[role=status]");
    button.disabled = true;
    told.textContent = "";
    try {
      const key = await navigator.credentials[passkey]({ publicKey: asked(await send(ask, {})) });
      const result = await send(answer, answered(key));
      if (result.next) window.location.assign(result.next);
      else told.textContent = result.told || failed;
    } catch {
      told.textContent = failed;
    }
    button.disabled = false;
  };

  document.addEventListener("DOMContentLoaded", () => {
    const can = Boolean(window.PublicKeyCredential && window.isSecureContext);
    document.querySelectorAll("[data-no-passkey]").forEach((element) => { element.hidden = can; });
    document.querySelectorAll("[data-passkey]").forEach((element) => {
      element.hidden = !can;
      element.querySelector("button").addEventListener("click", () => use(element));
    });
  });
})();
