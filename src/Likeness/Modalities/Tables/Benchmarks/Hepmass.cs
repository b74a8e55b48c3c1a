using Likeness.Data;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>
/// Collisions that produced a new particle of mass 1000, 21 columns: signal only, normalised by the training rows, without columns of
/// recurring values, the last tenth of the training file for validation. Papamakarios et al. 2017, arXiv:1705.07057, §D.2.
/// </summary>
[Benchmark(
    "hepmass",
    Summary = "particle collisions, 21 columns",
    Files = "1000_train.csv and 1000_test.csv, in this order"
)]
public sealed class Hepmass : IBenchmark
{
    /// <inheritdoc/>
    public LoadedTable Load(IReadOnlyList<string> files)
    {
        BenchmarkFiles.Count(files, 2, "hepmass", "1000_train.csv 1000_test.csv");
        var train = Signal(files[0]);
        var test = Signal(files[1]);
        if (test.Width == train.Width + 1)
        {
            // The published test file has an additional column.
            test = test.Columns([.. Enumerable.Range(0, train.Width)]);
        }

        test = BenchmarkFiles.RequireWidth(test, train.Width, files[1]);
        var by = train.Spread(unbiased: true);
        (train, test) = (train.Normalised(by), test.Normalised(by));
        int validation = train.Count / 10;
        return new BenchmarkParts(
            train.Part(0, train.Count - validation),
            train.Part(train.Count - validation, validation),
            test
        )
            .Columns(train.WithoutRecurring())
            .Join();
    }

    // The first column is the label: 1 is a signal, 0 is background.
    private static NumberRows Signal(string file)
    {
        var signal = NumberText.Read(file, ',', skipFirst: false).Where(0, label => label == 1);
        return signal.Count > 1 && signal.Width > 1
            ? signal.Columns([.. Enumerable.Range(1, signal.Width - 1)])
            : throw new LikenessException(
                $"{file}: no rows have the label 1 in their first column (give 1000_train.csv and 1000_test.csv)"
            );
    }
}
