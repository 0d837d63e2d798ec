#include "ui/review/queue_model.h"

#include "ui/review/review_words.h"
#include "ui/trust/trust_words.h"

#include <algorithm>
#include <utility>

namespace tandem {

namespace {

/// Numbers have three digits after the point each, so they are aligned in the middle, too.
QVariant alignmentOf(int column) {
    const bool isText = column == QueueModel::Name || column == QueueModel::Review;
    return QVariant::fromValue((isText ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter);
}

}  // namespace

void QueueModel::setQueue(ReviewQueue queue) {
    beginResetModel();
    m_queue = std::move(queue);
    endResetModel();
}

const QueuedCase* QueueModel::find(std::int64_t caseId) const {
    const auto found = std::ranges::find(m_queue.cases, caseId, &QueuedCase::caseId);
    return found == m_queue.cases.end() ? nullptr : &*found;
}

void QueueModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int QueueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_queue.cases.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const QueuedCase& queued = m_queue.cases[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
        case Qt::DisplayRole:
            return textAt(queued, column);
        case Qt::ToolTipRole:
            return tooltipAt(queued, column);
        case Qt::TextAlignmentRole:
            return alignmentOf(column);
        case CaseIdRole:
            return QVariant::fromValue(queued.caseId);
        case SortRole:
            return sortValueAt(queued, column);
        case ScoreRole:
            return (column == PredictedDice || column == Agreement) && queued.score ? sortValueAt(queued, column)
                                                                                    : QVariant();
        default:
            return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return alignmentOf(section);
    }
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) {
        return {};
    }
    const bool isTip = role == Qt::ToolTipRole;
    switch (section) {
        case Name:
            return isTip ? tr("The unlabelled cases of the run's split, and every other case without a label")
                         : tr("Case");
        case PredictedDice:
            return isTip ? TrustWords::ofACase() : tr("Predicted Dice");
        case Uncertainty:
            return isTip ? tr("Part of the possible structure that would be wrong if the decoders' uncertainty were "
                              "right")
                         : tr("Uncertain");
        case Agreement:
            return isTip ? tr("Dice of the two decoders' structures: 0 to 1") : tr("Agreement");
        case Review:
            return isTip ? tr("What was decided on the prediction") : tr("Review");
        default:
            return {};
    }
}

QString QueueModel::textAt(const QueuedCase& queued, int column) {
    const QString unknown = QStringLiteral("–");
    switch (column) {
        case Name:
            return QString::fromStdString(queued.name);
        case PredictedDice:
            return queued.score ? TrustWords::predictedDice(queued.score->dice, queued.score->isCalibrated()) : unknown;
        case Uncertainty:
            return queued.score ? ReviewWords::score(queued.score->meanUncertainty) : unknown;
        case Agreement:
            return queued.score ? ReviewWords::score(queued.score->agreement) : unknown;
        case Review:
            return ReviewWords::standing(queued);
        default:
            return {};
    }
}

QVariant QueueModel::sortValueAt(const QueuedCase& queued, int column) {
    constexpr double kBehindAll = 1e300;  // not yet scored
    switch (column) {
        case PredictedDice:
            return queued.score ? queued.score->expectedDice : kBehindAll;
        case Uncertainty:
            return queued.score ? queued.score->meanUncertainty : kBehindAll;
        case Agreement:
            return queued.score ? queued.score->agreement : kBehindAll;
        default:
            return textAt(queued, column);
    }
}

QString QueueModel::tooltipAt(const QueuedCase& queued, int column) {
    if (column == Review && queued.isOutdated) {
        return tr("The run has trained on since this case was predicted.");
    }
    if (column == Review) {
        return ReviewWords::reviewSentence(queued);
    }
    if (column == PredictedDice && queued.score) {
        return TrustWords::ofACase();
    }
    return column == Name && !queued.patient.empty() ? tr("Patient %1").arg(QString::fromStdString(queued.patient))
                                                     : QString();
}

}  // namespace tandem
