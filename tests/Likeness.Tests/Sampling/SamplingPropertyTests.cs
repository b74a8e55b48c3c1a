using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Sampling.Conditions;
using Likeness.Testing;
using Likeness.Tests.Data;
using Likeness.Tests.Models;

namespace Likeness.Tests.Sampling;

/// <summary>
/// Property tests of the samples of every registered model: the requested number of rows, in each column's support, with its
/// decimals.
/// </summary>
public sealed class SamplingPropertyTests
{
    public static TheoryData<string> Models =>
        [.. LongTest.Some(ModelRegistry.Learning(typeof(Table)).Select(entry => entry.Name))];

    [Theory]
    [MemberData(nameof(Models))]
    public void RowsAreAsManyAsAskedForInTheirSupportWithTheirDecimals(string name)
    {
        var table = Mixed(150);
        using var trained = new Trained(name, table, epochs: 1);
        foreach (int count in new[] { 1, 7, Sampler.Chunk + 1 })
        {
            var rows = trained.Sample(count);
            Assert.Equal((count, table.Width), (rows.RowCount, rows.Width));
            CheckRows(table, rows);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void SoAreRowsThatFitConditions(string name)
    {
        var table = Mixed(150);
        using var trained = new Trained(name, table, epochs: 1);
        using var pool = new WorkerPool(1);
        using var sampler = new Sampler(trained.State.Chosen, trained.Transform, pool);
        var conditions = ConditionSet.Parse("price>=0, whole<=40", trained.Transform);
        using var found = new ConditionalSampler(trained.State.Chosen, trained.Transform, sampler, pool).Sample(
            9,
            conditions,
            new(),
            seed: 1,
            continuous: false,
            _ => { },
            CancellationToken.None
        );
        var rows = found.Rows.ToTable();
        Assert.Equal(9, rows.RowCount);
        CheckRows(table, rows);
        Assert.All(rows.ColumnValues(0), value => Assert.True(value <= 40));
    }

    // Integers, cents, a fraction of 1, a heavy tail, and a constant.
    private static Table Mixed(int rows)
    {
        var random = new PhiloxRandom(9, 0);
        var values = new List<double>();
        for (int i = 0; i < rows; i++)
        {
            values.AddRange([
                random.NextInt(50),
                Math.Round(random.NextInt(2000) / 100.0, 2),
                random.NextDouble(),
                Math.Exp(2 * random.NextNormal()),
                1.5,
            ]);
        }

        return new Table(
            [new("whole"), new("price"), new("fraction"), new("tail"), new("same")],
            [.. values]
        ).OnGrids();
    }

    private static void CheckRows(Table data, Table rows)
    {
        for (int column = 0; column < data.Width; column++)
        {
            double[] real = data.ColumnValues(column);
            double[] sampled = rows.ColumnValues(column);
            double low = column == 2 ? 0 : real.Min(); // a fraction may be anything
            double high = column == 2 ? 1 : real.Max();
            Assert.All(sampled, value => Assert.InRange(value, low, high));
            int? decimals = WrittenPrecision.Detect(real).Decimals;
            Assert.Equal(
                column switch
                {
                    0 => 0,
                    1 => 2,
                    4 => 1,
                    _ => null,
                },
                decimals
            );
            if (decimals is int places)
            {
                Assert.All(sampled, value => Assert.Equal(Math.Round(value, places), value));
            }
        }
    }
}
