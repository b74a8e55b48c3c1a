using System.Globalization;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Views;

public sealed class WrittenNumbersTests
{
    // Prices of shares as they are published: 32-bit numbers with six decimals.
    [Fact]
    public void SampledPricesAreWrittenAsTheData()
    {
        var random = new PhiloxRandom(5, 0);
        using var folder = new TemporaryFolder();
        string path = folder.Text(
            "prices.csv",
            "fund,low,close,adjusted\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 600)
                        .Select(i =>
                        {
                            double low = Math.Round(1000 + (500 * random.NextDouble()), 2);
                            double close = low + Math.Round(40 * random.NextDouble(), 2);
                            return $"F{i % 3},{Written(low)},{Written(close)},{Written(close)}\n";
                        })
                )
        );
        using var trained = TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromFiles(path) });
        var samples = trained.As<TableModel>().Sample(300, seed: 1);
        for (int row = 0; row < samples.RowCount; row++)
        {
            string[] cells = [.. Enumerable.Range(1, 3).Select(at => samples.Columns[at].Kind.Write(samples[row, at]))];
            Assert.All(
                cells,
                cell => Assert.Equal(Written(Math.Round(double.Parse(cell, CultureInfo.InvariantCulture), 2)), cell)
            );
            Assert.Equal(cells[1], cells[2]);
            Assert.True(samples[row, 1] <= samples[row, 2]);
        }
    }

    /// <summary>Where the year determines rates that are 15 digits of 32-bit numbers, rows of all years are sampled.</summary>
    [Fact]
    public void DigitsOf32BitNumbersBreakNoRule()
    {
        const int Years = 7;
        const int States = 48;
        var random = new PhiloxRandom(6, 0);
        double[] rateOf =
        [
            .. new[] { 9.7, 9.6, 7.5, 7.2, 7, 6.2, 5.5 }.Select(rate => SignificantDigits.Round((float)rate, 15)),
        ];
        int[] rows = [.. Enumerable.Range(0, States * Years)];
        var table = Table.FromArrays(
            ("state", Array.ConvertAll(rows, row => $"State {row / Years:00}")),
            ("year", Array.ConvertAll(rows, row => 1982 + (row % Years))),
            (
                "deaths",
                Array.ConvertAll(rows, row => Math.Round(200 + (9 * (row / Years)) + (20 * random.NextNormal())))
            ),
            ("rate", Array.ConvertAll(rows, row => rateOf[row % Years]))
        );
        using var trained = TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) });
        var samples = trained.As<TableModel>().Sample(rows.Length, seed: 1);
        Assert.All(
            Enumerable.Range(1982, Years),
            year => Assert.InRange(samples.ColumnValues(1).Count(one => one == year), States / 2, 2 * States)
        );
        Assert.All(rows, row => Assert.Equal(rateOf[(int)samples[row, 1] - 1982], samples[row, 3]));
    }

    /// <summary>A sampled number that is computed is one of the file, not another one in its last bit.</summary>
    [Fact]
    public void ComputedNumbersHaveTheDigitsOfTheData()
    {
        var random = new PhiloxRandom(6, 0);
        double[] score = [.. Enumerable.Range(0, 800).Select(_ => random.NextInt(250) / 8.0)];
        double[] centred = Array.ConvertAll(score, one => SignificantDigits.Round(one - 6.285684288569671, 15));
        string[] kind = [.. Enumerable.Range(0, 800).Select(_ => random.NextInt(2) == 0 ? "a" : "b")];
        var table = Table.FromArrays(("kind", kind), ("score", score), ("centred", centred));
        using var trained = TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) });
        var samples = trained.As<TableModel>().Sample(500, seed: 1);
        Assert.Equal(
            Array.ConvertAll(samples.ColumnValues(1), one => SignificantDigits.Round(one - 6.285684288569671, 15)),
            samples.ColumnValues(2)
        );
    }

    private static string Written(double price) => ((double)(float)price).ToString("F6", CultureInfo.InvariantCulture);
}
