#pragma once

#include "ui/bridge/import_session.h"
#include "ui/bridge/record_session.h"
#include "ui/models/data_trash.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>

#include <optional>

namespace lab {

class DataModel;

/// How a person looks at the records of the open data set.
struct RecordsView {
    RecordFilter filter;
    QString slice;    ///< its name, as it was chosen or typed
    int sortedBy = 0; ///< column of the table
    Qt::SortOrder order = Qt::AscendingOrder;
    std::int64_t judged = 0; ///< the run whose predictions are known; 0 = none
    StoredWeights weights;   ///< with which it read
};

/// The data sets of the lab file, the one that is looked into, and the source that is about to become one.
/// GUI thread; the work is done by two sessions.
class DataLibrary : public QObject {
    Q_OBJECT
public:
    DataLibrary(const QString& labPath, DataModel& model, QObject* parent = nullptr);
    ~DataLibrary() override;

    [[nodiscard]] ImportSession& imports() { return m_imports; }
    [[nodiscard]] RecordSession& records() { return m_records; }
    /// The data sets in the trash.
    [[nodiscard]] DataTrash& trash() { return m_trash; }

    /// What a column of a source is used as.
    enum class ColumnRole { Unused, Text, Label, Part };
    /// Which shares of a source are to be drawn.
    struct Division {
        int validation = 0, test = 0;                ///< per cent, as the person wishes
        bool ownTest = false, ownValidation = false; ///< the source was seen to name such rows itself
    };
    /// What a person has chosen for a source so far. It stands here since the view of it may be made anew at
    /// any time.
    struct Choices {
        QString name;                  ///< of the data set
        std::vector<ColumnRole> roles; ///< of each column of the preview; none = as proposed
        Division division;
    };
    /// A source that a person looks at before it is imported.
    struct Candidate {
        QString spec, testSpec;
        SourceLayout layout;                  ///< as chosen; what it leaves open is found out
        std::optional<SourcePreview> preview; ///< once it has been read with this layout
        QString misfit;                       ///< why it could not be, empty when it could
        std::optional<ImportReport> report;   ///< of the columns chosen now
        Choices choices;
        bool storing = false;
        QElapsedTimer sinceStoring; ///< while it is being stored
        bool aside = false;         ///< a data set is looked at meanwhile
    };
    [[nodiscard]] const std::optional<Candidate>& candidate() const { return m_candidate; }
    [[nodiscard]] const std::optional<OpenedData>& opened() const { return m_opened; }
    /// Outlives the window that shows them. Of a data set that has just been opened all records are shown, in
    /// the order that was chosen last.
    [[nodiscard]] RecordsView& recordsView() { return m_recordsView; }

public slots:
    /// The stored data sets go into the list of data sets and into the trash.
    void refresh();
    /// Shows sources one after the other. Of two files, one of which is called a test set, the other is the
    /// training set.
    void offer(const QStringList& specs);
    /// Reads the candidate's first rows anew, written as \p layout says. Where that does not fit, the
    /// candidate stays and says why.
    void layOut(const lab::SourceLayout& layout);
    /// Remembers what the person has chosen; emits nothing.
    void choose(const lab::DataLibrary::Choices& choices);
    /// Counts the candidate with these columns; what is being stored is counted already.
    void survey(const lab::DataConfig& config, const lab::TextConfig& text);
    void import(const lab::DataConfig& config, const QString& name);
    /// The candidate makes room for a data set that the person wants to see, or comes back as it was.
    void setAside(bool aside);
    /// Lets go of the candidate, also while it is being stored.
    void dismiss();
    /// Looks into the data set that \p config names, or that \p run was trained on when it is not 0. Does
    /// nothing when that one is open already.
    void open(const lab::DataConfig& config, const lab::TextConfig& text, std::int64_t run);
    /// What is open is asked for by \p config from now on.
    void askAs(const lab::DataConfig& config);

signals:
    void candidateChanged();
    void openedChanged();
    /// Records were edited; what opened() says of the data set follows.
    void edited(const lab::DataEdit& edit);
    /// The numbers of the open data set are those after an edit now.
    void recounted();
    /// A data set is in the lab file and in the list, at \p row.
    void imported(int row);
    void problem(const QString& message);

private:
    void takeEdit(const DataEdit& edit);
    /// Whether an answer about \p spec read with \p layout is still wanted.
    [[nodiscard]] bool isAsked(const QString& spec, const SourceLayout& layout) const;
    void next();
    void drop(const QString& message);

    DataModel& m_model;
    DataTrash m_trash;
    std::optional<Candidate> m_candidate;
    std::optional<OpenedData> m_opened;
    RecordsView m_recordsView;
    struct Asked {
        DataConfig config;
        TextConfig text;
        std::int64_t run = 0;
        bool operator==(const Asked&) const = default;
    };
    std::optional<Asked> m_asked; ///< what is open or being opened
    QStringList m_waiting;
    ImportSession m_imports;
    RecordSession m_records;
};

} // namespace lab
