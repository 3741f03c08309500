#pragma once

#include "tests/ui/window_fixture.h"

#include <functional>
#include <string>
#include <vector>

namespace lab::test {

/// A window in which something long can be begun: what closing, cancelling and the loss of the disk are
/// tried on.
class AtWork : public WindowTest {
public:
    using WindowTest::find;
    using WindowTest::folder;
    using WindowTest::labPath;
    using WindowTest::makeSmall;
    using WindowTest::studio;
    using WindowTest::trigger;
    using WindowTest::until;
    using WindowTest::window;

    /// Number of the stored run that haveRun() makes.
    static constexpr std::int64_t kRun = 1;

    void SetUp() override;
    /// Stores a short real run; before the window is opened.
    void haveRun() const;
    /// Where exported files go.
    [[nodiscard]] QString out(const char* name) const {
        return folder.filePath(QStringLiteral("out/") + QLatin1String(name));
    }
    /// What lies where exported files go.
    [[nodiscard]] QStringList written() const;
    /// Ends the program and says what is wrong with the lab file or beside it; empty when all is well.
    [[nodiscard]] QString wrongAfterTheEnd();
    /// The first lines of the message over the page; empty when there is none.
    [[nodiscard]] QString message();
};

/// Something that takes its time.
struct Work {
    const char* name;
    std::function<void(AtWork&)> begin;
    std::function<bool(AtWork&)> busy;
    std::function<bool(AtWork&)> going;       ///< it has got beyond its preparations
    std::function<void(AtWork&)> cancel = {}; ///< empty: it cannot be cancelled
    bool asks = false;                        ///< closing would lose something
    /// What has to lie in out() when the window has closed; empty: it writes to the lab file.
    QStringList files = {};
};

Work training();
Work dataImport();
Work runImport();
Work pictureExport();
Work pageExport();
Work modelExport();
Work dataExport();
Work dataEdit();
Work timings();
Work study();
Work queue();
std::vector<Work> allWork();
void PrintTo(const Work& work, std::ostream* out);

} // namespace lab::test
