#include "ui/training/interrupted_banner.h"

#include "ui/numbers/quantity.h"
#include "ui/session/changing_controls.h"
#include "ui/session/run_titles.h"
#include "ui/theme/breakable.h"
#include "ui/theme/translated.h"
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
    m_resume = new QPushButton(this);
    m_resume->setObjectName("resumeInterrupted");
    noteChanging({m_resume});
    m_later = new QPushButton(this);
    m_later->setObjectName("putOffInterrupted");
    row->addWidget(m_sentence, 1);
    row->addWidget(m_resume);
    row->addWidget(m_later);
    connect(m_resume, &QPushButton::clicked, this, [this] { Q_EMIT resumeRequested(m_runId); });
    connect(m_later, &QPushButton::clicked, this, [this] {
        m_putOff.insert(m_runId);
        Q_EMIT putOff();
    });
    // The sentence comes with the next offer, which the page makes in the new language.
    keepTranslated(*this, [this] { retranslate(); });
    hide();
}

void InterruptedBanner::retranslate() {
    m_resume->setText(tr("Resume"));
    m_later->setText(tr("Not now"));
}

void InterruptedBanner::offer(const RunRow* run) {
    setVisible(run != nullptr);
    if (run != nullptr) {
        m_runId = run->record.id;
        m_sentence->setText(tr("%1 was cut off. It can continue from iteration %2 of %3.")
                                .arg(breakable(runTitle(run->record)), Quantity::count(run->iteration),
                                     Quantity::count(run->settings.iterations)));
    }
}

}  // namespace tandem
