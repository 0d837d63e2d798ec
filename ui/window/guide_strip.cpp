#include "ui/window/guide_strip.h"

#include "ui/theme/translated.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace tandem {

GuideStrip::GuideStrip(QWidget* parent)
    : QWidget(parent),
      m_stepRow(new QHBoxLayout),
      m_sentence(new QLabel(this)),
      m_action(new QPushButton(this)),
      m_close(new QPushButton(this)) {
    setObjectName("guideStrip");
    setAttribute(Qt::WA_StyledBackground);
    m_sentence->setObjectName("guideSentence");
    m_sentence->setWordWrap(true);
    m_action->setObjectName("guideAction");
    m_action->setProperty("primary", true);
    m_close->setObjectName("closeGuide");
    m_stepRow->setSpacing(4);
    m_stepRow->addStretch();
    auto* const words = new QVBoxLayout;
    words->setSpacing(4);
    words->addLayout(m_stepRow);
    words->addWidget(m_sentence);
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 12, 8);
    layout->setSpacing(12);
    layout->addLayout(words, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    connect(m_action, &QPushButton::clicked, this, &GuideStrip::actionChosen);
    connect(m_close, &QPushButton::clicked, this, &GuideStrip::dismissed);
    keepTranslated(*this, [this] { retranslate(); });
    hide();
}

void GuideStrip::guide(const Guidance& guidance) {
    while (static_cast<qsizetype>(m_steps.size()) < guidance.steps.size()) {
        m_steps.push_back(new QLabel(this));
        m_stepRow->insertWidget(static_cast<int>(m_steps.size()) - 1, m_steps.back());
    }
    for (int at = 0; at < static_cast<int>(m_steps.size()); ++at) {
        QLabel* const label = m_steps[static_cast<std::size_t>(at)];
        label->setVisible(at < guidance.steps.size());
        label->setText(QString("%1  %2").arg(at + 1).arg(guidance.steps.value(at)));
        label->setProperty("step", at < guidance.step ? "done" : at == guidance.step ? "now" : "ahead");
        // A style sheet looks at properties only when asked to.
        label->style()->unpolish(label);
        label->style()->polish(label);
    }
    m_sentence->setText(guidance.sentence);
    m_action->setText(guidance.action);
    m_action->setEnabled(guidance.whyDisabled.isEmpty());
    m_action->setToolTip(guidance.whyDisabled);
    show();
}

void GuideStrip::retranslate() {
    setAccessibleName(tr("Guide through the demo"));
    m_close->setText(tr("Close the guide"));
}

}  // namespace tandem
