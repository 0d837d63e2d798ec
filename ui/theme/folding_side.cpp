#include "ui/theme/folding_side.h"

#include "ui/theme/translated.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QSplitter>
#include <QTimer>
#include <QToolButton>
#include <algorithm>

namespace tandem {
namespace {

constexpr int kStripWidth = 16;

}  // namespace

FoldingSide::FoldingSide(QWidget* panel, Qt::Edge edge, int leastBeside, QWidget* page)
    : QWidget(page),
      m_panel(panel),
      m_holder(new QWidget(this)),
      m_page(page),
      m_button(new QToolButton(this)),
      m_edge(edge),
      m_leastBeside(leastBeside) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    m_button->setObjectName("fold");
    m_button->setAutoRaise(true);
    m_button->setFixedWidth(kStripWidth);
    m_button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(m_button);
    row->insertWidget(edge == Qt::LeftEdge ? 0 : 1, m_holder, 1);
    auto* const held = new QHBoxLayout(m_holder);
    held->setContentsMargins({});
    held->addWidget(panel);
    panel->installEventFilter(this);
    if (panel->testAttribute(Qt::WA_WState_ExplicitShowHide) && panel->isHidden()) {
        hide();
    }
    connect(m_button, &QToolButton::clicked, this, [this] {
        m_isFoldedByPerson = !m_isFolded && !m_isTooNarrow;
        setFolded(!m_isFolded);
    });
    page->installEventFilter(this);
    letPageShrink();
    keepTranslated(*this, [this] { dress(); });
}

void FoldingSide::setTitle(const QString& title) {
    m_title = title;
    dress();
}

int FoldingSide::openWidth() const {
    const int told = m_panel->minimumWidth();  // goes before what its parts want, as in a layout
    return kStripWidth + (told > 0 ? told : m_panel->minimumSizeHint().width());
}

QSize FoldingSide::sizeHint() const {
    const int width = kStripWidth + std::min(m_panel->maximumWidth(), m_panel->sizeHint().width());
    return {m_isFolded ? kStripWidth : std::max(width, openWidth()), m_panel->sizeHint().height()};
}

QSize FoldingSide::minimumSizeHint() const {
    return {m_isFolded ? kStripWidth : openWidth(), m_panel->minimumSizeHint().height()};
}

void FoldingSide::setFolded(bool isFolded) {
    m_isFolded = isFolded;
    m_holder->setVisible(!isFolded);
    setMaximumWidth(isFolded ? kStripWidth : QWIDGETSIZE_MAX);
    letPageShrink();
    dress();
    updateGeometry();
    shareSplitter();
}

/// The page may be so narrow that the panel must fold; but a panel that was opened there needs its width.
void FoldingSide::letPageShrink() {
    const bool isOpenAllTheSame = !m_isFolded && m_isTooNarrow;
    m_page->setMinimumWidth(m_leastBeside + (isOpenAllTheSame ? openWidth() : kStripWidth));
}

/// A splitter leaves a side the room that it had, folded or open.
void FoldingSide::shareSplitter() {
    auto* const splitter = qobject_cast<QSplitter*>(parentWidget());
    if (splitter == nullptr) {
        return;
    }
    QList<int> sizes = splitter->sizes();
    const int at = splitter->indexOf(this);
    const int other = at == 0 ? 1 : at - 1;
    const int wanted = m_isFolded ? kStripWidth : std::max(m_widthInSplitter, openWidth());
    const bool isLaidOut = sizes[at] + sizes[other] > wanted;
    const bool isWrong = m_isFolded ? sizes[at] > wanted : sizes[at] < openWidth();
    if (isLaidOut && isWrong) {
        m_widthInSplitter = m_isFolded ? sizes[at] : 0;
        sizes[other] += sizes[at] - wanted;
        sizes[at] = wanted;
        splitter->setSizes(sizes);
    }
}

void FoldingSide::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // Once the splitter is laid out.
    QTimer::singleShot(0, this, &FoldingSide::shareSplitter);
}

void FoldingSide::fitPage() {
    const bool isTooNarrow = m_page->width() < m_leastBeside + openWidth();
    if (isTooNarrow != m_isTooNarrow) {
        m_isTooNarrow = isTooNarrow;
        setFolded(isTooNarrow || m_isFoldedByPerson);
    }
}

bool FoldingSide::eventFilter(QObject* watched, QEvent* event) {
    const bool isResized = watched == m_page && event->type() == QEvent::Resize;
    const bool wantsOtherWidth = watched == m_panel && event->type() == QEvent::LayoutRequest;
    if (isResized || wantsOtherWidth) {
        fitPage();
    } else if (watched == m_panel && event->type() == QEvent::HideToParent) {
        hide();
    } else if (watched == m_panel && event->type() == QEvent::ShowToParent) {
        show();
    }
    return QWidget::eventFilter(watched, event);
}

void FoldingSide::dress() {
    const bool pointsLeft = m_isFolded == (m_edge == Qt::RightEdge);
    m_button->setArrowType(pointsLeft ? Qt::LeftArrow : Qt::RightArrow);
    m_button->setToolTip(m_isFolded ? tr("Show: %1").arg(m_title) : tr("Hide: %1").arg(m_title));
    m_button->setAccessibleName(m_button->toolTip());
}

}  // namespace tandem
