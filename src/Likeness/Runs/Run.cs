using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Sampling.Conditions;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>Which of a run's weights to use.</summary>
public enum RunWeights
{
    /// <summary>Those that did best on held-out rows; the last ones where none were held out.</summary>
    Best,

    /// <summary>Those after the last epoch, averaged where the options say so.</summary>
    Last,
}

/// <summary>A run opened for drawing and scoring. One thread may use it at a time.</summary>
public sealed class Run : IDisposable
{
    private readonly GenerativeModel model;
    private readonly WorkerPool workers;
    private readonly DataTransform? transform;
    private Sampler? sampler;
    private Scorer? scorer;

    private Run(
        RunFolder folder,
        RunRecord record,
        ModelOptions options,
        DataTransform? transform,
        GenerativeModel model,
        WorkerPool workers
    )
    {
        (Folder, Record, Options) = (folder, record, options);
        (this.model, this.workers, this.transform) = (model, workers, transform);
    }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>The content of its run.json.</summary>
    public RunRecord Record { get; }

    /// <summary>The options that the model was opened with: those that it was trained with, but for what says how rows are drawn.</summary>
    public ModelOptions Options { get; }

    /// <summary>Between the units of a table and model space.</summary>
    /// <exception cref="LikenessException">The run is of no table.</exception>
    public DataTransform Transform
    {
        get
        {
            Require(DataKind.Table);
            return transform!;
        }
    }

    /// <summary>Whether rows can be scored.</summary>
    public bool HasDensity => model is IDensityModel;

    /// <summary>Opens the folder of a run.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="weights">Which weights to use.</param>
    /// <param name="threads">Threads to work on; 0 for one a core. No result depends on it.</param>
    /// <param name="sampling">
    /// From the options that the model was trained with to those to draw with, which may differ in what is marked as
    /// <see cref="SamplingAttribute"/>; null to leave them.
    /// </param>
    /// <exception cref="LikenessException">
    /// The folder is no run, has no weights yet, or one of its files is damaged; or an option that is trained into the weights differs.
    /// </exception>
    public static Run Open(
        string folder,
        RunWeights weights = RunWeights.Best,
        int threads = 0,
        Func<ModelOptions, ModelOptions>? sampling = null
    )
    {
        var place = RunFolder.Open(folder);
        var record = RunJson.Read(place.RunFile);
        var entry = ModelRegistry.Find(record.Model, record.Kind);
        var trained = OptionsOf(record, place);
        var options = sampling is null ? trained : SamplingOptions.Checked(trained, sampling(trained));
        var transform = record.Kind == DataKind.Table ? DataTransform.FromJson(record.Transform) : null;
        var space = LearningData.SpaceOf(record);
        if (!File.Exists(place.CheckpointFile))
        {
            throw new LikenessException(
                $"{folder}: the run has no weights yet (go on with it: likeness train --resume {folder})"
            );
        }

        using var state = new TrainingState(entry, options, space, seed: null);
        Checkpoint.Read(place.CheckpointFile, state, record.Model);
        if (state.Model is IFitted && record.State == RunState.Training)
        {
            throw new LikenessException(
                $"{folder}: the run was stopped before its model was fitted (go on with it: likeness train --resume {folder})"
            );
        }

        var model = entry.Create(options, space, seed: null);
        model.Parameters.CopyFrom((weights == RunWeights.Best ? state.Chosen : state.Evaluated).Parameters);
        return new Run(place, record, options, transform, model, Workers.Create(threads));
    }

    /// <summary>The model and the options of a run, without its weights.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="LikenessException">The folder is no run, or its run.json is damaged.</exception>
    public static (ModelEntry Model, ModelOptions Options) Describe(string folder)
    {
        var place = RunFolder.Open(folder);
        var record = RunJson.Read(place.RunFile);
        return (ModelRegistry.Find(record.Model, record.Kind), OptionsOf(record, place));
    }

