#include "ui/picture/graphics_session.h"

#include "core/base/error.h"

#include <QGuiApplication>
#include <array>
#include <clocale>

namespace tandem {

struct GraphicsSession::State {
    std::array<char, 7> program{"tandem"};
    std::array<char, 10> option{"-platform"};
    std::array<char, 10> platform{"offscreen"};
    std::array<char*, 4> arguments{program.data(), option.data(), platform.data(), nullptr};
    int count = 3;
    QGuiApplication application{count, arguments.data()};
};

GraphicsSession::GraphicsSession() {
    if (QCoreApplication::instance() == nullptr) {
        m_state = std::make_unique<State>();
        // Qt takes over the person's locale; numbers in files must keep their decimal point.
        std::setlocale(LC_NUMERIC, "C");
    } else if (qobject_cast<QGuiApplication*>(QCoreApplication::instance()) == nullptr) {
        throw Error(ErrorCode::Conflict,
                    "Pictures cannot be drawn, because this process was started without graphics.");
    }
}

GraphicsSession::~GraphicsSession() = default;

}  // namespace tandem
