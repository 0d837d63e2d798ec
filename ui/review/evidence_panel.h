// What the validation cases say about the ranking: a verdict in words, error against reliability, calibration and
// risk-coverage.
//
// Used on the GUI thread. Invariant: without evidence the panel says why there is none.
#pragma once

#include "storage/study/reliability_evidence.h"

#include <QWidget>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;

namespace tandem {

class EvidencePlot;
struct PlotContent;

class EvidencePanel : public QWidget {
    Q_OBJECT

public:
    explicit EvidencePanel(QWidget* parent = nullptr);

    /// Nothing while it is measured, or when there is none.
    void setEvidence(std::optional<ReliabilityEvidence> evidence);
    /// The reliabilities of the cases that are ranked, to be seen beside those of the evidence.
    void setRanked(std::vector<double> reliabilities);
    /// 0..1 while evidence is measured; below 0 when it is not.
    void setProgress(double fraction);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showVerdict();
    void showPlots();
    [[nodiscard]] const ReliabilityMetrics* shownMetrics() const;
    [[nodiscard]] PlotContent errorContent() const;
    [[nodiscard]] PlotContent calibrationContent() const;
    [[nodiscard]] PlotContent riskContent() const;

    std::optional<ReliabilityEvidence> m_evidence;
    std::vector<double> m_ranked;
    bool m_isMeasuring = false;

    QLabel* m_question;
    QLabel* m_verdict;
    QLabel* m_reason;
    QProgressBar* m_progress;
    QLabel* m_regionLabel;
    QComboBox* m_region;
    EvidencePlot* m_error;
    EvidencePlot* m_calibration;
    EvidencePlot* m_risk;
};

}  // namespace tandem
