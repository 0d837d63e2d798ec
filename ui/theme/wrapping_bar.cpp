#include "ui/theme/wrapping_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <algorithm>

namespace tandem {

WrappingBar::WrappingBar(QWidget* parent) : QWidget(parent), m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
    m_layout->setContentsMargins({});
}

QHBoxLayout* WrappingBar::addGroup(int stretch) {
    auto* const group = new QWidget(this);
    auto* const row = new QHBoxLayout(group);
    row->setContentsMargins({});
    m_layout->addWidget(group, stretch);
    m_groups.push_back(group);
    return row;
}

void WrappingBar::setMargins(const QMargins& margins) {
    m_layout->setContentsMargins(margins);
}

QSize WrappingBar::minimumSizeHint() const {
    const QMargins margins = m_layout->contentsMargins();
    int widest = 0;
    for (const QWidget* const group : m_groups) {
        widest = std::max(widest, group->minimumSizeHint().width());
    }
    return {widest + margins.left() + margins.right(), m_layout->minimumSize().height()};
}

bool WrappingBar::event(QEvent* event) {
    // A group needs another width, as in another language.
    if (event->type() == QEvent::LayoutRequest) {
        arrange();
    }
    return QWidget::event(event);
}

void WrappingBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void WrappingBar::arrange() {
    const QMargins margins = m_layout->contentsMargins();
    int together = margins.left() + margins.right() - m_layout->spacing();
    for (const QWidget* const group : m_groups) {
        together += group->minimumSizeHint().width() + m_layout->spacing();
    }
    const auto direction = together <= width() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (direction != m_layout->direction()) {
        m_layout->setDirection(direction);
        updateGeometry();
    }
}

}  // namespace tandem
