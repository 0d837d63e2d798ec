// The regions of the case in which most voxels are expected to be wrong, the worst first, to jump to.
//
// Used on the GUI thread. Invariant: the chosen row is the region that was jumped to last, or none.
#pragma once

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

    /// To the next or, with -1, the previous region, around the ends.
    void jump(int step);

Q_SIGNALS:
    void jumped(const tandem::Index3& voxel);
    void thresholdChanged(double threshold);

private:
    void chooseRow(int row);
    void retranslate();

    QLabel* m_label = nullptr;
    QDoubleSpinBox* m_threshold = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_uncalibrated = nullptr;
    QTableWidget* m_table = nullptr;
    std::vector<DoubtfulRegion> m_regions;
    std::optional<Uncalibrated> m_why;  ///< trust is uncalibrated
};

}  // namespace tandem
