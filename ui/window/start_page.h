// What the window shows while no project is open: recent projects, and how to make or open one.
//
// Used on the GUI thread.
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace tandem {

class StartPage : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);

    /// Absolute folders, the newest first.
    void setRecent(const QStringList& folders);

Q_SIGNALS:
    void newWanted();
    void openWanted();
    void projectChosen(const QString& folder);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel* m_title;
    QLabel* m_subtitle;
    QPushButton* m_new;
    QPushButton* m_open;
    QLabel* m_recentTitle;
    QLabel* m_noRecent;
    QListWidget* m_recent;
};

}  // namespace tandem
