using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Models;
using Likeness.Sampling;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>Selects the weights of a run.</summary>
public enum RunWeights
{
    /// <summary>The weights with the best validation loss; the last weights without validation examples.</summary>
    Best,

    /// <summary>The weights after the last epoch, averaged if the options enable averaging.</summary>
    Last,
}

/// <summary>
/// A trained model, opened from the folder of its run. Its capabilities depend on the kind of data and the model; query them
/// by type: <see cref="As{T}"/> with <c>ISampler&lt;Table&gt;</c>, <c>IReconstructor&lt;ImageSet&gt;</c> and so on.
/// </summary>
/// <remarks>
/// Thread-safe: concurrent calls on a model and its capabilities return the same values as serial calls. They share the worker threads of
/// <see cref="Pool"/>, so they take as long in total as serial calls; evaluations, which write files, wait for each other. Disposing the model makes calls in progress throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[RequiresDynamicCode(
    "run.json and metrics.json are read and written by reflection over the options and reports, which needs code at run time."
)]
public sealed partial class TrainedModel : IDisposable
{
    private readonly Lazy<ModelView> view;
    private volatile bool isDisposed;
    private readonly bool isTemporary;
    private readonly Lock evaluating = new(); // all evaluations write the same files

    private TrainedModel(
        RunFolder folder,
        RunRecord record,
        ModelOptions options,
        Modality modality,
        GenerativeModel model,
        WorkerPool workers,
        bool isTemporary
    )
    {
        this.isTemporary = isTemporary;
        (Folder, Record, Options, Modality) = (folder, record, options, modality);
        (Model, Pool) = (model, workers);
        view = new Lazy<ModelView>(() => modality.Open(this));
    }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>The content of its run.json.</summary>
    public RunRecord Record { get; }

    /// <summary>The options that the model was opened with: the training options, except for sampling options.</summary>
    public ModelOptions Options { get; }

    /// <summary>The kind of data.</summary>
    public Modality Modality { get; }

    /// <summary>The model with its weights.</summary>
    public GenerativeModel Model { get; }

    /// <summary>The workers that run its computations.</summary>
    public WorkerPool Pool { get; }

    /// <summary>Opens the folder of a run.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="weights">Which weights to use.</param>
    /// <param name="threads">Threads to work on; 0 for one per core. No result depends on it.</param>
    /// <param name="sampling">
    /// Maps the training options to the options for sampling; only properties marked with
    /// <see cref="SamplingAttribute"/> may differ. Null for no change.
    /// </param>
    /// <param name="data">
    /// The run's data, if it was in memory or has moved; null for the recorded source. It is read when it is needed, such as by
    /// <see cref="Evaluate"/>, and must be the same data then.
    /// </param>
    /// <exception cref="LikenessException">
    /// The folder is not a run, has no weights yet, or contains a damaged file; or an option that is fixed by training differs.
    /// </exception>
    public static TrainedModel Open(
        string folder,
        RunWeights weights = RunWeights.Best,
        int threads = 0,
        Func<ModelOptions, ModelOptions>? sampling = null,
        DataSource? data = null
    ) => OpenFolder(folder, weights, threads, sampling, data, isTemporary: false);

    private static TrainedModel OpenFolder(
        string folder,
        RunWeights weights,
        int threads,
        Func<ModelOptions, ModelOptions>? sampling,
        DataSource? data,
        bool isTemporary
    )
    {
        var place = RunFolder.Open(folder);
        var record = RunJson.Read(place.RunFile).WithSource(data);
        var modality = ModalityRegistry.Find(record.Kind);
        var entry = ModelRegistry.Find(record.Model, modality.ExampleType);
        var trained = OptionsOf(record, place);
        var options = sampling is null ? trained : SamplingOptions.Checked(trained, sampling(trained));
        var space = modality.Space(record, options);
        if (!File.Exists(place.CheckpointFile))
        {
            throw new LikenessException(
                $"{folder}: the run has no weights yet (resume it: likeness train --resume {folder})"
            );
        }

        using var state = new TrainingState(entry, options, space, seed: null, record.Adapters);
        Checkpoint.Read(place.CheckpointFile, state, record.Model);
        if (state.Model is IFitted { NeedsFit: true } && record.State == RunState.Training)
        {
            throw new LikenessException(
                $"{folder}: the run was stopped before its model was fitted (resume it: likeness train --resume {folder})"
            );
        }

        var model = entry.Create(options, space, seed: null);
        var trainedModel = weights == RunWeights.Best ? state.Chosen : state.Evaluated;
        if (record.Adapters is { } adapters)
        {
            adapters.Merge(trainedModel, model);
        }
        else
        {
            model.CopyFrom(trainedModel);
        }

        return new TrainedModel(place, record, options, modality, model, Workers.Create(threads), isTemporary);
    }

    /// <summary>Reads the model and the options of a run without its weights.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="LikenessException">The folder is not a run, or its run.json is damaged.</exception>
    public static (ModelEntry Model, ModelOptions Options) Describe(string folder)
    {
        var place = RunFolder.Open(folder);
        var record = RunJson.Read(place.RunFile);
        return (EntryOf(record), OptionsOf(record, place));
    }

    /// <summary>Whether the model has a capability.</summary>
    /// <typeparam name="T">The capability, such as <c>ISampler&lt;Table&gt;</c>.</typeparam>
    public bool Can<T>()
        where T : class => view.Value is T && view.Value.Supports(typeof(T));

