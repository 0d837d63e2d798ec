#include "ui/inspect/inspect_keys.h"

#include "ui/inspect/layer_stack.h"
#include "ui/theme/translated.h"

#include <QAction>
#include <QKeyEvent>
#include <QWidget>
#include <algorithm>

namespace tandem {

InspectKeys::InspectKeys(LayerStack& stack, QWidget& page, std::initializer_list<QWidget*> views)
    : QObject(&page), m_stack(stack), m_page(page) {
    for (int digit = 0; digit <= 9; ++digit) {
        m_layers.push_back(add(QKeySequence(Qt::Key_0 + digit), page));
        connect(m_layers.back(), &QAction::triggered, &stack, [&stack, digit] { stack.toggleKey(digit); });
    }
    m_nextRegion = add(QKeySequence(Qt::Key_N), page);
    m_previousRegion = add(QKeySequence(Qt::Key_P), page);
    m_nextRegion->setAutoRepeat(true);
    m_previousRegion->setAutoRepeat(true);
    m_fullSize = add(QKeySequence(Qt::Key_F), page);
    m_compare = add(QKeySequence(Qt::Key_C), page);
    m_correct = add(QKeySequence(Qt::Key_E), page);
    m_back = add(QKeySequence(Qt::Key_Escape), page);
    for (QWidget* const view : views) {
        m_blink.push_back(add(QKeySequence(Qt::Key_Space), *view));
        connect(m_blink.back(), &QAction::triggered, this, [this] { Q_EMIT blinked(true); });
    }
    connect(m_nextRegion, &QAction::triggered, this, [this] { Q_EMIT regionWanted(1); });
    connect(m_previousRegion, &QAction::triggered, this, [this] { Q_EMIT regionWanted(-1); });
    connect(m_fullSize, &QAction::triggered, this, &InspectKeys::fullSizeWanted);
    connect(m_compare, &QAction::triggered, this, &InspectKeys::comparisonWanted);
    connect(m_correct, &QAction::triggered, this, &InspectKeys::correctionWanted);
    connect(m_back, &QAction::triggered, this, &InspectKeys::backWanted);
    connect(&stack, &LayerStack::replaced, this, &InspectKeys::nameLayers);
    page.installEventFilter(this);
    keepTranslated(page, [this] { retranslate(); });
}

QAction* InspectKeys::add(const QKeySequence& key, QWidget& where) {
    auto* const action = new QAction(&m_page);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setAutoRepeat(false);
    where.addAction(action);
    return action;
}

void InspectKeys::setLayerKeys(bool areEnabled) {
    for (QAction* const layer : m_layers) {
        layer->setEnabled(areEnabled);
    }
}

bool InspectKeys::eventFilter(QObject* page, QEvent* event) {
    if (event->type() == QEvent::KeyRelease) {
        const auto* const released = static_cast<const QKeyEvent*>(event);
        if (released->key() == Qt::Key_Space && !released->isAutoRepeat()) {
            Q_EMIT blinked(false);
            return true;
        }
    } else if (event->type() == QEvent::ActivationChange && !m_page.isActiveWindow()) {
        Q_EMIT blinked(false);  // the key's release goes to another window
    }
    return QObject::eventFilter(page, event);
}

void InspectKeys::retranslate() {
    m_nextRegion->setText(tr("Next doubtful region"));
    m_previousRegion->setText(tr("Previous doubtful region"));
    m_fullSize->setText(tr("View to full size and back"));
    m_compare->setText(tr("Compare predictions"));
    m_correct->setText(tr("Correct the label, or put the correction aside"));
    m_back->setText(tr("Back to all views"));
    for (QAction* const blink : m_blink) {
        blink->setText(tr("Blink: the image without layers, while held"));
    }
    nameLayers();
}

void InspectKeys::nameLayers() {
    for (std::size_t digit = 0; digit < m_layers.size(); ++digit) {
        const auto& layers = m_stack.layers();
        const auto layer = std::ranges::find_if(
            layers, [digit](const SliceLayer& one) { return keyOfLayer(one.map) == static_cast<int>(digit); });
        m_layers[digit]->setText(layer == layers.end() ? tr("Layer %1").arg(digit) : tr("Layer: %1").arg(layer->name));
    }
}

}  // namespace tandem
