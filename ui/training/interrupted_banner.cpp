#include "ui/training/interrupted_banner.h"

#include "ui/training/quantity_text.h"
#include "ui/training/run_table_model.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace tandem {

InterruptedBanner::InterruptedBanner(QWidget* parent) : QFrame(parent) {
    setObjectName("interruptedBanner");
    setFrameShape(QFrame::StyledPanel);
    auto* const row = new QHBoxLayout(this);
    m_sentence = new QLabel(this);
    m_sentence->setWordWrap(true);
    auto* const resume = new QPushButton(tr("Resume"), this);
    resume->setObjectName("resumeInterrupted");
    auto* const later = new QPushButton(tr("Not now"), this);
    later->setObjectName("putOffInterrupted");
    row->addWidget(m_sentence, 1);
    row->addWidget(resume);
    row->addWidget(later);
    connect(resume, &QPushButton::clicked, this, [this] { Q_EMIT resumeRequested(m_runId); });
    connect(later, &QPushButton::clicked, this, [this] {
        m_putOff.insert(m_runId);
        Q_EMIT putOff();
    });
    hide();
}

void InterruptedBanner::offer(const RunRow* run) {
    setVisible(run != nullptr);
    if (run != nullptr) {
        m_runId = run->record.id;
        m_sentence->setText(
            tr("%1 was cut off. It can continue from iteration %2 of %3.")
                .arg(titleOf(run->record), countText(run->iteration), countText(run->settings.iterations)));
    }
}

}  // namespace tandem
