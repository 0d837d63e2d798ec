// Where the label of the inspected case is corrected: the bars, the keys and the tools around one correction, for the
// page that shows the slices.
//
// Used on the GUI thread. Invariant: at most one correction is at hand, that of the case that was shown last.
#pragma once

#include "core/correction/shape_cleanup.h"
#include "core/study/label_scheme.h"
#include "ui/correction/correction_session.h"
#include "ui/correction/region_answers.h"
#include "ui/picture/slice_layer.h"
#include "ui/render/slice_marks.h"

#include <QWidget>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QPushButton;

namespace tandem {

class CorrectBar;
class CorrectKeys;
class ProjectSession;
class ShapeEditor;
class SliceEditor;
class SliceTool;
class ToolChoice;

/// A case whose label can be corrected.
struct CorrectedCase {
    std::int64_t caseId = 0;
    std::int64_t runId = 0;      ///< whose prediction is shown; 0 for none
    std::string checkpointHash;  ///< of that prediction
    bool hasLabel = false;
    QString name;
    LabelScheme scheme;
    ImageVolume image;
    double greySpan = 1;  ///< between what is shown as black and white
};

class CorrectionDesk : public QWidget {
    Q_OBJECT

public:
    /// page: where keys hold; views: where Enter answers. sliceInUse: of the view that has the keyboard, or had it
    /// last.
    CorrectionDesk(ProjectSession& session, QWidget& page, const std::vector<QWidget*>& views,
                   std::function<SliceOf()> sliceInUse);
    ~CorrectionDesk() override;

    /// The same case again keeps its correction.
    void showCase(const CorrectedCase& shown);
    void showNone();
    /// By which the doubtful regions of the case are answered.
    void setRegionSources(const RegionSources& sources);

    /// Begins, or goes on with what waits; puts aside what is worked on.
    void setCorrecting(bool isCorrecting);
    /// It is edited here, or will be in a moment.
    [[nodiscard]] bool isCorrecting() const;
    [[nodiscard]] bool isEditing() const { return m_correction.isEditing(); }

    /// In the middle of a stroke.
    [[nodiscard]] bool isActing() const;

    /// For the slices; nullptr while nothing is edited, or the crosshair is chosen.
    [[nodiscard]] SliceTool* tool();
    /// Nothing where the case has no correction.
    [[nodiscard]] std::optional<SliceLayer> layer() const;
    /// Of the slices along an axis of the grid; nothing where no correction is edited.
    [[nodiscard]] std::optional<SliceMarks> marks(std::size_t through);
    [[nodiscard]] std::vector<ResolvedRegion> resolvedRegions() const;

    /// Another slice is in use.
    void noteSlice();
    /// A region that a person went to: the next answer is for it.
    void chooseRegion(const DoubtfulRegion& region) { m_regions->choose(region); }
    /// A sentence beside the tools, until there is another.
    void tell(const QString& sentence);
    /// In the place of what is said of a correction that has become the label.
    void tellFinished(const QString& sentence);
    /// What Escape does first: drops what is drawn or waits, or lets the region go. Whether there was something.
    bool drop();

Q_SIGNALS:
    /// There is another layer, or none, or it can be edited, or no more.
    void changed();
    void voxelsChanged(const tandem::Box& box);
    /// An action is over: marks, regions and what is drawn in space may be other.
    void acted();
    void toolChanged();
    /// What a tool draws over the slices is another.
    void previewChanged();
    /// By the button beside what waits.
    void correctingWanted(bool isWanted);
    /// The region at hand was answered; the next one may come.
    void regionAnswered();
    /// On what was made the label, from the run whose prediction is shown.
    void trainOnWanted(std::int64_t runId);

protected:
    bool eventFilter(QObject* page, QEvent* event) override;

private:
    void connectParts();
    void connectBar();
    void begin(CorrectionOrigin origin);
    [[nodiscard]] std::vector<CorrectionOrigin> origins() const;
    void showState();
    void undo(bool isAgain);
    void mark();
    void takeDigit(int digit);
    void enter();
    void beginAnew(CorrectionOrigin origin);
    void askToDiscard();
    [[nodiscard]] QString describe() const;
    [[nodiscard]] QString notice() const;

    CorrectionSession m_correction;
    ToolChoice* m_tools;
    SliceEditor* m_slices;
    ShapeEditor* m_shapes;
    RegionAnswers* m_regions;
    CorrectKeys* m_keys;
    CorrectBar* m_bar;
    QWidget* m_waiting;
    QLabel* m_notice;
    QPushButton* m_goOn;
    QPushButton* m_discard;
    QPushButton* m_trainOn;
    bool m_isToLook;
    std::function<SliceOf()> m_sliceInUse;
    std::optional<CorrectedCase> m_case;
    std::optional<CorrectionOrigin> m_beginsWith;  ///< after what was begun is discarded
    QString m_note;

    /// A correction that became the label of the case that is shown.
    struct Finished {
        std::int64_t caseId = 0;
        QString told;  ///< empty until there is something to tell
    };
    std::optional<Finished> m_finished;
};

}  // namespace tandem
