// How the page says what it knows: decisions, reasons, figures, and whether a ranking can be trusted.
//
// Used on the GUI thread. Invariant: every place of the page that names one of these does it through here, in the
// language of the moment.
#pragma once

#include "storage/reliability/ranking_trust.h"
#include "storage/review/review_queue.h"

#include <QCoreApplication>
#include <QString>

namespace tandem {

class ReviewWords {
    Q_DECLARE_TR_FUNCTIONS(tandem::ReviewWords)

public:
    /// "Run 2 · mutual-reliable"
    /// What the column Review shows: "accepted", "to predict", "being edited", ...
    [[nodiscard]] static QString standing(const QueuedCase& queued);
    /// The newest review in a sentence, with its time and note; empty without one.
    [[nodiscard]] static QString reviewSentence(const QueuedCase& queued);
    /// "0.853"
    [[nodiscard]] static QString score(double value);

    /// "Yes", "Not sure", ... in a few words.
    [[nodiscard]] static QString trustHeadline(Trust trust);
    /// Why, with the figures.
    [[nodiscard]] static QString trustReason(const TrustVerdict& verdict, int validationCases);
    /// The rule behind the verdict: see storage/reliability/ranking_trust.h.
    [[nodiscard]] static QString trustRule();

    /// Why the button does not work for the case; empty when it does.
    [[nodiscard]] static QString whyNotAccept(const QueuedCase& queued, std::int64_t runId);
    [[nodiscard]] static QString whyNotReject(const QueuedCase& queued);
    [[nodiscard]] static QString whyNotEdit(const QueuedCase& queued);
    [[nodiscard]] static QString whyNotCorrect(const QueuedCase& queued);
    [[nodiscard]] static QString whyNotUndo(const QueuedCase& queued);
};

}  // namespace tandem
