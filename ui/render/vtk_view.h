// A widget that shows what VTK draws. Debian's VTK has its Qt glue for Qt 5 only; this is ours for Qt 6.
//
// The scene is drawn beside the window, in a context of the view's own, and painted as a picture: a window with an
// OpenGL widget in it is composed by OpenGL as a whole, which without a GPU slows every other widget down. Used on the
// GUI thread. Invariant: the scene is drawn only after sceneChanged(), at another size, or for the first time.
#pragma once

#include <QImage>
#include <QWidget>
#include <memory>

namespace tandem {

class VtkView : public QWidget {
    Q_OBJECT

public:
    explicit VtkView(QWidget* parent = nullptr);
    ~VtkView() override;

protected:
    /// The scene is drawn anew at the next paint event.
    void sceneChanged();
    /// Called before the scene is drawn, and afterwards with how long it took.
    virtual void beforeDrawing() {}
    virtual void afterDrawing(double /*seconds*/) {}

    void paintEvent(QPaintEvent* event) override;

private:
    friend struct VtkViewWindow;
    struct State;

    void makeWindow();
    [[nodiscard]] bool makeContext();
    void makeVtkCurrent();
    void draw();
    void renderInto(unsigned framebuffer);

    std::unique_ptr<State> m_state;
    QImage m_picture;
    bool m_isStale = true;
};

}  // namespace tandem
