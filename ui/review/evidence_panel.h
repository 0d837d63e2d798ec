// What the validation cases say about trust: whether the order of the cases can be trusted, what finds wrong voxels,
// whether trust is a probability, and whether the teaching weights do what the method claims.
//
// Used on the GUI thread. Invariant: without evidence the panel says why there is none, and what to do.
#pragma once

#include "storage/reliability/run_trust.h"

#include <QWidget>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;
class QTabWidget;

namespace tandem {

class EvidencePlot;
class EvidenceTable;

class EvidencePanel : public QWidget {
    Q_OBJECT

public:
    explicit EvidencePanel(QWidget* parent = nullptr);

    /// Nothing while no run is chosen.
    void setTrust(std::optional<RunTrust> trust);
    /// The predicted Dice of the cases that are ranked, to be seen beside those of the evidence.
    void setRanked(std::vector<double> predictedDice);
    /// 0..1 while trust is measured; below 0 when it is not.
    void setProgress(double fraction);

private:
    enum Tab { Cases, Detectors, Calibration, Teaching };

    [[nodiscard]] QWidget* makeCases();
    [[nodiscard]] QWidget* makeDetectors();
    [[nodiscard]] QWidget* makeCalibration();
    [[nodiscard]] QWidget* makeTeaching();
    void retranslate();
    void showAll();
    void showVerdict();
    void showCases();
    void showDetectors();
    void showMeasure();
    void showPlots();
    [[nodiscard]] QString reason() const;
    /// Nothing where no validation case was judged.
    [[nodiscard]] const TrustEvidence* evidence() const;

    std::optional<RunTrust> m_trust;
    std::vector<double> m_ranked;
    bool m_isMeasuring = false;

    QLabel* m_question;
    QLabel* m_verdict;
    QLabel* m_reason;
    QProgressBar* m_progress;
    QTabWidget* m_tabs;
    EvidencePlot* m_dice = nullptr;
    EvidenceTable* m_scores = nullptr;
    QLabel* m_coverage = nullptr;
    QLabel* m_whatToTrust = nullptr;
    QComboBox* m_measure = nullptr;  ///< whose figures the table of detectors shows
    EvidenceTable* m_detectors = nullptr;
    QLabel* m_warnings = nullptr;
    QLabel* m_regionLabel = nullptr;
    QComboBox* m_region = nullptr;
    EvidencePlot* m_calibration = nullptr;
    EvidencePlot* m_risk = nullptr;
    EvidencePlot* m_weightA = nullptr;
    EvidencePlot* m_weightB = nullptr;
    QLabel* m_followed = nullptr;
};

}  // namespace tandem
