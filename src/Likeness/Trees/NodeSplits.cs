using System.Runtime.Intrinsics;

namespace Likeness.Trees;

/// <summary>Finds the best splits of a node, or of both children of a node, with the columns distributed over the threads.</summary>
internal sealed class NodeSplits
{
    private readonly BinnedTable table;
    private readonly Histograms histograms;
    private readonly RowPartition rows;
    private readonly Vector128<long>[] derivatives;
    private readonly Pieces pieces;
    private readonly Vector128<long>[] ordered; // derivatives of the smaller node's rows
    private readonly Split[] smallSplits; // [column]
    private readonly Split[] largeSplits;
    private readonly int columnsPerPiece;
    private readonly Action<int> findPiece;
    private SplitFinder finder;
    private Leaf small = null!;
    private Leaf? large;

    public NodeSplits(
        BinnedTable table,
        Histograms histograms,
        RowPartition rows,
        Vector128<long>[] derivatives,
        Pieces pieces
    )
    {
        (this.table, this.histograms, this.rows, this.derivatives) = (table, histograms, rows, derivatives);
        this.pieces = pieces;
        ordered = new Vector128<long>[derivatives.Length];
        smallSplits = new Split[table.ColumnCount];
        largeSplits = new Split[table.ColumnCount];
        columnsPerPiece = Math.Clamp(table.ColumnCount / (2 * pieces.Threads), 1, Histograms.ColumnsPerPass);
        findPiece = FindPiece;
    }

    /// <summary>
    /// Fills the histogram of the smaller node, converts the parent's to that of the larger, and sets the splits of both.
    /// </summary>
    /// <param name="with">Evaluates splits.</param>
    /// <param name="smaller">A node with a histogram of arbitrary content.</param>
    /// <param name="larger">Its sibling with their parent's histogram; null for the root.</param>
    public void Find(SplitFinder with, Leaf smaller, Leaf? larger)
    {
        (finder, small, large) = (with, smaller, larger);
        ReadOnlySpan<int> part = rows.Part(small.From, small.Count);
        for (int i = 0; i < part.Length; i++)
        {
            ordered[i] = derivatives[part[i]];
        }

        long work = ((long)small.Count * table.ColumnCount) + (6L * histograms.Length);
        pieces.Run((table.ColumnCount + columnsPerPiece - 1) / columnsPerPiece, work, findPiece);
        small.Split = Best(smallSplits);
        if (large is not null)
        {
            large.Split = Best(largeSplits);
        }
    }

    // The first of equally good columns wins.
    private static Split Best(Split[] splits)
    {
        var best = default(Split);
        foreach (Split split in splits)
        {
            best = split.Gain > best.Gain ? split : best;
        }

        return best;
    }

    private void FindPiece(int piece)
    {
        int from = piece * columnsPerPiece;
        int to = Math.Min(from + columnsPerPiece, table.ColumnCount);
        Vector128<long>[] sums = small.Histogram!;
        histograms.Add(sums, from, to, rows.Part(small.From, small.Count), ordered.AsSpan(0, small.Count));
        for (int column = from; column < to; column++)
        {
            smallSplits[column] = Best(column, small);
            if (large is not null)
            {
                histograms.Subtract(large.Histogram!, sums, column);
                largeSplits[column] = Best(column, large);
            }
        }
    }

    private Split Best(int column, Leaf leaf) =>
        finder.MaySplit(leaf.Total)
            ? finder.Find(
                column,
                table.Columns[column].IsCategory,
                histograms.Column(leaf.Histogram!, column),
                leaf.Total
            )
            : default;
}
