// The regions of the case in which most voxels are expected to be wrong, the worst first, to jump to; and which of them
// a correction has resolved.
//
// Used on the GUI thread. Invariant: the chosen row is the region that was jumped to last, or none.
#pragma once

#include "core/correction/correction.h"
#include "core/reliability/doubtful_regions.h"
#include "core/study/label_scheme.h"
#include "storage/reliability/run_trust.h"

#include <QWidget>
#include <optional>
#include <vector>

class QDoubleSpinBox;
class QLabel;
class QTableWidget;

namespace tandem {

class RegionList : public QWidget {
    Q_OBJECT

public:
    explicit RegionList(QWidget* parent = nullptr);

    /// uncalibrated: why the trust is that they were found by, if it is.
    void setRegions(const std::vector<DoubtfulRegion>& regions, const LabelScheme& scheme,
                    const std::optional<Uncalibrated>& uncalibrated);
    void showReason(const QString& reason);
    [[nodiscard]] double threshold() const;
    /// Without asking for regions.
    void setThreshold(double threshold);

    /// What was resolved of them; nothing while nobody corrects.
    void setResolved(const std::optional<std::vector<ResolvedRegion>>& resolved);

    /// To the next or, with -1, the previous region, around the ends; past those that are resolved, while any is not.
    void jump(int step);
    /// To the regions that are known by these voxels, the first open one first; a voxel of none of them is jumped to
    /// by itself.
    void goTo(const std::vector<Index3>& centres);
    /// Jumps again to the region that was gone to, where it is still open.
    void goOn();
    /// What was at hand is answered: to the next open one of those that were gone to, then of all.
    void jumpToOpen();

Q_SIGNALS:
    void jumped(const tandem::DoubtfulRegion& region);
    void thresholdChanged(double threshold);

private:
    void chooseRow(int row);
    void jumpTo(const Index3& centre);
    /// Of those to go to; nullptr where all are resolved.
    [[nodiscard]] const Index3* openWanted() const;
    /// Whether a region of the rows is not resolved.
    [[nodiscard]] bool hasOpen() const;
    void showResolved();
    [[nodiscard]] const ResolvedRegion* answerOf(const Index3& centre) const;
    [[nodiscard]] const ResolvedRegion* answerOf(const DoubtfulRegion& region) const { return answerOf(region.centre); }
    [[nodiscard]] QString summary() const;
    void retranslate();

    QLabel* m_label = nullptr;
    QDoubleSpinBox* m_threshold = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_uncalibrated = nullptr;
    QTableWidget* m_table = nullptr;
    std::vector<DoubtfulRegion> m_all;
    std::vector<DoubtfulRegion> m_regions;  ///< of the rows
    std::vector<Index3> m_wanted;           ///< to go to, until a person jumps elsewhere
    std::optional<std::vector<ResolvedRegion>> m_resolved;
    std::optional<Uncalibrated> m_why;  ///< trust is uncalibrated
};

}  // namespace tandem
