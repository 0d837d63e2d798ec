#include "ui/datasets/import/import_preview_model.h"

#include "core/base/list_text.h"
#include "storage/import/import_checks.h"
#include "ui/datasets/cases/case_words.h"

#include <QStringList>
#include <algorithm>
#include <map>
#include <optional>
#include <set>
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

void ImportPreviewModel::setScheme(const LabelScheme& scheme) {
    m_scheme = scheme;
}

void ImportPreviewModel::setPlan(ImportPlan plan) {
    beginResetModel();
    m_plan = std::move(plan);
    m_rows.assign(m_plan.cases.size(), {});
    const std::set<std::filesystem::path> files(m_plan.files.begin(), m_plan.files.end());
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const PlannedCase& planned = m_plan.cases[row];
        const bool isInTheImage = planned.label && *planned.label == planned.images.front();
        m_rows[row].mayChooseLabel = !isInTheImage && files.contains(planned.images.front().path);
    }
    m_values.clear();
    endResetModel();
}

void ImportPreviewModel::takeChecked(const std::vector<CheckedCase>& checked) {
    if (checked.empty()) {
        return;
    }
    std::size_t first = m_rows.size();
    std::size_t last = 0;
    for (const CheckedCase& one : checked) {
        m_rows[one.row].checked = one;
        for (const auto& [value, voxels] : one.labelValues) {
            m_values[value] += voxels;
        }
        first = std::min(first, one.row);
        last = std::max(last, one.row);
    }
    Q_EMIT dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(last), ColumnCount - 1));
}

const std::vector<Finding>& ImportPreviewModel::findingsAt(int row) const {
    const auto place = static_cast<std::size_t>(row);
    // Those of the check have those of the plan among them.
    return m_rows[place].checked ? m_rows[place].checked->record.findings : m_plan.cases[place].findings;
}

bool ImportPreviewModel::isRefusedAt(std::size_t row) const {
    return isRefused(findingsAt(static_cast<int>(row)));
}

bool ImportPreviewModel::isChosenAt(std::size_t row) const {
    return m_rows[row].isTicked && !isRefusedAt(row);
}

ImportPlan ImportPreviewModel::chosen() const {
    ImportPlan plan{.findings = m_plan.findings, .ignoredFiles = m_plan.ignoredFiles, .splits = m_plan.splits};
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (isChosenAt(row)) {
            plan.cases.push_back(m_plan.cases[row]);
        }
    }
    return plan;
}

int ImportPreviewModel::chosenCount() const {
    int count = 0;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        count += isChosenAt(row) ? 1 : 0;
    }
    return count;
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
            return planned.series ? seriesText(*planned.series) : fileNames(planned.images);
        case Label:
            return labelTextAt(row);
        case Geometry:
            return hasGeometry ? sizeText(checked->record.geometry) + QStringLiteral(", ") +
                                     spacingText(checked->record.geometry)
                               : QString();
        case Values:
            return hasGeometry ? valuesText(*checked) : QString();
        case Findings:
            return findingsTextAt(row);
        default:
            return {};
    }
}

QString ImportPreviewModel::labelTextAt(std::size_t row) const {
    const PlannedCase& planned = m_plan.cases[row];
    if (planned.classFiles.empty()) {
        return planned.label ? fileNames({*planned.label}) : tr("none");
    }
    std::map<std::optional<StructureKind>, std::vector<std::string>> namesOf;
    for (const ClassFile& file : planned.classFiles) {
        namesOf[file.ofObject].push_back(file.name);
    }
    QStringList texts;
    for (const auto& [kind, names] : namesOf) {
        const int count = static_cast<int>(names.size());
        const QString text = !kind                              ? tr("%n file(s): %1", nullptr, count)
                             : *kind == StructureKind::Segments ? tr("segmentation (%n segment(s)): %1", nullptr, count)
                                                                : tr("contours (%n structure(s)): %1", nullptr, count);
        texts.append(text.arg(QString::fromStdString(listText(names))));
    }
    return texts.join(QStringLiteral("; "));
}

