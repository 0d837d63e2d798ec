#include "ui/correction/correction_desk.h"

#include "ui/correction/correct_bar.h"
#include "ui/correction/correct_keys.h"
#include "ui/correction/correction_layer.h"
#include "ui/correction/correction_words.h"
#include "ui/correction/shape_editor.h"
#include "ui/correction/slice_editor.h"
#include "ui/correction/tool_choice.h"
#include "ui/session/changing_controls.h"
#include "ui/session/project_session.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/translated.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {

CorrectionDesk::CorrectionDesk(ProjectSession& session, QWidget& page, const std::vector<QWidget*>& views,
                               std::function<SliceOf()> sliceInUse)
    : QWidget(&page),
      m_correction(session),
      m_tools(new ToolChoice(this)),
      m_slices(new SliceEditor(m_correction, *m_tools, this)),
      m_shapes(new ShapeEditor(m_correction, *m_tools, this)),
      m_regions(new RegionAnswers(m_correction, this)),
      m_keys(new CorrectKeys(page, views)),
      m_bar(new CorrectBar(*m_tools, this)),
      m_waiting(new QWidget(this)),
      m_notice(new QLabel(m_waiting)),
      m_goOn(new QPushButton(m_waiting)),
      m_discard(new QPushButton(m_waiting)),
      m_trainOn(new QPushButton(m_waiting)),
      m_isToLook(session.isToLook()),
      m_sliceInUse(std::move(sliceInUse)) {
    setObjectName("correctionDesk");
    m_notice->setObjectName("correctionNotice");
    m_notice->setWordWrap(true);
    m_goOn->setObjectName("correctionGoOn");
    m_discard->setObjectName("correctionDiscard");
    m_trainOn->setObjectName("correctionTrainOn");
    for (QPushButton* const button : {m_goOn, m_discard, m_trainOn}) {
        button->setAutoDefault(false);
        button->setFocusPolicy(Qt::TabFocus);
    }
    noteChanging({m_goOn, m_discard, m_trainOn});
    auto* const line = new QHBoxLayout(m_waiting);
    line->setContentsMargins(12, 0, 12, 6);
    line->addWidget(m_notice, 1);
    line->addWidget(m_goOn);
    line->addWidget(m_discard);
    line->addWidget(m_trainOn);
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(m_waiting);
    rows->addWidget(m_bar);
    connectParts();
    connectBar();
    page.installEventFilter(this);
    keepTranslated(*this, [this] {
        m_goOn->setText(tr("Go on"));
        m_goOn->setToolTip(tr("Goes on with the correction (key E)"));
        m_discard->setText(tr("Discard…"));
        m_discard->setToolTip(tr("Discards the correction that waits; the case keeps the label that it has"));
        m_trainOn->setText(tr("Train on…"));
        m_trainOn->setToolTip(tr("Has a new run learn from this label, beginning with what the run has learnt"));
        showState();
    });
}

CorrectionDesk::~CorrectionDesk() = default;

