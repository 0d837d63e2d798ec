// What a new run shall be: preset, split, name and all settings, with what it would need, and Start.
//
// Used on the GUI thread. Invariant: Start can be pressed exactly when the settings hold and a split is chosen; else
// its tooltip says why. No run is asked for on a split that divides a patient's cases before the person was told.
#pragma once

#include "storage/training/training_study.h"
#include "ui/settings/settings_form.h"

#include <QWidget>
#include <cstdint>
#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTabWidget;
class QVBoxLayout;

namespace tandem {

class BoxNotice;
class DeviceFinder;
class PinnedChoice;
class ProjectSession;
class ProposalOffer;
class ReadWhenSeen;
class SplitChoice;
struct RunEstimate;
struct RunRecord;

class NewRunPanel : public QWidget {
    Q_OBJECT

public:
    explicit NewRunPanel(ProjectSession& session, QWidget* parent = nullptr);

    [[nodiscard]] TrainingRequest request() const;
    /// Settings, preparation and split of a run.
    void cloneFrom(const RunRecord& run);
    /// Of what was asked for last; ignored when the form has changed since.
    void showEstimate(const RunEstimate& estimate);
    void setEstimating(bool isEstimating);

    [[nodiscard]] FormOf<TrainingSettings>& trainingForm() { return *m_training; }
    [[nodiscard]] FormOf<PreparationSettings>& preparationForm() { return *m_preparation; }

Q_SIGNALS:
    void startRequested(const tandem::TrainingRequest& request);
    void estimateRequested(const tandem::TrainingRequest& request);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void connectParts();
    void retranslate();
    void buildHead(QVBoxLayout& rows);
    void buildFoot(QVBoxLayout& rows);
    void applyPreset();
    void describePreset();
    void reloadSplits();
    void reloadPinned();
    /// What the form says has changed.
    void noteChange();
    void refresh();
    /// Asks before it, where the split divides a patient's cases.
    void start();
    void askAboutLeaks(const QString& leaks);
    /// And takes the copy.
    void copyUndividedSplit();
    [[nodiscard]] QString whyNot() const;
    void noteMissingEngine(const QString& sentence);

    ProjectSession& m_session;
    QLabel* m_heading = nullptr;
    QFormLayout* m_head = nullptr;
    QComboBox* m_preset = nullptr;
    QLabel* m_presetDescription = nullptr;
    ProposalOffer* m_proposal = nullptr;  ///< for the preset of other data
    BoxNotice* m_boxNotice = nullptr;
    SplitChoice* m_split = nullptr;
    QLabel* m_splitDescription = nullptr;
    QLabel* m_leaks = nullptr;
    QLineEdit* m_name = nullptr;
    PinnedChoice* m_pinned = nullptr;
    QTabWidget* m_tabs = nullptr;
    FormOf<TrainingSettings>* m_training = nullptr;
    FormOf<PreparationSettings>* m_preparation = nullptr;
    QLabel* m_estimate = nullptr;
    QPushButton* m_estimateButton = nullptr;
    QPushButton* m_startButton = nullptr;
    DeviceFinder* m_devices = nullptr;
    ReadWhenSeen* m_readingSplits = nullptr;
    bool m_wasShown = false;
    QString m_obstacle;            ///< why no run can be started at all: the engine is not there
    std::int64_t m_clonedRun = 0;  ///< whose settings were taken over; 0 when a preset was
    QString m_cloneNotices;        ///< what of its settings could not be taken over
    bool m_isEstimating = false;
    std::optional<TrainingRequest> m_estimated;  ///< what the last estimate was asked for
};

}  // namespace tandem
