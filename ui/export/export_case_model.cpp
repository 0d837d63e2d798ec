#include "ui/export/export_case_model.h"

#include "ui/trust/trust_words.h"

#include <algorithm>
#include <utility>

namespace tandem {

ExportCaseModel::ExportCaseModel(QObject* parent) : QAbstractTableModel(parent) {}

void ExportCaseModel::setCases(std::vector<ExportCandidate> cases) {
    beginResetModel();
    m_cases = std::move(cases);
    endResetModel();
    Q_EMIT ticksChanged();
}

void ExportCaseModel::setOtherLabel(bool isOther) {
    if (std::exchange(m_isOtherLabel, isOther) != isOther) {
        Q_EMIT headerDataChanged(Qt::Horizontal, PredictedDice, PredictedDice);
    }
}

void ExportCaseModel::setTicked(const std::vector<int>& rows, bool isTicked) {
    for (const int row : rows) {
        if (isTicked) {
            m_unticked.erase(at(row).caseId);
        } else {
            m_unticked.insert(at(row).caseId);
        }
    }
    if (!m_cases.empty()) {
        Q_EMIT dataChanged(index(0, Name), index(rowCount() - 1, Name), {Qt::CheckStateRole});
    }
    Q_EMIT ticksChanged();
}

bool ExportCaseModel::hasPatients() const {
    return std::ranges::any_of(m_cases, [](const ExportCandidate& one) { return !one.patient.empty(); });
}

std::vector<ExportCandidate> ExportCaseModel::ticked() const {
    std::vector<ExportCandidate> chosen;
    for (const ExportCandidate& one : m_cases) {
        if (!m_unticked.contains(one.caseId)) {
            chosen.push_back(one);
        }
    }
    return chosen;
}

int ExportCaseModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_cases.size());
}

int ExportCaseModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ExportCaseModel::roleText(const ExportCandidate& one) const {
    if (!one.role) {
        return tr("none");
    }
    switch (*one.role) {
        case SplitRole::TrainingLabelled:
            return tr("labelled");
        case SplitRole::TrainingUnlabelled:
            return tr("unlabelled");
        case SplitRole::Validation:
            return tr("validation");
        case SplitRole::Test:
            return tr("test");
    }
    return {};
}

QVariant ExportCaseModel::text(const ExportCandidate& one, int column) const {
    switch (column) {
        case Name:
            return QString::fromStdString(one.name);
        case Patient:
            return QString::fromStdString(one.patient);
        case Role:
            return roleText(one);
        case Label:
            return one.hasLabel ? tr("yes") : tr("no");
        case PredictedDice:
            return one.score ? TrustWords::predictedDice(one.score->dice, one.score->isCalibrated())
                             : QStringLiteral("–");
        case Source:
            return one.isFromDicom ? tr("DICOM") : tr("file");
        default:
            return {};
    }
}

QVariant ExportCaseModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ExportCandidate& one = at(index.row());
    if (role == Qt::CheckStateRole && index.column() == Name) {
        return isTicked(index.row()) ? Qt::Checked : Qt::Unchecked;
    }
    if (role == Qt::TextAlignmentRole && index.column() == PredictedDice) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && index.column() == Name) {
        return tr("Predicted %1").arg(QString::fromStdString(one.predictedAt));
    }
    if (role == kSortRole && index.column() == PredictedDice) {
        return one.score ? one.score->dice.value : -1;
    }
    return role == Qt::DisplayRole || role == kSortRole ? text(one, index.column()) : QVariant();
}

bool ExportCaseModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::CheckStateRole || index.column() != Name) {
        return false;
    }
    setTicked({index.row()}, value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags ExportCaseModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant ExportCaseModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == PredictedDice) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (orientation == Qt::Horizontal && role == Qt::ToolTipRole && section == PredictedDice) {
        return TrustWords::ofACase();
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    const QString titles[ColumnCount]{tr("Case"),    m_isOtherLabel ? tr("Predicted Dice of A") : tr("Predicted Dice"),
                                      tr("Patient"), tr("Role"),
                                      tr("Label"),   tr("Source")};
    return titles[section];
}

void ExportCaseModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_cases.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

}  // namespace tandem
