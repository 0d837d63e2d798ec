// The keys of the window and of its pages, and what the mouse does there, read from the actions, shortcuts, buttons and
// pages themselves.
//
// Used on the GUI thread.
#pragma once

#include "ui/window/page.h"

#include <QDialog>
#include <utility>
#include <vector>

namespace tandem {

/// A section's title, and keys with their purpose.
struct ShortcutSection {
    QString title;
    std::vector<std::pair<QString, QString>> keys;
};

/// Actions and shortcuts with a purpose (an action's text, a shortcut's whatsThis, a button's text) below the window,
/// and what pages say of keys that they handle themselves. pageWidgets: of the open project, by page; may be empty.
[[nodiscard]] std::vector<ShortcutSection> shortcutsOf(const QWidget& window, const std::vector<Page>& pages,
                                                       const std::vector<QWidget*>& pageWidgets);

class ShortcutsDialog : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutsDialog(const std::vector<ShortcutSection>& sections, QWidget* parent = nullptr);
};

}  // namespace tandem
