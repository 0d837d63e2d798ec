// How the page is put together; what it does is in export_page.cpp.
#include "storage/db/project.h"
#include "ui/export/abstain_panel.h"
#include "ui/export/export_case_list.h"
#include "ui/export/export_options_panel.h"
#include "ui/export/export_page.h"
#include "ui/session/project_session.h"
#include "ui/theme/folding_side.h"
#include "ui/theme/name_box.h"
#include "ui/theme/wrapping_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tandem {

void ExportPage::build() {
    m_pages = new QStackedWidget(this);
    m_message = new QLabel(m_pages);
    m_message->setObjectName("exportMessage");
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_pages->addWidget(m_message);
    auto* const content = new QWidget(m_pages);
    auto* const rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addWidget(makeColumns(), 1);
    rows->addWidget(makeBar());
    m_pages->addWidget(content);
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(14, 12, 14, 10);
    outer->addWidget(m_pages);
}

QWidget* ExportPage::makeChooser() {
    auto* const chooser = new QWidget(this);
    auto* const rows = new QVBoxLayout(chooser);
    rows->setContentsMargins(0, 0, 0, 0);
    constexpr int kLeastCharacters = 14;  // else run and checkpoint stand below each other
    const auto add = [&](QLabel*& label, QComboBox*& box, const char* name) {
        label = new QLabel(chooser);
        box = new NameBox(chooser, kLeastCharacters);
        box->setObjectName(name);
        label->setBuddy(box);
        auto* const column = new QVBoxLayout;
        column->setSpacing(2);
        column->addWidget(label);
        column->addWidget(box);
        return column;
    };
    auto* const top = new WrappingBar(chooser);
    top->addGroup(1)->addLayout(add(m_runLabel, m_runs, "exportRun"));
    top->addGroup(1)->addLayout(add(m_checkpointLabel, m_checkpoints, "exportCheckpoint"));
    m_cases = new ExportCaseList(chooser);
    rows->addWidget(top);
    rows->addWidget(m_cases, 1);
    return chooser;
}

QWidget* ExportPage::makeColumns() {
    auto* const columns = new QWidget(this);
    auto* const layout = new QHBoxLayout(columns);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    m_options = new ExportOptionsPanel(m_session.project().exportsFolder(), columns);
    // Scrolls where the window is low.
    auto* const scrolled = new QScrollArea(columns);
    scrolled->setWidget(m_options);
    scrolled->setWidgetResizable(true);
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scrolled->setFixedWidth(300);
    m_abstain = new AbstainPanel(m_session, columns);
    m_abstain->setMinimumWidth(250);
    layout->addWidget(makeChooser(), 5);
    layout->addWidget(scrolled);
    constexpr int kLeastBeside = 570;
    m_side = new FoldingSide(m_abstain, Qt::RightEdge, kLeastBeside, this);
    layout->addWidget(m_side, 4);
    return columns;
}

QWidget* ExportPage::makeBar() {
    auto* const bar = new QWidget(this);
    auto* const layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    m_result = new QLabel(bar);
    m_result->setObjectName("exportResult");
    m_result->setWordWrap(true);
    m_open = new QPushButton(bar);
    m_open->setObjectName("exportOpen");
    m_open->hide();
    m_progress = new QProgressBar(bar);
    m_progress->setObjectName("exportProgress");
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(200);
    m_progress->hide();
    m_cancel = new QPushButton(bar);
    m_cancel->setObjectName("exportCancel");
    m_cancel->hide();
    m_export = new QPushButton(bar);
    m_export->setObjectName("exportStart");
    m_export->setProperty("primary", true);
    layout->addWidget(m_result, 1);
    layout->addWidget(m_open);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    layout->addWidget(m_export);
    return bar;
}

}  // namespace tandem