void CorrectionDesk::connectParts() {
    connect(&m_correction, &CorrectionSession::changed, this, [this] {
        m_note.clear();
        showState();
        Q_EMIT changed();
        Q_EMIT toolChanged();
        if (!m_correction.isBusy() && m_correction.edited() == nullptr && m_beginsWith) {
            begin(*std::exchange(m_beginsWith, std::nullopt));
        } else if (!m_correction.isBusy()) {
            m_beginsWith.reset();  // it could not be discarded
        }
    });
    connect(&m_correction, &CorrectionSession::finished, this, [this] {
        m_finished.emplace(Finished{.caseId = m_case->caseId, .told = {}});
        showState();
    });
    connect(&m_correction, &CorrectionSession::voxelsChanged, this, &CorrectionDesk::voxelsChanged);
    connect(&m_correction, &CorrectionSession::acted, this, [this] {
        showState();
        Q_EMIT acted();
    });
    connect(&m_correction, &CorrectionSession::acted, m_slices, &SliceEditor::previewChanged);
    connect(m_tools, &ToolChoice::changed, this, [this] {
        if (!m_regions->hasRegion() && !m_shapes->isWaiting()) {
            tell({});  // what was told is of the choice before
        }
        Q_EMIT toolChanged();
    });
    connect(m_slices, &SliceEditor::previewChanged, this, &CorrectionDesk::previewChanged);
    connect(m_shapes, &ShapeEditor::told, this, &CorrectionDesk::tell);
    connect(m_shapes, &ShapeEditor::changed, this, &CorrectionDesk::showState);
    connect(m_regions, &RegionAnswers::changed, this, [this] {
        m_slices->setRegion(m_regions->voxels());
        tell(m_regions->hasRegion()
                 ? tr("Region at hand: A, B or M takes that label, 0 to 9 a class, U unknown, Enter leaves it as it "
                      "is; Escape lets it go.")
                 : QString());
    });
    connect(m_regions, &RegionAnswers::answered, this, &CorrectionDesk::regionAnswered);
    connect(m_keys, &CorrectKeys::toolWanted, this, [this](const std::optional<EditTool>& tool) {
        if (tool && !isUsedOnSlices(*tool)) {
            m_shapes->run(*tool, m_sliceInUse());
        } else {
            m_tools->change([tool](ToolOptions& options) { options.tool = tool; });
        }
    });
    connect(m_keys, &CorrectKeys::digitPressed, this, &CorrectionDesk::takeDigit);
    connect(m_keys, &CorrectKeys::answerWanted, this, [this](RegionAnswer answer) {
        tell(m_regions->whyNot(answer));
        m_regions->answer(answer);
    });
    connect(m_keys, &CorrectKeys::entered, this, &CorrectionDesk::enter);
    connect(m_keys, &CorrectKeys::sizeStepped, m_tools, &ToolChoice::stepSize);
    connect(m_keys, &CorrectKeys::undoWanted, this, [this] { undo(false); });
    connect(m_keys, &CorrectKeys::redoWanted, this, [this] { undo(true); });
    connect(m_keys, &CorrectKeys::markWanted, this, &CorrectionDesk::mark);
}

void CorrectionDesk::connectBar() {
    connect(m_bar, &CorrectBar::shapeWanted, this, [this](EditTool tool) { m_shapes->run(tool, m_sliceInUse()); });
    connect(m_bar, &CorrectBar::undoWanted, this, [this] { undo(false); });
    connect(m_bar, &CorrectBar::redoWanted, this, [this] { undo(true); });
    connect(m_bar, &CorrectBar::markWanted, this, &CorrectionDesk::mark);
    connect(m_bar, &CorrectBar::applyWanted, m_shapes, &ShapeEditor::apply);
    connect(m_bar, &CorrectBar::originWanted, this, &CorrectionDesk::beginAnew);
    connect(m_bar, &CorrectBar::doneWanted, &m_correction, [this] { m_correction.finish({}); });
    connect(m_bar, &CorrectBar::asideWanted, &m_correction, &CorrectionSession::putAside);
    connect(m_bar, &CorrectBar::discardWanted, this, &CorrectionDesk::askToDiscard);
    connect(m_goOn, &QPushButton::clicked, this, [this] { Q_EMIT correctingWanted(true); });
    connect(m_discard, &QPushButton::clicked, this, &CorrectionDesk::askToDiscard);
    connect(m_trainOn, &QPushButton::clicked, this, [this] { Q_EMIT trainOnWanted(m_case->runId); });
}

void CorrectionDesk::showCase(const CorrectedCase& shown) {
    const bool isSame = m_case && shown.caseId == m_case->caseId;
    if (!isSame || shown.scheme.count() != m_case->scheme.count()) {
        m_finished.reset();
        const Vector3& spacing = shown.image.geometry().spacingMm;
        m_tools->setImage(*std::ranges::min_element(spacing), shown.scheme.count(), shown.greySpan);
    }
    m_case.emplace(shown);
    m_bar->setScheme(shown.scheme);
    m_bar->setOrigins(origins());
    m_slices->setImage(shown.image, shown.scheme);
    m_beginsWith.reset();
    m_correction.showCase(shown.caseId, shown.name);
    showState();
    Q_EMIT changed();
    Q_EMIT toolChanged();
}