    /// <summary>Draws rows. A row depends on the weights, the seed and its number alone: fewer rows are the beginning of more.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <param name="progress">Told as rows are drawn.</param>
    /// <param name="cancellationToken">Stops between chunks of rows.</param>
    /// <exception cref="LikenessException">The model draws what is not a number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Table Sample(
        int count,
        ulong seed = 0,
        bool continuous = false,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        return Sampler.Sample(
            count,
            seed,
            continuous,
            done =>
                progress?.Report(
                    new TrainingProgress { Phase = RunPhase.Sampling, Fraction = count == 0 ? 1 : done / (double)count }
                ),
            cancellationToken
        );
    }

    /// <summary>
    /// Draws rows that fit conditions: the model draws the rest of a row where it can be given values, else rows are kept that fit, or weighted
    /// by the model's density. The answer says which, and what share of the draws fitted.
    /// </summary>
    /// <param name="count">How many rows; at least 1.</param>
    /// <param name="conditions">What they must fit, see <see cref="ConditionSet.Parse"/>.</param>
    /// <param name="settings">How they are had; null for the defaults.</param>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="continuous">Whether values stay as the model gives them, off the data's grid.</param>
    /// <param name="progress">Told as rows are found.</param>
    /// <param name="cancellationToken">Stops between chunks of rows.</param>
    /// <exception cref="LikenessException">The model does not allow the method, or too few draws fit.</exception>
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
        return new ConditionalSampler(model, Transform, Sampler, workers).Sample(
            count,
            conditions,
            settings ?? new ConditionalSettings(),
            seed,
            continuous,
            fraction => progress?.Report(new TrainingProgress { Phase = RunPhase.Sampling, Fraction = fraction }),
            cancellationToken
        );
    }

    /// <summary>Says how likely the model holds rows.</summary>
    /// <param name="rows">Rows with the columns of the run's data.</param>
    /// <param name="dequantisation">Where in its cell each value on a grid is scored; null for the centre.</param>
    /// <param name="cancellationToken">Stops between chunks of rows.</param>
    /// <exception cref="LikenessException">The columns are others, or the model gives no density.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RowScores Score(
        Table rows,
        DequantisationNoise? dequantisation = null,
        CancellationToken cancellationToken = default
    ) => Score(rows, dequantisation, _ => { }, cancellationToken);

    /// <inheritdoc cref="Score(Table, DequantisationNoise?, CancellationToken)"/>
    internal RowScores Score(
        Table rows,
        DequantisationNoise? dequantisation,
        Action<int> progress,
        CancellationToken cancellationToken
    )
    {
        RequireColumns(rows);
        return (scorer ??= new Scorer(model, Transform, Record.Seed, workers)).Score(
            rows,
            dequantisation,
            progress,
            cancellationToken
        );
    }

    /// <summary>Reads the rows that the run was made from.</summary>
    /// <exception cref="LikenessException">They cannot be read, or have changed.</exception>
    public RunData LoadData() => RunData.Load(Record);

    /// <summary>Refuses a run of another kind of data.</summary>
    /// <exception cref="LikenessException">The run is of something else.</exception>
    internal void Require(DataKind kind)
    {
        if (Record.Kind != kind)
        {
            throw new LikenessException(
                $"{Folder.FullPath}: the run is of {Record.Kind.Plural()}, and this is for {kind.Plural()} only (give a run of {kind.Plural()})"
            );
        }
    }

    /// <summary>Refuses rows that have not the columns of the run's data.</summary>
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

    /// <summary>The model with its weights.</summary>
    internal GenerativeModel Model => model;

    /// <summary>Who does the work.</summary>
    internal WorkerPool Pool => workers;

    /// <summary>Draws freely from the model.</summary>
    internal Sampler Sampler => sampler ??= new Sampler(model, Transform, workers);

    /// <summary>Frees weights and threads.</summary>
    public void Dispose()
    {
        sampler?.Dispose();
        scorer?.Dispose();
        model.Dispose();
        workers.Dispose();
    }

    /// <summary>The options that a run.json holds.</summary>
    /// <exception cref="LikenessException">They are not those of the model.</exception>
    internal static ModelOptions OptionsOf(RunRecord record, RunFolder folder)
    {
        try
        {
            var options = (ModelOptions?)
                record.Options.Deserialize(ModelRegistry.Find(record.Model, record.Kind).OptionsType, RunJson.Options);
            if (options is not null)
            {
                options.Validate();
                return options;
            }
        }
        catch (JsonException error)
        {
            throw new LikenessException(Damaged(record, folder), error);
        }

        throw new LikenessException(Damaged(record, folder));
    }

    private static string Damaged(RunRecord record, RunFolder folder) =>
        $"{folder.RunFile}: its options are not those of {record.Model} (restore the file, or train again)";
}
