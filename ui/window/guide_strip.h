// A strip under the menu that leads through a few steps: which there are, what to do now, and a button that does it.
//
// Used on the GUI thread. Invariant: hidden when nobody is led.
#pragma once

#include <QStringList>
#include <QWidget>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace tandem {

class GuideStrip : public QWidget {
    Q_OBJECT

public:
    explicit GuideStrip(QWidget* parent = nullptr);

    struct Guidance {
        QStringList steps;
        int step = 0;  ///< index of the one that is due
        QString sentence;
        QString action;       ///< the button's text
        QString whyDisabled;  ///< why the button cannot be pressed now; empty when it can
    };
    void guide(const Guidance& guidance);

Q_SIGNALS:
    void actionChosen();
    void dismissed();

private:
    void retranslate();

    QHBoxLayout* m_stepRow;
    std::vector<QLabel*> m_steps;
    QLabel* m_sentence;
    QPushButton* m_action;
    QPushButton* m_close;
};

}  // namespace tandem
