using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;

namespace Likeness.Models.Baselines;

/// <summary>Options of <see cref="IndependentHistogram"/>.</summary>
public sealed record IndependentHistogramOptions : FittedOptions
{
    /// <summary>Bins of a column at most; how many it has is chosen by a penalised likelihood.</summary>
    [Description("bins of a column at most")]
    [Range(1, 4096)]
    [FormerName("most-bins")]
    public int MaxBins { get; init; } = 256;
}

/// <summary>
/// An independent histogram of each column, with bins of equal width. The number of bins maximises the penalised likelihood of Birgé and Rozenholc 2006. A
/// Gaussian of three standard deviations of the column, with a weight of 1/(rows + 1), keeps the density positive elsewhere. Density and conditionals are
/// exact.
/// </summary>
[Model(
    "histogram",
    Title = "Independent histograms",
    Paper = "Birgé and Rozenholc 2006",
    Summary = "baseline: independent histograms of the columns"
)]
public sealed class IndependentHistogram : GenerativeModel, IFitted, IDensityModel, IImputer
{
    private const double HalfLog2Pi = 0.91893853320467274178;
    private const double Wide = 3;
    private const float Nothing = -1e30f;

    private readonly int bins;
    private readonly Parameter low; // where the first bin begins: [d]
    private readonly Parameter step; // the bins' width: [d]
    private readonly Parameter count; // how many bins there are: [d]
    private readonly Parameter fraction; // of each bin: [d, bins]
    private readonly Parameter outside; // mean, standard deviation and weight of the wide Gaussian: [3, d]

    /// <summary>Makes the model.</summary>
    /// <param name="options">Bins.</param>
    /// <param name="space">Its width is d.</param>
    /// <param name="seed">Null leaves the buffers zero, to be filled.</param>
    public IndependentHistogram(IndependentHistogramOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        bins = options.MaxBins;
        low = Scope.Buffer("low", [space.Width], 0);
        step = Scope.Buffer("step", [space.Width], 1);
        count = Scope.Buffer("count", [space.Width], 1);
        fraction = Scope.Buffer("share", [space.Width, bins], 0);
        outside = Scope.Buffer("outside", [3, space.Width], 1);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives => [];

    /// <inheritdoc/>
    public string DensityKind => "exact";

    /// <inheritdoc/>
    public string ImputationKind => "exact";

    /// <inheritdoc/>
    public void Fit(FitRows fit)
    {
        var data = new DoubleColumns(fit.Train.Span, Dimensions);
        fraction.Values.Clear();
        for (int j = 0; j < Dimensions; j++)
        {
            fit.CancellationToken.ThrowIfCancellationRequested();
            var column = data.Column(j);
            var (min, max) = Ends(column, Math.Sqrt(data.Variance[j]));
            int[] counts = HistogramBins.Choose(column, min, max, bins);
            low.Values[j] = (float)min;
            step.Values[j] = (float)((max - min) / counts.Length);
            count.Values[j] = counts.Length;
            for (int i = 0; i < counts.Length; i++)
            {
                fraction.Values[(j * bins) + i] = counts[i] / (float)data.Rows;
            }

            outside.Values[j] = (float)data.Mean[j];
            outside.Values[Dimensions + j] = (float)(Wide * Math.Sqrt(data.Variance[j]));
            outside.Values[(2 * Dimensions) + j] = 1f / (data.Rows + 1);
            fit.Progress((j + 1) / (double)Dimensions);
        }
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows)
    {
        var (mean, deviation, rest) = (Outside(0), Outside(1), Outside(2));
        var bin = ((rows - low) / step).Floor(); // [batch, d]
        var isInside = bin.GreaterThan(-0.5f) * count.Tensor.GreaterThan(bin + 0.5f);
        var inBin = Flat().Gather(isInside.Where(bin, 0) + Starts()) * isInside;
        var logInside = inBin.GreaterThan(0).Where((inBin.Maximum(1e-30f) * (1 - rest) / step).Log(), Nothing);
        var distance = (rows - mean) / deviation;
        var logOutside = (distance.Square() * -0.5f) - deviation.Log() + rest.Log() - (float)HalfLog2Pi;
        Shape each = [rows.Shape[0], Dimensions, 1];
        return Tensor.Concatenate(2, logInside.Reshape(each), logOutside.Reshape(each)).LogSumExp(2).Sum([1, 2]);
    }

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Sample(count, stream: 0);

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known) => known.Where(rows, Sample(rows.Shape[0], stream: 4));

    private Tensor Sample(int rows, ulong stream)
    {
        Shape shape = [rows, Dimensions];
        var sums = fraction.Tensor.CumulativeSum(1).Reshape([1, Dimensions, bins]);
        var total = sums.Slice(2, bins - 1, 1);
        var mark = Tensor.RandomUniform([rows, Dimensions, 1], stream) * total;
        var bin = mark.GreaterThan(sums).Sum([2]); // [rows, d]
        var inside = low.Tensor + ((bin + Tensor.RandomUniform(shape, stream + 1)) * step);
        var wide = Outside(0) + (Outside(1) * Tensor.RandomNormal(shape, stream + 2));
        return Outside(2).GreaterThan(Tensor.RandomUniform(shape, stream + 3)).Where(wide, inside);
    }

    private Tensor Flat() => fraction.Tensor.Reshape([Dimensions * bins]);

    private Tensor Starts() =>
        Tensor.Constant([Dimensions], [.. Enumerable.Range(0, Dimensions).Select(j => (float)(j * bins))]);

    private Tensor Outside(int row) => outside.Tensor.Slice(0, row, 1);

    // Slightly wider than the range of the values, so that rounding to single precision leaves none outside.
    private static (double Low, double High) Ends(ReadOnlySpan<double> column, double deviation)
    {
        double min = double.PositiveInfinity;
        double max = double.NegativeInfinity;
        foreach (double value in column)
        {
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
        }

        double hair = max > min ? 1e-5 * (max - min) : deviation / 2;
        return (min - hair, max + hair);
    }
}
