using Likeness.Data;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>
/// Electric power consumption of a household per minute, 6 columns: shuffled by NumPy's RandomState(42), without two columns, the
/// meters' resolution dequantised by uniform noise, split by last tenths, normalised by training and validation rows.
/// Papamakarios et al. 2017, arXiv:1705.07057, §D.2.
/// </summary>
[Benchmark("power", Summary = "power used by a household, 6 columns", Files = "data.npy, 8 columns")]
public sealed class Power : IBenchmark
{
    private const int Width = 8;
    private const uint Seed = 42;
    private const double VoltageStep = 0.01;
    private const double PowerStep = 0.001;

    // Without the reactive power and the intensity: active power, voltage, three sub-meters, time.
    private static readonly int[] Kept = [0, 2, 4, 5, 6, 7];

    /// <inheritdoc/>
    public LoadedTable Load(IReadOnlyList<string> files)
    {
        string file = BenchmarkFiles.Single(files, "power", "data.npy");
        var rows = BenchmarkFiles.RequireWidth(NumberRows.Npy(file), Width, file);
        var random = new MersenneTwister(Seed);
        int[] order = random.Shuffle(rows.Count);
        var chosen = rows.Columns(Kept);
        var values = new double[chosen.Values.Length];
        for (int row = 0; row < order.Length; row++)
        {
            chosen.Values.AsSpan(order[row] * Kept.Length, Kept.Length).CopyTo(values.AsSpan(row * Kept.Length));
        }

        // The noise in its original order: all voltages, all powers, and then the sub-meters row by row.
        AddNoise(values, random, 1, 1, VoltageStep);
        AddNoise(values, random, 0, 1, PowerStep);
        AddNoise(values, random, 2, 3, 1);
        var parts = BenchmarkParts.LastTenths(new(Kept.Length, values), file);
        return parts.Normalised(parts.Train.Then(parts.Validation).Spread(unbiased: false)).Join();
    }

    private static void AddNoise(double[] values, MersenneTwister random, int first, int count, double step)
    {
        for (int row = 0; row < values.Length; row += Kept.Length)
        {
            for (int i = 0; i < count; i++)
            {
                values[row + first + i] += step * random.NextDouble();
            }
        }
    }
}
