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
    void setMakingDemo(bool isMaking);

Q_SIGNALS:
    void newWanted();
    void openWanted();
    void demoWanted();
    void projectChosen(const QString& folder);
    /// The list shall not show this project any more.
    void forgetWanted(const QString& folder);

protected:
    void changeEvent(QEvent* event) override;

private:
    void connectParts();
    void showRecent();
    void showMenu(const QPoint& position);
    void forgetChosen();
    void retranslate();

    QLabel* m_title;
    QLabel* m_subtitle;
    QPushButton* m_new;
    QPushButton* m_open;
    QPushButton* m_demo;
    QLabel* m_demoText;
    QLabel* m_recentTitle;
    QLabel* m_noRecent;
    QListWidget* m_recent;
    QStringList m_folders;
    bool m_isMakingDemo = false;
};

}  // namespace tandem
