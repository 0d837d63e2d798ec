// The regions to look at as a table, in the order of a strategy.
//
// Used on the GUI thread. Invariant: rows are places of the order that was set last, the first kMostRows of those that
// are to be shown.
#pragma once

#include "core/study/label_scheme.h"
#include "storage/regions/region_queue.h"

#include <QAbstractTableModel>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace tandem {

/// Which region a row is, whatever its place in the order.
struct RegionKey {
    std::int64_t caseId = 0;
    std::int64_t number = 0;

    bool operator==(const RegionKey&) const = default;
};

class RegionModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Structure, Doubtful, Wrong, Disagreement, State, ColumnCount };
    /// Nobody scrolls through more before the order is another.
    static constexpr std::size_t kMostRows = 2000;

    explicit RegionModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// order: places among the queue's candidates.
    void setRegions(RegionQueue queue, LabelScheme scheme, std::vector<std::size_t> order);
    /// Without those that are done.
    void setOpenOnly(bool isOpenOnly);
    [[nodiscard]] const RegionQueue& queue() const noexcept { return m_queue; }
    [[nodiscard]] const CandidateRegion& candidate(int row) const;
    [[nodiscard]] bool isDone(int row) const { return m_queue.isDone(candidate(row)); }
    [[nodiscard]] static RegionKey keyOf(const CandidateRegion& candidate) {
        return {candidate.caseId, candidate.number};
    }
    [[nodiscard]] std::optional<int> rowOf(const RegionKey& key) const;
    /// The language has changed.
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    void chooseRows();
    [[nodiscard]] QString textAt(const CandidateRegion& candidate, int column) const;
    [[nodiscard]] QString className(int labelClass) const;

    RegionQueue m_queue;
    LabelScheme m_scheme;
    std::vector<std::size_t> m_order;
    std::vector<std::size_t> m_rows;  ///< of the order, those that are shown
    bool m_isOpenOnly = false;
};

}  // namespace tandem
