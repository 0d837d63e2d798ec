// A look at a prediction before it is judged: the slice that shows most of it, as image, with the label, and as
// trust.
//
// Used on the GUI thread; volumes are read, and the pictures painted, in a job. Invariant: what is shown belongs to the
// case that was asked for last.
#pragma once

#include "ui/jobs/job.h"

#include <QImage>
#include <QString>
#include <QWidget>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace tandem {

class ProjectSession;

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
    enum Tile { Image, Prediction, TrustMap };
    using Pictures = std::vector<std::pair<Tile, QImage>>;
    struct Glance {
        Pictures pictures;
        std::optional<bool> isTrustCalibrated;  ///< where trust is among them
    };

    explicit CaseGlance(ProjectSession& session, QWidget* parent = nullptr);
    ~CaseGlance() override;

    /// Nothing for an empty glance.
    void setCase(const std::optional<GlanceRequest>& request);
    /// From left to right; empty until they are painted.
    [[nodiscard]] const Pictures& pictures() const noexcept { return m_glance.pictures; }

    [[nodiscard]] QSize sizeHint() const override { return {400, 150}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 110}; }

Q_SIGNALS:
    void activated();

protected:
    void changeEvent(QEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum Part { Slices, TrustMaps };

    void read();
    /// Trust takes its time, so it comes last.
    void read(Part part);
    void take();
    void explain();
    [[nodiscard]] static QString titleOf(Tile tile);

    ProjectSession& m_session;
    std::optional<GlanceRequest> m_wanted;
    std::optional<GlanceRequest> m_shown;  ///< or being read
    Part m_part = Slices;                  ///< that is being read, or was last
    Glance m_glance;
    QString m_reason;  ///< why there are no pictures
    std::unique_ptr<ResultJob<Glance>> m_reading;
};

}  // namespace tandem
