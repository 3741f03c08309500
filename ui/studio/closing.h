#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

class QMessageBox;
class QWidget;

namespace lab {

class Studio;

/// What becomes of the work under way when a person closes the window. Training, a study and timings end
/// after their step and are stored; files and edits that were asked for are written first. Only where
/// something would be lost (an import, runs that wait in the queue) it asks. When one of these fails at the
/// end, the window stays open with the message. GUI thread; never waits.
class Closing : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it; a question stands over \p window.
    Closing(Studio& studio, QWidget* window);

    /// True when nothing is under way. Otherwise begins to end it, or asks; \ref ready tells when to come
    /// again.
    bool mayClose();

signals:
    void ready();
    /// What the window waits for, in one sentence.
    void waits(const QString& sentence);

private:
    enum class Stage { Open, Asking, Ending };
    [[nodiscard]] bool working() const;
    [[nodiscard]] QStringList losses() const;
    void ask();
    void end();
    void look();
    void stay();

    Studio& m_studio;
    QWidget* m_window;
    Stage m_stage = Stage::Open;
    QTimer m_look;
    QPointer<QMessageBox> m_box;
};

} // namespace lab
