#include "ui/datasets/cases/case_table_model.h"

#include "ui/datasets/cases/case_edit.h"
#include "ui/datasets/cases/case_words.h"
#include "ui/datasets/cases/thumbnail_store.h"
#include "ui/session/leak_words.h"
#include "ui/session/project_session.h"

#include <QStringList>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

/// Numbers stand under each other.
QVariant alignmentOf(int column) {
    const bool isNumeric = column == CaseTableModel::Size || column == CaseTableModel::Spacing;
    return QVariant::fromValue((isNumeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

}  // namespace

CaseTableModel::CaseTableModel(ProjectSession& session, QObject* parent)
    : QAbstractTableModel(parent),
      m_session(session),
      m_reading([this](CaseListing read) { takeListing(std::move(read)); }, m_session.teller()) {}

CaseTableModel::~CaseTableModel() = default;

void CaseTableModel::setThumbnails(ThumbnailStore& thumbnails) {
    m_thumbnails = &thumbnails;
    connect(&thumbnails, &ThumbnailStore::made, this, [this](qlonglong caseId) {
        if (const int row = rowOf(caseId); row >= 0) {
            Q_EMIT dataChanged(index(row, Name), index(row, Name), {Qt::DecorationRole});
        }
    });
}

void CaseTableModel::retranslate() {
    if (!m_listing.rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void CaseTableModel::reload() {
    if (m_isStoring) {
        return;
    }
    m_reading.ask(tr("Reading the cases"), [folder = m_session.folder()](const Progress&, const std::stop_token& stop) {
        return readCaseListing(folder, stop);
    });
}

void CaseTableModel::takeListing(CaseListing read) {
    const auto idOf = [](const CaseRow& row) { return row.record.id; };
    // The same cases in the same order keep selection and scroll position.
    if (std::ranges::equal(read.rows, m_listing.rows, {}, idOf, idOf)) {
        m_listing = std::move(read);
        readRoles();
        if (!m_listing.rows.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
    } else {
        beginResetModel();
        m_listing = std::move(read);
        indexRows();
        readRoles();
        endResetModel();
    }
    Q_EMIT loaded();
}

void CaseTableModel::indexRows() {
    m_rowOfCase.clear();
    for (const CaseRow& row : m_listing.rows) {
        m_rowOfCase.emplace(row.record.id, static_cast<int>(m_rowOfCase.size()));
    }
}

void CaseTableModel::readRoles() {
    m_roles.clear();
    m_leaks.clear();
    const SplitRecord* split = shownSplit();
    if (split == nullptr) {
        return;
    }
    for (const SplitAssignment& assignment : split->assignments) {
        m_roles.emplace(assignment.caseId, assignment.role);
    }
    for (const PatientLeak& leak : leaksOf(split->id)) {
        for (const SplitMember& one : leak.members) {
            m_leaks.emplace(one.which.caseId, &leak);
        }
    }
}

const std::vector<PatientLeak>& CaseTableModel::leaksOf(std::int64_t splitId) const {
    static const std::vector<PatientLeak> kNone;
    const auto found = m_listing.leaks.find(splitId);
    return found == m_listing.leaks.end() ? kNone : found->second;
}

QString CaseTableModel::leakAt(const CaseRow& row) const {
    const auto found = m_leaks.find(row.record.id);
    return found == m_leaks.end() ? QString() : leakText(*found->second);
}

const CaseRow* CaseTableModel::rowAt(int row) const {
    return row >= 0 && row < rowCount() ? &m_listing.rows[static_cast<std::size_t>(row)] : nullptr;
}

const CaseRow* CaseTableModel::find(std::int64_t caseId) const {
    return rowAt(rowOf(caseId));
}

int CaseTableModel::rowOf(std::int64_t caseId) const {
    const auto found = m_rowOfCase.find(caseId);
    return found == m_rowOfCase.end() ? -1 : found->second;
}

void CaseTableModel::showSplit(std::int64_t splitId) {
    m_chosenSplit = splitId;
    readRoles();
    if (!m_listing.rows.empty()) {
        Q_EMIT dataChanged(index(0, Role), index(rowCount() - 1, Role));
    }
    Q_EMIT headerDataChanged(Qt::Horizontal, Role, Role);
}

const SplitRecord* CaseTableModel::shownSplit() const {
    const auto& splits = m_listing.splits;
    const auto chosen = std::ranges::find_if(splits, [&](const SplitRecord& one) { return one.id == m_chosenSplit; });
    if (chosen != splits.end()) {
        return &*chosen;
    }
    const auto newest = std::ranges::max_element(splits, {}, &SplitRecord::id);
    return newest == splits.end() ? nullptr : &*newest;
}

int CaseTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_listing.rows.size());
}

int CaseTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString CaseTableModel::textAt(const CaseRow& row, int column) const {
    const CaseRecord& record = row.record;
    switch (column) {
        case Name:
            return QString::fromStdString(record.name);
        case Patient:
            return QString::fromStdString(record.patient);
        case State:
            return stateText(record.state);
        case Size:
            return sizeText(record.geometry);
        case Spacing:
            return spacingNumbers(record.geometry);
        case Labels:
            return labelsText(record, m_listing.scheme);
        case Role: {
            const auto role = m_roles.find(record.id);
            if (role == m_roles.end()) {
                return {};
            }
            return m_leaks.contains(record.id) ? tr("%1 ⚠").arg(roleText(role->second)) : roleText(role->second);
        }
        case Findings: {
            QString findings = findingsText(record.findings);
            if (!row.isMissing) {
                return findings;
            }
            return findings.isEmpty() ? tr("file missing") : tr("file missing, %1").arg(findings);
        }
        case Tags:
            return tagsText(record);
        default:
            return {};
    }
}

QVariant CaseTableModel::sortValueAt(const CaseRow& row, int column) const {
    switch (column) {
        case Size:
            return QVariant::fromValue(static_cast<qlonglong>(row.record.geometry.voxelCount()));
        case Spacing:
            return row.record.geometry.voxelVolumeMm3();
        case Labels:
            return foregroundMl(row.record);
        case Findings: {
            int weight = row.isMissing ? 1'000'000 : 0;
            for (const Finding& finding : row.record.findings) {
                weight += finding.severity == FindingSeverity::Note ? 1 : 1000;
            }
            return weight;
        }
        default:
            return textAt(row, column);
    }
}

QString CaseTableModel::tooltipAt(const CaseRow& row, int column) const {
    if (column == Name) {
        QStringList files;
        for (const ImageFile& file : row.record.images) {
            files.append(QString::fromStdString(file.path.string()));
        }
        if (row.record.label) {
            files.append(tr("Label: %1").arg(QString::fromStdString(row.record.label->path.string())));
        }
        return files.join('\n');
    }
    if (column == Role || column == Patient) {
        const QString leak = leakAt(row);
        return leak.isEmpty() ? textAt(row, column) : textAt(row, column) + '\n' + leak;
    }
    if (column == Findings) {
        const QString missing =
            row.isMissing ? tr("A source file is not where it was. Use \"Locate missing…\".") : QString();
        const QString detail = findingsDetail(row.record.findings);
        return missing.isEmpty() || detail.isEmpty() ? missing + detail : missing + '\n' + detail;
    }
    return textAt(row, column);
}

QVariant CaseTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const CaseRow& row = m_listing.rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole:
            return textAt(row, index.column());
        case Qt::ToolTipRole:
            return tooltipAt(row, index.column());
        case Qt::DecorationRole:
            return index.column() == Name && m_thumbnails != nullptr ? m_thumbnails->iconOf(row.record) : QVariant();
        case Qt::TextAlignmentRole:
            return alignmentOf(index.column());
        case CaseIdRole:
            return QVariant::fromValue(static_cast<qlonglong>(row.record.id));
        case SortRole:
            return sortValueAt(row, index.column());
        default:
            return {};
    }
}

QVariant CaseTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::ToolTipRole && section == Role) {
        const SplitRecord* split = shownSplit();
        return split == nullptr ? tr("There is no split yet.")
                                : tr("In the split \"%1\"").arg(QString::fromStdString(split->name));
    }
    if (role == Qt::TextAlignmentRole) {
        return alignmentOf(section);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const QStringList titles{tr("Name"),   tr("Patient"), tr("State"),    tr("Size"), tr("Spacing, mm"),
                             tr("Labels"), tr("Split"),   tr("Findings"), tr("Tags")};
    return titles.value(section);
}

Qt::ItemFlags CaseTableModel::flags(const QModelIndex& index) const {
    const bool isEditable =
        !m_session.isToLook() && index.isValid() && (index.column() == Patient || index.column() == Tags);
    return QAbstractTableModel::flags(index) | (isEditable ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

bool CaseTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable)) {
        return false;
    }
    CaseRow& row = m_listing.rows[static_cast<std::size_t>(index.row())];
    if (value.toString() == textAt(row, index.column())) {
        return true;
    }
    const QString before = textAt(row, index.column());
    const auto store = index.column() == Tags ? storeTags : storePatient;
    if (!m_session.attempt([&] { store(m_session.project(), row.record, value.toString()); })) {
        return false;
    }
    const bool wasReading = m_reading.isBusy();
    Q_EMIT dataChanged(index, index);
    m_isStoring = true;
    Q_EMIT m_session.casesChanged();
    m_isStoring = false;
    const std::int64_t caseId = row.record.id;
    const bool isPatient = index.column() == Patient;
    if (isPatient || wasReading) {
        reload();  // for what the splits leak now; and what is being read may be older than what was stored
    }
    if (isPatient) {
        Q_EMIT patientNamed(caseId, before);
    }
    return true;
}

}  // namespace tandem
