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

    /// What was resolved of them; nothing while nobody corrects.
    void setResolved(const std::optional<std::vector<ResolvedRegion>>& resolved);

    /// To the next or, with -1, the previous region, around the ends; past those that are resolved, while any is not.
    void jump(int step);
    /// Whether a region of the rows is not resolved.
    [[nodiscard]] bool hasOpen() const;

Q_SIGNALS:
    void jumped(const tandem::DoubtfulRegion& region);
    void thresholdChanged(double threshold);

private:
    void chooseRow(int row);
    void showResolved();
    [[nodiscard]] const ResolvedRegion* answerOf(const DoubtfulRegion& region) const;
    [[nodiscard]] QString summary() const;
    void retranslate();

    QLabel* m_label = nullptr;
    QDoubleSpinBox* m_threshold = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_uncalibrated = nullptr;
    QTableWidget* m_table = nullptr;
    std::vector<DoubtfulRegion> m_all;
    std::vector<DoubtfulRegion> m_regions;  ///< of the rows
    std::optional<std::vector<ResolvedRegion>> m_resolved;
    std::optional<Uncalibrated> m_why;  ///< trust is uncalibrated
};

}  // namespace tandem
