using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tables;

/// <summary>The conditional vectors of <see cref="Ctgan"/>: one-hot levels of all categories, 0 but for one level of one of them.</summary>
internal sealed class LevelConditions
{
    private const float MinFrequency = 1e-9f;

    private readonly ColumnBlocks blocks;
    private readonly (ColumnBlock Block, int Column, int Start)[] categories;
    private readonly Parameter frequencies; // of all levels: [Width]

    /// <summary>Conditions whose frequencies are still to be counted.</summary>
    /// <param name="scope">Where these go.</param>
    /// <param name="blocks">The columns.</param>
    public LevelConditions(ParameterScope scope, ColumnBlocks blocks)
    {
        this.blocks = blocks;
        var found = new List<(ColumnBlock, int, int)>();
        foreach (
            var (block, column) in blocks.All.Select((block, i) => (block, i)).Where(pair => pair.block.IsCategory)
        )
        {
            found.Add((block, column, Width));
            Width += block.Levels;
        }

        categories = [.. found];
        frequencies = scope.Buffer("frequencies", [Math.Max(1, Width)], 0);
    }

    /// <summary>The number of levels of all categories; 0 if there is none, and then there are no conditions.</summary>
    public int Width { get; }

    /// <summary>Counts the levels of the training rows, row by row.</summary>
    public void Fit(ReadOnlySpan<float> rows)
    {
        frequencies.Values.Clear();
        for (int first = 0; first < rows.Length; first += blocks.All.Count)
        {
            foreach (var (_, column, start) in categories)
            {
                frequencies.Values[start + (int)rows[first + column]]++;
            }
        }
    }

    /// <summary>
    /// Rows of a batch and a condition that each satisfies: a category at random, and a level of it with a probability proportional to log(1 + n), where
    /// n rows of the batch have it. The paper takes both from all training rows.
    /// </summary>
    /// <param name="rows">[batch, columns].</param>
    /// <param name="count">The number of rows to choose.</param>
    /// <param name="stream">The first of two streams of random numbers.</param>
    /// <returns>[count, columns] and [count, Width]; no conditions if there are no categories.</returns>
    public (Tensor Rows, Tensor? Condition) Choose(Tensor rows, int count, ulong stream)
    {
        int batch = rows.Shape[0];
        if (Width == 0)
        {
            float[] turns = [.. Enumerable.Range(0, count).Select(i => (float)(i % batch))];
            return (rows.Gather(Tensor.Constant([count], turns)), null);
        }

        var column = Column(count, stream);
        var logWeights = Tensor.Constant([count, batch], 0);
        foreach (var (category, j) in categories.Select((category, j) => (category, j)))
        {
            logWeights += column.Slice(1, j, 1) * LogWeights(category, rows).Reshape([1, batch]);
        }

        var chosen = Categorical.Sample(logWeights, stream + 1);
        var real = rows.Gather(chosen);
        return (
            real,
            Masked(column, category => ColumnBlocks.OneHot(real.Slice(1, category.Column, 1), category.Block.Levels))
        );
    }

    /// <summary>Conditions by the frequency of levels in the training rows: [count, Width], or null.</summary>
    /// <param name="count">The number of conditions.</param>
    /// <param name="stream">The first of some streams of random numbers.</param>
    public Tensor? Sample(int count, ulong stream)
    {
        if (Width == 0)
        {
            return null;
        }

        ulong next = stream + 1;
        return Masked(
            Column(count, stream),
            category =>
            {
                int levels = category.Block.Levels;
                var logs = (frequencies.Tensor.Slice(0, category.Start, levels) + MinFrequency).Log();
                var level = Categorical.Sample(logs.BroadcastTo([count, levels]), next++);
                return ColumnBlocks.OneHot(level.Reshape([count, 1]), levels);
            }
        );
    }

    /// <summary>The mean cross-entropy of the conditions' levels: 0 if there are none.</summary>
    /// <param name="output">Logits of all columns: [count, features].</param>
    /// <param name="condition">[count, Width], or null.</param>
    public Tensor CrossEntropy(Tensor output, Tensor? condition)
    {
        var total = Tensor.Constant([1], 0);
        foreach (var (block, _, start) in categories)
        {
            var logs = ColumnBlocks.LevelsOf(block, output).LogSoftmax(1);
            total -= (logs * condition!.Slice(1, start, block.Levels)).Sum([1]).Mean();
        }

        return total.Sum();
    }

    private Tensor Column(int count, ulong stream)
    {
        var uniform = Tensor.RandomUniform([count, 1], stream) * categories.Length;
        return ColumnBlocks.OneHot(uniform.Floor().Minimum(categories.Length - 1), categories.Length);
    }

    private Tensor Masked(Tensor column, Func<(ColumnBlock Block, int Column, int Start), Tensor> levels) =>
        Tensor.Concatenate(1, [.. categories.Select((category, j) => levels(category) * column.Slice(1, j, 1))]);

    // log(log(1 + n) / n) of each row's level: rows of a level share log(1 + n). [batch, 1]
    private static Tensor LogWeights((ColumnBlock Block, int Column, int Start) category, Tensor rows)
    {
        var levels = ColumnBlocks.OneHot(rows.Slice(1, category.Column, 1), category.Block.Levels);
        var own = (levels * levels.Sum([0], keepDimensions: true)).Sum([1], keepDimensions: true);
        return (own.Log1P() / own).Log();
    }
}