    /// <summary>Returns a capability of the model by its type.</summary>
    /// <typeparam name="T">The capability, such as <c>ISampler&lt;Table&gt;</c>, or the view of a kind of data, such as <c>TableModel</c>.</typeparam>
    /// <exception cref="LikenessException">The model lacks the capability.</exception>
    public T As<T>()
        where T : class =>
        Can<T>()
            ? (T)(object)view.Value
            : throw new LikenessException(
                $"{(isTemporary ? "" : $"{Folder.FullPath}: ")}a run of {Record.Model} on {Modality.Plural} {Lack(typeof(T))}"
            );

    /// <summary>Samples examples; see <see cref="ISampler{T}"/>.</summary>
    /// <typeparam name="T">The type of the examples, such as a table.</typeparam>
    /// <param name="count">The number of examples.</param>
    /// <param name="seed">Another seed gives other examples.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    /// <exception cref="LikenessException">The model samples another type of data, or returns NaN.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public T Sample<T>(
        int count,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return As<ISampler<T>>().Sample(count, seed, progress, cancellationToken);
    }

    /// <summary>
    /// Samples rows of model space, which the kind of data decodes. A row depends only on the weights, the seed and its index: a smaller sample is the
    /// beginning of a larger one.
    /// </summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="cancellationToken">Stops between chunks of rows.</param>
    /// <returns>[count × the model's dimensions], row by row.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public float[] SampleRows(int count, ulong seed = 0, CancellationToken cancellationToken = default)
    {
        var rows = new float[checked(count * Model.Dimensions)];
        using var sampler = new RowSampler(Model, Sampler.Chunk, Pool);
        for (int done = 0; done < count; done += Sampler.Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int size = Math.Min(Sampler.Chunk, count - done) * Model.Dimensions;
            sampler.Sample(done / Sampler.Chunk, seed)[..size].CopyTo(rows.AsSpan(done * Model.Dimensions));
        }

        return rows;
    }

    /// <summary>
    /// Samples, compares the samples with test examples, and writes samples, metrics.json and report.html into the run's folder.
    /// </summary>
    /// <param name="request">Seed, number of samples, threads; null for the defaults.</param>
    /// <param name="progress">Receives progress reports.</param>
    /// <param name="cancellationToken">Cancels between pieces of work; written files stay complete.</param>
    /// <exception cref="LikenessException">The data cannot be read or has changed, or the disk is full.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public EvaluationOutcome Evaluate(
        EvaluationRequest? request = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        using var culture = InvariantCulture.Begin();
        request ??= new EvaluationRequest();
        SettingRanges.Validate(request);
        Modality.Check(request);
        lock (evaluating)
        {
            return EvaluateAlone(request, progress, cancellationToken);
        }
    }

    private EvaluationOutcome EvaluateAlone(
        EvaluationRequest request,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var outcome = Modality.Evaluate(
            this,
            request,
            CancellingProgress.Create(progress, cancellationToken),
            cancellationToken
        );
        string[] changes = [.. SamplingOptions.Changes(OptionsOf(Record, Folder), Options)];
        string[] warnings =
            changes.Length == 0
                ? []
                : [$"The model was evaluated with other options than trained: {string.Join(", ", changes)}."];
        outcome = outcome with
        {
            Findings = [.. Record.Findings, .. outcome.Findings],
            Warnings = [.. outcome.Warnings, .. warnings],
        };
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reporting });
        MetricsJson.Write(Folder.MetricsFile, outcome);
        RunReport.Write(this, outcome);
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reporting, Fraction = 1 });
        return outcome;
    }

    /// <summary>Frees weights and threads, and deletes the folder if it is temporary (see <see cref="RunSettings.OutputFolder"/>).</summary>
    public void Dispose()
    {
        isDisposed = true;
        if (view.IsValueCreated)
        {
            view.Value.Dispose();
        }

        Model.Dispose();
        Pool.Dispose();
        if (isTemporary)
        {
            Folder.Delete();
        }
    }

    /// <summary>The registration of a run's model.</summary>
    internal static ModelEntry EntryOf(RunRecord record) =>
        ModelRegistry.Find(record.Model, ModalityRegistry.Find(record.Kind).ExampleType);

    /// <summary>The options in a run.json.</summary>
    /// <exception cref="LikenessException">They are not options of the model, or its weights had another meaning.</exception>
    internal static ModelOptions OptionsOf(RunRecord record, RunFolder folder)
    {
        try
        {
            var options = (ModelOptions?)record.Options.Deserialize(EntryOf(record).OptionsType, RunJson.Options);
            if (options is not null)
            {
                if (record.Format < options.FirstFormat)
                {
                    throw new LikenessException(
                        $"{folder.RunFile}: this run is of an earlier Likeness, in which the weights of {record.Model} had another meaning (train it again)"
                    );
                }

                options = options.FromFormat(record.Format);
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

    // A capability of other data names the type of the run's own.
    private string Lack(Type capability) =>
        capability.GenericTypeArguments is [var asked] && asked != Modality.ExampleType
            ? $"gives {Modality.ExampleType.Name}, not {asked.Name} (ask for {Modality.ExampleType.Name})"
            : $"does not implement {capability.Name.Split('`')[0]} (choose another model, see 'likeness models')";

    private static string Damaged(RunRecord record, RunFolder folder) =>
        $"{folder.RunFile}: its options are not those of {record.Model} (restore the file, or train again)";
}
