using Likeness.Compute.Cpu;
using Likeness.Models;
using Likeness.Models.Trees;

namespace Likeness.Tests.Models.Trees;

/// <summary>The order of columns is the likeliest one, with a column that follows from others as soon as these are there.</summary>
public sealed class SequenceOrderTests
{
    private const int Rows = 2000;

    /// <summary>Which half a row is in says most of both parts, and is hard to predict from them; their product predicts it a little.</summary>
    [Fact]
    public void PartsOfADerivedColumnNeedNotComeFirst()
    {
        var random = new PhiloxRandom(1, 0);
        float[] rows = new float[3 * Rows];
        for (int row = 0; row < Rows; row++)
        {
            int level = random.NextInt(16);
            rows[3 * row] = (level & 3) + (0.02f * (float)random.NextNormal());
            rows[(3 * row) + 1] = (level >> 2) + (0.02f * (float)random.NextNormal());
            rows[(3 * row) + 2] = level;
        }

        var space = new ModelSpace([
            new ModelDimension("a"),
            new ModelDimension("b"),
            new ModelDimension("level", 16) { IsCategory = true },
        ])
        {
            Derived = [new DerivedDimension(new ModelDimension("a times b"), [0, 1], Product)],
        };
        var sequence = SequenceFit.Fit(
            space,
            0,
            null,
            new FitRows(rows.AsMemory(0, 2400), rows.AsMemory(2400), 1, null, _ => { }, CancellationToken.None)
        );
        Assert.Equal(2, sequence.Order[0]);
        // Behind its parts.
        Assert.True(sequence.Order.ToList().IndexOf(3) > sequence.Order.ToList().IndexOf(1));
    }

    private static void Product(ReadOnlySpan<float> rows, Span<float> values)
    {
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = rows[3 * row] * rows[(3 * row) + 1];
        }
    }
}
