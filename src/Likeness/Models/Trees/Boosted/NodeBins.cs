using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>
/// The predictors of the rows of one cell in fewer bins: those of a number with about equal counts, those of a category that occur. Predictors with one
/// value are left out.
/// </summary>
internal sealed class NodeBins
{
    private const int MaxBins = 256;

    private readonly Predictor[] predictors;
    private readonly List<int> columns = [];
    private readonly List<byte[]> firsts = []; // the first bin of each local one
    private readonly List<byte[]> lasts;
    private readonly List<bool[]> occupied = [];

    public NodeBins(Predictor[] predictors, int[] rows, int maxBins)
    {
        this.predictors = predictors;
        lasts = [];
        var bins = new List<byte[]>();
        var counts = new List<ColumnBins>();
        Span<int> count = stackalloc int[MaxBins];
        Span<byte> map = stackalloc byte[MaxBins];
        for (int column = TreeRows.First(predictors.Length); column < predictors.Length; column++)
        {
            var predictor = predictors[column];
            count.Clear();
            foreach (int row in rows)
            {
                count[predictor.Bins[row]]++;
            }

            int missing = count[predictor.Count];
            if (count.IndexOf(rows.Length) >= 0)
            {
                continue;
            }

            double equal = predictor.IsCategory ? 0 : (rows.Length - missing) / (double)maxBins;
            var first = new List<byte>();
            var last = new List<byte>();
            bool[] seen = new bool[MaxBins];
            int size = 0;
            for (int bin = 0; bin < predictor.Count; bin++)
            {
                int here = count[bin];
                if (here == 0)
                {
                    continue;
                }

                seen[bin] = true;
                if (first.Count == 0 || size >= equal || here >= equal)
                {
                    first.Add((byte)bin);
                    last.Add((byte)bin);
                    size = 0;
                }

                size += here;
                last[^1] = (byte)bin;
                map[bin] = (byte)(first.Count - 1);
            }

            seen[predictor.Count] = missing > 0;
            map[predictor.Count] = (byte)first.Count;
            var local = new byte[rows.Length];
            for (int i = 0; i < local.Length; i++)
            {
                local[i] = map[predictor.Bins[rows[i]]];
            }

            columns.Add(column);
            firsts.Add([.. first]);
            lasts.Add([.. last]);
            occupied.Add(seen);
            bins.Add(local);
            counts.Add(ColumnBins.FromIndices(first.Count, predictor.IsCategory));
        }

        Table = BinnedTable.FromBins([.. counts], [.. bins], rows.Length);
    }

    /// <summary>The rows in local bins.</summary>
    public BinnedTable Table { get; }

    /// <summary>A tree's nodes with the bins of the predictors in place of the local ones.</summary>
    public TreeNode[] Translate(Tree tree)
    {
        var nodes = tree.Nodes.ToArray();
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Left > 0)
            {
                int larger = nodes[nodes[i].Left].Rows > nodes[nodes[i].Left + 1].Rows ? 1 : 0;
                nodes[i] = nodes[i] with
                {
                    Column = columns[nodes[i].Column],
                    Bins = Translate(nodes[i].Column, nodes[i].Bins, larger > 0),
                };
            }
        }

        return nodes;
    }

    private BinSet Translate(int local, BinSet set, bool leftIsLarger)
    {
        var predictor = predictors[columns[local]];
        byte[] first = firsts[local];
        bool[] seen = occupied[local];
        BinSet found = default;
        if (predictor.IsCategory)
        {
            for (int bin = 0; bin <= predictor.Count && leftIsLarger; bin++)
            {
                if (!seen[bin])
                {
                    found.Add(bin);
                }
            }

            for (int bin = 0; bin < first.Length; bin++)
            {
                if (set.Holds((byte)bin) > 0)
                {
                    found.Add(first[bin]);
                }
            }

            if (seen[predictor.Count] && set.Holds((byte)first.Length) > 0)
            {
                found.Add(predictor.Count);
            }

            return found;
        }

        int cut = 0;
        while (cut < first.Length && set.Holds((byte)cut) > 0)
        {
            cut++;
        }

        int end =
            cut == 0 ? 0
            : cut == first.Length ? predictor.Count
            : ((lasts[local][cut - 1] + first[cut]) / 2) + 1;
        found = BinSet.First(Math.Min(end, cut == first.Length ? end : first[cut]));
        if (set.Holds((byte)first.Length) > 0)
        {
            found.Add(predictor.Count);
        }

        return found;
    }
}
