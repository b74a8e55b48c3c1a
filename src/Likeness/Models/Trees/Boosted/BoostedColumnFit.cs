using Likeness.Compute.Cpu;
using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>Fits the hierarchies of one column.</summary>
/// <param name="options">The options.</param>
/// <param name="seed">Chooses the validation rows.</param>
internal sealed class BoostedColumnFit(SequentialBoostedTreesOptions options, ulong seed) : IColumnFit
{
    internal static double Total;

    /// <inheritdoc/>
    public FittedColumn Fit(CodedRows rows, ReadOnlySpan<int> columns, CancellationToken cancellationToken)
    {
        var levels = rows.Levels[columns[^1]];
        bool mayBeMissing = !levels.IsCategory && levels.Rows < rows.Count;
        return new(
            levels,
            Fit(TreeRows.OfValues(rows, columns), cancellationToken),
            mayBeMissing ? Fit(TreeRows.OfMissing(rows, null, columns), cancellationToken) : null
        );
    }

    private CellHierarchy Fit(TreeRows rows, CancellationToken cancellationToken)
    {
        var trees = new BoostedTreesOptions
        {
            Rounds = options.Rounds,
            LearningRate = options.Rate,
            MaxLeaves = options.MaxLeaves,
            MinRowsPerLeaf = (int)Tune.Get("MINLEAF", 20),
            L2 = Tune.Get("L2", 1),
            Patience = (int)Tune.Get("PATIENCE", 10),
        };
        var settings = new HierarchySettings(options.MaxDepth, options.MinRowsPerCell, trees);
        var fit = new HierarchyFit(rows, settings, cancellationToken);
        if (rows.Predictors.Length == 0)
        {
            return fit.Fit(new());
        }

        int count = rows.Codes.Length;
        int[] shuffled = new PhiloxRandom(seed, 2).Permutation(count);
        int held = Math.Min(10_000, count / 5);
        if (held == 0)
        {
            return fit.Fit(new());
        }

        var (rounds, gain) = fit.Choose(shuffled[held..], shuffled[..held]);
        if (Tune.Get("VERBOSE", 0) > 0)
        {
            Interlocked.Exchange(ref Total, Total + gain / held);
            Console.Error.WriteLine($"{rows.Predictors.Length} {rows.Levels.Count}: {string.Join(" ", rounds.Values.Take(31))} total {rounds.Values.Sum()} gain {gain / held:0.0000} {Total:0.0000}");
        }

        return fit.Fit(rounds);
    }
}