QStringList ImportPreviewModel::labelFilesAt(std::size_t row) const {
    const PlannedCase& chosenFor = m_plan.cases[row];
    QStringList paths;
    const auto add = [&paths](const std::filesystem::path& path) { paths << QString::fromStdString(path.string()); };
    if (chosenFor.label) {
        add(chosenFor.label->path);
    }
    std::ranges::for_each(m_plan.unused, add);
    // What was taken for an image may be a label.
    for (const PlannedCase& planned : m_plan.cases) {
        if (&planned != &chosenFor && !planned.label && planned.classFiles.empty() && planned.images.size() == 1) {
            add(planned.images.front().path);
        }
    }
    return paths;
}

std::vector<int> ImportPreviewModel::probableLabels() const {
    std::vector<int> rows;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].checked && m_rows[row].checked->isProbablyLabel) {
            rows.push_back(static_cast<int>(row));
        }
    }
    return rows;
}

QString ImportPreviewModel::valuesText(const CheckedCase& checked) const {
    constexpr std::size_t kMostValues = 16;
    QStringList values;
    for (const auto& [value, voxels] : checked.labelValues) {
        values.append(QString::number(value));
        if (values.size() >= static_cast<qsizetype>(kMostValues)) {
            values.append(QStringLiteral("…"));
            break;
        }
    }
    const QString classes = labelsText(checked.record, m_scheme);
    const QString text = values.join(QStringLiteral(", "));
    return text.isEmpty() || classes.isEmpty() ? text : text + QStringLiteral(": ") + classes;
}

QString ImportPreviewModel::findingsTextAt(std::size_t row) const {
    const std::optional<CheckedCase>& checked = m_rows[row].checked;
    if (!checked) {
        const std::vector<Finding>& planned = m_plan.cases[row].findings;
        return planned.empty() ? tr("not checked yet") : findingsDetail(planned);
    }
    const QString detail = findingsDetail(checked->record.findings);
    if (!checked->isKnown) {
        return detail.isEmpty() ? tr("none") : detail;
    }
    const QString known = tr("Already in the project.");
    return detail.isEmpty() ? known : known + '\n' + detail;
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
        const QString text = textAt(row, index.column());
        if (index.column() == Label && m_rows[row].mayChooseLabel) {
            return text + '\n' + tr("Double-click to choose another file.");
        }
        return index.column() == Images
                   ? text + '\n' + QString::fromStdString(m_plan.cases[row].images.front().path.string())
                   : text;
    }
    if (index.column() == Label && role == LabelFilesRole) {
        return labelFilesAt(row);
    }
    if (index.column() == Label && role == Qt::EditRole) {
        const std::optional<PlannedFile>& label = m_plan.cases[row].label;
        return label ? QString::fromStdString(label->path.string()) : QString();
    }
    if (role == Qt::CheckStateRole && index.column() == Name) {
        return isChosenAt(row) ? Qt::Checked : Qt::Unchecked;
    }
    return {};
}

QVariant ImportPreviewModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const QStringList titles{tr("Case"),          tr("Patient"),      tr("Image"),   tr("Label"),
                             tr("Size, spacing"), tr("Label values"), tr("Findings")};
    return titles.value(section);
}

Qt::ItemFlags ImportPreviewModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Name && !isRefusedAt(static_cast<std::size_t>(index.row()))) {
        flags |= Qt::ItemIsUserCheckable;
    }
    if (index.isValid() && index.column() == Label && m_rows[static_cast<std::size_t>(index.row())].mayChooseLabel) {
        flags |= Qt::ItemIsEditable;
    }
    return flags;
}

bool ImportPreviewModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role == Qt::EditRole && flags(index).testFlag(Qt::ItemIsEditable)) {
        const PlannedCase& planned = m_plan.cases[static_cast<std::size_t>(index.row())];
        const std::filesystem::path chosen = value.toString().toStdString();
        if (chosen != (planned.label ? planned.label->path : std::filesystem::path())) {
            Q_EMIT labelChosen(planned.images.front().path, chosen);
        }
        return true;
    }
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable)) {
        return false;
    }
    m_rows[static_cast<std::size_t>(index.row())].isTicked = value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(index, index);
    return true;
}

}  // namespace tandem
