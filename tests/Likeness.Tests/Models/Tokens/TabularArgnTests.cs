using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Models.Tokens;
using Likeness.Nn;
using Likeness.Sampling;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Tokens;

/// <summary>TabularARGN on mixed rows with missing values, and compared with PyTorch: tests/golden/tabular_argn.py.</summary>
public sealed class TabularArgnTests
{
    private const int Rows = 32;
    private static readonly int[] Bins = [3, 2, 5];

    private static readonly Column[] Columns =
    [
        new("colour") { Kind = new CategoryKind(["red", "green", "blue"]) },
        new("size", new Grid(1, 0.5, 4)),
        new("open") { Kind = new BooleanKind() },
    ];

    /// <summary>The mass of levels and missing values times the density of numbers: summed over levels, and over numbers by their grid's step.</summary>
    [Theory]
    [InlineData("tabular-argn")]
    [InlineData("gpt2")]
    [InlineData("masked-transformer")]
    public void MassTimesDensityAddsUpToOne(string name)
    {
        using var trained = new Trained(name, Mixed(300), epochs: 3, Mixed(80, seed: 2));
        var bare = new DataTransform(trained.Transform.Columns); // without the prior for rows beyond the data
        using var scorer = new Scorer(trained.State.Chosen, bare, seed: 1);
        var all = AllRows();
        var logs = scorer.Score(all).LogDensity;
        double sum = logs.Select((log, row) => Math.Exp(log) * (double.IsNaN(all[row, 1]) ? 1 : 0.5)).Sum();
        Assert.Equal(1, sum, 1e-4);
    }

    [Fact]
    public void SamplesHaveMissingValuesAsTheRowsDo()
    {
        var train = Mixed(2000);
        using var trained = new Trained("tabular-argn", train, epochs: 15, Mixed(300, seed: 2));
        var sampled = trained.Sample(4000);
        Assert.Equal(MissingIfRed(train), MissingIfRed(sampled), 0.08);
        Assert.InRange(MissingIfOther(sampled), 0, 0.05);
        Assert.All(sampled.ColumnValues(0), level => Assert.Contains(level, new[] { 0.0, 1, 2 }));
    }

    [Fact]
    public void TheLossAgreesWithPyTorch()
    {
        var golden = JsonSerializer.Deserialize<GoldenStep>(
            Repository.Read("tests/golden/tabular_argn.json"),
            JsonSerializerOptions.Web
        )!;
        var space = new ModelSpace([.. Bins.Select((count, i) => new ModelDimension($"x{i}", count))]);
        using var model = new TabularArgn(new TabularArgnOptions { Width = 4, Hidden = 6 }, space);
        Deterministic.Fill(model.Parameters);
        float[] numbers = Deterministic.Numbers(Rows * 3, 1000, 2);
        float[] rows =
        [
            .. numbers.Select(
                (x, i) => (float)Math.Clamp(Math.Floor(((x / 4.0) + 0.5) * Bins[i % 3]), 0, Bins[i % 3] - 1)
            ),
        ];
        float[][] orders =
        [
            [0, 1, 2],
            [2, 0, 1],
            [1, 2, 0],
            [2, 1, 0],
        ];
        var ranks = Tensor.Constant([Rows, 3], [.. Enumerable.Range(0, Rows).SelectMany(i => orders[i % 4])]);
        StepAgreement.Check(model, x => -model.LogDensity(x, ranks, ForwardPass.Inference).Mean(), rows, golden);
    }

    // A size is missing in half of the red rows only.
    private static Table Mixed(int rows, ulong seed = 1)
    {
        var random = new PhiloxRandom(seed, 0);
        var values = new double[rows * 3];
        for (int i = 0; i < rows; i++)
        {
            int colour = random.NextInt(3);
            bool missing = colour == 0 && random.NextDouble() < 0.5;
            values[3 * i] = colour;
            values[(3 * i) + 1] = missing ? double.NaN : 1 + (0.5 * Math.Min(3, colour + random.NextInt(2)));
            values[(3 * i) + 2] = random.NextDouble() < 0.2 + (0.3 * colour) ? 1 : 0;
        }

        return new Table(Columns, values);
    }

    private static Table AllRows() =>
        new(
            Columns,
            [
                .. from colour in Enumerable.Range(0, 3)
                from size in new[] { 1, 1.5, 2, 2.5, double.NaN }
                from open in Enumerable.Range(0, 2)
                from value in new[] { colour, size, open }
                select value,
            ]
        );

    private static double MissingIfRed(Table rows) => Missing(rows, colour => colour == 0);

    private static double MissingIfOther(Table rows) => Missing(rows, colour => colour != 0);

    private static double Missing(Table rows, Func<double, bool> which)
    {
        int[] chosen = [.. Enumerable.Range(0, rows.RowCount).Where(row => which(rows[row, 0]))];
        return chosen.Average(row => double.IsNaN(rows[row, 1]) ? 1.0 : 0);
    }
}
