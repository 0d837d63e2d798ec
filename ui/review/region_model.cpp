#include "ui/review/region_model.h"

#include "ui/numbers/quantity.h"
#include "ui/review/region_words.h"

#include <QGuiApplication>
#include <QPalette>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

QVariant alignmentOf(int column) {
    const bool isText = column == RegionModel::Name || column == RegionModel::Structure || column == RegionModel::State;
    return QVariant::fromValue((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

double doubtfulMm3(const CandidateRegion& candidate) {
    return candidate.volumeMm3 * static_cast<double>(candidate.doubtfulVoxels) /
           static_cast<double>(candidate.box.voxelCount());
}

}  // namespace

void RegionModel::setRegions(RegionQueue queue, LabelScheme scheme, std::vector<std::size_t> order) {
    beginResetModel();
    m_queue = std::move(queue);
    m_scheme = std::move(scheme);
    m_order = std::move(order);
    chooseRows();
    endResetModel();
}

void RegionModel::setOpenOnly(bool isOpenOnly) {
    beginResetModel();
    m_isOpenOnly = isOpenOnly;
    chooseRows();
    endResetModel();
}

void RegionModel::chooseRows() {
    m_rows.clear();
    for (const std::size_t place : m_order) {
        if (m_rows.size() == kMostRows) {
            break;
        }
        if (!m_isOpenOnly || !m_queue.isDone((*m_queue.candidates)[place])) {
            m_rows.push_back(place);
        }
    }
}

const CandidateRegion& RegionModel::candidate(int row) const {
    return (*m_queue.candidates)[m_rows.at(static_cast<std::size_t>(row))];
}

std::optional<int> RegionModel::rowOf(const RegionKey& key) const {
    const auto found =
        std::ranges::find(m_rows, key, [this](std::size_t place) { return keyOf((*m_queue.candidates)[place]); });
    return found == m_rows.end() ? std::nullopt : std::optional(static_cast<int>(found - m_rows.begin()));
}

void RegionModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int RegionModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RegionModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RegionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const CandidateRegion& candidate = this->candidate(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return textAt(candidate, index.column());
        case Qt::ToolTipRole: {
            const Index3 centre = candidate.centre();
            return tr("Around voxel %1, %2, %3 of %4")
                .arg(centre[0] + 1)
                .arg(centre[1] + 1)
                .arg(centre[2] + 1)
                .arg(QString::fromStdString(m_queue.caseOf(candidate).name));
        }
        case Qt::TextAlignmentRole:
            return alignmentOf(index.column());
        case Qt::ForegroundRole:
            return m_queue.isDone(candidate) ? QVariant(QGuiApplication::palette().color(QPalette::PlaceholderText))
                                             : QVariant();
        default:
            return {};
    }
}

QVariant RegionModel::headerData(int section, Qt::Orientation orientation, int role) const {
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
        case Structure:
            return isTip ? tr("Of most of its doubtful voxels, by the prediction") : tr("Structure");
        case Doubtful:
            return isTip ? tr("How much of the region is doubtful; all regions are about as large")
                         : tr("Doubtful", "how much of a region");
        case Wrong:
            return isTip ? tr("How many of its voxels are expected to be wrong:\n1 − trust, summed over the doubtful "
                              "ones.")
                         : tr("Wrong, about");
        case Disagreement:
            return isTip ? tr("Voxels in which the decoders give different classes") : tr("Differ", "decoders");
        case State:
            return isTip ? tr("What a correction of the case has resolved of it") : tr("Done", "a column");
        default:
            return {};
    }
}

QString RegionModel::textAt(const CandidateRegion& candidate, int column) const {
    switch (column) {
        case Name:
            return QString::fromStdString(m_queue.caseOf(candidate).name);
        case Structure:
            return className(candidate.labelClass);
        case Doubtful:
            return candidate.doubtfulVoxels > 0 ? Quantity::volume(doubtfulMm3(candidate)) : QStringLiteral("–");
        case Wrong:
            return candidate.doubtfulVoxels > 0 ? Quantity::roundedCount(candidate.expectedErrors)
                                                : QStringLiteral("–");
        case Disagreement:
            return Quantity::count(candidate.disagreementVoxels);
        case State:
            return RegionWords::state(m_queue.resolved(candidate), candidate.answersNeeded());
        default:
            return {};
    }
}

QString RegionModel::className(int labelClass) const {
    const auto at = static_cast<std::size_t>(labelClass);
    return at < m_scheme.classes.size() ? QString::fromStdString(m_scheme.classes[at].name) : QString();
}

}  // namespace tandem
