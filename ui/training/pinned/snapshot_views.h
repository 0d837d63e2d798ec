// A snapshot of the pinned case in five pictures of one slice: prediction, uncertainty, trust, similarity and teaching
// weight.
//
// Used on the GUI thread. Invariant: all show the same voxel, and the prediction's outline lies over each map.
#pragma once

#include "ui/picture/slice_plane.h"
#include "ui/training/pinned/pinned_case_view.h"

#include <QWidget>
#include <array>

class QGridLayout;

namespace tandem {

class MapTitle;
class SliceView;
struct SliceLayer;

class SnapshotViews : public QWidget {
    Q_OBJECT

public:
    explicit SnapshotViews(QWidget* parent = nullptr);

    /// The pictures before there is a snapshot.
    void showCase(const PinnedCaseView& pinned);
    /// Other names and colours of the classes, for the snapshots that are shown from then on.
    void setScheme(const LabelScheme& scheme);
    void showSnapshot(const SnapshotView& snapshot);
    void clear();
    void setPlane(Plane plane);
    void setCrosshair(const Index3& voxel);
    [[nodiscard]] const Index3& crosshair() const;

Q_SIGNALS:
    /// The person moved the crosshair.
    void voxelChosen(const tandem::Index3& voxel);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Map { Prediction, Uncertainty, Trust, Similarity, TeachingWeight, MapCount };

    void retranslate();
    void addView(Map map, const char* objectName);
    void arrange(int columns);
    void explain(Map map, const QString& explanation);

    std::array<MapTitle*, MapCount> m_titles{};
    std::array<SliceView*, MapCount> m_views{};
    LabelScheme m_scheme;
    double m_mostUncertain = 0;
    bool m_isTrustCalibrated = false;
    QGridLayout* m_grid = nullptr;
    int m_columns = 0;
};

}  // namespace tandem
