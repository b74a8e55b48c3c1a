namespace Likeness.Models.Trees;

/// <summary>The rows of a table, coded by the levels of one part of them.</summary>
internal sealed class CodedRows
{
    public CodedRows(float[][] columns, ColumnLevels[] levels)
    {
        Values = columns;
        Codes = new int[columns.Length][];
        Bins = new byte[columns.Length][];
        Parallel.For(
            0,
            columns.Length,
            j =>
            {
                Codes[j] = levels[j].Codes(columns[j]);
                Bins[j] = Array.ConvertAll(Codes[j], levels[j].Bin);
            }
        );
    }

    public float[][] Values { get; }
    public int[][] Codes { get; }
    public byte[][] Bins { get; }
    public int Count => Values[0].Length;
}

internal static class SequenceFitting
{
    public static TreeSize[] Sizes =
    [
        new(5, 0), new(5, 4), new(10, 0), new(10, 4), new(20, 0), new(20, 4), new(50, 0), new(50, 4), new(100, 4), new(20, 8), new(50, 8),
    ];

    public static ColumnLevels[] Levels(float[][] columns, ModelDimension[] dimensions)
    {
        var levels = new ColumnLevels[columns.Length];
        Parallel.For(0, columns.Length, j => levels[j] = ColumnLevels.Create(columns[j], dimensions[j]));
        return levels;
    }

    /// <summary>Fits column k of an order; returns the tree and, with validation rows, the best size.</summary>
    public static (FittedColumn Column, TreeSize Size, double Log) Fit(
        int[] order, int k, ModelDimension[] dimensions, ColumnLevels[] levels, CodedRows train, CodedRows? validation, TreeSize? size, Smoothing weights, Smoothing missingWeights)
    {
        int j = order[k];
        var own = levels[j];
        var (codes, rows) = (train.Codes[j], train.Count);
        Predictor[] predictors = [.. order[..k].Select(c => new Predictor(train.Bins[c], levels[c].Bins, levels[c].IsCategory))];
        DonorTree? missingTree = null;
        double logMissing = 0;
        int[]? validRows = validation is null ? null : [.. Enumerable.Range(0, validation.Count)];
        var chosen = size ?? default;
        if (!own.IsCategory && dimensions[j].MayBeMissing)
        {
            var indicator = Array.ConvertAll(codes, code => code == own.Missing ? 1 : 0);
            var two = ColumnLevels.Create(Array.ConvertAll(indicator, i => (float)i), new ModelDimension("", 2) { IsCategory = true });
            var (tree, _, log) = FitTree(two, new TreeTarget(indicator, 2, null), indicator, predictors, order[..k], validation, validRows,
                validation?.Codes[j].Select(code => code == own.Missing ? 1 : 0).ToArray(), validRows?.Select(r => 0.0).ToArray(), size is null ? null : new TreeSize(20, 4), missingWeights);
            missingTree = tree;
            logMissing = log;
            int[] present = [.. Enumerable.Range(0, rows).Where(r => codes[r] != own.Missing)];
            codes = Array.ConvertAll(present, r => codes[r]);
            predictors = [.. predictors.Select(p => p with { Bins = Array.ConvertAll(present, r => p.Bins[r]) })];
            validRows = validRows?.Where(r => validation!.Codes[j][r] != own.Missing).ToArray();
        }

        var (values, found, logValues) = FitTree(own, ColumnFitting.Target(own, codes), codes, predictors, order[..k], validation, validRows,
            validRows is null ? null : Array.ConvertAll(validRows, r => validation!.Codes[j][r]),
            validRows is null ? null : Array.ConvertAll(validRows, r => own.LogWithin(validation!.Codes[j][r], validation.Values[j][r])), size, weights);
        return (new FittedColumn(own, values, missingTree), found, logMissing + logValues);
    }

    private static (DonorTree Tree, TreeSize Size, double Log) FitTree(ColumnLevels levels, TreeTarget target, int[] codes, Predictor[] predictors, int[] columns,
        CodedRows? validation, int[]? validRows, int[]? validCodes, double[]? within, TreeSize? size, Smoothing weights)
    {
        if (size is { } given)
        {
            var one = TreeGrowth.Grow(predictors, target, codes.Length, given.MinRows, 0, default);
            var tree = DonorTree.Create(one, one.Kept(given.MinGain, given.MinRows), levels, codes);
            tree.Smoothing = weights;
            return (tree, given, 0);
        }

        (DonorTree? Tree, TreeSize Size, double Log) best = (null, default, double.NegativeInfinity);
        var row = new byte[columns.Length];
        foreach (var bySize in Sizes.GroupBy(s => s.MinRows))
        {
            var grown = TreeGrowth.Grow(predictors, target, codes.Length, bySize.Key, 0, default);
            foreach (var candidate in bySize)
            {
                var tree = DonorTree.Create(grown, grown.Kept(candidate.MinGain, candidate.MinRows), levels, codes);
                var leaves = new int[validRows!.Length];
                for (int i = 0; i < leaves.Length; i++)
                {
                    for (int c = 0; c < row.Length; c++) row[c] = validation!.Bins[columns[c]][validRows[i]];
                    leaves[i] = tree.Leaf(row);
                }

                double log = ColumnFitting.ChooseSmoothing(tree, leaves, validCodes!, within!, levels.Background);
                if (log > best.Log) best = (tree, candidate, log);
                if (columns.Length == 0) return best!;
            }
        }

        return best!;
    }
}
