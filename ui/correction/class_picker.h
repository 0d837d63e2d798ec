// Which class is painted, and over which may be painted.
//
// Used on the GUI thread. Invariant: both follow the choice of tools, whoever changes it.
#pragma once

#include "core/study/label_scheme.h"

#include <QComboBox>
#include <QPushButton>

class QMenu;

namespace tandem {

class ToolChoice;

class ClassPicker : public QComboBox {
    Q_OBJECT

public:
    explicit ClassPicker(ToolChoice& tools, QWidget* parent = nullptr);

    void setScheme(const LabelScheme& scheme);

private:
    void showChoice();

    ToolChoice& m_tools;
};

/// A menu of the classes; those without a tick are protected: no tool paints over them.
class PaintOverButton : public QPushButton {
    Q_OBJECT

public:
    explicit PaintOverButton(ToolChoice& tools, QWidget* parent = nullptr);

    void setScheme(const LabelScheme& scheme);

private:
    void addClass(int value, const QString& name, const QColor& colour);
    void showChoice();

    ToolChoice& m_tools;
    QMenu* m_menu = nullptr;
    LabelScheme m_scheme;
};

/// A square in the colour.
[[nodiscard]] QIcon colourIcon(const QColor& colour);

}  // namespace tandem
