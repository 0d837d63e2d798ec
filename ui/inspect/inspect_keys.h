// The keys of the page "Inspect": 1 to 9 and 0 layers, Space blinks while it is held, N and P regions, F full size,
// C compares, E corrects, Escape goes back. While a label is corrected the digits belong to that (ui/correction).
//
// Used on the GUI thread. Invariant: the keys hold where the page has the keyboard, and have the words by which the
// list of keys names them; a blink ends with its key, and when another window takes the keyboard.
#pragma once

#include <QObject>
#include <initializer_list>
#include <vector>

class QAction;
class QKeySequence;
class QWidget;

namespace tandem {

class LayerStack;

class InspectKeys : public QObject {
    Q_OBJECT

public:
    /// views: where Space blinks; elsewhere it presses buttons.
    InspectKeys(LayerStack& stack, QWidget& page, std::initializer_list<QWidget*> views);

    /// Whether digits show and hide layers.
    void setLayerKeys(bool areEnabled);

Q_SIGNALS:
    void blinked(bool isBlinking);
    /// 1 for the next doubtful region, -1 for the one before.
    void regionWanted(int step);
    void fullSizeWanted();
    void comparisonWanted();
    void correctionWanted();
    void backWanted();

protected:
    bool eventFilter(QObject* page, QEvent* event) override;

private:
    QAction* add(const QKeySequence& key, QWidget& where);
    void retranslate();
    void nameLayers();

    LayerStack& m_stack;
    QWidget& m_page;
    std::vector<QAction*> m_layers;  ///< by their digit
    QAction* m_nextRegion;
    QAction* m_previousRegion;
    QAction* m_fullSize;
    QAction* m_compare;
    QAction* m_correct;
    QAction* m_back;
    std::vector<QAction*> m_blink;
};

}  // namespace tandem
