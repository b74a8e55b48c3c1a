using MathNet.Numerics.Statistics;

namespace Likeness.Data.Benchmarks;

/// <summary>
/// Chemical sensors in a mixture of gases, 8 columns: of sensors that correlate by more than 0.98 the first ones are left out,
/// normalised by all rows, split by last tenths. Papamakarios et al. 2017, arXiv:1705.07057, §D.2.
/// </summary>
[Benchmark(
    "gas",
    Summary = "chemical sensors in a mixture of gases, 8 columns",
    Files = "the table of ethylene_CO.pickle saved as .npy: time, two concentrations, 16 sensors"
)]
public sealed class Gas : IBenchmark
{
    private const int Width = 19;
    private const int Concentrations = 3;
    private const double Largest = 0.98;

    /// <inheritdoc/>
    public LoadedTable Load(IReadOnlyList<string> files)
    {
        string file = BenchmarkFiles.Single(files, "gas", "ethylene_CO.npy");
        var all = BenchmarkFiles.OfWidth(NumberRows.Npy(file), Width, file);
        var sensors = all.Columns([.. Enumerable.Range(Concentrations, Width - Concentrations)]);
        sensors = sensors.Columns(Uncorrelated(sensors));
        return BenchmarkParts.LastTenths(sensors.Normalised(sensors.Spread(unbiased: true)), file).Join();
    }

    // The first column that correlates with another one goes, until none does.
    private static int[] Uncorrelated(NumberRows rows)
    {
        double[][] columns = [.. Enumerable.Range(0, rows.Width).Select(rows.Column)];
        var correlation = Correlation.PearsonMatrix(columns);
        List<int> kept = [.. Enumerable.Range(0, rows.Width)];
        while (kept.FindIndex(i => kept.Exists(j => j != i && correlation[i, j] > Largest)) is >= 0 and var twin)
        {
            kept.RemoveAt(twin);
        }

        return [.. kept];
    }
}