void CorrectionDesk::showNone() {
    m_case.reset();
    m_finished.reset();
    m_beginsWith.reset();
    m_correction.showCase(0, {});
    showState();
    Q_EMIT changed();
    Q_EMIT toolChanged();
}

void CorrectionDesk::setRegionSources(const RegionSources& sources) {
    m_regions->setSources(sources);
}

std::vector<CorrectionOrigin> CorrectionDesk::origins() const {
    std::vector<CorrectionOrigin> origins;
    if (m_case->runId != 0) {
        origins.push_back(CorrectionOrigin::Prediction);
    }
    if (m_case->hasLabel) {
        origins.push_back(CorrectionOrigin::Label);
    }
    origins.push_back(CorrectionOrigin::Empty);
    return origins;
}

void CorrectionDesk::setCorrecting(bool isCorrecting) {
    if (!isCorrecting) {
        m_correction.putAside();
    } else if (m_case && !m_isToLook) {
        begin(origins().front());
    }
}

void CorrectionDesk::begin(CorrectionOrigin origin) {
    const bool isOfRun = origin == CorrectionOrigin::Prediction;
    m_correction.begin({.origin = origin,
                        .caseId = m_case->caseId,
                        .runId = isOfRun ? m_case->runId : 0,
                        .checkpointHash = isOfRun ? m_case->checkpointHash : std::string()});
}

/// Only while nothing was done, so that nothing is lost.
void CorrectionDesk::beginAnew(CorrectionOrigin origin) {
    const CorrectionStart& start = m_correction.start();
    const bool isOther =
        origin != start.origin || (origin == CorrectionOrigin::Prediction &&
                                   (m_case->runId != start.runId || m_case->checkpointHash != start.checkpointHash));
    if (isEditing() && m_correction.edited()->isUntouched() && isOther) {
        m_beginsWith = origin;
        m_correction.discard();
    }
}

bool CorrectionDesk::isCorrecting() const {
    return m_correction.isBusy() || isEditing();
}

bool CorrectionDesk::isActing() const {
    const Correction* const shown = m_correction.shown();
    return shown != nullptr && shown->isActing();
}

SliceTool* CorrectionDesk::tool() {
    return isEditing() ? m_slices : nullptr;
}

std::optional<SliceLayer> CorrectionDesk::layer() const {
    if (!m_case || m_correction.label().isEmpty()) {
        return std::nullopt;
    }
    return correctionLayer(m_correction.label(), m_case->scheme);
}

std::optional<SliceMarks> CorrectionDesk::marks(std::size_t through) {
    const Correction* const edited = m_correction.edited();
    if (edited == nullptr) {
        return std::nullopt;
    }
    return SliceMarks{edited->paintedSlices(through), edited->slicesLookedAt()[through]};
}

std::vector<ResolvedRegion> CorrectionDesk::resolvedRegions() const {
    const Correction* const shown = m_correction.shown();
    return shown != nullptr ? shown->resolvedRegions() : std::vector<ResolvedRegion>();
}

bool CorrectionDesk::drop() {
    return m_slices->drop() || m_shapes->drop() || m_regions->letGo();
}

void CorrectionDesk::enter() {
    if (!m_slices->closePolygon() && !m_shapes->apply()) {
        m_regions->answer(RegionAnswer::AsItIs);
    }
}

void CorrectionDesk::takeDigit(int digit) {
    if (digit >= m_tools->classes()) {
        tell(tr("There is no class %1.").arg(digit));
    } else if (m_regions->hasRegion()) {
        m_regions->answer(RegionAnswer::Class, static_cast<std::uint8_t>(digit));
    } else {
        m_tools->change([digit](ToolOptions& options) { options.labelClass = static_cast<std::uint8_t>(digit); });
    }
}

void CorrectionDesk::undo(bool isAgain) {
    Correction* const edited = m_correction.edited();
    if (edited != nullptr && !edited->isActing()) {
        m_correction.announce(isAgain ? edited->redo() : edited->undo());
        m_correction.noteAction();
    }
}

