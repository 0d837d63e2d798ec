// Where the export shall abstain: the threshold, the voxel value, and a look at what it does to one case.
//
// Used on the GUI thread; the case is read by a job. Invariant: at most one case is being read, and what is shown
// belongs to the case that was asked for last.
#pragma once

#include "storage/export/export_request.h"
#include "ui/export/abstain_preview.h"
#include "ui/jobs/latest_job.h"

#include <QString>
#include <QWidget>
#include <memory>
#include <optional>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;
class QSpinBox;

namespace tandem {

class PreviewPicture;
class ProjectSession;
class TrustUpdater;

class AbstainPanel : public QWidget {
    Q_OBJECT

public:
    using Wanted = AbstainCase;

    explicit AbstainPanel(ProjectSession& session, QWidget* parent = nullptr);

    [[nodiscard]] std::optional<AbstainSettings> settings() const;
    /// Nothing to look at without a value.
    void look(const std::optional<Wanted>& wanted);
    /// Reads it again: the project has changed.
    void lookAgain();
    /// obstacle: why no case can abstain; empty when they can.
    void setObstacle(const QString& obstacle);

Q_SIGNALS:
    void changed();

private:
    void build();
    void connectParts();
    void take(AbstainReading read);
    void showState();
    [[nodiscard]] QString legend() const;
    /// What is left undecided, and what that is worth.
    [[nodiscard]] QString account() const;
    [[nodiscard]] QString calibration() const;
    void retranslate();

    ProjectSession& m_session;
    std::optional<Wanted> m_wanted;
    LatestJob<AbstainReading> m_reading;
    AbstainPreview m_preview;
    RunTrust m_trust;  ///< of what is shown
    TrustUpdater* m_updater;
    bool m_isMeasuring = false;
    QString m_obstacle;
    QString m_failure;  ///< why the case could not be read

    QCheckBox* m_abstain = nullptr;
    QSlider* m_slider = nullptr;
    QDoubleSpinBox* m_threshold = nullptr;
    QLabel* m_valueLabel = nullptr;
    QSpinBox* m_value = nullptr;
    QLabel* m_title = nullptr;
    PreviewPicture* m_picture = nullptr;
    QLabel* m_legend = nullptr;
    QLabel* m_fraction = nullptr;
    QLabel* m_calibration = nullptr;
};

}  // namespace tandem
