#include "ui/render/vtk_view.h"

#include "ui/render/vtk_view_window.h"

#include <vtkCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtkSmartPointer.h>

#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QOpenGLFunctions_3_2_Core>
#include <QOpenGLVersionFunctionsFactory>
#include <QPointer>
#include <QSurface>
#include <cmath>
#include <functional>

namespace tandem {

struct VtkView::State {
    vtkNew<vtkGenericOpenGLRenderWindow> window;
    QPointer<QOpenGLContext> context;
    QSurface* surface = nullptr;
    QMetaObject::Connection contextEnd;
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

}  // namespace

VtkView::VtkView(QWidget* parent) : QOpenGLWidget(parent), m_state(std::make_unique<State>()) {
    makeWindow();
}

VtkView::~VtkView() {
    // QOpenGLWidget's own destructor ends the context when this class is gone already.
    releaseContext();
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
        return m_state->context != nullptr && QOpenGLContext::currentContext() == m_state->context;
    };
    m_state->currentObserver = window.AddObserver(vtkCommand::WindowMakeCurrentEvent, observer);
    m_state->isCurrentObserver = window.AddObserver(vtkCommand::WindowIsCurrentEvent, observer);
}

void VtkView::makeVtkCurrent() {
    // Not QOpenGLWidget::makeCurrent(): it would bind the widget's framebuffer in place of VTK's, and all were black.
    if (m_state->context != nullptr && m_state->surface != nullptr) {
        m_state->context->makeCurrent(m_state->surface);
    }
}

void VtkView::initializeGL() {
    if (m_state->context != nullptr && m_state->context != context()) {
        releaseContext();
    }
    m_state->context = context();
    m_state->surface = context()->surface();
    m_state->contextEnd =
        connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &VtkView::releaseContext, Qt::DirectConnection);
    vtkGenericOpenGLRenderWindow& window = *m_state->window;
    window.SetForceMaximumHardwareLineWidth(1);
    window.SetReadyForRendering(true);
    window.InitializeFromCurrentContext();
}

void VtkView::releaseContext() {
    if (m_state->context == nullptr) {
        return;
    }
    disconnect(m_state->contextEnd);
    makeCurrent();
    m_state->window->Finalize();
    m_state->window->SetReadyForRendering(false);
    doneCurrent();
    m_state->context = nullptr;
    m_state->surface = nullptr;
}

void VtkView::resizeGL(int width, int height) {
    const double ratio = devicePixelRatioF();
    m_state->window->SetSize(static_cast<int>(std::lround(width * ratio)),
                             static_cast<int>(std::lround(height * ratio)));
    m_state->window->SetDPI(static_cast<int>(std::lround(72 * ratio)));
}

void VtkView::paintGL() {
    vtkGenericOpenGLRenderWindow& window = *m_state->window;
    m_state->surface = context()->surface();
    vtkOpenGLState* const state = window.GetState();
    state->Reset();
    state->Push();
    // Qt leaves LESS; VTK draws coincident parts by order.
    state->vtkglDepthFunc(GL_LEQUAL);
    window.Render();

    auto* const gl = QOpenGLVersionFunctionsFactory::get<QOpenGLFunctions_3_2_Core>(context());
    const int width = window.GetSize()[0];
    const int height = window.GetSize()[1];
    if (gl != nullptr) {
        state->vtkglBindFramebuffer(GL_DRAW_FRAMEBUFFER, defaultFramebufferObject());
        const GLenum buffer = GL_COLOR_ATTACHMENT0;
        gl->glDrawBuffers(1, &buffer);
        state->vtkglDisable(GL_SCISSOR_TEST);
        window.BlitDisplayFramebuffer(0, 0, 0, width, height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
        // Otherwise the widget were as transparent as VTK's background.
        gl->glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
        gl->glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_TRUE);
        gl->glClearColor(0, 0, 0, 1);
        gl->glClear(GL_COLOR_BUFFER_BIT);
        gl->glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    }
    state->Pop();
}

}  // namespace tandem
