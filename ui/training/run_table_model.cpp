#include "ui/training/run_table_model.h"

#include "core/base/error.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/metric_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "ui/numbers/quantity.h"
#include "ui/session/project_session.h"

#include <algorithm>
#include <utility>

namespace tandem {
namespace {

bool isNumeric(int column) {
    return column == RunTableModel::Number || (column >= RunTableModel::Progress && column <= RunTableModel::Duration);
}

}  // namespace

RunTableModel::RunTableModel(ProjectSession& session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session) {}

std::vector<RunRow> RunTableModel::read() const {
    const Project& project = m_session.project();
    std::vector<RunRow> rows;
    for (const RunRecord& record : project.runs().list()) {
        RunRow row{.record = record, .settings = storedSettings<TrainingSettings>(record.settingsJson).values};
        if (record.splitId) {
            row.splitName = QString::fromStdString(project.splits().get(*record.splitId).name);
        }
        if (const auto last = project.checkpoints().find(record.id, CheckpointKind::Last)) {
            row.iteration = last->iteration;
            row.hasCheckpoint = true;
        }
        if (const auto best = project.checkpoints().find(record.id, CheckpointKind::Best)) {
            row.bestDice = best->validationDice;
        }
        row.gain = beforeAndAfter(project, record.id);
        if (record.status == RunStatus::Running) {
            row.iteration = std::max(row.iteration, project.metrics().lastIteration(record.id));
        }
        rows.push_back(row);
    }
    std::ranges::reverse(rows);
    return rows;
}

/// Of the rows that there are.
void RunTableModel::sayDifferences() {
    std::vector<const RunRow*> all;
    for (RunRow& row : m_rows) {
        row.differences.clear();
        all.push_back(&row);
    }
    for (const SettingRow& one : differingSettings(all)) {
        // The method and the iterations have columns of their own.
        if (one.key == "method" || one.key == "iterations") {
            continue;
        }
        for (std::size_t index = 0; index < m_rows.size(); ++index) {
            QString& text = m_rows[index].differences;
            if (const QString& value = one.values[static_cast<qsizetype>(index)]; !value.isEmpty()) {
                text += (text.isEmpty() ? "" : "; ") + tr("%1: %2").arg(one.title, value);
            }
        }
    }
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void RunTableModel::reload() {
    std::vector<RunRow> rows;
    if (!m_session.attempt([&] { rows = read(); })) {
        return;
    }
    // Rows are added at the top or removed; a selection must survive both.
    for (int row = rowCount() - 1; row >= 0; --row) {
        const std::int64_t id = m_rows[static_cast<std::size_t>(row)].record.id;
        if (std::ranges::none_of(rows, [id](const RunRow& one) { return one.record.id == id; })) {
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            endRemoveRows();
        }
    }
    const int added = static_cast<int>(rows.size() - m_rows.size());
    if (added > 0) {
        beginInsertRows({}, 0, added - 1);
        m_rows.insert(m_rows.begin(), rows.begin(), rows.begin() + added);
        endInsertRows();
    }
    m_rows = std::move(rows);
    sayDifferences();
}

void RunTableModel::refresh(std::int64_t runId) {
    const RunRow* const run = find(runId);
    if (run == nullptr || run->record.status != RunStatus::Running) {
        return;
    }
    try {
        noteIteration(runId, m_session.project().metrics().lastIteration(runId));
    } catch (const Error&) {
        // It is shown as it was read last, until it is read again.
    }
}

void RunTableModel::noteIteration(std::int64_t runId, std::int64_t iteration) {
    const int row = rowOf(runId);
    if (row >= 0) {
        RunRow& run = m_rows[static_cast<std::size_t>(row)];
        run.iteration = iteration;
        try {
            run.record.trainedSeconds = m_session.project().runs().get(runId).trainedSeconds;
        } catch (const Error&) {
            // It is shown as it was read last, until it is read again.
        }
        Q_EMIT dataChanged(index(row, Progress), index(row, Duration));
    }
}

void RunTableModel::setPaused(std::set<std::int64_t> runIds) {
    if (runIds != m_paused) {
        m_paused = std::move(runIds);
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0, Status), index(rowCount() - 1, Status));
        }
    }
}

void RunTableModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    sayDifferences();
}

const RunRow* RunTableModel::rowAt(int row) const {
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int RunTableModel::rowOf(std::int64_t runId) const {
    const auto found = std::ranges::find_if(m_rows, [&](const RunRow& row) { return row.record.id == runId; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const RunRow* RunTableModel::find(std::int64_t runId) const {
    return rowAt(rowOf(runId));
}

int RunTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString RunTableModel::textAt(const RunRow& row, int column) const {
    switch (column) {
        case Number:
            return QString::number(row.record.id);
        case Name:
            return QString::fromStdString(row.record.name);
        case Status:
            return m_paused.contains(row.record.id) ? tr("paused") : statusText(row.record.status);
        case Method:
            return QString::fromStdString(row.record.method);
        case Progress:
            return tr("%1 of %2").arg(Quantity::count(row.iteration), Quantity::count(row.settings.iterations));
        case BestDice:
            return Quantity::fixed(row.bestDice, 4);
        case Duration:
            return trainedText(row.record);
        case Differences:
            return row.differences;
        case Notes:
            return QString::fromStdString(row.record.notes);
        default:
            return {};
    }
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const RunRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole:
            return textAt(row, index.column());
        case Qt::ToolTipRole:
            if (index.column() == Status && !row.record.message.empty()) {
                return QString::fromStdString(row.record.message);
            }
            return textAt(row, index.column());
        case Qt::TextAlignmentRole:
            return isNumeric(index.column()) ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
        case RunIdRole:
            return QVariant::fromValue(row.record.id);
        default:
            return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (orientation == Qt::Horizontal && role == Qt::ToolTipRole && section == Duration) {
        return tr("How long the run has trained, without pauses");
    }
    if (orientation == Qt::Horizontal && role == Qt::ToolTipRole && section == BestDice) {
        return tr(
            "Mean over the validation cases on their prepared grids; evaluations are on the grids of the images.");
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const QStringList titles{tr("Run"),       tr("Name"),     tr("Status"),      tr("Method"), tr("Iterations"),
                             tr("Best Dice"), tr("Duration"), tr("Differences"), tr("Notes")};
    return titles.value(section);
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const {
    const bool isEditable =
        !m_session.isToLook() && index.isValid() && (index.column() == Name || index.column() == Notes);
    return QAbstractTableModel::flags(index) | (isEditable ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable)) {
        return false;
    }
    RunRecord& record = m_rows[static_cast<std::size_t>(index.row())].record;
    const std::string text = value.toString().trimmed().toStdString();
    const bool isStored = m_session.attempt([&] {
        if (index.column() == Name) {
            m_session.project().runs().rename(record.id, text);
            record.name = text;
        } else {
            m_session.project().runs().setNotes(record.id, text);
            record.notes = text;
        }
    });
    if (!isStored) {
        return false;
    }
    Q_EMIT dataChanged(index, index);
    Q_EMIT m_session.runsChanged();
    return true;
}

}  // namespace tandem
