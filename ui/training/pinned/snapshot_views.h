// A snapshot of the pinned case in five pictures of one slice: prediction, uncertainty, trust, similarity and teaching
// weight.
//
// Used on the GUI thread. Invariant: all show the same voxel, and the prediction's outline lies over each map.
#pragma once

#include "ui/picture/slice_plane.h"
#include "ui/training/pinned/pinned_case_view.h"

#include <QWidget>
#include <array>
#include <cstddef>

class QGridLayout;

namespace tandem {

class MapTitle;
class SliceView;

class SnapshotViews : public QWidget {
    Q_OBJECT

public:
    static constexpr std::size_t kMaps = 5;

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
    void retranslate();
    void addView(std::size_t at);
    void arrange(int columns);
    void explain(std::size_t at, const QString& explanation);
    [[nodiscard]] QString titleOf(const MapName& map) const;
    [[nodiscard]] double highest(const MapName& map) const;

    std::array<MapTitle*, kMaps> m_titles{};
    std::array<SliceView*, kMaps> m_views{};
    LabelScheme m_scheme;
    int m_classes = 0;  ///< of the maps; 0 before the first case
    bool m_isTrustCalibrated = false;
    QGridLayout* m_grid = nullptr;
    int m_columns = 0;
};

}  // namespace tandem
