#pragma once

#include <QWidget>

namespace lab {

class Look;

/// Mark and name of a run with a quiet second line; without a mark for a run that is not there yet.
class RunTitle : public QWidget {
    Q_OBJECT
public:
    explicit RunTitle(const Look& look, QWidget* parent = nullptr);

    /// \p colour the run's slot, negative = no mark.
    void setRun(int colour, bool running, const QString& name, const QString& about);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Look& m_look;
    int m_colour = -1;
    bool m_running = false;
    QString m_name, m_about;
};

} // namespace lab
