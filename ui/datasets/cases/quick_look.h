// The selected case at a glance: three planes with the label's outline, and what was found about it.
//
// Used on the GUI thread; volumes are read by a job. Invariant: at most one case is being read, and what is shown
// belongs to the case that was asked for last.
#pragma once

#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "ui/jobs/latest_job.h"
#include "ui/picture/grey_window.h"

#include <QTimer>
#include <QWidget>
#include <array>
#include <memory>
#include <optional>

class QLabel;

namespace tandem {

class ProjectSession;
class SliceView;

/// What the three planes of a case show.
struct CaseVolumes {
    ImageVolume image;
    LabelVolume label;  ///< empty without one
    GreyWindow window;
    Index3 voxel{};  ///< at which the planes cross at first
};

class QuickLook : public QWidget {
    Q_OBJECT

public:
    explicit QuickLook(ProjectSession& session, QWidget* parent = nullptr);
    ~QuickLook() override;

    void look(const CaseRecord& record, const LabelScheme& scheme);
    /// several: cases are selected, but not one.
    void clear(int several = 0);

Q_SIGNALS:
    /// The volumes of the case that was asked for last are on the screen.
    void shown(qlonglong caseId);

private:
    void showTexts();
    void startReading();
    void takeVolumes(const CaseVolumes& volumes);
    void clearPlanes();
    void retranslate();

    ProjectSession& m_session;
    QTimer m_delay;  ///< so that running through the table reads only where it stops
    std::optional<CaseRecord> m_wanted;
    LabelScheme m_scheme;
    int m_several = 0;  ///< cases that are selected when there is not one
    LatestJob<CaseVolumes> m_reading;

    QLabel* m_title;
    QLabel* m_facts;
    QLabel* m_message;
    std::array<SliceView*, 3> m_planes{};
};

}  // namespace tandem
