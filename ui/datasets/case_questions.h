// What is asked before something is done to cases: files, a tag, whether to remove.
//
// Used on the GUI thread. Invariant: no question waits in a loop of its own; the answer calls back, or nothing does.
#pragma once

#include <QObject>
#include <filesystem>
#include <functional>
#include <vector>

class QWidget;

namespace tandem {

class CaseQuestions : public QObject {
    Q_OBJECT

public:
    /// over: the widget over which questions are asked.
    explicit CaseQuestions(QWidget* over);

    void askForFiles(const std::function<void(const std::vector<std::filesystem::path>& files)>& take);
    void askForTag(const std::function<void(const QString& tag)>& take);
    /// A patient's name divides the patient's cases in splits; warning: in which.
    void askAboutLeak(const QString& warning, const std::function<void()>& copySplits,
                      const std::function<void()>& takeBack);
    void askToRemove(int count, const std::function<void()>& remove);

private:
    QWidget* m_over;
};

}  // namespace tandem
