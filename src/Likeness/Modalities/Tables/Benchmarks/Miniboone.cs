using Likeness.Data;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>
/// Signal events of the MiniBooNE experiment, 43 columns: without outliers (first column below −100) and columns of recurring values,
/// split by last tenths, normalised by training and validation rows. Papamakarios et al. 2017, arXiv:1705.07057, §D.2.
/// </summary>
[Benchmark(
    "miniboone",
    Summary = "signal events of MiniBooNE, 43 columns",
    Files = "data.npy, or the raw MiniBooNE_PID.txt"
)]
public sealed class Miniboone : IBenchmark
{
    private const double Outlier = -100;

    /// <inheritdoc/>
    public LoadedTable Load(IReadOnlyList<string> files)
    {
        string file = BenchmarkFiles.Single(files, "miniboone", "data.npy");
        var rows = BenchmarkFiles.IsNpy(file) ? NumberRows.Npy(file) : Raw(file);
        var parts = BenchmarkParts.LastTenths(rows, file);
        return parts.Normalised(parts.Train.Then(parts.Validation).Spread(unbiased: false)).Join();
    }

    // The first line counts signal and background events, which follow in this order.
    private static NumberRows Raw(string file)
    {
        string[] counts = InputFile.ReadLines(file).First().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int signal =
            counts.Length == 2 && int.TryParse(counts[0], out int count)
                ? count
                : throw new LikenessException(
                    $"{file}: the first line does not count signal and background events (give MiniBooNE_PID.txt or data.npy)"
                );
        var events = NumberText
            .Read(file, separator: null, skipFirst: true, max: signal)
            .Where(0, value => value >= Outlier);
        return events.Columns(events.WithoutRecurring());
    }
}
