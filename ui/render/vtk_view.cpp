#include "ui/render/vtk_view.h"

#include "ui/render/vtk_view_window.h"

#include <vtkCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>

#include <QElapsedTimer>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFramebufferObject>
#include <QOpenGLFunctions_3_2_Core>
#include <QOpenGLVersionFunctionsFactory>
#include <QPainter>
#include <cmath>
#include <functional>

namespace tandem {

struct VtkView::State {
    vtkNew<vtkGenericOpenGLRenderWindow> window;
    QOffscreenSurface surface;
    QOpenGLContext context;
    std::unique_ptr<QOpenGLFramebufferObject> target;
    bool hasFailed = false;
    unsigned long currentObserver = 0;
    unsigned long isCurrentObserver = 0;
};

vtkGenericOpenGLRenderWindow& VtkViewWindow::of(const VtkView& view) {
    return *view.m_state->window;
}

namespace {

/// VTK asks whether its context is the current one through a bool behind a pointer.
class ContextObserver : public vtkCommand {
public:
    static ContextObserver* New() { return new ContextObserver; }

    void Execute(vtkObject* /*caller*/, unsigned long event, void* data) override {
        if (event == vtkCommand::WindowMakeCurrentEvent) {
            makeCurrent();
        } else if (event == vtkCommand::WindowIsCurrentEvent && data != nullptr) {
            *static_cast<bool*>(data) = isCurrent();
        }
    }

    std::function<void()> makeCurrent;
    std::function<bool()> isCurrent;
};

/// What VTK needs.
QSurfaceFormat formatForVtk() {
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setDepthBufferSize(24);
    format.setAlphaBufferSize(8);
    return format;
}

}  // namespace

VtkView::VtkView(QWidget* parent) : QWidget(parent), m_state(std::make_unique<State>()) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    makeWindow();
}

VtkView::~VtkView() {
    if (m_state->context.isValid()) {
        makeVtkCurrent();
        m_state->window->Finalize();
        m_state->target.reset();
        m_state->context.doneCurrent();
    }
    m_state->window->RemoveObserver(m_state->currentObserver);
    m_state->window->RemoveObserver(m_state->isCurrentObserver);
}

void VtkView::makeWindow() {
    vtkGenericOpenGLRenderWindow& window = *m_state->window;
    window.SetOwnContext(false);
    window.SetMultiSamples(0);
    window.SetFrameBlitModeToNoBlit();
    vtkNew<ContextObserver> observer;
    observer->makeCurrent = [this] { makeVtkCurrent(); };
    observer->isCurrent = [this] {
        return m_state->context.isValid() && QOpenGLContext::currentContext() == &m_state->context;
    };
    m_state->currentObserver = window.AddObserver(vtkCommand::WindowMakeCurrentEvent, observer);
    m_state->isCurrentObserver = window.AddObserver(vtkCommand::WindowIsCurrentEvent, observer);
}

void VtkView::makeVtkCurrent() {
    if (m_state->context.isValid()) {
        m_state->context.makeCurrent(&m_state->surface);
    }
}

/// Whether there is one, which is made when it is needed first.
bool VtkView::makeContext() {
    if (m_state->context.isValid() || m_state->hasFailed) {
        return !m_state->hasFailed;
    }
    m_state->context.setFormat(formatForVtk());
    m_state->surface.setFormat(formatForVtk());
    m_state->surface.create();
    m_state->hasFailed =
        !m_state->surface.isValid() || !m_state->context.create() || !m_state->context.makeCurrent(&m_state->surface);
    if (!m_state->hasFailed) {
        vtkGenericOpenGLRenderWindow& window = *m_state->window;
        window.SetForceMaximumHardwareLineWidth(1);
        window.SetReadyForRendering(true);
        window.InitializeFromCurrentContext();
    }
    return !m_state->hasFailed;
}

void VtkView::sceneChanged() {
    m_isStale = true;
    update();
}

void VtkView::paintEvent(QPaintEvent* /*event*/) {
    const double ratio = devicePixelRatioF();
    const QSize size = (QSizeF(this->size()) * ratio).toSize();
    if (m_isStale || m_picture.size() != size) {
        draw();
    }
    QPainter painter(this);
    if (m_picture.isNull()) {
        painter.fillRect(rect(), palette().base());
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("This view needs OpenGL 3.2, which this screen does not offer."));
    } else {
        painter.drawImage(QRectF(rect()), m_picture);
    }
}

void VtkView::draw() {
    m_isStale = false;
    if (!makeContext()) {
        return;
    }
    makeVtkCurrent();
    const double ratio = devicePixelRatioF();
    const QSize size = (QSizeF(this->size()) * ratio).toSize();
    if (m_state->target == nullptr || m_state->target->size() != size) {
        m_state->target =
            std::make_unique<QOpenGLFramebufferObject>(size, QOpenGLFramebufferObject::CombinedDepthStencil);
        m_state->window->SetSize(size.width(), size.height());
        m_state->window->SetDPI(static_cast<int>(std::lround(72 * ratio)));
    }
    beforeDrawing();
    QElapsedTimer timer;
    timer.start();
    renderInto(m_state->target->handle());
    m_picture = m_state->target->toImage().convertToFormat(QImage::Format_RGB32);
    m_state->context.doneCurrent();
    afterDrawing(1e-9 * static_cast<double>(timer.nsecsElapsed()));
}

void VtkView::renderInto(unsigned framebuffer) {
    vtkGenericOpenGLRenderWindow& window = *m_state->window;
    vtkOpenGLState* const state = window.GetState();
    state->Reset();
    state->Push();
    // VTK draws coincident parts by order.
    state->vtkglDepthFunc(GL_LEQUAL);
    window.Render();

    auto* const gl = QOpenGLVersionFunctionsFactory::get<QOpenGLFunctions_3_2_Core>(&m_state->context);
    const int width = window.GetSize()[0];
    const int height = window.GetSize()[1];
    if (gl != nullptr) {
        state->vtkglBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
        const GLenum buffer = GL_COLOR_ATTACHMENT0;
        gl->glDrawBuffers(1, &buffer);
        state->vtkglDisable(GL_SCISSOR_TEST);
        window.BlitDisplayFramebuffer(0, 0, 0, width, height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
        // Otherwise the picture were as transparent as VTK's background.
        gl->glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        gl->glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_TRUE);
        gl->glClearColor(0, 0, 0, 1);
        gl->glClear(GL_COLOR_BUFFER_BIT);
        gl->glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    }
    state->Pop();
}

}  // namespace tandem
