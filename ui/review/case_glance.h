// A look at a prediction before it is judged: the slice that shows most of it and those around, as image, with the
// label, and as trust.
//
// Used on the GUI thread; volumes are read in a job. Invariant: what is shown belongs to the case that was asked for
// last, and all views show one place of it.
#pragma once

#include "core/study/label_scheme.h"
#include "core/volume/volume.h"
#include "ui/jobs/latest_job.h"
#include "ui/picture/grey_window.h"

#include <QString>
#include <QWidget>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>

class QLabel;

namespace tandem {

class ProjectSession;
class ReadWhenSeen;
class SliceView;

struct GlanceRequest {
    std::int64_t runId = 0;
    std::int64_t caseId = 0;
    std::int64_t predictionId = 0;  ///< a newer prediction is another picture
    std::int64_t scoringId = 0;     ///< and so is another trust: RunTrust::scoringId

    bool operator==(const GlanceRequest&) const = default;
};

class CaseGlance : public QWidget {
    Q_OBJECT

public:
    explicit CaseGlance(ProjectSession& session, QWidget* parent = nullptr);
    ~CaseGlance() override;

    /// Nothing for an empty glance. voxel: where to look; without one where most of the prediction is seen.
    void setCase(const std::optional<GlanceRequest>& request, const std::optional<Index3>& voxel = {});
    [[nodiscard]] QSize sizeHint() const override { return {400, 150}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 110}; }

Q_SIGNALS:
    void activated();

protected:
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    enum Part { Slices, TrustMaps };
    /// From left to right.
    enum Tile { Image, Prediction, TrustMap, TileCount };
    struct Glance;
    class Reader;

    void read();
    /// Trust takes its time, so it comes last.
    void read(Part part);
    void take(const Glance& read);
    void show(const Glance& glance);
    /// What stands in place of the views.
    void explain();
    void retranslate();

    ProjectSession& m_session;
    ReadWhenSeen* m_showing;
    std::optional<GlanceRequest> m_wanted;
    std::optional<Index3> m_voxel;
    bool m_isShown = false;
    std::optional<bool> m_isTrustCalibrated;  ///< where trust is shown
    QString m_reason;                         ///< why there is nothing to see
    LatestJob<Glance> m_reading;

    QLabel* m_message;
    std::array<QLabel*, TileCount> m_titles{};
    std::array<SliceView*, TileCount> m_views{};
};

}  // namespace tandem
