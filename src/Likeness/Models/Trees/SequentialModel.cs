using Likeness.Compute.Graph;
using Likeness.Interop;

namespace Likeness.Models.Trees;

/// <summary>
/// p(row) = Π p(column k | columns before it), each column by a predictor of its own. Whether a value is missing is learned with it. The density is exact:
/// the mass of levels, grid values and missing values, the density of continuous values.
/// </summary>
public abstract class SequentialModel
    : GenerativeModel,
        IFitted,
        IRowSampler,
        IRowDensity,
        IRowImputer,
        ISeriesImputer,
        ICalibratedImputer,
        IColumnSurprisal,
        IStoredArrays
{
    private TreeSequence? sequence;

    private protected SequentialModel(ModelSpace space, ulong? seed)
        : base(space, seed) { }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives => [];

    /// <inheritdoc/>
    public string DensityKind => "exact";

    /// <inheritdoc/>
    public string ImputationKind => "approximate: importance resampling of 64 proposals";

    private TreeSequence Sequence => sequence ?? throw new InvalidOperationException("The model has not been fitted.");

    /// <inheritdoc/>
    public void Fit(FitRows fit) => sequence = FitSequence(fit);

    /// <inheritdoc/>
    public bool LearnsValidation => true;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: see <see cref="SampleRows"/>.</exception>
    public override Tensor Sample(int count) => throw new NotSupportedException("This model has no graph of tensors.");

    /// <inheritdoc/>
    public void SampleRows(ulong seed, long firstRow, Span<float> rows) => Sequence.Sample(seed, firstRow, rows);

    /// <inheritdoc/>
    public void LogDensities(ReadOnlySpan<float> rows, Span<double> logDensities) =>
        Sequence.LogProbabilities(rows, logDensities);

    /// <inheritdoc/>
    public void ImputeRows(
        ulong seed,
        long firstRow,
        ReadOnlySpan<float> rows,
        ReadOnlySpan<float> known,
        Span<float> imputed
    ) => Impute(new SequenceImputation(Sequence, seed), firstRow, rows, known, [], imputed);

    /// <inheritdoc/>
    void ICalibratedImputer.ImputeCalibrated(
        ulong seed,
        long firstRow,
        ReadOnlySpan<float> rows,
        ReadOnlySpan<float> known,
        Span<float> imputed
    ) => Impute(new SequenceImputation(Sequence, seed, Sequence.Powers), firstRow, rows, known, [], imputed);

    /// <inheritdoc/>
    void IColumnSurprisal.ExcessSurprisals(ulong seed, long firstRow, ReadOnlySpan<float> rows, Span<double> surprisals)
    {
        var surprisal = new SequenceSurprisal(Sequence, seed, SequenceSurprisal.Others);
        for (int i = 0; i < rows.Length / Dimensions; i++)
        {
            surprisal.Of(
                firstRow + i,
                rows.Slice(i * Dimensions, Dimensions),
                surprisals.Slice(i * Dimensions, Dimensions)
            );
        }
    }

    /// <inheritdoc/>
    void IColumnSurprisal.Expected(
        ulong seed,
        long index,
        ReadOnlySpan<float> row,
        int dimension,
        Span<float> values,
        Span<double> weights
    ) => new SequenceSurprisal(Sequence, seed, values.Length).Expected(index, row, dimension, values, weights);

    /// <inheritdoc/>
    RankPaths? ISeriesImputer.Paths => Sequence.Paths;

    /// <inheritdoc/>
    void ISeriesImputer.ImputeRows(
        ulong seed,
        long firstRow,
        ReadOnlySpan<float> rows,
        ReadOnlySpan<float> known,
        ReadOnlySpan<double> ranks,
        Span<float> imputed
    ) => Impute(new SequenceImputation(Sequence, seed), firstRow, rows, known, ranks, imputed);

    private void Impute(
        SequenceImputation imputation,
        long firstRow,
        ReadOnlySpan<float> rows,
        ReadOnlySpan<float> known,
        ReadOnlySpan<double> ranks,
        Span<float> imputed
    )
    {
        for (int i = 0; i < rows.Length / Dimensions; i++)
        {
            int start = i * Dimensions;
            imputation.Impute(
                firstRow + i,
                rows.Slice(start, Dimensions),
                known.Slice(start, Dimensions),
                ranks.IsEmpty ? [] : ranks.Slice(start, Dimensions),
                imputed.Slice(start, Dimensions)
            );
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TensorData> ToTensors() => sequence is null ? [] : SequenceStorage.ToTensors(sequence);

    /// <inheritdoc/>
    public void FromTensors(SafetensorsFile file) => sequence = SequenceStorage.FromTensors(file, Space, ReadPredictor);

    /// <inheritdoc/>
    public void CopyArraysFrom(IStoredArrays other) => sequence = ((SequentialModel)other).sequence;

    /// <summary>Fits the sequence.</summary>
    private protected abstract TreeSequence FitSequence(FitRows fit);

    /// <summary>Reads a predictor from a checkpoint.</summary>
    /// <param name="file">The checkpoint.</param>
    /// <param name="prefix">The prefix of its arrays.</param>
    /// <param name="levels">The values of the column; null for whether a value is missing.</param>
    /// <param name="predictors">The number of columns before it.</param>
    private protected abstract IColumnPredictor ReadPredictor(
        SafetensorsFile file,
        string prefix,
        ColumnLevels? levels,
        int predictors
    );
}
