// A bar of groups that stand beside each other, or below each other where the width does not suffice.
//
// Used on the GUI thread. Invariant: it needs no more width than its widest group.
#pragma once

#include <QWidget>
#include <vector>

class QBoxLayout;
class QHBoxLayout;

namespace tandem {

class WrappingBar : public QWidget {
    Q_OBJECT

public:
    explicit WrappingBar(QWidget* parent = nullptr);

    /// A group to fill, behind those before. stretch: its share of the width that is left.
    [[nodiscard]] QHBoxLayout* addGroup(int stretch = 0);
    void setMargins(const QMargins& margins);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    QBoxLayout* m_layout;
    std::vector<QWidget*> m_groups;
};

}  // namespace tandem
