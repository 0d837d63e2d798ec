// What the page says while the project has no cases: drop some here.
//
// Used on the GUI thread.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace tandem {

class EmptyDatasets : public QWidget {
    Q_OBJECT

public:
    explicit EmptyDatasets(QWidget* parent = nullptr);

Q_SIGNALS:
    void importWanted();

private:
    void retranslate();

    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_import;
};

}  // namespace tandem
