#pragma once

#include "core/store/slice_repository.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QAction;
class QComboBox;
class QLineEdit;
class QProgressBar;
class QSpinBox;
class QTableView;
class QToolButton;

namespace lab {

class Actions;
class Look;
class LookLabel;
struct OpenedData;
struct DataEdit;
struct StoredWeights;
class RecordDelegate;
class RecordEditing;
class RecordModel;
class RecordTable;
class Studio;

/// The records of the open data set: searched, filtered, sorted; a filter can be kept under a name, chosen
/// rows go to the probes, to Inspect or to the clipboard.
class RecordBrowser : public QWidget {
    Q_OBJECT
public:
    RecordBrowser(const Look& look, Studio& studio, Actions& actions, QWidget* parent = nullptr);

    void setData(const OpenedData& data);
    [[nodiscard]] RecordTable& table() { return *m_table; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] QWidget* createFilters();
    [[nodiscard]] QWidget* createSlices();
    void createTable();
    void createActions(Actions& actions);
    [[nodiscard]] RecordFilter filter() const;
    void setFilter(const RecordFilter& filter);
    void apply();
    void takeEdit(const DataEdit& edit);
    /// What \p run makes of the records is known; 0 = no run's.
    void showJudged(std::int64_t run, const StoredWeights& weights);
    /// At once, or when the cell that is being edited is closed: an arrangement takes its editor away, with
    /// what was typed.
    void rearrange();
    void showCount(std::int64_t count);
    void describe();
    void keepPlace();
    void showSlices(const std::vector<Slice>& slices);
    void followRun();
    /// Starts the predictions of the run on show, or ends them.
    void judge();
    void enable();
    void copy() const;
    [[nodiscard]] QStringList chosenTexts() const;

    const Look& m_look;
    Studio& m_studio;
    RecordModel* m_model;
    RecordTable* m_table;
    RecordDelegate* m_delegate;
    RecordEditing* m_editing = nullptr;
    QLineEdit *m_search = nullptr, *m_sliceName = nullptr;
    QComboBox *m_split = nullptr, *m_label = nullptr, *m_predicted = nullptr, *m_outcome = nullptr,
              *m_texts = nullptr, *m_slice = nullptr;
    QSpinBox *m_least = nullptr, *m_most = nullptr;
    LookLabel *m_count = nullptr, *m_weights = nullptr;
    QProgressBar* m_progress = nullptr;
    QAction *m_find = nullptr, *m_judge = nullptr, *m_keep = nullptr, *m_forget = nullptr, *m_probe = nullptr,
            *m_inspect = nullptr, *m_copy = nullptr;
    std::vector<Slice> m_slices;
    std::int64_t m_total = 0;
    std::int64_t m_judged = 0; ///< the run whose predictions are on show
    bool m_late = false;       ///< the records are to be arranged anew when no cell is edited any more
    int m_place = -1;          ///< row to stand on once the records have been arranged after an edit
    QTimer m_typing;
};

} // namespace lab