void CorrectionDesk::mark() {
    if (Correction* const edited = m_correction.edited()) {
        const SliceOf slice = m_sliceInUse();
        edited->markSlice(slice.through, slice.slice, !edited->isLookedAt(slice.through, slice.slice));
        m_correction.noteAction();
    }
}

void CorrectionDesk::noteSlice() {
    if (const Correction* const edited = m_correction.edited()) {
        const SliceOf slice = m_sliceInUse();
        m_bar->showSlice(edited->isLookedAt(slice.through, slice.slice));
    }
}

void CorrectionDesk::askToDiscard() {
    auto* const question =
        new QMessageBox(QMessageBox::Question, tr("Discard the correction"),
                        tr("Everything that was corrected in %1 is lost. The case keeps the label that it has.")
                            .arg(breakable(m_case->name)),
                        QMessageBox::Cancel, this);
    question->setObjectName("discardQuestion");
    QPushButton* const discard = question->addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    question->setDefaultButton(QMessageBox::Cancel);
    connect(discard, &QPushButton::clicked, &m_correction, &CorrectionSession::discard);
    openDialog(*question);
}

void CorrectionDesk::tellFinished(const QString& sentence) {
    if (m_finished) {
        m_finished->told = sentence;
        showState();
    }
}

void CorrectionDesk::tell(const QString& sentence) {
    m_note = sentence;
    showState();
}

QString CorrectionDesk::describe() const {
    if (m_correction.isBusy()) {
        return tr("Reading or writing the correction…");
    }
    const QString origin = CorrectionWords::originOf(m_correction.start());
    return m_correction.actionsBefore() == 0 ? tr("Correcting %1.").arg(origin)
                                             : tr("Going on with a correction of %1: %n action(s) before.", nullptr,
                                                  static_cast<int>(m_correction.actionsBefore()))
                                                   .arg(origin);
}

QString CorrectionDesk::notice() const {
    if (m_finished) {
        return m_finished->told.isEmpty() ? tr("The correction is the label of %1 now.").arg(breakable(m_case->name))
                                          : breakable(m_finished->told);
    }
    if (!m_correction.obstacle().isEmpty()) {
        return breakable(m_correction.obstacle());
    }
    const QString waits =
        tr("A correction of this case waits: %n action(s).", nullptr, static_cast<int>(m_correction.actionsBefore()));
    const auto& waiting = m_correction.waiting();
    return waiting ? waits + QChar(' ') + CorrectionWords::accountOf(*waiting) : waits;
}

void CorrectionDesk::showState() {
    const Correction* const edited = m_correction.edited();
    const bool isAtWork = m_case && (edited != nullptr || m_correction.isBusy());
    if (m_correction.shown() != nullptr) {
        m_finished.reset();  // there is another one
    }
    m_bar->setVisible(isAtWork);
    m_waiting->setVisible(m_case && !isAtWork &&
                          (m_finished || m_correction.shown() != nullptr || m_correction.isWaiting()));
    m_goOn->setVisible(!m_finished);
    m_discard->setVisible(!m_finished && m_correction.isWaiting());
    m_trainOn->setVisible(m_finished && m_finished->told.isEmpty() && m_case->runId != 0);
    m_notice->setText(notice());
    m_keys->setEnabled(edited != nullptr);
    const SliceOf slice = m_sliceInUse();
    m_bar->showState({.isEditing = edited != nullptr,
                      .canUndo = edited != nullptr && edited->canUndo(),
                      .canRedo = edited != nullptr && edited->canRedo(),
                      .isSliceMarked = edited != nullptr && edited->isLookedAt(slice.through, slice.slice),
                      .isUntouched = edited != nullptr && edited->isUntouched(),
                      .isOffering = m_shapes->isWaiting(),
                      .origin = CorrectionWords::originOf(m_correction.start()),
                      .text = describe(),
                      .note = m_note});
}

bool CorrectionDesk::eventFilter(QObject* page, QEvent* event) {
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::MouseMove || event->type() == QEvent::Wheel) {
        m_correction.noteActivity();
    }
    return QWidget::eventFilter(page, event);
}

}  // namespace tandem
