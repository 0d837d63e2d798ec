// The cases of a project as a table. Rows are read by a job; the text of a cell is made when it is asked for.
//
// Used on the GUI thread. Invariant: rows are what the project said when it was last read, and what was edited here
// since. Patient and tags can be edited in place.
#pragma once

#include "core/study/split_plan.h"
#include "ui/datasets/cases/case_listing.h"
#include "ui/jobs/latest_job.h"

#include <QAbstractTableModel>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace tandem {

class ProjectSession;
class ThumbnailStore;

class CaseTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Patient, State, Size, Spacing, Labels, Role, Findings, Tags, ColumnCount };
    enum DataRole { CaseIdRole = Qt::UserRole + 1, SortRole };

    explicit CaseTableModel(ProjectSession& session, QObject* parent = nullptr);
    ~CaseTableModel() override;

    /// Small pictures that stand before the names. Must outlive the model.
    void setThumbnails(ThumbnailStore& thumbnails);
    /// The language has changed.
    void retranslate();

    /// Reads the project again, in a job; loaded() follows.
    void reload();

    [[nodiscard]] const std::vector<CaseRow>& rows() const noexcept { return m_listing.rows; }
    [[nodiscard]] const LabelScheme& scheme() const noexcept { return m_listing.scheme; }
    [[nodiscard]] const std::vector<SplitRecord>& splits() const noexcept { return m_listing.splits; }
    [[nodiscard]] const CaseRow* rowAt(int row) const;
    [[nodiscard]] const CaseRow* find(std::int64_t caseId) const;
    /// -1 for a case that is not there.
    [[nodiscard]] int rowOf(std::int64_t caseId) const;

    /// Whose roles the column Role shows. Until one is chosen it is the newest.
    void showSplit(std::int64_t splitId);
    [[nodiscard]] const SplitRecord* shownSplit() const;
    /// The patients whose cases a split divides.
    [[nodiscard]] const std::vector<PatientLeak>& leaksOf(std::int64_t splitId) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

Q_SIGNALS:
    void loaded();
    /// A person has changed the case's patient from what it was before.
    void patientNamed(std::int64_t caseId, const QString& before);

private:
    void takeListing(CaseListing read);
    void readRoles();
    /// Why the case's role in the shown split must not be relied on; empty when there is nothing against it.
    [[nodiscard]] QString leakAt(const CaseRow& row) const;
    void indexRows();
    [[nodiscard]] QString textAt(const CaseRow& row, int column) const;
    [[nodiscard]] QVariant sortValueAt(const CaseRow& row, int column) const;
    [[nodiscard]] QString tooltipAt(const CaseRow& row, int column) const;

    ProjectSession& m_session;
    ThumbnailStore* m_thumbnails = nullptr;
    CaseListing m_listing;
    std::unordered_map<std::int64_t, int> m_rowOfCase;
    std::optional<std::int64_t> m_chosenSplit;
    std::unordered_map<std::int64_t, SplitRole> m_roles;           ///< of the shown split, by case
    std::unordered_map<std::int64_t, const PatientLeak*> m_leaks;  ///< the same
    bool m_isStoring = false;                                      ///< the news of a change is our own
    LatestJob<CaseListing> m_reading;
};

}  // namespace tandem
