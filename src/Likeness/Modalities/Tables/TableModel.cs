using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling;
using Likeness.Sampling.Conditions;
using Likeness.Sampling.Latents;

namespace Likeness.Modalities.Tables;

/// <summary>What can be done with a model of tables. Lasts as long as its model; several threads may use it, as <see cref="TrainedModel"/> says.</summary>
public sealed partial class TableModel
    : ModelView,
        ISampler<Table>,
        IScorer<Table>,
        IReconstructor<Table>,
        ILatentSpace<Table>
{
    private readonly TrainedModel model;
    private Sampler? sampler;
    private Scorer? scorer;

    internal TableModel(TrainedModel model)
    {
        this.model = model;
        Transform = DataTransform.FromJson(model.Record.Transform);
    }

    /// <summary>Between the units of the table and model space.</summary>
    public DataTransform Transform { get; }

    /// <summary>Whether rows can be scored by a density.</summary>
    public bool HasDensity => model.Model is IDensityModel;

    /// <inheritdoc/>
    public override bool Supports(Type capability) =>
        capability == typeof(IScorer<Table>) ? HasDensity
        : capability == typeof(IReconstructor<Table>) ? Coder.Reconstructs(model.Model)
        : capability == typeof(ILatentSpace<Table>) ? Coder.Decodes(model.Model)
        : true;

    /// <inheritdoc/>
    public Table Sample(
        int count,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Sample(count, seed, continuous: false, progress, cancellationToken);

    /// <inheritdoc cref="ISampler{T}.Sample"/>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    public Table Sample(
        int count,
        ulong seed,
        bool continuous,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        Sampler.Sample(
            count,
            seed,
            continuous,
            done => Report(progress, RunPhase.Sampling, count == 0 ? 1 : done / (double)count),
            cancellationToken
        );

    /// <summary>
    /// Samples rows that fit conditions: the model samples the rest of a row where it can be given values, else rows are kept that fit, or
    /// weighted by the model's density. The answer says which, and what fraction of the proposals fitted.
    /// </summary>
    /// <param name="count">How many rows; at least 1.</param>
    /// <param name="conditions">What they must fit, see <see cref="ConditionSet.Parse"/>.</param>
    /// <param name="settings">How they are found; null for the defaults.</param>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <param name="progress">Told as rows are found.</param>
    /// <param name="cancellationToken">Stops between chunks of rows.</param>
    /// <exception cref="LikenessException">The model does not allow the method, or too few proposals fit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ConditionalSample SampleConditional(
        int count,
        ConditionSet conditions,
        ConditionalSettings? settings = null,
        ulong seed = 0,
        bool continuous = false,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new ConditionalSampler(model.Model, Transform, Sampler, model.Pool).Sample(
            count,
            conditions,
            settings ?? new ConditionalSettings(),
            seed,
            continuous,
            fraction => Report(progress, RunPhase.Sampling, fraction),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public RowScores Score(
        Table examples,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Score(examples, dequantisation: null, progress, cancellationToken);

    /// <inheritdoc cref="IScorer{T}.Score"/>
    /// <param name="rows">Rows with the columns of the run's data.</param>
    /// <param name="dequantisation">Where in its cell each value on a grid is scored; null for the centre.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    public RowScores Score(
        Table rows,
        DequantisationNoise? dequantisation,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        Score(
            rows,
            dequantisation,
            done => Report(progress, RunPhase.Scoring, done / (double)Math.Max(1, rows.RowCount)),
            cancellationToken
        );

    /// <summary>Reads the rows that the run was made from.</summary>
    /// <exception cref="LikenessException">They cannot be read, or have changed.</exception>
    public DataSplit<Table> LoadData() => ((TableModality)model.Modality).Reload(model.Record, model.Options);

    /// <summary>Reads all rows that the run was made from, in the order of their source.</summary>
    /// <exception cref="LikenessException">They cannot be read.</exception>
    public Table LoadAll() => model.Record.Data.Source.LoadTable().Table;

    internal RowScores Score(
        Table rows,
        DequantisationNoise? dequantisation,
        Action<int> progress,
        CancellationToken cancellationToken
    )
    {
        RequireColumns(rows);
        var shared = LazyInitializer.EnsureInitialized(
            ref scorer,
            () => new Scorer(model.Model, Transform, model.Record.Seed, model.Pool)
        );
        return shared.Score(rows, dequantisation, progress, cancellationToken);
    }

    /// <summary>Refuses rows that do not have the columns of the run's data.</summary>
    /// <exception cref="LikenessException">The columns are others, or in another order.</exception>
    internal void RequireColumns(Table rows)
    {
        string[] expected = [.. Record.Data.Columns];
        string[] given = [.. rows.Columns.Select(column => column.Name)];
        if (!given.AsSpan().SequenceEqual(expected))
        {
            throw new LikenessException(
                $"the rows have the columns {string.Join(", ", given)}, but the run was trained on {string.Join(", ", expected)} (give the same columns in the same order)"
            );
        }
    }

    /// <summary>Samples freely from the model.</summary>
    internal Sampler Sampler =>
        LazyInitializer.EnsureInitialized(ref sampler, () => new Sampler(model.Model, Transform, model.Pool));

    private RunRecord Record => model.Record;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        sampler?.Dispose();
        scorer?.Dispose();
        base.Dispose(disposing);
    }

    private static void Report(IProgress<TrainingProgress>? progress, RunPhase phase, double fraction) =>
        progress?.Report(new TrainingProgress { Phase = phase, Fraction = fraction });
}
