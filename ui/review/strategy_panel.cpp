#include "ui/review/strategy_panel.h"

#include "ui/numbers/quantity.h"
#include "ui/review/evidence_plot.h"
#include "ui/review/evidence_table.h"
#include "ui/review/region_words.h"
#include "ui/theme/breakable.h"
#include "ui/theme/translated.h"
#include "ui/trust/strategy_words.h"
#include "ui/trust/trust_words.h"

#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

QLabel* makeText(const char* objectName, QWidget* parent) {
    auto* const label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

}  // namespace

StrategyPanel::StrategyPanel(QWidget* parent)
    : QWidget(parent),
      m_question(makeText("strategyQuestion", this)),
      m_verdict(makeText("strategyVerdict", this)),
      m_reason(makeText("strategyReason", this)),
      m_progress(new QProgressBar(this)),
      m_plot(new EvidencePlot(this)),
      m_table(new EvidenceTable(this)),
      m_note(makeText("strategyNote", this)),
      m_warning(makeText("strategyWarning", this)) {
    setObjectName("strategyPanel");
    m_question->setProperty("role", "heading");
    m_verdict->setProperty("role", "title");
    m_note->setProperty("role", "faint");
    m_warning->setProperty("role", "warning");
    m_progress->setObjectName("strategyProgress");
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_plot->setObjectName("strategyPlot");
    m_table->setObjectName("strategyTable");
    m_table->setAsHighAsRows();
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 0, 0, 0);
    for (QLabel* const label : {m_question, m_verdict, m_reason}) {
        rows->addWidget(label);
    }
    rows->addWidget(m_progress);
    rows->addWidget(m_plot, 1);
    rows->addWidget(m_table);
    rows->addWidget(m_note);
    rows->addWidget(m_warning);
    setProgress(-1);
    keepTranslated(*this, [this] { retranslate(); });
}

void StrategyPanel::retranslate() {
    m_question->setText(tr("Which strategy finds errors here?"));
    m_question->setToolTip(
        tr("Each validation case is judged by a trust that was fitted on the others. A strategy is better than picking "
           "at random where the 95 % interval of the difference, over 1000 draws of cases, lies above 0. The cases "
           "chose the best checkpoint, so all figures flatter a little."));
    m_progress->setAccessibleName(tr("Strategies being judged"));
    m_table->setAccessibleName(tr("What each strategy finds"));
    m_note->setText(
        tr("Of the wrong voxels of the validation cases, the part that lies in the regions that come first "
           "and hold so much of all voxels. In brackets: in 95 of 100 draws of cases."));
    showAll();
}

void StrategyPanel::setStrategy(RegionStrategy strategy) {
    m_strategy = strategy;
    showAll();
}

void StrategyPanel::setEvidence(const std::optional<RegionEvidence>& evidence, const QString& sentence) {
    m_evidence = evidence;
    m_sentence = sentence;
    setProgress(-1);
    showAll();
}

void StrategyPanel::setProgress(double fraction) {
    m_isJudging = fraction >= 0;
    m_progress->setVisible(m_isJudging);
    m_progress->setValue(qRound(1000 * std::max(0.0, fraction)));
    showVerdict();
}

void StrategyPanel::setUncalibrated(const std::optional<Uncalibrated>& why) {
    m_uncalibrated = why;
    showVerdict();
}

void StrategyPanel::showAll() {
    showVerdict();
    showTable();
    showPlot();
}

void StrategyPanel::showVerdict() {
    const QString why = TrustWords::whyUncalibrated(m_uncalibrated);
    m_warning->setText(why);
    m_warning->setVisible(!why.isEmpty());
    if (m_isJudging) {
        m_verdict->setText(tr("Measuring…"));
        m_reason->setText(tr("The regions of the validation cases are compared with their labels."));
        return;
    }
    m_verdict->setText(RegionWords::headline(m_evidence.value_or(RegionEvidence{})));
    m_reason->setText(m_evidence             ? RegionWords::reason(*m_evidence)
                      : m_sentence.isEmpty() ? tr("Nothing was judged yet.")
                                             : breakable(m_sentence));
}

void StrategyPanel::showTable() {
    const bool isAny = m_evidence && !m_evidence->strategies.empty();
    m_table->setVisible(isAny);
    m_note->setVisible(isAny);
    std::vector<EvidenceRow> rows;
    QStringList titles{tr("Strategy")};
    QStringList tips{QString()};
    for (const double part : kLookedAt) {
        titles << tr("first %1").arg(Quantity::percent(part, 0));
        tips << tr("Part of the wrong voxels in the first %1 of the voxels").arg(Quantity::percent(part, 0));
    }
    if (isAny) {
        for (const StrategyEvidence& one : m_evidence->strategies) {
            EvidenceRow row{.cells = {StrategyWords::name(one.strategy)}, .isChosen = one.strategy == m_strategy};
            for (const Spread& found : one.found) {
                row.cells << RegionWords::found(found);
            }
            rows.push_back(std::move(row));
        }
    }
    m_table->setRows(titles, tips, rows);
}

void StrategyPanel::showPlot() {
    PlotContent content;
    content.title = tr("Wrong voxels that are found");
    content.xTitle = tr("voxels looked at; dashed: at random");
    content.yTitle = tr("wrong voxels found");
    content.emptyText = tr("How soon each strategy finds the wrong voxels of the validation cases");
    content.x = {0, kCurvePercents / 100.0};
    content.y = {0, 1};
    const StrategyEvidence* const chosen = m_evidence ? m_evidence->of(m_strategy) : nullptr;
    if (chosen != nullptr) {
        const StrategyEvidence* const random = m_evidence->of(RegionStrategy::ForegroundRandom);
        double most = 0.01;
        for (std::size_t percent = 0; percent < chosen->curve.size(); ++percent) {
            const double looked = static_cast<double>(percent) / 100;
            content.line.push_back({QPointF(looked, chosen->curve[percent]),
                                    tr("In the first %1 of the voxels: %2 of the wrong ones; at random %3")
                                        .arg(Quantity::percent(looked, 0), Quantity::percent(chosen->curve[percent], 0),
                                             Quantity::percent(random->curve[percent], 0)),
                                    {}});
            content.guide.push_back(QPointF(looked, random->curve[percent]));
            most = std::max({most, chosen->curve[percent], random->curve[percent]});
        }
        content.y = {0, std::min(1.0, 1.1 * most)};
        content.figure = StrategyWords::name(m_strategy);
    }
    m_plot->setContent(std::move(content));
}

}  // namespace tandem
