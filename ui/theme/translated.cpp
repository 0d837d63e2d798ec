#include "ui/theme/translated.h"

#include <QEvent>
#include <QWidget>
#include <utility>

namespace tandem {
namespace {

class LanguageWatch : public QObject {
public:
    LanguageWatch(QWidget& widget, std::function<void()> say) : QObject(&widget), m_say(std::move(say)) {
        widget.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::LanguageChange) {
            m_say();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> m_say;
};

}  // namespace

void keepTranslated(QWidget& widget, std::function<void()> say) {
    say();
    whenLanguageChanges(widget, std::move(say));
}

void whenLanguageChanges(QWidget& widget, std::function<void()> say) {
    new LanguageWatch(widget, std::move(say));
}

}  // namespace tandem
