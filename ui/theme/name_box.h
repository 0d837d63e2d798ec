// A box to choose among names that people gave.
//
// Used on the GUI thread. Invariant: however long the names are, the box asks for no more width than a few characters.
#pragma once

#include <QComboBox>

namespace tandem {

/// Takes the width that it is given, in which the middle of a name is left out if need be, as identifiers differ at
/// their end; the list and the tooltip show the names whole.
class NameBox : public QComboBox {
    Q_OBJECT

public:
    explicit NameBox(QWidget* parent = nullptr, int leastCharacters = 10);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void widenList();
};

}  // namespace tandem
