#include "ui/review/review_words.h"

#include "ui/numbers/quantity.h"

#include <QDateTime>
#include <QLocale>

namespace tandem {

QString ReviewWords::standing(const QueuedCase& queued) {
    if (queued.isBeingEdited) {
        return tr("being edited");
    }
    if (queued.review) {
        switch (queued.review->decision) {
            case ReviewDecision::Accepted:
                return tr("accepted");
            case ReviewDecision::Edited:
                return tr("corrected");
            case ReviewDecision::Rejected:
                return tr("rejected");
        }
    }
    if (queued.predictionId == 0) {
        return tr("to predict");
    }
    if (queued.isOutdated) {
        return tr("outdated");
    }
    return queued.hasLabel ? tr("has a label") : QString();
}

QString ReviewWords::reviewSentence(const QueuedCase& queued) {
    if (!queued.review) {
        return {};
    }
    const ReviewRecord& review = *queued.review;
    const QDateTime time = QDateTime::fromString(QString::fromStdString(review.createdAt), Qt::ISODate).toLocalTime();
    const QString when = QLocale().toString(time, QLocale::ShortFormat);
    const QString run = review.runId ? tr("run %1").arg(*review.runId) : tr("a removed run");
    QString sentence;
    switch (review.decision) {
        case ReviewDecision::Accepted:
            sentence = tr("The prediction of %1 was accepted on %2.").arg(run, when);
            break;
        case ReviewDecision::Edited:
            sentence = review.checkpointHash.empty()  // it was made of no prediction
                           ? tr("The label was corrected by hand on %1.").arg(when)
                           : tr("The prediction of %1 was corrected by hand and accepted on %2.").arg(run, when);
            break;
        case ReviewDecision::Rejected:
            sentence = tr("The prediction of %1 was rejected on %2.").arg(run, when);
            break;
    }
    return review.note.empty() ? sentence : sentence + ' ' + tr("Note: %1").arg(QString::fromStdString(review.note));
}

QString ReviewWords::score(double value) {
    return Quantity::fixed(value, 3);
}

QString ReviewWords::trustHeadline(Trust trust) {
    switch (trust) {
        case Trust::TooFewCases:
            return tr("Not known yet");
        case Trust::Trusted:
            return tr("Yes, it can be trusted here");
        case Trust::Unsure:
            return tr("Probably, but the evidence is thin");
        case Trust::NotTrusted:
            return tr("No, it cannot be trusted here");
    }
    return {};
}

QString ReviewWords::trustReason(const TrustVerdict& verdict, int validationCases) {
    if (verdict.cases < TrustVerdict::kLeastCases) {
        return tr("Of %n validation case(s), %1 are predicted with all maps; at least %2 are needed to tell.", nullptr,
                  validationCases)
            .arg(verdict.cases)
            .arg(TrustVerdict::kLeastCases);
    }
    if (!verdict.correlation) {
        return tr(
            "All validation cases have the same predicted Dice or the same Dice, so that nothing can be compared.");
    }
    const QString cases = tr("%n validation case(s)", nullptr, verdict.cases);
    const QString correlation = Quantity::fixed(*verdict.correlation, 2);
    const QString chance = Quantity::fixed(100 * *verdict.chance, *verdict.chance < 0.001 ? 2 : 1);
    QString order =
        verdict.ordersCases()
            ? tr("On %1, a higher predicted Dice goes with a higher Dice (rank correlation %2; a random order does as "
                 "well in %3 % of cases).")
                  .arg(cases, correlation, chance)
            : tr("On %1, the predicted Dice says little about Dice (rank correlation %2).").arg(cases, correlation);
    if (!verdict.auroc) {
        return order;
    }
    const QString auroc = Quantity::fixed(*verdict.auroc, 2);
    return order + ' ' +
           (verdict.findsErrors() ? tr("Errors are where trust is low (AUROC %1).").arg(auroc)
                                  : tr("Trust does not show where the errors are (AUROC %1).").arg(auroc));
}

QString ReviewWords::trustRule() {
    return tr("The rule. Evidence: the validation cases of the run's split that are predicted with all maps, each "
              "judged "
              "by what was learned on the others.\n"
              "Trusted: Spearman's rank correlation of predicted and true Dice is at least %1, a random order would "
              "reach it with a chance below %2 %, and a wrong voxel near the boundary is trusted less than a right one "
              "with a chance (AUROC) of at least %3.\n"
              "Thin: the same, but the chance is %2 % or more. Fewer than %4 cases tell nothing: three are in the "
              "right order by chance once in six times.\n"
              "The best checkpoint was chosen on these cases, so the evidence flatters a little.")
        .arg(Quantity::fixed(TrustVerdict::kLeastCorrelation, 1), Quantity::fixed(100 * TrustVerdict::kMostChance, 0),
             Quantity::fixed(TrustVerdict::kLeastAuroc, 1), Quantity::count(TrustVerdict::kLeastCases));
}

QString ReviewWords::whyNotAccept(const QueuedCase& queued, std::int64_t runId) {
    if (!queued.usedBySplit.empty()) {
        return tr("The split \"%1\" uses the label of %2, so it stays as it is")
            .arg(QString::fromStdString(queued.usedBySplit), QString::fromStdString(queued.name));
    }
    if (queued.isBeingEdited) {
        return tr("The label of %1 is being corrected; take it back or discard it first")
            .arg(QString::fromStdString(queued.name));
    }
    if (queued.predictionId == 0) {
        return tr("Predict the case first");
    }
    const bool isAccepted =
        queued.review && queued.review->decision == ReviewDecision::Accepted && queued.review->runId == runId;
    return isAccepted && !queued.isOutdated ? tr("Accepted already") : QString();
}

QString ReviewWords::whyNotReject(const QueuedCase& queued) {
    if (queued.review && queued.review->decision != ReviewDecision::Rejected) {
        return tr("The prediction was accepted; undo that first");
    }
    return queued.predictionId != 0 ? QString() : tr("Predict the case first");
}

QString ReviewWords::whyNotEdit(const QueuedCase& queued) {
    if (!queued.usedBySplit.empty()) {
        return tr("The split \"%1\" uses the label of %2, so it stays as it is")
            .arg(QString::fromStdString(queued.usedBySplit), QString::fromStdString(queued.name));
    }
    return queued.predictionId != 0 ? QString() : tr("Predict the case first");
}

QString ReviewWords::whyNotCorrect(const QueuedCase& queued) {
    return queued.isBeingEdited ? tr("A copy of %1 is with another program; take it back or discard it first")
                                      .arg(QString::fromStdString(queued.name))
                                : whyNotEdit(queued);
}

QString ReviewWords::whyNotUndo(const QueuedCase& queued) {
    if (!queued.review) {
        return tr("The case has not been reviewed");
    }
    if (queued.review->decision != ReviewDecision::Rejected && !queued.usedBySplit.empty()) {
        return tr("The split \"%1\" uses the label of %2, so it stays as it is")
            .arg(QString::fromStdString(queued.usedBySplit), QString::fromStdString(queued.name));
    }
    return {};
}

}  // namespace tandem
