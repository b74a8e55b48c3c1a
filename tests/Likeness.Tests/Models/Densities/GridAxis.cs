namespace Likeness.Tests.Models.Densities;

/// <summary>Cells that cover ℝ: equal ones from low to high, and increasing ones beyond, the outermost of which are infinite.</summary>
internal sealed class GridAxis
{
    public GridAxis(double low, double high, int even, int tail)
    {
        double step = (high - low) / even;
        double[] beyond = [.. Enumerable.Range(1, tail - 1).Select(i => (double)i / (tail - i))];
        Edges =
        [
            .. beyond.Reverse().Select(distance => low - distance),
            .. Enumerable.Range(0, even + 1).Select(i => low + (i * step)),
            .. beyond.Select(distance => high + distance),
        ];
        (double Place, double Weight)[] tails =
        [
            .. Enumerable
                .Range(0, tail)
                .Select(i => (i + 0.5) / tail)
                .Select(u => (u / (1 - u), 1 / (tail * (1 - u) * (1 - u)))),
        ];
        Nodes =
        [
            .. tails.Reverse().Select(cell => (low - cell.Place, cell.Weight)),
            .. Enumerable.Range(0, even).Select(i => (low + ((i + 0.5) * step), step)),
            .. tails.Select(cell => (high + cell.Place, cell.Weight)),
        ];
    }

    private GridAxis((double Place, double Weight)[] nodes, double[] edges) => (Nodes, Edges) = (nodes, edges);

    /// <summary>
    /// Cells from halfway to halfway between neighbouring values, of a density that is constant in each; beyond the outermost values they
    /// are symmetric, and the density is 0 beyond these.
    /// </summary>
    public static GridAxis Between(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Distinct().Order()];
        double[] between = [.. sorted.Skip(1).Select((value, i) => (value + sorted[i]) / 2)];
        double[] edges = [(2 * sorted[0]) - between[0], .. between, (2 * sorted[^1]) - between[^1]];
        return new(
            [
                (edges[0] - 1, 0),
                .. edges.Skip(1).Select((edge, i) => ((edge + edges[i]) / 2, edge - edges[i])),
                (edges[^1] + 1, 0),
            ],
            edges
        );
    }

    /// <summary>Where each cell is looked at, and the weight of that value in an integral.</summary>
    public (double Place, double Weight)[] Nodes { get; }

    /// <summary>The borders between cells: one fewer than there are cells.</summary>
    public double[] Edges { get; }

    public int Count => Nodes.Length;

    /// <summary>The cell of a value, and how much of it lies below the value: ½ in the infinite ones.</summary>
    public (int Cell, double Below) Find(double value)
    {
        int found = Array.BinarySearch(Edges, value);
        int cell = found >= 0 ? found + 1 : ~found;
        return cell == 0 || cell == Edges.Length
            ? (cell, 0.5)
            : (cell, (value - Edges[cell - 1]) / (Edges[cell] - Edges[cell - 1]));
    }

    /// <summary>A value at a place of a finite cell; the node of an infinite one.</summary>
    public double At(int cell, double below) =>
        cell == 0 || cell == Edges.Length
            ? Nodes[cell].Place
            : Edges[cell - 1] + (below * (Edges[cell] - Edges[cell - 1]));
}
