namespace Likeness.Data.Transforms.Curves;

/// <summary>
/// w = the index of the value's bin, 0 … count − 1: the grid value's own, or a bin between quantiles of the
/// training rows. A model gives bins probabilities; spread uniformly over the bin, such a probability is a density in the data's
/// units, so that its likelihood compares with that of a model of dequantised values (Theis et al. 2016, arXiv:1511.01844, §3.1).
/// </summary>
internal sealed class BinsCurve : ColumnCurve
{
    // A bin with fewer training rows would reflect these rows rather than the column.
    private const int MinRowsInBin = 10;

    // A grid with more than this multiple of the requested bins is cut into quantiles like a continuous column: 256 bins
    // keep the 300 positions of an image.
    private const int LargestGridFactor = 4;
    private const double SupportTolerance = 1e-9;

    public override bool Dequantises => false;

    public override string Description(ColumnTransform column) =>
        column.IsCategory ? $"{column.BinCount} levels" : $"{column.BinCount} bins";

    public override CurveFit Fit(ColumnFacts facts, TransformSettings settings)
    {
        if (facts.Column.Kind.LevelCount > 0)
        {
            return new();
        }

        if (facts.Grid is not { } grid)
        {
            var (below, above) = RangeMargin.Of(facts.Train);
            double low = facts.Minimum - below;
            return new(Edges: QuantileEdges.Compute(facts.Train, Max(facts, settings), low, facts.Maximum + above));
        }

        var margin = facts.Column.Margin;
        if (grid.Count <= LargestGridFactor * settings.Bins)
        {
            return new(grid.Origin, grid.Step, margin == default ? null : OwnBins(grid, margin));
        }

        double[] indices = Array.ConvertAll(facts.Train, value => (double)grid.NearestIndex(value));
        return new(
            grid.Origin,
            grid.Step,
            QuantileEdges.ForWholeNumbers(
                indices,
                Max(facts, settings),
                -0.5 - margin.Below,
                grid.Count - 0.5 + margin.Above
            )
        );
    }

    public override (double Low, double High) SampleRange(ColumnFacts facts) =>
        facts.Column.Kind.LevelCount is > 0 and var levels
            ? (0, (facts.Grid?.Count ?? levels) - 1)
            : base.SampleRange(facts);

    public override (double Low, double High) Support(ColumnTransform column) =>
        column.Edges is { } edges
            ? (edges.Values[0], edges.Values[^1])
            : (-0.5 - SupportTolerance, column.PresentBins - 0.5 + SupportTolerance);

    public override double Forward(ColumnTransform column, double p) =>
        double.IsNaN(p) ? p
        : column.Edges is { } edges ? edges.BinOf(p)
        : Math.Clamp(Math.Round(p), 0, column.PresentBins - 1);

    public override double LogDerivative(ColumnTransform column, double p)
    {
        if (column.Edges is not { } edges)
        {
            return 0;
        }

        int bin = edges.BinOf(p);
        return -Math.Log(edges.Values[bin + 1] - edges.Values[bin]);
    }

    public override double Inverse(ColumnTransform column, double w, double uniform, bool continuous)
    {
        int bin = (int)Math.Clamp(Math.Round(w), 0, column.PresentBins - 1);
        if (column.IsCategory)
        {
            return bin;
        }

        var (low, high) = column.Edges is { } edges
            ? (edges.Values[bin], edges.Values[bin + 1])
            : (bin - 0.5, bin + 0.5);
        if (column.Grid is null && !continuous)
        {
            // The margins are for values of other rows; a sample of an outermost bin lies within the training rows' range.
            (low, high) = (Math.Max(low, column.Minimum), Math.Min(high, column.Maximum));
        }

        // On a grid a sample is one of the bin's own values, each equally likely.
        return column.Grid is not null && !continuous
            ? Math.Ceiling(low) + Math.Floor(uniform * (high - low))
            : low + (uniform * (high - low));
    }

    // A bin for each value, and one for each margin.
    private static BinEdges OwnBins(Grid grid, RangeMargin margin)
    {
        var edges = Enumerable.Range(0, grid.Count + 1).Select(bin => bin - 0.5);
        edges = margin.Below > 0 ? edges.Prepend(-0.5 - margin.Below) : edges;
        return new BinEdges([.. margin.Above > 0 ? edges.Append(grid.Count - 0.5 + margin.Above) : edges]);
    }

    private static int Max(ColumnFacts facts, TransformSettings settings) =>
        Math.Clamp(facts.Train.Length / MinRowsInBin, 2, settings.Bins);
}
