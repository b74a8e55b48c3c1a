using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Testing;
using Likeness.Tests.Models;
using Likeness.Tests.Models.Densities;

namespace Likeness.Tests.Sampling;

public sealed class RowImputationTests
{
    public static TheoryData<string> Models =>
        [.. LongTest.Some(ModelRegistry.Learning(typeof(Table)).Select(entry => entry.Name))];

    [Theory]
    [MemberData(nameof(Models))]
    public void GapsAreFilledOnTheGridAndWhatIsGivenStays(string name)
    {
        var table = Toy.Dice(60);
        using var trained = new Trained(name, table, epochs: 1, options: QuickModel.FewSteps(name));
        double[] values = table.ToRowMajor()[..(3 * 12)].ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (i * 7) % 5 < 2 ? double.NaN : values[i]; // every pattern, including rows with all and with no values missing
        }

        values[0] = values[1] = values[2] = double.NaN;
        values[3] = 3.25; // off the grid, but known
        var incomplete = new Table(table.Columns, values);
        var (rows, kind) = Fill(trained, incomplete, 3);
        Assert.NotEmpty(kind);
        Assert.Equal((36, 3), (rows.RowCount, rows.Width));
        for (int row = 0; row < rows.RowCount; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                double given = incomplete[row / 3, column];
                double value = rows[row, column];
                Assert.True(
                    double.IsNaN(given) ? value == Math.Round(value) && value is >= 0 and <= 9 : value == given,
                    $"row {row}, column {column}: {value} for {given}"
                );
            }
        }

        Assert.Equal(rows.ToRowMajor(), Fill(trained, incomplete, 3).Rows.ToRowMajor());
    }

    [SkippableTheory]
    [InlineData("gaussian", "sampled by the model given the known values (exact)")]
    [InlineData("realnvp", "importance resampling by the model's exact density")]
    [InlineData("edm", "sampled by the model given the known values (approximate")]
    [InlineData("bootstrap", "an approximation")]
    public void WhatIsFilledFollowsWhatIsGiven(string name, string expected)
    {
        LongTest.Require();
        // v is u plus a little noise.
        var random = new PhiloxRandom(4, 0);
        double[] values = [.. Enumerable.Range(0, 800).SelectMany(_ => Pair(random))];
        var table = new Table([new("u"), new("v")], values);
        using var trained = new Trained(name, table, epochs: 25);
        double[] given = [-1, 0, 1];
        var incomplete = new Table(table.Columns, [.. given.SelectMany(u => new[] { u, double.NaN })]);
        var (rows, kind) = Fill(trained, incomplete, 200);
        Assert.Contains(expected, kind);
        for (int i = 0; i < given.Length; i++)
        {
            double mean = Enumerable.Range(i * 200, 200).Average(row => rows[row, 1]);
            Assert.Equal(given[i], mean, 0.25);
        }
    }

    private static double[] Pair(PhiloxRandom random)
    {
        double u = random.NextNormal();
        return [u, u + (0.1 * random.NextNormal())];
    }

    private static (Table Rows, string Kind) Fill(Trained trained, Table incomplete, int samples)
    {
        using var pool = new WorkerPool(1);
        using var sampler = new Sampler(trained.State.Chosen, trained.Transform, pool);
        return new RowImputation(trained.State.Chosen, trained.Transform, sampler, pool).Fill(
            incomplete,
            samples,
            seed: 2,
            _ => { },
            CancellationToken.None
        );
    }
}
