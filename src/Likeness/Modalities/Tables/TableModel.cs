using Likeness.Data;
using Likeness.Data.Times;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Modalities.Tables.Texts;
using Likeness.Models;
using Likeness.Models.Diffusion;
using Likeness.Runs;
using Likeness.Sampling;
using Likeness.Sampling.Conditions;
using Likeness.Sampling.Latents;

namespace Likeness.Modalities.Tables;

/// <summary>The capabilities of a model of tables. It is valid as long as its model and equally thread-safe (see <see cref="TrainedModel"/>).</summary>
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
        Encoding = TableEncoding.FromJson(model.Record.Transform);
    }

    /// <summary>Converts between tables and model space.</summary>
    public TableEncoding Encoding { get; }

    /// <summary>Converts between tables of numbers and model space.</summary>
    public DataTransform Transform => Encoding.Transform;

    /// <summary>Whether the model has a density.</summary>
    public bool HasDensity => model.Model is IDensityModel;

    /// <summary>Whether the density of each row requires the solution of a differential equation.</summary>
    internal bool IntegratesDensity => model.Model is ProbabilityFlow;

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
    /// <param name="count">The number of rows.</param>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="continuous">Whether values stay as the model samples them, off the data's grid.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    public Table Sample(
        int count,
        ulong seed,
        bool continuous,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => SampleParts(count, seed, continuous, progress, cancellationToken).ToTable();

    /// <summary>The same rows, sampled while they are read.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="continuous">Whether values stay as the model samples them, off the data's grid.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <param name="areInOrder">Whether rows stand in the order of the data; else each part of them is like another.</param>
    internal SampledRows SampleParts(
        int count,
        ulong seed,
        bool continuous,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken,
        bool areInOrder = true
    )
    {
        var joined = JoinedParts(count, seed, continuous, areInOrder, progress, cancellationToken);
        return joined with { Parts = joined.Parts.Select(JoinedTimes.Without) };
    }

    private SampledRows JoinedParts(
        int count,
        ulong seed,
        bool continuous,
        bool areInOrder,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var order = areInOrder ? Encoding.Order : null;
        bool areSubjects = SubjectSampling.IsNeeded(Encoding);
        if (SequentialSubjects.AreKnown(Encoding, model.Model))
        {
            return new(count, InSequence(count, seed, continuous, order, areInOrder, progress, cancellationToken));
        }

        if (Encoding.Panel is { } panel && model.Model is IRowImputer)
        {
            return OfPanel(panel.Rows, count, seed, continuous, areInOrder, progress, cancellationToken);
        }

        if (Encoding.Running is not null)
        {
            return new(count, OfFiles(count, seed, continuous, areInOrder, progress, cancellationToken));
        }

        var parts = Obeying(
            Sampler.Parts(
                areSubjects ? WholeChunks(count) : count,
                seed,
                continuous,
                done => Report(progress, RunPhase.Sampling, count == 0 ? 1 : Math.Min(1, done / (double)count)),
                cancellationToken
            ),
            seed,
            continuous
        );
        var distinct = areSubjects ? null : Distinct(seed, continuous);
        return new(
            count,
            areSubjects
                ? OfSubjects(parts, count, seed, continuous, order, areInOrder)
                : Finished(
                    (distinct is null ? parts : parts.Select(distinct.Complete)).Select(
                        (part, chunk) =>
                            new SubjectRows(part, (long)chunk * Sampler.Chunk, new Dictionary<string, long[]>())
                    ),
                    seed,
                    order,
                    areInOrder
                )
        )
        {
            Remark = () => distinct?.Remark,
        };
    }

    /// <summary>
    /// Samples rows that fit conditions: the model conditions on values if it supports this, else samples are accepted or rejected, or
    /// weighted by the model's density. The result states the method, and the fraction of accepted proposals.
    /// </summary>
    /// <param name="count">The number of rows; at least 1.</param>
    /// <param name="conditions">The conditions, see <see cref="ConditionSet.Parse(string, DataTransform)"/>.</param>
    /// <param name="settings">The method's settings; null for the defaults.</param>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="continuous">Whether values stay as the model samples them, off the data's grid.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between chunks of rows.</param>
    /// <exception cref="LikenessException">The model does not support the method, or too few proposals fit.</exception>
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
        using var sample = SampleConditionalParts(
            count,
            conditions,
            settings,
            seed,
            continuous,
            progress,
            cancellationToken
        );
        return sample.ToSample();
    }

    /// <summary>The same rows, sampled while they are read.</summary>
    internal ConditionalParts SampleConditionalParts(
        int count,
        ConditionSet conditions,
        ConditionalSettings? settings,
        ulong seed,
        bool continuous,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return JoinedParts(
                count,
                conditions,
                settings ?? new ConditionalSettings(),
                seed,
                continuous,
                progress,
                cancellationToken
            )
            .Select((part, _) => JoinedTimes.Without(part));
    }

    private ConditionalParts JoinedParts(
        int count,
        ConditionSet conditions,
        ConditionalSettings settings,
        ulong seed,
        bool continuous,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (settings.Method is ConditionalMethod.Auto && OnPanel(conditions) is { } onPanel)
        {
            return OfPanel(count, conditions, onPanel, seed, continuous, progress, cancellationToken);
        }

        if (AreOfWholeSubjects(conditions, settings.Method))
        {
            return OfWholeSubjects(count, conditions, settings, seed, continuous, progress, cancellationToken);
        }

        var parts = new ConditionalSampler(model.Model, Transform, Sampler, model.Pool, Accepting(conditions)).Sample(
            count,
            conditions,
            settings,
            seed,
            continuous,
            fraction => Report(progress, RunPhase.Sampling, fraction),
            cancellationToken
        );
        return SubjectSampling.IsNeeded(Encoding)
                ? parts.Select(all =>
                    OfSubjects(
                        all.Select(part => Encoding.FromNumbers(part, continuous, conditions)),
                        count,
                        seed,
                        continuous,
                        order: null,
                        areInOrder: false,
                        Fitting(conditions)
                    )
                )
            : Encoding.Ranks.Any() ? parts.Select(all => OfRanks(all, seed, continuous, conditions))
            : Finished(parts, new InventedTexts(seed, areInOrder: false));

        ConditionalParts Finished(ConditionalParts all, InventedTexts texts) =>
            all.Select(
                (part, first) => this.Finished(Encoding.FromNumbers(part, continuous, conditions), first, seed, texts)
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
    /// <param name="dequantisation">The position of each dequantised value in its grid interval; null for the centre.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
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

    /// <summary>Reads the rows of the run.</summary>
    /// <exception cref="LikenessException">They cannot be read, or have changed.</exception>
    public DataSplit<Table> LoadData() =>
        ((TableModality)model.Modality).Reload(model.Record, model.Options).Select(JoinedTimes.Without);

    /// <summary>Reads all rows of the run, in the order of their source.</summary>
    /// <exception cref="LikenessException">They cannot be read.</exception>
    public Table LoadAll() => JoinedTimes.Without(model.Record.Data.Source.LoadTable().Table);

    internal RowScores Score(
        Table rows,
        DequantisationNoise? dequantisation,
        Action<int> progress,
        CancellationToken cancellationToken
    )
    {
        var (numbers, added) = ToNumbers(rows);
        var shared = LazyInitializer.EnsureInitialized(
            ref scorer,
            () => new Scorer(model.Model, Transform, model.Record.Seed, model.Pool)
        );
        var scores = shared.Score(numbers, dequantisation, progress, cancellationToken);
        return Array.TrueForAll(added, nats => nats == 0)
            ? scores
            : scores with
            {
                LogDensity =
                [
                    .. scores.LogDensity.Select(
                        (density, row) =>
                            double.IsFinite(added[row])
                                ? density + added[row]
                                : Transform.LogDensity(double.NegativeInfinity, numbers.Row(row))
                    ),
                ],
                Kind = added.Any(nats => nats > 0 || nats < 0 && double.IsFinite(nats))
                    ? $"{scores.Kind}, a bound where a number is missing"
                    : scores.Kind,
            };
    }

    /// <summary>The error of densities that solve a differential equation, measured on a few rows; null for other densities.</summary>
    internal SolverError? SolverErrorOf(
        Table rows,
        DequantisationNoise? dequantisation,
        CancellationToken cancellationToken
    )
    {
        if (model.Model is not ProbabilityFlow flow)
        {
            return null;
        }

        var some = rows.RowCount <= SolverError.Rows ? rows : rows.TakeRows([.. Enumerable.Range(0, SolverError.Rows)]);
        var (numbers, _) = ToNumbers(some);
        using var finer = new Scorer(flow.Refined(), Transform, model.Record.Seed, model.Pool);
        return SolverError.Between(
            Score(some, dequantisation, _ => { }, cancellationToken),
            finer.Score(numbers, dequantisation, cancellationToken: cancellationToken),
            Transform.ModelDimensions
        );
    }

    /// <summary>The columns of the run's data, in its order, from rows that may have further ones.</summary>
    /// <param name="rows">Rows with these columns by name, or as many columns without names.</param>
    /// <param name="ignored">The names of the further columns.</param>
    /// <param name="name">The rows in messages.</param>
    /// <exception cref="LikenessException">A column is missing.</exception>
    internal Table TakeColumns(Table rows, out IReadOnlyList<string> ignored, string name = "the table") =>
        SameColumns.Take(Encoding.Expected(rows), name, Record.Data.Columns, out ignored);

    /// <summary>The numbers of rows with the columns of the run's data, and what filled values add to their log-densities, in nats.</summary>
    /// <exception cref="LikenessException">A column is missing, or a cell is not of its column's kind.</exception>
    private (Table Numbers, double[] Added) ToNumbers(Table rows)
    {
        var taken = TakeColumns(rows, out _);
        // Under the columns of the run, keys of the table would be unknown.
        var keys = Encoding.Context?.KeysOf(taken, Encoding.Rules);
        return Encoding.ToNumbers(taken.JoinedAs(Encoding.Columns), keys);
    }

    /// <summary>Unconditional samples of the model.</summary>
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
