#include "ui/session/changing_controls.h"

#include "ui/session/project_session.h"
#include "ui/theme/translated.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>

namespace tandem {
namespace {

/// Of a control: it changes the project.
constexpr const char* kChanges = "changesProject";

/// Keeps a control disabled, whatever its page allows.
class Hold : public QObject {
public:
    explicit Hold(QWidget& control) : QObject(&control), m_control(control) {
        hold();
        control.installEventFilter(this);
        whenLanguageChanges(control, [this] { hold(); });
    }

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::EnabledChange || event->type() == QEvent::ToolTipChange) {
            hold();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void hold() {
        const QString why = QCoreApplication::translate("ChangingControls", "The project is only looked at.");
        if (m_control.isEnabled()) {
            m_control.setEnabled(false);
        }
        if (m_control.toolTip() != why) {
            m_control.setToolTip(why);
        }
    }

    QWidget& m_control;
};

}  // namespace

void noteChanging(std::initializer_list<QWidget*> controls) {
    for (QWidget* const control : controls) {
        control->setProperty(kChanges, true);
    }
}

void holdChanging(QWidget& within, const ProjectSession& session) {
    if (!session.isToLook()) {
        return;
    }
    for (QWidget* const control : within.findChildren<QWidget*>()) {
        if (control->property(kChanges).toBool()) {
            new Hold(*control);
        }
    }
}

}  // namespace tandem
