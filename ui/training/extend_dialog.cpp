#include "ui/training/extend_dialog.h"

#include "ui/numbers/quantity.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

namespace tandem {
namespace {

/// Three digits that count, as rates span many orders of magnitude.
QString rateText(double rate) {
    return Quantity::significant(rate, 3);
}

}  // namespace

ExtendDialog::ExtendDialog(std::int64_t runId, const TrainingSettings& settings, std::int64_t doneIterations,
                           QWidget* parent)
    : QDialog(parent), m_settings(settings), m_done(doneIterations) {
    setObjectName("extendDialog");
    setWindowTitle(tr("Extend run %1").arg(runId));
    m_iterations = new QSpinBox(this);
    m_iterations->setObjectName("extendIterations");
    const auto most = std::numeric_limits<int>::max();
    m_iterations->setRange(static_cast<int>(std::min<std::int64_t>(settings.iterations, most - 1)) + 1, most);
    m_iterations->setValue(static_cast<int>(std::min<std::int64_t>(settings.iterations * 3 / 2, most)));
    m_iterations->setGroupSeparatorShown(true);
    m_keepRate = new QCheckBox(tr("&Keep the learning rate that the schedule ends with"), this);
    m_keepRate->setObjectName("extendKeepRate");
    m_rate = new QLabel(this);
    m_rate->setObjectName("extendRate");
    m_rate->setWordWrap(true);
    m_rate->setMinimumWidth(380);
    const bool hasChoice = canStretch(settings) && doneIterations > 0;
    m_keepRate->setVisible(hasChoice);
    m_rate->setVisible(hasChoice);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Extend"));
    auto* const form = new QFormLayout;
    form->addRow(tr("&Iterations in all (now %1):").arg(Quantity::count(settings.iterations)), m_iterations);
    auto* const rows = new QVBoxLayout(this);
    rows->addLayout(form);
    rows->addWidget(m_keepRate);
    rows->addWidget(m_rate);
    rows->addWidget(buttons);
    connect(m_iterations, &QSpinBox::valueChanged, this, &ExtendDialog::describeRate);
    connect(m_keepRate, &QCheckBox::toggled, this, &ExtendDialog::describeRate);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(extension());
        accept();
    });
    describeRate();
    m_iterations->selectAll();
}

RunExtension ExtendDialog::extension() const {
    return {.iterations = m_iterations->value(), .keepsRate = m_keepRate->isChecked()};
}

void ExtendDialog::describeRate() {
    const TrainingSettings after = extended(m_settings, extension());
    const RateStep rate = rateStep(m_settings, after, m_done);
    m_rate->setText(
        m_keepRate->isChecked()
            ? tr("The learning rate was %1 in iteration %2. The schedule ends with iteration %3 as before, and %4 "
                 "stays.")
                  .arg(rateText(rate.before), Quantity::count(m_done), Quantity::count(after.scheduleIterations),
                       rateText(rate.last))
            : tr("The learning rate was %1 in iteration %2 and will be %3 in the next, as its schedule is "
                 "stretched to %4 iterations.")
                  .arg(rateText(rate.before), Quantity::count(m_done), rateText(rate.after),
                       Quantity::count(after.iterations)));
}

}  // namespace tandem
