// A box to tick beside a name that people gave.
//
// Used on the GUI thread. Invariant: however long the name is, the box needs no more width than a few characters.
#pragma once

#include <QCheckBox>

namespace tandem {

/// Takes the width that it is given; a name that is longer loses its middle, and the tooltip shows it whole above what
/// it says else.
class NameCheck : public QCheckBox {
    Q_OBJECT

public:
    explicit NameCheck(QWidget* parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    /// The name as it fits.
    [[nodiscard]] QString shownName() const;
};

}  // namespace tandem
