// The runs of a project as a table, the newest first: what they are, how far they came and how good they are.
//
// Used on the GUI thread. Invariant: rows are what the project said at the last reload(), but for the iteration of a
// run that trains now. The name and the notes can be edited in place.
#pragma once

#include "core/settings/training_settings.h"
#include "storage/db/run_record.h"
#include "storage/training/before_and_after.h"

#include <QAbstractTableModel>
#include <QStringList>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace tandem {

class ProjectSession;

struct RunRow {
    RunRecord record;
    TrainingSettings settings;  ///< defaults where what is stored is not understood: see noticesOnSettings()
    QString splitName;
    std::int64_t iteration = 0;      ///< of the last checkpoint, or, while it trains, reported since
    std::optional<double> bestDice;  ///< on the validation cases
    bool hasCheckpoint = false;
    std::optional<BeforeAndAfter> gain;  ///< of one that goes on from another and came to its end
    QString differences;                 ///< what sets it apart from the project's other runs: "Filters: 8; Seed: 2"
};

class RunTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Name, Status, Method, Progress, BestDice, Duration, Differences, Notes, ColumnCount };
    enum Role { RunIdRole = Qt::UserRole + 1 };

    /// Empty until it is loaded first.
    explicit RunTableModel(ProjectSession& session, QObject* parent = nullptr);

    void reload();
    /// Reads again how far a run came that trains.
    void refresh(std::int64_t runId);
    /// A run that trains has come so far.
    void noteIteration(std::int64_t runId, std::int64_t iteration);
    /// The runs that train but are held.
    void setPaused(std::set<std::int64_t> runIds);
    /// The language of the window changed.
    void retranslate();

    [[nodiscard]] const RunRow* rowAt(int row) const;
    [[nodiscard]] const RunRow* find(std::int64_t runId) const;
    [[nodiscard]] int rowOf(std::int64_t runId) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

private:
    [[nodiscard]] std::vector<RunRow> read() const;
    void sayDifferences();
    [[nodiscard]] QString textAt(const RunRow& row, int column) const;

    ProjectSession& m_session;
    std::vector<RunRow> m_rows;
    std::set<std::int64_t> m_paused;
};

/// "queued", "training", "stopped", ... in the language of the window.
[[nodiscard]] QString statusText(RunStatus status);
/// How long it has trained, without pauses; of a run from before that was kept, that it was no longer than from its
/// start to its end. A dash before it starts.
[[nodiscard]] QString trainedText(const RunRecord& run);
/// What its stored settings hold that this program does not understand; empty where there is nothing.
[[nodiscard]] QString settingNotices(const RunRecord& run);
/// A setting in words, and its value in each run.
struct SettingRow {
    QString key;  ///< as on the command line
    QString title;
    QString explanation;
    QStringList values;   ///< empty where a run's settings cannot be read
    bool isKnown = true;  ///< or of another version of the program
};
using SettingRows = std::vector<SettingRow>;
[[nodiscard]] SettingRows settingsOf(const RunRow& run);
/// Those in which the runs, in the order given, are not all the same.
[[nodiscard]] SettingRows differingSettings(const std::vector<const RunRow*>& runs);

}  // namespace tandem
