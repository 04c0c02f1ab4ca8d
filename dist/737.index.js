export const id = 737;
export const ids = [737];
export const modules = {

/***/ 5737:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderRunComment: () => (/* binding */ renderRunComment),
/* harmony export */   renderWithdrawnComment: () => (/* binding */ renderWithdrawnComment),
/* harmony export */   s: () => (/* binding */ runSections),
/* harmony export */   y: () => (/* binding */ runAlert)
/* harmony export */ });
/* harmony import */ var _budget_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6223);
/* harmony import */ var _comment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7434);
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9491);
/* harmony import */ var _headline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5818);
/* harmony import */ var _issue_list_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7300);
/* harmony import */ var _marker_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9556);
/* harmony import */ var _reason_texts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8923);
/* harmony import */ var _todo_section_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4940);








/**
 * The comment on a whole run: an error, or a reason for doing nothing, that belongs to no single promotion.
 * Without one it says that the earlier problem is gone; post it then only over an existing comment.
 */
function renderRunComment(run, addresses) {
    const sections = [
        { name: 'marker', keep: Number.POSITIVE_INFINITY, text: `${(0,_marker_js__WEBPACK_IMPORTED_MODULE_4__/* .runMarker */ .q)()}\n${runAlert(run)}` },
        ...runSections(run, addresses),
    ];
    return `${(0,_budget_js__WEBPACK_IMPORTED_MODULE_5__/* .fitWithin */ .Hi)(sections, { limit: _budget_js__WEBPACK_IMPORTED_MODULE_5__/* .COMMENT_LIMIT */ .W$, measure: (text) => text.length, notice: () => '_The list was too long for a comment. It is in the job summary._' })}\n`;
}
/** What replaces the comment on a model and stage that a pull request no longer asks for. */
function renderWithdrawnComment(model, stage) {
    const head = {
        alert: 'NOTE',
        icon: 'ℹ️',
        sentence: `This pull request no longer asks for ${model} in ${stage}.`,
        next: 'Nothing to do.',
    };
    return `${(0,_marker_js__WEBPACK_IMPORTED_MODULE_4__/* .commentMarker */ .Q)(model, stage)}\n${(0,_headline_js__WEBPACK_IMPORTED_MODULE_1__/* .alertBlock */ .cu)(head)}\n`;
}
/** The verdict on a run without promotions. */
function runAlert(run) {
    if (run.error === null) {
        return (0,_headline_js__WEBPACK_IMPORTED_MODULE_1__/* .alertBlock */ .cu)({
            alert: 'NOTE',
            icon: 'ℹ️',
            sentence: 'No problem with the gates.',
            next: 'What stood here before is settled.',
        });
    }
    return (0,_headline_js__WEBPACK_IMPORTED_MODULE_1__/* .alertBlock */ .cu)({
        ...ALERTS[run.conclusion],
        sentence: errorSentence(run.error),
        next: run.error.hint ?? (0,_reason_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonText */ .u)(run.error.code).remedy,
    });
}
const REFUSED = { alert: 'CAUTION', icon: '❌' };
const QUIET = { alert: 'NOTE', icon: 'ℹ️' };
const ALERTS = {
    applied: QUIET,
    'no-change': QUIET,
    planned: QUIET,
    pending: { alert: 'WARNING', icon: '⏳' },
    refused: REFUSED,
    partial: REFUSED,
    error: { alert: 'CAUTION', icon: '⛔' },
};
function errorSentence(error) {
    const message = error.message.trim();
    return /[.!?]$/u.test(message) ? message : `${message}.`;
}
/** The single problems with their places, and the notes. */
function runSections(run, addresses) {
    const issues = run.error === null ? '' : (0,_issue_list_js__WEBPACK_IMPORTED_MODULE_6__/* .issueList */ .q)(run.error.issues);
    const code = run.error === null ? '' : `Reason:${(0,_todo_section_js__WEBPACK_IMPORTED_MODULE_3__/* .reference */ .i)(run.error.code, addresses.documentation)}`;
    return [
        { name: 'problems', keep: 1, text: issues },
        { name: 'reason', keep: 3, text: code },
        { name: 'notes', keep: 2, text: (0,_comment_js__WEBPACK_IMPORTED_MODULE_0__/* .noteList */ .RG)(run.notes, (0,_context_js__WEBPACK_IMPORTED_MODULE_7__/* .contextOf */ .V)(run, addresses)) },
    ];
}


/***/ })

};
