// The pages' buttons at the window's left edge, one of them chosen.
//
// Used on the GUI thread.
#pragma once

#include "ui/window/page.h"

#include <QButtonGroup>
#include <QWidget>
#include <vector>

class QToolButton;
class QVBoxLayout;

namespace tandem {

class NavigationRail : public QWidget {
    Q_OBJECT

public:
    /// Ctrl+1 chooses the first page, Ctrl+2 the second, ...
    explicit NavigationRail(const std::vector<Page>& pages, QWidget* parent = nullptr);

    void choose(int page);
    [[nodiscard]] QToolButton* button(int page) const;

Q_SIGNALS:
    void pageChosen(int page);

protected:
    void changeEvent(QEvent* event) override;

private:
    void dress();

    std::vector<Page> m_pages;
    QButtonGroup m_group;
};

}  // namespace tandem
