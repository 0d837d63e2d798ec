// What happened in the open project, the newest first, as a Qt model: when, what kind, and a sentence.
//
// Used on the GUI thread. Invariant: empty without a project.
#pragma once

#include "storage/db/result_records.h"

#include <QAbstractTableModel>
#include <vector>

namespace tandem {

class Project;

class EventLogModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Kind, Sentence, ColumnCount };
    static constexpr int kMost = 500;

    using QAbstractTableModel::QAbstractTableModel;

    /// Reads the project's log again; nothing forgets it. Throws Error.
    void read(const Project* project);
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<EventRecord> m_events;
};

}  // namespace tandem
