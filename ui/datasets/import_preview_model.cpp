#include "ui/datasets/import_preview_model.h"

#include "storage/import/import_checks.h"
#include "ui/datasets/case_words.h"

#include <QStringList>
#include <utility>

namespace tandem {
namespace {

QString fileNames(const std::vector<PlannedFile>& files) {
    QStringList names;
    for (const PlannedFile& file : files) {
        names.append(QString::fromStdString(file.path.filename().string()));
    }
    return names.join(QStringLiteral(", "));
}

}  // namespace

ImportPreviewModel::ImportPreviewModel(LabelScheme scheme, QObject* parent)
    : QAbstractTableModel(parent), m_scheme(std::move(scheme)) {}

void ImportPreviewModel::setPlan(ImportPlan plan) {
    beginResetModel();
    m_plan = std::move(plan);
    m_rows.assign(m_plan.cases.size(), {});
    endResetModel();
}

void ImportPreviewModel::takeChecked(const std::vector<CheckedCase>& checked) {
    for (const CheckedCase& one : checked) {
        m_rows[one.row].checked = one;
        const int row = static_cast<int>(one.row);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

const std::vector<Finding>& ImportPreviewModel::findingsOf(std::size_t row) const {
    // Those of the check have those of the plan among them.
    return m_rows[row].checked ? m_rows[row].checked->record.findings : m_plan.cases[row].findings;
}

bool ImportPreviewModel::isRefusedAt(std::size_t row) const {
    return isRefused(findingsOf(row));
}

ImportPlan ImportPreviewModel::chosen() const {
    ImportPlan plan{.findings = m_plan.findings, .ignoredFiles = m_plan.ignoredFiles};
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].isTicked && !isRefusedAt(row)) {
            plan.cases.push_back(m_plan.cases[row]);
        }
    }
    return plan;
}

int ImportPreviewModel::chosenCount() const {
    return static_cast<int>(chosen().cases.size());
}

int ImportPreviewModel::refusedCount() const {
    int count = 0;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        count += isRefusedAt(row) ? 1 : 0;
    }
    return count;
}

int ImportPreviewModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ImportPreviewModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ImportPreviewModel::textAt(std::size_t row, int column) const {
    const PlannedCase& planned = m_plan.cases[row];
    const std::optional<CheckedCase>& checked = m_rows[row].checked;
    const bool hasGeometry = checked && checked->record.geometry.voxelCount() > 0;
    switch (column) {
        case Name:
            return QString::fromStdString(planned.name);
        case Patient:
            return QString::fromStdString(checked ? checked->record.patient : planned.patient);
        case Images:
            return fileNames(planned.images);
        case Label:
            return planned.label ? fileNames({*planned.label}) : tr("none");
        case Geometry:
            return hasGeometry ? sizeText(checked->record.geometry) + QStringLiteral(", ") +
                                     spacingText(checked->record.geometry)
                               : QString();
        case Values:
            return hasGeometry ? labelsText(checked->record, m_scheme) : QString();
        case Findings: {
            if (!checked) {
                return planned.findings.empty() ? tr("not checked yet") : findingsDetail(planned.findings);
            }
            const QString detail = findingsDetail(checked->record.findings);
            const QString known = checked->isKnown ? tr("Already in the project.") : QString();
            return known.isEmpty() || detail.isEmpty() ? known + detail : known + '\n' + detail;
        }
        default:
            return {};
    }
}

QVariant ImportPreviewModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const auto row = static_cast<std::size_t>(index.row());
    if (role == Qt::DisplayRole) {
        return textAt(row, index.column()).replace('\n', ' ');
    }
    if (role == Qt::ToolTipRole) {
        return textAt(row, index.column());
    }
    if (role == Qt::CheckStateRole && index.column() == Name) {
        return m_rows[row].isTicked && !isRefusedAt(row) ? Qt::Checked : Qt::Unchecked;
    }
    return {};
}

QVariant ImportPreviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const QStringList titles{tr("Case"),          tr("Patient"), tr("Image"),   tr("Label"),
                             tr("Size, spacing"), tr("Labels"),  tr("Findings")};
    return titles.value(section);
}

Qt::ItemFlags ImportPreviewModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Name && !isRefusedAt(static_cast<std::size_t>(index.row()))) {
        flags |= Qt::ItemIsUserCheckable;
    }
    return flags;
}

bool ImportPreviewModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable)) {
        return false;
    }
    m_rows[static_cast<std::size_t>(index.row())].isTicked = value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(index, index);
    return true;
}

}  // namespace tandem
