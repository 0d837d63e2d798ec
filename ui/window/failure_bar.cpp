#include "ui/window/failure_bar.h"

#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/translated.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

namespace tandem {

FailureBar::FailureBar(QWidget* parent)
    : QWidget(parent),
      m_sentence(new QLabel(this)),
      m_more(new QPushButton(this)),
      m_copy(new QPushButton(this)),
      m_close(new QPushButton(this)) {
    setObjectName("failureBar");
    setAttribute(Qt::WA_StyledBackground);
    m_sentence->setWordWrap(true);
    m_copy->setObjectName("copyFailure");
    m_close->setObjectName("closeFailure");
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 12, 8);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_more);
    layout->addWidget(m_copy);
    layout->addWidget(m_close);
    connect(m_more, &QPushButton::clicked, this, &FailureBar::showDetail);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(all()); });
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    keepTranslated(*this, [this] { retranslate(); });
    hide();
}

void FailureBar::tell(const QString& sentence, const QString& detail) {
    m_told = sentence;
    m_sentence->setText(breakable(sentence));
    m_detail = detail;
    m_more->setVisible(!detail.isEmpty());
    show();
}

QString FailureBar::sentence() const {
    return isHidden() ? QString() : m_told;
}

void FailureBar::showDetail() {
    openDialog(*new QMessageBox(QMessageBox::Warning, tr("What happened"), all(), QMessageBox::Ok, this));
}

QString FailureBar::all() const {
    return m_detail.isEmpty() ? m_told : m_told + "\n\n" + m_detail;
}

void FailureBar::retranslate() {
    m_more->setText(tr("Details"));
    m_copy->setText(tr("Copy"));
    m_close->setText(tr("Close"));
}

}  // namespace tandem
