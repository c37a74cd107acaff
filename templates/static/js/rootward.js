// Everything works without this file. It adds: focus on an error summary, the
// word "saving" while an answer is on its way, and single keys in the queue.
(function () {
  "use strict";
  var summary = document.querySelector(".govuk-error-summary");
  if (summary) summary.focus();

  // An answer that cannot be saved stays in its field; the page says so.
  document.addEventListener("htmx:sendError", offline);
  document.addEventListener("htmx:timeout", offline);
  function offline() { notSaved("offline"); }
  function notSaved(why) {
    var state = document.getElementById("save-state");
    if (!state || !state.dataset[why]) return;
    state.querySelector(".rw-tag").className = "rw-tag is-wait";
    state.querySelector(".rw-tag").textContent = state.dataset[why];
  }
  document.addEventListener("htmx:beforeRequest", function (event) {
    var state = document.getElementById("save-state");
    if (!state || !event.detail.target || event.detail.target.id !== "save-state") return;
    state.querySelector(".rw-tag").className = "rw-tag is-active";
    state.querySelector(".rw-tag").textContent = state.dataset.saving;
  });
  // A refused answer or a conflict is shown in its place like any other reply.
  document.addEventListener("htmx:beforeSwap", function (event) {
    var status = event.detail.xhr.status;
    if (status === 409 || status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
    // Whatever else comes back, such as the page for signing in after a long
    // pause, is not the state of saving: the form stays as it is and says so.
    if (event.detail.target.id === "save-state" && event.detail.xhr.responseText.indexOf('id="save-state"') < 0) {
      event.detail.shouldSwap = false;
      notSaved("refused");
      dirty = true;
    }
  });

  // Leaving with words that were not saved asks first.
  var dirty = false;
  document.addEventListener("input", function (event) { if (event.target.closest("form[data-autosave]")) dirty = true; });
  document.addEventListener("submit", function () { dirty = false; });
  document.addEventListener("htmx:afterRequest", function (event) {
    var saved = event.detail.successful && event.detail.target.id === "save-state" && event.detail.xhr.responseText.indexOf('id="save-state"') >= 0;
    if (saved) dirty = false;
  });
  window.addEventListener("beforeunload", function (event) { if (dirty) event.preventDefault(); });

  // Single keys: switched off inside fields and by data-keys="off".
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === "off") return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable) return;
    var target = document.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
    if (!target) return;
    event.preventDefault();
    if (target.matches("input")) target.focus(); else target.click();
  });
})();
