#include "ui/training/training_numbers.h"

#include "core/training_metrics.h"
#include "ui/numbers/quantity.h"
#include "ui/theme/translated.h"
#include "ui/theme/wrapping_bar.h"
#include "ui/training/run_curves.h"
#include "ui/training/run_table_model.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <algorithm>
#include <limits>

namespace tandem {
namespace {

QString titleOf(Metric metric) {
    return QCoreApplication::translate(kMetricTexts, trainingMetric(metric).title);
}

}  // namespace

TrainingNumbers::TrainingNumbers(QWidget* parent) : QWidget(parent) {
    constexpr int kApart = 24;
    auto* const bar = new WrappingBar(this);
    QHBoxLayout* const first = bar->addGroup();
    first->setSpacing(kApart);
    add(Iteration, "iterationNumber", *first);
    add(Loss, "lossNumber", *first);
    add(Speed, "speedNumber", *first);
    first->addSpacing(kApart);
    first->addStretch();
    QHBoxLayout* const second = bar->addGroup(1);
    second->setSpacing(kApart);
    add(TimeLeft, "timeLeftNumber", *second);
    add(Memory, "memoryNumber", *second);
    add(BestDice, "bestDiceNumber", *second);
    second->addStretch();
    auto* const whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(bar);
    // The page shows the values anew.
    keepTranslated(*this, [this] { retranslate(); });
}

void TrainingNumbers::retranslate() {
    m_headings[Iteration]->setText(tr("Iteration"));
    m_headings[Loss]->setText(tr("Loss"));
    m_headings[Speed]->setText(titleOf(Metric::IterationsPerSecond));
    m_headings[TimeLeft]->setText(tr("Time left"));
    m_headings[Memory]->setText(titleOf(Metric::MemoryBytes));
    m_headings[BestDice]->setText(tr("Best validation Dice"));
    m_headings[BestDice]->setToolTip(
        tr("Mean over the validation cases on their prepared grids; evaluations are on the grids of the images."));
}

void TrainingNumbers::add(Number number, const QString& objectName, QHBoxLayout& row) {
    auto* const column = new QVBoxLayout;
    column->setSpacing(0);
    auto* const heading = new QLabel(this);
    heading->setProperty("role", "faint");
    auto* const value = new QLabel("–", this);
    value->setObjectName(objectName);
    value->setProperty("role", "heading");
    column->addWidget(heading);
    column->addWidget(value);
    row.addLayout(column);
    m_headings[number] = heading;
    m_values[number] = value;
}

void TrainingNumbers::show(const RunRow* run, const RunCurves& curves) {
    if (run == nullptr) {
        for (QLabel* const value : m_values) {
            value->setText("–");
        }
        return;
    }
    const std::int64_t id = run->record.id;
    const std::int64_t iteration = std::max(run->iteration, curves.lastIteration(id));
    const auto speed = curves.last(id, idOf(Metric::IterationsPerSecond));
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    m_values[Iteration]->setText(
        tr("%1 of %2").arg(Quantity::count(iteration), Quantity::count(run->settings.iterations)));
    m_values[Loss]->setText(Quantity::fixed(curves.last(id, idOf(Metric::LossTotal)), 4));
    m_values[Speed]->setText(Quantity::fixed(speed, speed.value_or(0) < 10 ? 2 : 1));
    const bool isTraining = run->record.status == RunStatus::Running;
    const double left = static_cast<double>(run->settings.iterations - iteration);
    m_values[TimeLeft]->setText(Quantity::duration(isTraining && speed.value_or(0) > 0 ? left / *speed : kUnknown));
    m_values[Memory]->setText(Quantity::bytes(curves.last(id, idOf(Metric::MemoryBytes)).value_or(kUnknown)));
    m_values[BestDice]->setText(Quantity::fixed(run->bestDice, 4));
}

}  // namespace tandem
