// The style sheet of the application, put on its windows one by one.
//
// Used on the GUI thread; made once. Invariant: every window without a parent that is or was shown wears the newest
// sheet, and nothing within a window has one of its own: it takes up the window's.
//
// Not on the application itself: there, Qt takes a changed sheet up once more for every ancestor of a widget, which is
// ten times the work for a window with all its pages.
#pragma once

#include <QObject>
#include <QString>

class QApplication;
class QWidget;

namespace tandem {

class WindowSheet : public QObject {
    Q_OBJECT

public:
    explicit WindowSheet(QApplication& application);

    /// For the windows that there are and for those to come.
    void set(const QString& sheet);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void dress(QWidget& widget) const;

    QString m_sheet;
};

}  // namespace tandem
