// The one place where the window shows failures: a sentence at its top, with the details on request, until it is
// closed.
//
// Used on the GUI thread. Invariant: hidden when there is nothing to show; a later failure replaces an earlier one.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace tandem {

class FailureBar : public QWidget {
    Q_OBJECT

public:
    explicit FailureBar(QWidget* parent = nullptr);

    /// detail: for the log; may be empty.
    void tell(const QString& sentence, const QString& detail);
    [[nodiscard]] QString sentence() const;

private:
    void showDetail();
    void retranslate();
    /// With the details.
    [[nodiscard]] QString all() const;

    QLabel* m_sentence;
    QPushButton* m_more;
    QPushButton* m_copy;
    QPushButton* m_close;
    QString m_told;
    QString m_detail;
};

}  // namespace tandem
