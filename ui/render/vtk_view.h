// A widget that VTK draws into. Debian's VTK has its Qt glue for Qt 5 only; this is ours for Qt 6.
//
// Used on the GUI thread, after the program chose a 3.2 core context as Qt's default surface format. Invariant: VTK's
// render window holds resources of the widget's context only between initializeGL() and that context's end.
#pragma once

#include <QOpenGLWidget>
#include <memory>

namespace tandem {

class VtkView : public QOpenGLWidget {
    Q_OBJECT

public:
    explicit VtkView(QWidget* parent = nullptr);
    ~VtkView() override;

protected:
    void initializeGL() override;
    void resizeGL(int width, int height) override;
    void paintGL() override;

private:
    friend struct VtkViewWindow;
    struct State;

    void makeWindow();
    void releaseContext();
    void makeVtkCurrent();

    std::unique_ptr<State> m_state;
};

}  // namespace tandem
