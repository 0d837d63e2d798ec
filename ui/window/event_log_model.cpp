#include "ui/window/event_log_model.h"

#include "storage/db/event_log.h"
#include "storage/db/project.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace tandem {
namespace {

// The kinds that the program writes; others are shown as they are.
[[maybe_unused]] const char* const kKinds[]{
    QT_TRANSLATE_NOOP("EventKind", "import"), QT_TRANSLATE_NOOP("EventKind", "train"),
    QT_TRANSLATE_NOOP("EventKind", "split"),  QT_TRANSLATE_NOOP("EventKind", "review"),
    QT_TRANSLATE_NOOP("EventKind", "export"), QT_TRANSLATE_NOOP("EventKind", "job"),
    QT_TRANSLATE_NOOP("EventKind", "failure")};

QString localTime(const std::string& utc) {
    const QDateTime time = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODate).toLocalTime();
    return time.isValid() ? time.toString("yyyy-MM-dd HH:mm:ss") : QString::fromStdString(utc);
}

}  // namespace

void EventLogModel::read(const Project* project) {
    std::vector<EventRecord> events;
    if (project != nullptr) {
        events = project->events().list(kMost);
    }
    if (events == m_events) {
        return;
    }
    beginResetModel();
    m_events = std::move(events);
    endResetModel();
}

void EventLogModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_events.empty()) {
        Q_EMIT dataChanged(index(0, Kind), index(rowCount() - 1, Kind));
    }
}

int EventLogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventLogModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventLogModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const EventRecord& event = m_events[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole) {
        const QString sentence = QString::fromStdString(event.sentence);
        return event.detail.empty() ? sentence : sentence + "\n\n" + QString::fromStdString(event.detail);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
        case Time:
            return localTime(event.time);
        case Kind:
            return QCoreApplication::translate("EventKind", event.kind.c_str());
        default:
            return QString::fromStdString(event.sentence);
    }
}

QVariant EventLogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
        case Time:
            return tr("Time");
        case Kind:
            return tr("Kind");
        default:
            return tr("What happened");
    }
}

}  // namespace tandem
