// One layer in the list: whether it is shown, how, its legend and its value under the cursor.
//
// Used on the GUI thread. Invariant: it shows the state that it was given last; the person's wishes go out as signals.
#pragma once

#include "ui/inspect/layer_stack.h"

#include <QFrame>

class QLabel;
class QSlider;
class QToolButton;

namespace tandem {

class LayerOptions;
class LegendBar;
class NameCheck;

class LayerRow : public QFrame {
    Q_OBJECT

public:
    explicit LayerRow(const SliceLayer& layer, QWidget* parent = nullptr);

    void showState(const SliceLayer& layer);
    void showValue(const QString& value);
    /// Whether the number key that shows and hides it does so now.
    void showKey(bool isUsed);

    [[nodiscard]] bool isOpen() const;
    /// Whether the options are unfolded.
    void setOpen(bool isOpen);

Q_SIGNALS:
    void changeAsked(const tandem::LayerChange& change);
    void restoreAsked();

private:
    void connectParts();
    void showOptions();

    QString m_name;
    int m_key = -1;
    QString m_explanation;  ///< of the numbers, where their name does not say it
    NameCheck* m_visible = nullptr;
    QLabel* m_value = nullptr;
    QToolButton* m_open = nullptr;
    QSlider* m_opacity = nullptr;
    LegendBar* m_legend = nullptr;
    QLabel* m_meaning = nullptr;
    LayerOptions* m_options = nullptr;
};

}  // namespace tandem
