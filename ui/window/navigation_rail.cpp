#include "ui/window/navigation_rail.h"

#include "ui/theme/icon.h"
#include "ui/theme/translated.h"

#include <QCoreApplication>
#include <QEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem {

NavigationRail::NavigationRail(const std::vector<Page>& pages, QWidget* parent) : QWidget(parent), m_pages(pages) {
    constexpr int kWidth = 92;
    setObjectName("navigationRail");
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(kWidth);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 1, 8);
    layout->setSpacing(2);
    for (int i = 0; i < static_cast<int>(pages.size()); ++i) {
        auto* const button = new QToolButton(this);
        button->setObjectName("page-" + pages[static_cast<std::size_t>(i)].id);
        button->setCheckable(true);
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setIconSize({24, 24});
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i)));
        m_group.addButton(button, i);
        layout->addWidget(button);
    }
    layout->addStretch();
    connect(&m_group, &QButtonGroup::idClicked, this, &NavigationRail::pageChosen);
    keepTranslated(*this, [this] { dress(); });
}

void NavigationRail::choose(int page) {
    button(page)->setChecked(true);
    Q_EMIT pageChosen(page);
}

QToolButton* NavigationRail::button(int page) const {
    return qobject_cast<QToolButton*>(m_group.button(page));
}

void NavigationRail::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        dress();
    }
    QWidget::changeEvent(event);
}

void NavigationRail::dress() {
    for (int i = 0; i < static_cast<int>(m_pages.size()); ++i) {
        const Page& page = m_pages[static_cast<std::size_t>(i)];
        const QString title = QCoreApplication::translate("Page", page.title);
        // Setting a text makes a new shortcut of its mnemonic, so the shortcut is kept by hand.
        const QKeySequence shortcut = button(i)->shortcut();
        button(i)->setText(title);
        button(i)->setIcon(iconNamed(page.icon, palette()));
        button(i)->setToolTip(title + "  (" + shortcut.toString(QKeySequence::NativeText) + ")");
        button(i)->setShortcut(shortcut);
    }
}

}  // namespace tandem
