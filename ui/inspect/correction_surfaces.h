// The surfaces of the layer "Correction" in the view in space, made again after actions.
//
// Used on the GUI thread; surfaces are made in jobs, of a copy of the label. Invariant: they are those of the label as
// it was some moments ago, never those of another one, and made only while somebody sees them and no stroke is on its
// way.
#pragma once

#include "core/volume/volume.h"
#include "ui/jobs/latest_job.h"
#include "ui/render/class_surface.h"

#include <QObject>
#include <QTimer>
#include <vector>

namespace tandem {

class CorrectionDesk;
class LinkedViews;

class CorrectionSurfaces : public QObject {
    Q_OBJECT

public:
    CorrectionSurfaces(CorrectionDesk& desk, LinkedViews& views, QObject* parent = nullptr);

private:
    /// The label is another, or there is none.
    void replace();
    /// Voxels have changed.
    void note();
    void make();

    CorrectionDesk& m_desk;
    LinkedViews& m_views;
    LabelVolume m_label;  ///< whose surfaces are shown or made
    bool m_isOutdated = false;
    QTimer m_pause;
    LatestJob<std::vector<ClassSurface>> m_making;
};

}  // namespace tandem
