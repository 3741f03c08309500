#include "ui/window_state.h"

#include "ui/frame/preferences.h"
#include "ui/main_window.h"
#include "ui/pages/page.h"

#include <QApplication>
#include <QLayout>
#include <QLineEdit>
#include <QSplitter>

#include <numeric>

namespace lab {
namespace {

/// Grows when the panes of the frame are arranged in another way: older sizes mean nothing then.
constexpr int kLayoutVersion = 1;

/// "panes", or for a page's own "lab::TrainPage/0".
QMap<QString, QSplitter*> splittersOf(const MainWindow& window) {
    QMap<QString, QSplitter*> named;
    QMap<QString, int> counts;
    for (auto* splitter : window.findChildren<QSplitter*>()) {
        QString owner = QStringLiteral("window");
        for (QWidget* each = splitter->parentWidget(); each != nullptr; each = each->parentWidget())
            if (qobject_cast<Page*>(each) != nullptr)
                owner = QString::fromLatin1(each->metaObject()->className());
        named.insert(owner + u'/' + QString::number(counts[owner]++), splitter);
    }
    return named;
}

/// A page that was never shown has not been arranged yet.
bool arranged(const QSplitter& splitter) {
    const QList<int> sizes = splitter.sizes();
    int visible = 0;
    for (int index = 0; index < splitter.count(); ++index)
        visible += splitter.widget(index)->isHidden() ? 0 : 1;
    const int along = splitter.orientation() == Qt::Horizontal ? splitter.width() : splitter.height();
    return std::accumulate(sizes.begin(), sizes.end(), 0) + (visible - 1) * splitter.handleWidth() == along;
}

QLineEdit* fieldOf(QWidget* widget) {
    auto* field = qobject_cast<QLineEdit*>(widget);
    // Those inside spin and combo boxes show settings, which the studio keeps.
    const bool own = field != nullptr && !field->objectName().startsWith(QStringLiteral("qt_")) &&
                     !field->objectName().isEmpty() && !field->isReadOnly();
    return own ? field : nullptr;
}

} // namespace

WindowState stateOf(const MainWindow& window) {
    WindowState state;
    state.geometry = window.saveGeometry();
    state.workspace = window.workspace();
    const auto splitters = splittersOf(window);
    for (auto each = splitters.begin(); each != splitters.end(); ++each)
        if (arranged(**each))
            state.splitters.insert(each.key(), (*each)->saveState());
    for (QLineEdit* field : window.findChildren<QLineEdit*>())
        if (fieldOf(field) != nullptr && field->isModified())
            state.texts.insert(field->objectName(), field->text());
    QWidget* focus = QApplication::focusWidget();
    if (focus != nullptr && focus->window() == &window) {
        state.focus = focus->objectName();
        if (const QLineEdit* field = fieldOf(focus))
            state.cursor = field->cursorPosition();
    }
    return state;
}

void applyLayout(const WindowState& state, MainWindow& window) {
    if (!state.geometry.isEmpty())
        window.restoreGeometry(state.geometry);
    if (state.size.isValid() && (window.windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen)) == 0)
        window.resize(state.size);
    // A splitter takes its sizes to the pixel only once it has its own size.
    window.layout()->activate();
    window.centralWidget()->layout()->activate();
    const auto splitters = splittersOf(window);
    for (auto each = splitters.begin(); each != splitters.end(); ++each)
        if (const QByteArray sizes = state.splitters.value(each.key()); !sizes.isEmpty())
            (*each)->restoreState(sizes);
    if (!state.workspace.isEmpty())
        window.showWorkspace(state.workspace);
}

void applyTexts(const WindowState& state, MainWindow& window) {
    for (auto text = state.texts.begin(); text != state.texts.end(); ++text)
        if (auto* field = window.findChild<QLineEdit*>(text.key())) {
            field->setText(*text);
            field->setModified(true);
        }
    auto* focus = state.focus.isEmpty() ? nullptr : window.findChild<QWidget*>(state.focus);
    if (focus == nullptr)
        return;
    focus->setFocus();
    if (QLineEdit* field = fieldOf(focus))
        field->setCursorPosition(state.cursor);
}

void remember(const WindowState& state, Preferences& preferences) {
    preferences.setValue(QStringLiteral("layout/version"), kLayoutVersion);
    preferences.setValue(QStringLiteral("layout/geometry"), state.geometry);
    preferences.setValue(QStringLiteral("layout/size"), state.size);
    preferences.setValue(QStringLiteral("layout/workspace"), state.workspace);
    for (auto each = state.splitters.begin(); each != state.splitters.end(); ++each)
        preferences.setValue(QStringLiteral("layout/splitters/") + each.key(), *each);
}

WindowState remembered(const Preferences& preferences) {
    WindowState state;
    if (preferences.value(QStringLiteral("layout/version")).toInt() != kLayoutVersion)
        return state;
    state.geometry = preferences.value(QStringLiteral("layout/geometry")).toByteArray();
    state.size = preferences.value(QStringLiteral("layout/size")).toSize();
    state.workspace = preferences.value(QStringLiteral("layout/workspace")).toString();
    const QString group = QStringLiteral("layout/splitters/");
    for (const QString& key : preferences.keys())
        if (key.startsWith(group))
            state.splitters.insert(key.mid(group.size()), preferences.value(key).toByteArray());
    return state;
}

} // namespace lab
