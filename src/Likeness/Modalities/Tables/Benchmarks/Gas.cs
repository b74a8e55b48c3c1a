using Likeness.Data;
using Likeness.Interop;
using MathNet.Numerics.Statistics;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>
/// Chemical sensors in a mixture of gases, 8 columns: of sensors that correlate by more than 0.98 the first ones are removed,
/// normalised by all rows, split by last tenths. Papamakarios et al. 2017, arXiv:1705.07057, §D.2.
/// </summary>
[Benchmark(
    "gas",
    Summary = "chemical sensors in a mixture of gases, 8 columns",
    Files = "ethylene_CO.pickle, or its table as .npy: time, two concentrations, 16 sensors"
)]
public sealed class Gas : IBenchmark
{
    private const int Width = 19;
    private const double Largest = 0.98;

    // The columns other than sensors, by their names in the published table.
    private static readonly string[] Others = ["Time", "Meth", "Eth"];

    /// <inheritdoc/>
    public LoadedTable Load(IReadOnlyList<string> files)
    {
        string file = BenchmarkFiles.Single(files, "gas", "ethylene_CO.pickle");
        var sensors = BenchmarkFiles.IsNpy(file) ? FromArray(file) : FromFrame(file);
        sensors = sensors.Columns(Uncorrelated(sensors));
        return BenchmarkParts.LastTenths(sensors.Normalised(sensors.Spread(unbiased: true)), file).Join();
    }

    private static NumberRows FromArray(string file) =>
        BenchmarkFiles
            .RequireWidth(NumberRows.Npy(file), Width, file)
            .Columns([.. Enumerable.Range(Others.Length, Width - Others.Length)]);

    private static NumberRows FromFrame(string file)
    {
        var table = DataFramePickle.Read(file);
        string[] names = [.. table.Columns.Select(column => column.Name)];
        string? lacking = Others.FirstOrDefault(name => !names.Contains(name, StringComparer.Ordinal));
        if (lacking is not null)
        {
            throw new LikenessException(
                $"{file}: the table has no column '{lacking}' (give the file as it was published)"
            );
        }

        var rows = BenchmarkFiles.RequireWidth(new(table.Width, table.ToRowMajor()), Width, file);
        return rows.Columns([
            .. Enumerable.Range(0, Width).Where(i => !Others.Contains(names[i], StringComparer.Ordinal)),
        ]);
    }

    // The first column that correlates with another one is removed, until none does.
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
