// A panel at the side of a page that gives way: it folds to a strip with a button where the page is too narrow for both
// it and the rest, and where a person wishes.
//
// Used on the GUI thread; may stand in a splitter. Invariant: folded it is as wide as its button, and its page may be
// so narrow that it must fold.
#pragma once

#include <QWidget>

class QToolButton;

namespace tandem {

class FoldingSide : public QWidget {
    Q_OBJECT

public:
    /// panel: taken over; while it hides itself, there is no strip either. edge: of the page, at which it stands:
    /// Qt::LeftEdge or Qt::RightEdge. leastBeside: the points that the rest of the page wants.
    FoldingSide(QWidget* panel, Qt::Edge edge, int leastBeside, QWidget* page);

    /// What the panel shows, for the button.
    void setTitle(const QString& title);
    [[nodiscard]] bool isFolded() const { return m_isFolded; }
    void setFolded(bool isFolded);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] int openWidth() const;
    void fitPage();
    void dress();
    void letPageShrink();
    void shareSplitter();

    QWidget* m_panel;
    QWidget* m_holder;  ///< of the panel, which may hide itself
    QWidget* m_page;
    QToolButton* m_button;
    Qt::Edge m_edge;
    int m_leastBeside;
    int m_widthInSplitter = 0;  ///< before it was folded; 0 where it was not
    QString m_title;
    bool m_isFolded = false;
    bool m_isTooNarrow = false;       ///< the page, for both
    bool m_isFoldedByPerson = false;  ///< stays folded where there is room
};

}  // namespace tandem
