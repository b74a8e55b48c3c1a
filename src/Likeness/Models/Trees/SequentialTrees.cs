using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Interop;

namespace Likeness.Models.Trees;

/// <summary>
/// Sequential trees: p(row) = Π p(column k | columns before it), each by a classification or regression tree whose leaves hold the values of their
/// training rows, the donors (Reiter 2005, J. Off. Stat. 21, 441–462). Whether a value is missing is learned with it. The density is exact: the mass of
/// levels, grid values and missing values, the density of continuous values.
/// </summary>
[Model(
    "trees",
    Title = "Sequential trees",
    Paper = "Reiter 2005",
    Summary = "a tree for each column given the columns before it; mixed tables with missing values"
)]
public sealed class SequentialTrees : GenerativeModel, IFitted, IRowSampler, IRowDensity, IRowImputer, IStoredArrays
{
    private readonly TreesOptions options;
    private TreeSequence? sequence;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="space">Its columns.</param>
    /// <param name="seed">Not used: the fit determines everything.</param>
    public SequentialTrees(TreesOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed) => this.options = options;

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives => [];

    /// <inheritdoc/>
    public string DensityKind => "exact";

    /// <inheritdoc/>
    public string ImputationKind => "approximate: importance resampling of 64 proposals";

    private TreeSequence Sequence => sequence ?? throw new InvalidOperationException("The model has not been fitted.");

    /// <inheritdoc/>
    public void Fit(FitRows fit) => sequence = SequenceFit.Fit(Space.Dimensions, options, fit);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: see <see cref="SampleRows"/>.</exception>
    public override Tensor Sample(int count) => throw new NotSupportedException("This model has no graph of tensors.");

    /// <inheritdoc/>
    public void SampleRows(ulong seed, long firstRow, Span<float> rows)
    {
        var random = new PhiloxRandom(seed, 0);
        Span<byte> bins = new byte[Dimensions];
        for (int i = 0; i < rows.Length / Dimensions; i++)
        {
            Sequence.Sample(random, firstRow + i, bins, rows.Slice(i * Dimensions, Dimensions));
        }
    }

    /// <inheritdoc/>
    public void LogDensities(ReadOnlySpan<float> rows, Span<double> logDensities)
    {
        Span<byte> bins = new byte[Dimensions];
        for (int i = 0; i < logDensities.Length; i++)
        {
            logDensities[i] = Sequence.LogProbability(rows.Slice(i * Dimensions, Dimensions), bins);
        }
    }

    /// <inheritdoc/>
    public void ImputeRows(
        ulong seed,
        long firstRow,
        ReadOnlySpan<float> rows,
        ReadOnlySpan<float> known,
        Span<float> imputed
    )
    {
        var imputation = new SequenceImputation(Sequence, seed);
        for (int i = 0; i < rows.Length / Dimensions; i++)
        {
            int start = i * Dimensions;
            imputation.Impute(
                firstRow + i,
                rows.Slice(start, Dimensions),
                known.Slice(start, Dimensions),
                imputed.Slice(start, Dimensions)
            );
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TensorData> ToTensors() => sequence is null ? [] : SequenceStorage.ToTensors(sequence);

    /// <inheritdoc/>
    public void FromTensors(SafetensorsFile file) => sequence = SequenceStorage.FromTensors(file, Space.Dimensions);

    /// <inheritdoc/>
    public void CopyArraysFrom(IStoredArrays other) => sequence = ((SequentialTrees)other).sequence;
}
