// A box to choose among names that people gave.
//
// Used on the GUI thread. Invariant: however long the names are, the box asks for no more width than a few characters.
#pragma once

#include <QComboBox>

namespace tandem {

/// Takes the width that it is given, in which the middle of a name is left out if need be, as identifiers differ at
/// their end; the list shows the names whole, and so does the tooltip, above what it says else.
class NameBox : public QComboBox {
    Q_OBJECT

public:
    explicit NameBox(QWidget* parent = nullptr, int leastCharacters = 10);

    void showPopup() override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    /// The name as it fits.
    [[nodiscard]] QString shownName() const;
};

}  // namespace tandem
